package dev.rustcross.check;

import dev.rustcross.target.TargetTriple;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The libraries that are there on every machine of a system. */
final class SystemLibraries {

    /** glibc's own, by its {@code Makefile}s, and GCC's runtime, without which there is no C program on such a system. */
    private static final List<LibraryPattern> GLIBC = patterns(
            "libc.so.6*",
            "libm.so.6*",
            "libmvec.so.1",
            "libpthread.so.0",
            "libdl.so.2",
            "librt.so.1",
            "libutil.so.1",
            "libresolv.so.2",
            "libanl.so.1",
            "libgcc_s.so.*",
            "ld-linux*.so.*",
            "ld64.so.*",
            "ld.so.1");

    /** musl is one library, whatever a linker calls it. */
    private static final List<LibraryPattern> MUSL =
            patterns("libc.so", "libc.musl-*.so.1", "ld-musl-*.so.1", "libgcc_s.so.*");

    /** The stable part of the NDK that has no user interface. */
    private static final List<LibraryPattern> ANDROID =
            patterns("libc.so", "libm.so", "libdl.so", "liblog.so", "libz.so", "libandroid.so");

    /** All of these folders is Apple's: nobody else can write there. */
    private static final List<LibraryPattern> MAC_OS =
            patterns("/usr/lib/*", "/System/Library/Frameworks/*", "/System/Library/PrivateFrameworks/*");

    /** Part of every Windows that Rust's standard library runs on. */
    private static final List<LibraryPattern> WINDOWS = Stream.of(
                    "api-ms-win-*.dll",
                    "ext-ms-win-*.dll",
                    "advapi32.dll",
                    "avrt.dll",
                    "bcrypt.dll",
                    "bcryptprimitives.dll",
                    "cfgmgr32.dll",
                    "combase.dll",
                    "comctl32.dll",
                    "comdlg32.dll",
                    "credui.dll",
                    "crypt32.dll",
                    "cryptbase.dll",
                    "d2d1.dll",
                    "d3d*.dll",
                    "dbghelp.dll",
                    "dnsapi.dll",
                    "dwmapi.dll",
                    "dwrite.dll",
                    "dxgi.dll",
                    "gdi32.dll",
                    "gdiplus.dll",
                    "hid.dll",
                    "imm32.dll",
                    "iphlpapi.dll",
                    "kernel32.dll",
                    "kernelbase.dll",
                    "mpr.dll",
                    "msimg32.dll",
                    "mswsock.dll",
                    "msvcrt.dll",
                    "ncrypt.dll",
                    "netapi32.dll",
                    "normaliz.dll",
                    "ntdll.dll",
                    "ole32.dll",
                    "oleacc.dll",
                    "oleaut32.dll",
                    "opengl32.dll",
                    "pdh.dll",
                    "powrprof.dll",
                    "propsys.dll",
                    "psapi.dll",
                    "rpcrt4.dll",
                    "secur32.dll",
                    "setupapi.dll",
                    "shcore.dll",
                    "shell32.dll",
                    "shlwapi.dll",
                    "sspicli.dll",
                    "ucrtbase.dll",
                    "user32.dll",
                    "userenv.dll",
                    "uxtheme.dll",
                    "version.dll",
                    "winhttp.dll",
                    "wininet.dll",
                    "winmm.dll",
                    "winspool.drv",
                    "wintrust.dll",
                    "wldap32.dll",
                    "ws2_32.dll",
                    "wsock32.dll",
                    "wtsapi32.dll")
            .map(name -> LibraryPattern.of(name, true))
            .toList();

    /** Not a part of Windows, but what Microsoft's compiler needs unless its runtime is linked statically. */
    private static final LibraryPattern VISUAL_C_RUNTIME = LibraryPattern.of("vcruntime140*.dll", true);

    private SystemLibraries() {}

    /**
     * Returns the libraries of a triple's system; empty where they are not known.
     *
     * @param staticRuntime whether Visual C++'s runtime is a part of each program
     */
    static List<LibraryPattern> of(TargetTriple triple, BooleanSupplier staticRuntime) {
        if (triple.isWindows()) {
            return triple.abi().equals("msvc") && !staticRuntime.getAsBoolean()
                    ? Stream.concat(WINDOWS.stream(), Stream.of(VISUAL_C_RUNTIME))
                            .toList()
                    : WINDOWS;
        }
        if (triple.name().contains("-apple-")) {
            return MAC_OS;
        }
        if (triple.isAndroid()) {
            return ANDROID;
        }
        if (triple.isGlibc()) {
            return GLIBC;
        }
        return triple.isMusl() ? MUSL : List.of();
    }

    private static List<LibraryPattern> patterns(String... globs) {
        return Stream.of(globs).map(glob -> LibraryPattern.of(glob, false)).toList();
    }
}
