package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of real tools, each explained in the block that ends the build. */
@RequiresTool({"cargo", "rustup", "python3", "gcc", "x86_64-w64-mingw32-gcc"})
class DiagnosticsIT {

    private static final String MUSL = "<triple>x86_64-unknown-linux-musl</triple>";
    private static final String ARM = "<triple>aarch64-unknown-linux-musl</triple>";
    private static final String GNU = "<triple>x86_64-unknown-linux-gnu</triple>";
    private static final String WINDOWS = "<triple>x86_64-pc-windows-gnu</triple>";
    private static final String ZIG = "<engine>zigbuild</engine>";

    /**
     * A crate that fails.
     *
     * @param name what is wrong with it
     * @param target the content of the POM's target
     * @param files the files that differ from a crate that builds
     * @param block lines of the block
     */
    record Failure(String name, String target, Map<String, String> files, List<String> block) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Failure> failures() {
        return Stream.of(
                new Failure(
                        "std-missing",
                        MUSL + "<engine>cargo</engine><rustflags>--sysroot /nonexistent</rustflags>",
                        Map.of(),
                        List.of(
                                "  target: x86_64-unknown-linux-musl",
                                "  tool:   rustc",
                                "  line:   the `x86_64-unknown-linux-musl` target may not be installed",
                                "rustup target add x86_64-unknown-linux-musl")),
                new Failure(
                        "glibc-suffix",
                        MUSL,
                        Map.of("build.rs", rustcFor("x86_64-unknown-linux-gnu.2.17")),
                        List.of("<triple>x86_64-unknown-linux-gnu</triple><glibc>2.17</glibc>")),
                new Failure(
                        "unknown-triple",
                        MUSL,
                        Map.of("build.rs", rustcFor("x86_64-unkown-linux-gnu")),
                        List.of(
                                "could not find specification for target \"x86_64-unkown-linux-gnu\"",
                                "write x86_64-unknown-linux-gnu; `rustc --print target-list` prints all.")),
                new Failure(
                        "linker-missing",
                        ARM,
                        Map.of(
                                ".cargo/config.toml",
                                "[target.aarch64-unknown-linux-musl]\nlinker = \"aarch64-linux-musl-gcc-99\"\n"),
                        List.of(
                                "  target: aarch64-unknown-linux-musl",
                                "  tool:   linker: aarch64-linux-musl-gcc-99, by rule 2: ",
                                ".cargo/config.toml:2",
                                "  line:   error: linker `aarch64-linux-musl-gcc-99` not found",
                                "<triple>aarch64-unknown-linux-musl</triple><engine>zigbuild</engine>")),
                new Failure(
                        "wrong-architecture",
                        ARM + "<linker>gcc</linker>",
                        Map.of(),
                        List.of(
                                "by rule 1: <linker> in the POM",
                                "is for another machine than aarch64-unknown-linux-musl.")),
                new Failure(
                        "c-library-missing",
                        GNU + "<linker>gcc</linker><rustflags>-Clink-arg=-m32</rustflags>",
                        Map.of(),
                        List.of("crt1.o", "the linker finds no C library for x86_64-unknown-linux-gnu")),
                new Failure(
                        "floor-too-low",
                        GNU + "<glibc>2.17</glibc>",
                        Map.of("src/main.rs", calling("", "gettid", "fcntl64")),
                        List.of(
                                "by rule 7: a <glibc> floor needs zig",
                                "gettid, fcntl64.",
                                "<triple>x86_64-unknown-linux-gnu</triple><glibc>2.30</glibc>")),
                new Failure(
                        "musl-lfs64",
                        MUSL + ZIG,
                        Map.of("src/main.rs", calling("", "fstat64")),
                        List.of("musl has no fstat64 since 1.2.4")),
                new Failure(
                        "no-framework",
                        "<triple>x86_64-apple-darwin</triple>",
                        Map.of(
                                "src/main.rs",
                                calling("#[link(name = \"CoreFoundation\", kind = \"framework\")]", "CFRunLoopRun")),
                        List.of("CoreFoundation is part of Apple's SDK", "<sdkRoot>/path/to/MacOSX.sdk</sdkRoot>")),
                new Failure(
                        "zig-lacks-library",
                        WINDOWS + ZIG,
                        Map.of("src/main.rs", calling("#[link(name = \"synchronization2\")]", "Wait")),
                        List.of("zig brings no import library of synchronization2.")),
                new Failure(
                        "no-import-library",
                        WINDOWS + "<linker>x86_64-w64-mingw32-gcc</linker>",
                        Map.of("src/main.rs", calling("#[link(name = \"thing\")]", "thing")),
                        List.of("cannot find -lthing", "put libthing.dll.a into a folder")),
                new Failure(
                        "dlltool-missing",
                        WINDOWS + "<linker>x86_64-w64-mingw32-gcc</linker>"
                                + "<rustflags>-Cdlltool=x86_64-w64-mingw32-dlltool-99</rustflags>",
                        Map.of(
                                "src/main.rs",
                                calling("#[link(name = \"kernel32\", kind = \"raw-dylib\")]", "GetTickCount")),
                        List.of("  tool:   dlltool", "calling dlltool 'x86_64-w64-mingw32-dlltool-99'")),
                new Failure(
                        "library-file-name",
                        MUSL,
                        Map.of(
                                "src/lib.rs",
                                "#[link(name = \"thing\", kind = \"static\")] unsafe extern \"C\" { fn thing(); }\n"
                                        + "pub fn call() { unsafe { thing() } }\n",
                                "src/main.rs",
                                "fn main() { hello::call() }\n"),
                        List.of("for x86_64-unknown-linux-musl it is libthing.a")),
                new Failure(
                        "headers-missing",
                        MUSL + ZIG,
                        Map.of("build.rs", """
                                fn main() {
                                    let out = std::env::var("OUT_DIR").unwrap() + "/x.c";
                                    std::fs::write(&out, "#include <bits/libc-header-start.h>\\n").unwrap();
                                    let cc = std::env::var("CC_x86_64_unknown_linux_musl").unwrap();
                                    let ran = std::process::Command::new(cc).args(["-c", &out]).status().unwrap();
                                    assert!(ran.success());
                                }
                                """),
                        List.of(
                                "  tool:   build script",
                                "does not find bits/libc-header-start.h",
                                "BINDGEN_EXTRA_CLANG_ARGS_x86_64_unknown_linux_musl")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aKnownFailureIsExplained(Failure failure) throws IOException {
        CaseProject project = project(Maven.oldest(failure.name), failure.target);
        for (Map.Entry<String, String> file : failure.files.entrySet()) {
            write(project, file.getKey(), file.getValue());
        }

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error()).contains("cargo build failed").contains(failure.block);
        assertThat(run.error()).contains("\n  cause:  ").contains("\n  fix:    ");
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest(Matrix.OLDEST)
    void buildScriptThatRunsOnAnOlderLibrary(Maven maven) throws IOException {
        CaseProject project = project(maven, MUSL);
        write(project, "libs/future.c", "void from_the_future(void) {}\n");
        for (String version : List.of("2.17", "2.99")) {
            write(project, "libs/" + version + ".map", "GLIBC_" + version + " { from_the_future; };\n");
            Files.createDirectories(project.file("libs/" + version));
            Tool.run(
                    project.file("libs"),
                    "gcc",
                    "-shared",
                    "-fPIC",
                    "-nostdlib",
                    "-Wl,-soname,libfuture.so,--version-script=" + version + ".map",
                    "-o",
                    version + "/libfuture.so",
                    "future.c");
        }
        Path libraries = project.file("libs");
        write(project, "gcc-with-libs", """
                #!/bin/sh
                exec gcc "$@" %1$s/2.99/libfuture.so -Wl,-rpath,%1$s/2.17
                """.formatted(libraries));
        assertThat(project.file("gcc-with-libs").toFile().setExecutable(true)).isTrue();
        write(project, ".cargo/config.toml", """
                [target.x86_64-unknown-linux-gnu]
                linker = "%s"
                """.formatted(project.file("gcc-with-libs")));
        write(project, "build.rs", calling("", "from_the_future"));

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error())
                .contains("version `GLIBC_2.99' not found (required by ")
                .contains("the build script needs glibc 2.99 and runs on an older one");
    }

    /** The target's own linker comes with Rust. */
    @MavenTest(Matrix.OLDEST)
    void noCompilerForABuildScript(Maven maven) throws IOException {
        CaseProject project = project(maven, MUSL);
        write(project, "build.rs", "fn main() {}\n");

        MavenRun run = project.mvn("package", "-Drust-cross.autoInstall=false")
                .path(ToolPath.bare())
                .env("RUST_CROSS_CACHE_DIR", project.file("cold-cache").toString())
                .fails();

        assertThat(run.error()).contains("""

                          tool:   linker for build scripts and macros, which run on x86_64-unknown-linux-gnu
                          line:   error: linker `cc` not found
                          cause:  there is no such program on PATH.
                          fix:    apt-get install gcc libc6-dev
                        """).doesNotContain("  target:");
    }

    @MavenTest(Matrix.OLDEST)
    void libraryThatMuslCannotShare(Maven maven) throws IOException {
        CaseProject project = project(maven, MUSL)
                .edit("pom.xml", "<targets>", "<extraCargoArgs><arg>--lib</arg></extraCargoArgs><targets>");
        write(project, "src/lib.rs", "");
        write(
                project,
                "Cargo.toml",
                Files.readString(project.file("Cargo.toml")) + "\n[lib]\ncrate-type = [\"dylib\"]\n");

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error())
                .contains("cannot produce dylib for")
                .contains("<rustflags>-Ctarget-feature=-crt-static</rustflags>");
    }

    @MavenTest(Matrix.OLDEST)
    void lockFileThatIsNotThere(Maven maven) throws IOException {
        CaseProject project = project(maven, MUSL + "<engine>cargo</engine>");
        Files.deleteIfExists(project.file("Cargo.lock"));

        MavenRun run = project.mvn("package", "-Drust-cross.locked=true").fails();

        assertThat(run.error())
                .contains("  cause:  Cargo.lock is missing or out of date, and must not change (--locked).")
                .contains("  fix:    cargo update --workspace, and commit Cargo.lock")
                .contains("or write <locked>false</locked>.");
    }

    @MavenTest(Matrix.OLDEST)
    void targetThatCargoWouldLeaveToTheMachinesCompiler(Maven maven) {
        MavenRun run =
                project(maven, ARM + "<engine>cargo</engine>").mvn("package").fails();

        assertThat(run.error())
                .contains(
                        "aarch64-unknown-linux-musl: <engine>cargo</engine> leaves it to this machine's cc, which cannot"
                                + " link it: remove <engine>, or name a linker by <linker> or in .cargo/config.toml.");
    }

    @MavenTest(Matrix.OLDEST)
    void flagsThatAVariableOutweighs(Maven maven) throws IOException {
        CaseProject project = project(maven, MUSL);
        write(project, ".cargo/config.toml", """
                [target.x86_64-unknown-linux-musl]
                rustflags = ["--cfg", "mine"]
                """);
        write(project, "src/main.rs", "fn main() {}\n#[cfg(mine)] compile_error!(\"the flags are there\");\n");

        MavenRun run = project.mvn("package").env("RUSTFLAGS", "--cfg other").succeeds();

        assertThat(run.log())
                .contains("[WARNING] x86_64-unknown-linux-musl: cargo ignores the rustflags of "
                        + project.file(".cargo/config.toml") + ":2, since the variable RUSTFLAGS is set.");
        assertThat(project.mvn("package").fails().log()).contains("the flags are there");
    }

    @MavenTest(Matrix.OLDEST)
    void unknownFailureOfALinkerCanBeRepeated(Maven maven) throws IOException {
        CaseProject project = project(maven, MUSL);
        write(project, "src/main.rs", calling("", "no_such_function"));

        MavenRun run = project.mvn("package").fails();

        Path script = project.file("target/rust-cross/linker.sh");
        assertThat(run.error()).contains("\n  To repeat the linker call by hand: " + script);
        var process =
                new ProcessBuilder(script.toString()).redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("no_such_function")
                .doesNotContain("cannot find")
                .doesNotContain("cannot open");
        assertThat(process.exitValue()).isNotZero();
    }

    private static CaseProject project(Maven maven, String target) {
        return maven.project("one-target")
                .edit("pom.xml", "<target>x86_64-unknown-linux-musl</target>", "<target>" + target + "</target>");
    }

    private static void write(CaseProject project, String file, String content) throws IOException {
        Files.createDirectories(project.file(file).getParent());
        Files.writeString(project.file(file), content);
    }

    /** Returns a program that asks a compiler for a target. */
    private static String rustcFor(String triple) {
        return """
                fn main() {
                    let rustc = std::env::var("RUSTC").unwrap();
                    let ran = std::process::Command::new(rustc).args(["--print", "cfg", "--target", "%s"]).status().unwrap();
                    assert!(ran.success());
                }
                """.formatted(triple);
    }

    /** Returns a program that calls functions of a library. */
    private static String calling(String link, String... functions) {
        var declarations = new StringBuilder();
        var calls = new StringBuilder();
        for (String function : functions) {
            declarations.append("fn ").append(function).append("(); ");
            calls.append(function).append("(); ");
        }
        return link + "\nunsafe extern \"C\" { " + declarations + "}\nfn main() { unsafe { " + calls + "} }\n";
    }
}
