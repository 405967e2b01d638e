package dev.rustcross.host;

import static dev.rustcross.host.PackageManager.APK;
import static dev.rustcross.host.PackageManager.APT;
import static dev.rustcross.host.PackageManager.BREW;
import static dev.rustcross.host.PackageManager.CHOCO;
import static dev.rustcross.host.PackageManager.DNF;
import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/** Says what to type to install a program, or a library that builds need, on a machine. */
public final class InstallCommands {

    /** The headers and start files of glibc for the machine itself; no program, hence the blank in the name. */
    public static final String C_LIBRARY = "C library";

    /** Clang as a library, which bindgen loads. */
    public static final String LIBCLANG = "libclang";

    private static final Map<String, Map<PackageManager, String>> PACKAGES = Map.ofEntries(
            entry("cc", Map.of(APT, "gcc libc6-dev", DNF, "gcc glibc-devel", APK, "gcc musl-dev", CHOCO, "mingw")),
            entry(
                    "gcc",
                    Map.of(
                            APT,
                            "gcc libc6-dev",
                            DNF,
                            "gcc glibc-devel",
                            APK,
                            "gcc musl-dev",
                            BREW,
                            "gcc",
                            CHOCO,
                            "mingw")),
            entry("c++", Map.of(APT, "g++", DNF, "gcc-c++", APK, "g++", CHOCO, "mingw")),
            entry("g++", Map.of(APT, "g++", DNF, "gcc-c++", APK, "g++", BREW, "gcc", CHOCO, "mingw")),
            entry("clang", Map.of(APT, "clang", DNF, "clang", APK, "clang", BREW, "llvm", CHOCO, "llvm")),
            entry("ld.lld", Map.of(APT, "lld", DNF, "lld", APK, "lld", BREW, "lld", CHOCO, "llvm")),
            entry(C_LIBRARY, Map.of(APT, "libc6-dev", DNF, "glibc-devel glibc-static", APK, "musl-dev")),
            entry(
                    LIBCLANG,
                    Map.of(APT, "libclang-dev", DNF, "clang-devel", APK, "clang-dev", BREW, "llvm", CHOCO, "llvm")),
            entry(
                    "x86_64-w64-mingw32-gcc",
                    Map.of(
                            APT,
                            "gcc-mingw-w64-x86-64",
                            DNF,
                            "mingw64-gcc",
                            APK,
                            "mingw-w64-gcc",
                            BREW,
                            "mingw-w64",
                            CHOCO,
                            "mingw")),
            entry(
                    "i686-w64-mingw32-gcc",
                    Map.of(
                            APT,
                            "gcc-mingw-w64-i686",
                            DNF,
                            "mingw32-gcc",
                            APK,
                            "i686-mingw-w64-gcc",
                            BREW,
                            "mingw-w64")),
            entry(
                    "x86_64-w64-mingw32-dlltool",
                    Map.of(
                            APT,
                            "binutils-mingw-w64-x86-64",
                            DNF,
                            "mingw64-binutils",
                            APK,
                            "mingw-w64-binutils",
                            BREW,
                            "mingw-w64",
                            CHOCO,
                            "mingw")),
            entry(
                    "i686-w64-mingw32-dlltool",
                    Map.of(
                            APT,
                            "binutils-mingw-w64-i686",
                            DNF,
                            "mingw32-binutils",
                            APK,
                            "i686-mingw-w64-binutils",
                            BREW,
                            "mingw-w64")),
            // Fedora's cross compilers bring no C library: they are for kernels.
            entry("aarch64-linux-gnu-gcc", Map.of(APT, "gcc-aarch64-linux-gnu libc6-dev-arm64-cross")),
            entry("x86_64-linux-gnu-gcc", Map.of(APT, "gcc-x86-64-linux-gnu libc6-dev-amd64-cross")),
            entry("i686-linux-gnu-gcc", Map.of(APT, "gcc-i686-linux-gnu libc6-dev-i386-cross")),
            entry("arm-linux-gnueabihf-gcc", Map.of(APT, "gcc-arm-linux-gnueabihf libc6-dev-armhf-cross")),
            entry("riscv64-linux-gnu-gcc", Map.of(APT, "gcc-riscv64-linux-gnu libc6-dev-riscv64-cross")),
            entry("powerpc64le-linux-gnu-gcc", Map.of(APT, "gcc-powerpc64le-linux-gnu libc6-dev-ppc64el-cross")),
            entry("s390x-linux-gnu-gcc", Map.of(APT, "gcc-s390x-linux-gnu libc6-dev-s390x-cross")),
            entry("musl-gcc", Map.of(APT, "musl-tools", DNF, "musl-gcc")),
            entry("x86_64-linux-musl-gcc", Map.of(BREW, "filosottile/musl-cross/musl-cross")),
            entry("aarch64-linux-musl-gcc", Map.of(BREW, "filosottile/musl-cross/musl-cross")),
            entry(
                    "pkg-config",
                    Map.of(
                            APT,
                            "pkg-config",
                            DNF,
                            "pkgconf-pkg-config",
                            APK,
                            "pkgconf",
                            BREW,
                            "pkgconf",
                            CHOCO,
                            "pkgconfiglite")),
            entry("cmake", Map.of(APT, "cmake", DNF, "cmake", APK, "cmake", BREW, "cmake", CHOCO, "cmake")),
            entry("make", Map.of(APT, "make", DNF, "make", APK, "make", BREW, "make", CHOCO, "make")),
            entry("perl", Map.of(APT, "perl", DNF, "perl", APK, "perl", BREW, "perl", CHOCO, "strawberryperl")),
            entry(
                    "python3",
                    Map.of(
                            APT,
                            "python3 python3-pip",
                            DNF,
                            "python3-pip",
                            APK,
                            "py3-pip",
                            BREW,
                            "python",
                            CHOCO,
                            "python")),
            entry(
                    "rustup",
                    Map.of(APT, "rustup", DNF, "rustup", APK, "rustup", BREW, "rustup", CHOCO, "rustup.install")),
            entry("zig", Map.of(APK, "zig", BREW, "zig", CHOCO, "zig")),
            entry("podman", Map.of(APT, "podman", DNF, "podman", APK, "podman", BREW, "podman", CHOCO, "podman-cli")),
            entry(
                    "docker",
                    Map.of(
                            APT,
                            "docker.io",
                            DNF,
                            "moby-engine",
                            APK,
                            "docker",
                            BREW,
                            "docker",
                            CHOCO,
                            "docker-desktop")),
            entry("sccache", Map.of(APT, "sccache", DNF, "sccache", APK, "sccache", BREW, "sccache", CHOCO, "sccache")),
            entry("qemu-aarch64-static", Map.of(APT, "qemu-user-static", DNF, "qemu-user-static")),
            entry("qemu-aarch64", Map.of(APT, "qemu-user", DNF, "qemu-user", APK, "qemu-aarch64")),
            entry("wine", Map.of(APT, "wine", DNF, "wine", APK, "wine", BREW, "wine-stable")));

    private InstallCommands() {}

    /**
     * Returns the command that installs a program, or empty where the package manager is not known to have it.
     *
     * @param program its name on {@code PATH}, without a folder, or {@link #C_LIBRARY} or {@link #LIBCLANG}
     */
    public static Optional<String> of(String program, PackageManager manager) {
        if (manager == BREW && (program.equals("cc") || program.equals("c++"))) {
            return Optional.of("xcode-select --install");
        }
        return Optional.ofNullable(PACKAGES.getOrDefault(program, Map.of()).get(manager))
                .map(manager::install);
    }
}
