package dev.rustcross.diagnosis;

import dev.rustcross.host.InstallCommands;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.LinkerRules;
import dev.rustcross.target.KnownTriples;
import dev.rustcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways in which cross-compiling is known to fail, the most specific first: by which words each is known, its cause, and what to
 * type.
 *
 * <p>Three others cannot be read from a failure's words, and are told when they happen: another cargo that holds the build directory,
 * flags that {@code RUSTFLAGS} outweighs, and a foreign target left to this machine's own linker.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
public enum FailureMode {
    GLIBC_SUFFIX(
            "rustc",
            "could not find specification for target \"(\\S+?\\.\\d+\\.\\d+)\"",
            finding ->
                    "a glibc version behind the triple is cargo-zigbuild's notation; rustc and cargo have no such target.",
            finding -> {
                String name = finding.captured();
                int dot = name.indexOf('.');
                return Finding.ways(
                        "<target><triple>" + name.substring(0, dot) + "</triple><glibc>" + name.substring(dot + 1)
                                + "</glibc></target>",
                        "drop the version where a build script or a configuration file passes it on.");
            }),

    UNKNOWN_TRIPLE(
            "rustc",
            "could not find specification for target \"([^\"]+)\"",
            finding -> "this rustc has no target of that name: it is misspelt, or newer than this rustc.",
            finding -> KnownTriples.nearest(finding.captured())
                            .map(name -> "write " + name + "; ")
                            .orElse("")
                    + "`rustc --print target-list` prints all."),

    STD_MISSING(
            "rustc",
            "the `(\\S+)` target may not be installed",
            finding -> "rustc has no standard library for " + finding.captured()
                    + ": it is not installed, or in another" + " toolchain or sysroot than this build uses.",
            finding -> "in the crate's folder, with the build's environment: rustup target add " + finding.captured()
                    + "\nor, with the Rust of a distribution, install its package of that standard library."),

    LOCK_FILE_OUTDATED(
            "cargo",
            "^error.*--locked",
            finding -> "Cargo.lock is missing or out of date, and must not change (--locked).",
            finding ->
                    Finding.ways("cargo update --workspace, and commit Cargo.lock", "write <locked>false</locked>.")),

    FEATURE_MISSING(
            "cargo",
            "target `[^`]+` in package `[^`]+` requires the features: (.+)",
            finding -> "a program that <binaries> names is built with a feature that is not on.",
            finding -> Finding.ways(
                    "<features>"
                            + finding.captured().replace("`", "").replaceAll("([^, ]+)(, )?", "<feature>$1</feature>")
                            + "</features>",
                    "leave it out of <binaries>.")),

    LINKER_MISSING(
            "linker",
            "linker `([^`]+)` not found",
            finding -> "there is no such program on PATH"
                    + (finding.situation().container().isPresent() ? " in cross's container." : "."),
            FailureMode::bringLinker),

    DLLTOOL_MISSING(
            "dlltool",
            "(?i:error) calling dlltool '([^']+)'",
            finding -> "a crate that links with kind = \"raw-dylib\", such as windows-sys, needs that program.",
            finding -> Finding.ways(
                    finding.install(finding.captured()),
                    finding.targetElement("<engine>zigbuild</engine>") + ", which brings its own.")),

    FOREIGN_STRIP(
            "rustc",
            "unable to run `([^`]*strip)`|stripping debug info with `([^`]*strip)` failed",
            finding -> "this rustc strips with the program of this machine, which does not know the target's format.",
            finding -> Finding.ways(
                    "rustup update stable: rustc 1.84 and later bring their own",
                    finding.profileElement("strip", "none"))),

    TOO_MANY_FILES(
            "zig",
            "ProcessFdQuotaExceeded",
            finding -> "zig opens all objects of a link at once, more than this shell lets a process open.",
            finding -> "ulimit -n 4096, in the shell that then runs mvn."),

    ZIG_CACHE_RACE(
            "cargo-zigbuild",
            "File exists \\(os error 17\\)|\\.intentionally-empty-file",
            finding -> "two builds set up zig's cache at the same time.",
            finding -> Finding.ways(
                    "run the builds one after the other",
                    Finding.environmentElement("ZIG_GLOBAL_CACHE_DIR", "${project.build.directory}/zig-cache")
                            + " in each."),
            Finding::isLinkedByZig),

    NO_FRAMEWORK(
            "linker",
            "unable to find (?:system )?framework ['\"]([^'\"]+)['\"]|framework not found (\\S+)",
            finding -> "the framework " + finding.captured() + " is part of Apple's SDK, which zig does not bring.",
            finding -> Finding.ways(
                    finding.targetElement("<sdkRoot>/path/to/MacOSX.sdk</sdkRoot>")
                            + ", an SDK that Apple's licence lets you use here",
                    "build this target on a Mac.")),

    ZIG_LACKS_LIBRARY(
            "zig",
            "(?i)unable to find dynamic system library ['\"]([^'\"]+)['\"]|DLL import library for -l(\\S+) not found",
            finding -> finding.isFor(TargetTriple::isWindows)
                    ? "zig brings no import library of " + finding.captured() + "."
                    : "zig does not look into this machine's folders: a library for the target is needed.",
            finding -> finding.isFor(TargetTriple::isWindows)
                    ? Finding.ways(
                            finding.targetElement("<linker>" + mingw(finding) + "</linker>") + ", after: "
                                    + finding.install(mingw(finding)),
                            "a newer cargo-zigbuild, which adds import libraries that zig lacks.")
                    : Finding.ways(
                            "the crate's feature that builds " + finding.captured()
                                    + " from source, often called vendored, bundled or static",
                            finding.targetElement(
                                    "<rustflags>-L/folder/with/lib" + finding.captured() + "</rustflags>"))),

    LIBRARY_NOT_CONFIGURED(
            "build script",
            "pkg-config has not been configured to support cross-compilation"
                    + "|Could not find directory of OpenSSL|Could not find openssl via pkg-config"
                    + "|system library `([^`]+)` required by crate",
            finding -> "a crate needs a C library of the target, and is not told where there is one.",
            finding -> Finding.ways(
                    "build it from source: openssl = { version = \"0.10\", features = [\"vendored\"] }, or rustls instead",
                    "name a sysroot that has it: <environment><PKG_CONFIG_SYSROOT_DIR_" + finding.variableSuffix()
                            + ">/sysroot</PKG_CONFIG_SYSROOT_DIR_" + finding.variableSuffix() + "><PKG_CONFIG_LIBDIR_"
                            + finding.variableSuffix() + ">/sysroot/usr/lib/pkgconfig</PKG_CONFIG_LIBDIR_"
                            + finding.variableSuffix() + "></environment>")),

    BUILD_TOOL_MISSING(
            "build script",
            "(?:Command '|failed to find tool \"|^The |\\bis `)([\\w.+-]+)"
                    + "(?:' not found\\. Is |\": | command could not be found|` not installed\\?)",
            finding -> "a crate's build script calls " + finding.captured() + ", which is not there.",
            FailureMode::bringBuildTool),

    HEADERS_MISSING(
            "build script",
            "fatal error: '([^']+\\.h)' file not found|fatal error: (\\S+\\.h): No such file or directory",
            finding -> "the C compiler or bindgen does not find " + finding.captured()
                    + ": it looks into this machine's headers, or into none, in place of the target's.",
            finding -> Finding.ways(
                    Finding.environmentElement(
                                    "BINDGEN_EXTRA_CLANG_ARGS_" + finding.variableSuffix(),
                                    "--sysroot=/folder/of/the/target")
                            + " for bindgen, CFLAGS_" + finding.variableSuffix() + " for a C compiler",
                    "where it is clang's own header: " + finding.install(InstallCommands.LIBCLANG))),

    BUILD_SCRIPT_GLIBC(
            "build script",
            "version `GLIBC_(\\S+)' not found \\(required by .*(?:build[-_]script|/deps/lib)[^/]*\\)",
            finding ->
                    "the build script needs glibc " + finding.captured() + " and runs on an older one: it was built by"
                            + " another cargo or container, or with the target's linker.",
            finding -> Finding.ways(
                    "a build directory of its own for each machine and container: CARGO_TARGET_DIR",
                    "remove a linker that .cargo/config.toml sets for the host's own triple.")),

    GLIBC_TOO_OLD(
            "program",
            "version `GLIBC_(\\S+)' not found",
            finding -> "the program needs glibc " + finding.captured()
                    + ", and the machine that runs it has an older one.",
            finding -> Finding.ways(
                    finding.targetElement("<glibc>2.17</glibc>") + ", with that machine's version (`ldd --version`)",
                    "build for musl, which needs none.")),

    SIGNATURE_BROKEN(
            "macOS",
            "Killed: 9|code object is not signed at all",
            finding ->
                    "a Mac with Apple silicon ends a program without a valid signature; strip and install_name_tool of"
                            + " another system break the linker's own.",
            finding -> Finding.ways(
                    "strip by Cargo alone: [profile.release] strip = true",
                    "sign again after the last change: codesign --force --sign - FILE.")),

    INSTALL_NAME(
            "dyld",
            "Library not loaded: (\\S*/target/\\S+\\.dylib)",
            finding -> "the library has the path it was built at as its name, and programs look for it there.",
            finding -> finding.targetElement("<rustflags>-Clink-arg=-Wl,-install_name,@rpath/"
                            + fileName(finding.captured()) + "</rustflags>")
                    + ", and link what uses it again."),

    COMPILER_RUNTIME(
            "linker",
            "undefined (?:symbol|reference).*compiler_builtins::",
            finding -> "zig's compiler runtime and this rustc's do not fit together.",
            finding -> Finding.ways(
                    "cargo-zigbuild 0.22.3 or later with zig 0.16 or later; without one on PATH, the plugin brings both",
                    finding.targetElement("<linker>" + mingw(finding) + "</linker>") + ", after: "
                            + finding.install(mingw(finding))),
            finding -> finding.isFor(TargetTriple::isWindows)),

    MUSL_LFS64(
            "linker",
            "undefined (?:symbol: |reference to `)((?:[fl]?stat|fstatat|open|openat|lseek|f?truncate|mmap|readdir|sendfile"
                    + "|pread|pwrite|fcntl|f?statfs|f?statvfs)64)\\b",
            finding -> "musl has no " + finding.captured() + " since 1.2.4: what calls it was made for an older one.",
            finding -> Finding.ways(
                    "rustup update stable (the standard library since 1.72 does without), and cargo update -p libc",
                    "mend the C code that calls it: off_t has 64 bits in musl."),
            finding -> finding.isFor(TargetTriple::isMusl)),

    FLOOR_TOO_LOW(
            "linker",
            "undefined (?:symbol: |reference to `)([^\\s']+)",
            finding -> "these functions came with a later glibc than the target is linked for: "
                    + String.join(", ", undefined(finding)) + ".",
            finding -> Finding.ways(
                    finding.targetElement("<glibc>"
                                    + GlibcSymbols.versionOf(undefined(finding)).orElse("")
                                    + "</glibc>")
                            + " or higher",
                    "have the code that calls them do without."),
            finding -> finding.isFor(TargetTriple::isGlibc)
                    && GlibcSymbols.versionOf(undefined(finding)).isPresent()),

    WRONG_ARCHITECTURE(
            "linker",
            "Relocations in generic ELF|file in wrong format|is incompatible with elf|unknown options?: --as-needed",
            finding -> finding.linker()
                            .filter(linker -> linker.kind() == LinkerDecision.Kind.NATIVE)
                            .isPresent()
                    ? "no linker is configured for " + finding.triple()
                            + ", so rustc took this machine's, which cannot link it."
                    : "this linker, or a library that it was given, is for another machine than " + finding.triple()
                            + ".",
            FailureMode::bringLinker),

    C_LIBRARY_MISSING(
            "linker",
            "cannot (?:find|open) (\\S*crt[^/\\s]*\\.o|-l(?:c|m|gcc|gcc_s|pthread|dl|rt|util))\\b",
            finding -> "the linker finds no C library for " + finding.triple()
                    + ": its development files are missing, or the static ones where +crt-static asks for them.",
            finding -> {
                String install = finding.install(
                        finding.triple().equals(finding.situation().host().name())
                                ? InstallCommands.C_LIBRARY
                                : finding.usualLinkers().stream().findFirst().orElse(InstallCommands.C_LIBRARY));
                return finding.forHost()
                        ? install
                        : Finding.ways(install, "build for musl, whose C library comes with Rust.");
            }),

    NO_SHARED_LIBRARIES(
            "cargo",
            "cannot produce (\\S+) for .* does not support these crate types|dropping unsupported crate type `(\\S+)`",
            finding -> finding.triple() + " links the C runtime statically, so it has no " + finding.captured() + ".",
            finding -> finding.targetElement("<rustflags>-Ctarget-feature=-crt-static</rustflags>")),

    NO_IMPORT_LIBRARY(
            "linker",
            "cannot find -l([^\\s:]+)|cannot open input file '([^']+?)(?:\\.dll)?\\.lib'|unable to find library -l(\\S+)"
                    + "|could not open '([^']+?)(?:\\.dll)?\\.lib'",
            finding -> "to link a DLL on Windows its import library is needed, and that of " + finding.captured()
                    + " is in none of the folders.",
            finding -> "put "
                    + (finding.isFor(FailureMode::isMsvc)
                            ? finding.captured() + ".dll.lib or " + finding.captured() + ".lib"
                            : "lib" + finding.captured() + ".dll.a")
                    + " into a folder that <rustflags>-L/that/folder</rustflags> names; where Cargo builds the DLL it lies"
                    + " beside it, with an old cargo in deps/.",
            finding -> finding.isFor(TargetTriple::isWindows)),

    LIBRARY_FILE_NAME(
            "rustc",
            "could not find native static library `([^`]+)`",
            finding -> "rustc looks for a static library by the name that the target gives it, which differs between"
                    + " windows-msvc and all others.",
            finding -> "for " + finding.triple() + " it is "
                    + (finding.isFor(FailureMode::isMsvc)
                            ? finding.captured() + ".lib"
                            : "lib" + finding.captured() + ".a")
                    + ", in a folder that the build script names by cargo:rustc-link-search=native=/that/folder.");

    private static final Pattern UNDEFINED = Pattern.compile("undefined (?:symbol: |reference to `)([^\\s']+)");

    private final String tool;
    private final Pattern pattern;
    private final Function<Finding, String> cause;
    private final Function<Finding, String> fix;
    private final Predicate<Finding> applies;

    FailureMode(String tool, String pattern, Function<Finding, String> cause, Function<Finding, String> fix) {
        this(tool, pattern, cause, fix, finding -> true);
    }

    FailureMode(
            String tool,
            String pattern,
            Function<Finding, String> cause,
            Function<Finding, String> fix,
            Predicate<Finding> applies) {
        this.tool = tool;
        this.pattern = Pattern.compile(pattern);
        this.cause = cause;
        this.fix = fix;
        this.applies = applies;
    }

    Optional<MatchResult> find(String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    /** Returns whether the words mean this for the target that failed. */
    boolean applies(Finding finding) {
        return applies.test(finding);
    }

    Diagnosis diagnose(Finding finding) {
        return new Diagnosis(
                this,
                finding.target() == null ? null : finding.triple(),
                tool.equals("linker")
                        ? finding.linker().map(FailureMode::describe).orElseGet(() -> linkerOfHost(finding))
                        : tool,
                finding.excerpt(),
                cause.apply(finding),
                fix.apply(finding));
    }

    private static String describe(LinkerDecision linker) {
        return "linker: " + linker.summary() + ", by rule " + linker.reason();
    }

    /** A compiler of the target comes with zig, too. */
    private static String bringBuildTool(Finding finding) {
        String program = finding.captured();
        boolean compiles = program.matches(".*(?:gcc|clang|cc|\\+\\+)");
        return compiles && finding.isFor(LinkerRules::zigServes)
                ? Finding.ways(
                        finding.install(program),
                        finding.targetElement("<engine>zigbuild</engine>") + ", for zig's compiler",
                        finding.targetElement("<cc>…</cc>") + ", with a compiler that is there.")
                : finding.install(program);
    }

    private static String linkerOfHost(Finding finding) {
        return finding.forHost() ? "linker for build scripts and macros, which run on " + finding.triple() : "linker";
    }

    /** Returns the ways to a linker that works, the one that was asked for first. */
    private static String bringLinker(Finding finding) {
        var ways = new ArrayList<String>();
        finding.installation(finding.captured())
                .or(() -> finding.usualLinkers().stream()
                        .flatMap(name -> finding.installationAsLinker(name).stream())
                        .findFirst())
                .ifPresent(ways::add);
        boolean inContainer = finding.situation().container().isPresent();
        if (inContainer) {
            ways.add("an image that links for " + finding.triple() + ", " + finding.crossToml(CrossToml.IMAGE));
        }
        if (finding.isFor(LinkerRules::zigServes)) {
            ways.add(finding.targetElement("<engine>zigbuild</engine>") + ", to link with zig");
        }
        finding.linker()
                .filter(linker -> !inContainer)
                .ifPresent(linker -> ways.add("correct what sets the linker now (rule " + linker.reason() + ")."));
        if (ways.isEmpty()) {
            ways.add("correct what sets the linker of " + finding.triple() + " now: .cargo/config.toml, or a variable"
                    + " CARGO_TARGET_…_LINKER.");
        }
        return Finding.ways(ways.toArray(String[]::new));
    }

    private static List<String> undefined(Finding finding) {
        return finding.allCaptured(UNDEFINED);
    }

    private static boolean isMsvc(TargetTriple triple) {
        return triple.isWindows() && triple.abi().equals("msvc");
    }

    private static String mingw(Finding finding) {
        return finding.triple().replaceFirst("-.*", "") + "-w64-mingw32-gcc";
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
