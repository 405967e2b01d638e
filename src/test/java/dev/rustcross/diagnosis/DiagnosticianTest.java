package dev.rustcross.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.host.PackageManager;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.target.TargetTriple;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** By what cargo, rustc and linkers really said. */
class DiagnosticianTest {

    private static final TargetTriple HOST = new TargetTriple("x86_64-unknown-linux-gnu");

    static Stream<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void aKnownFailureIsExplained(Recording recording) {
        List<Diagnosis> diagnoses = new Diagnostician(recording.on(PackageManager.APT)).diagnose(recording.lines());

        assertThat(diagnoses).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.render()).isEqualTo(recording.diagnosis());
            assertThat(recording.isOf(diagnosis.mode()))
                    .as("%s is %s", recording, diagnosis.mode())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyWayOfFailingIsRecorded(FailureMode mode) {
        assertThat(Recording.all()).anyMatch(recording -> recording.isOf(mode));
    }

    @Test
    void anErrorOfTheCrateIsLeftToTheCompiler() {
        assertThat(diagnose("""
                error[E0308]: mismatched types
                 --> src/main.rs:2:42
                error: could not compile `bad` (bin "bad") due to 1 previous error
                """)).isEmpty();
        assertThat(diagnose("")).isEmpty();
    }

    @Test
    void whereThereIsAnErrorNoWarningIsTheCause() {
        assertThat(diagnose("""
                warning: dropping unsupported crate type `cdylib` for target `x86_64-unknown-linux-musl`

                error[E0308]: mismatched types
                """)).isEmpty();
    }

    @Test
    void targetsOfOneCallAreToldApartByPathsAndCompilerCalls() {
        List<Diagnosis> diagnoses = diagnose("""
                error: linking with `cc` failed: exit status: 1
                  = note:  "cc" "/crate/target/aarch64-unknown-linux-gnu/release/deps/rustcvklEYW/symbols.o"
                  = note: rust-lld: error: /crate/x.o is incompatible with elf64-x86-64

                error: could not compile `hello` (bin "hello") due to 1 previous error

                Caused by:
                  process didn't exit successfully: `/rust/bin/rustc --crate-name hello --target aarch64-unknown-linux-gnu` (exit status: 1)
                error: linker `x86_64-w64-mingw32-gcc` not found
                  |
                  = note: No such file or directory (os error 2)

                error: could not compile `hello` (bin "hello") due to 1 previous error

                Caused by:
                  process didn't exit successfully: `/rust/bin/rustc --crate-name hello --target x86_64-pc-windows-gnu` (exit status: 1)
                error: linker `x86_64-w64-mingw32-gcc` not found

                error: could not compile `other` (bin "other") due to 1 previous error

                Caused by:
                  process didn't exit successfully: `/rust/bin/rustc --crate-name other --target x86_64-pc-windows-gnu` (exit status: 1)
                """);

        assertThat(diagnoses)
                .extracting(diagnosis -> diagnosis.mode() + " " + diagnosis.target())
                .containsExactly(
                        "LINKER_MISSING x86_64-pc-windows-gnu", "WRONG_ARCHITECTURE aarch64-unknown-linux-gnu");
    }

    @Test
    void aBuildScriptOfSeveralTargetsNamesNone() {
        assertThat(diagnose("""
                error: failed to run custom build command for `hello v1.4.2 (/crate)`

                Caused by:
                  process didn't exit successfully: `/crate/target/debug/build/hello-8898/build-script-build` (exit status: 101)
                  --- stderr
                  x.c:1:10: fatal error: 'stddef.h' file not found
                """)).singleElement().satisfies(diagnosis -> assertThat(diagnosis.render())
                .isEqualTo("""
                          tool:   build script
                          line:   x.c:1:10: fatal error: 'stddef.h' file not found
                          cause:  the C compiler or bindgen does not find stddef.h: it looks into this machine's headers, or into none, in place of the target's.
                          fix:    <environment><BINDGEN_EXTRA_CLANG_ARGS_TRIPLE>--sysroot=/folder/of/the/target</BINDGEN_EXTRA_CLANG_ARGS_TRIPLE></environment> for bindgen, CFLAGS_TRIPLE for a C compiler
                                  or where it is clang's own header: apt-get install libclang-dev\
                        """.indent(0).stripTrailing()));
    }

    /** Of several targets none is to blame for what the host's linker does, though a compiler call of one failed later. */
    @Test
    void whatTheHostNeedsIsBlamedOnNoTarget() {
        assertThat(diagnose("""
                error: linker `my-linker` not found
                  |
                  = note: No such file or directory (os error 2)

                error: could not compile `hello` (build script) due to 1 previous error

                Caused by:
                  process didn't exit successfully: `/rust/bin/rustc --crate-name build_script_build build.rs` (exit status: 1)
                error: linker `aarch64-linux-gnu-gcc` not found

                error: could not compile `other` (lib) due to 1 previous error

                Caused by:
                  process didn't exit successfully: `/rust/bin/rustc --crate-name other --target aarch64-unknown-linux-gnu` (exit status: 1)
                """))
                .extracting(
                        Diagnosis::target,
                        Diagnosis::tool,
                        diagnosis -> diagnosis.fix().lines().findFirst().orElseThrow())
                .containsExactly(
                        tuple(
                                null,
                                "linker for build scripts and macros, which run on x86_64-unknown-linux-gnu",
                                "correct what sets the linker of x86_64-unknown-linux-gnu now: .cargo/config.toml, or a"
                                        + " variable CARGO_TARGET_…_LINKER."),
                        tuple(
                                "aarch64-unknown-linux-gnu",
                                "linker: native, by rule 1: test",
                                "apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross"));
    }

    /** Any program may say so of any file. */
    @Test
    void aFileThatExistsIsNoMatterOfZigWhereZigDoesNotLink() {
        assertThat(diagnose("Error: File exists (os error 17)\n")).isEmpty();
        assertThat(diagnose("""
                error: failed to write /crate/target/release/build: File exists (os error 17)
                  process didn't exit successfully: `/rust/bin/rustc --crate-name hello --target x86_64-pc-windows-gnu` (exit status: 1)
                """)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            APT   | apt-get install gcc-mingw-w64-x86-64
            DNF   | dnf install mingw64-gcc
            APK   | apk add mingw-w64-gcc
            BREW  | brew install mingw-w64
            CHOCO | choco install mingw
            """)
    void whatInstallsALinkerDependsOnTheMachine(PackageManager manager, String command) {
        var situation = new Situation(List.of(target("x86_64-pc-windows-gnu")), HOST, manager, "release");

        assertThat(new Diagnostician(situation).diagnose(List.of("error: linker `x86_64-w64-mingw32-gcc` not found")))
                .singleElement()
                .satisfies(diagnosis -> assertThat(diagnosis.fix()).startsWith(command + "\n"));
    }

    @Test
    void whatAProfileIsToldIsTheOneThatWasBuilt() {
        var situation = new Situation(List.of(target("x86_64-apple-darwin")), HOST, PackageManager.APT, "dist-small");

        assertThat(new Diagnostician(situation)
                        .diagnose(List.of("error: unable to run `/usr/bin/strip`: No such file or directory")))
                .extracting(Diagnosis::fix)
                .containsExactly("""
                        rustup update stable: rustc 1.84 and later bring their own
                        or <environment><CARGO_PROFILE_DIST_SMALL_STRIP>none</CARGO_PROFILE_DIST_SMALL_STRIP></environment>\
                        """);
    }

    @Test
    void ofALongLineWhatIsAroundTheMatchIsShown() {
        String noise = "x".repeat(1000);

        assertThat(diagnose("error: " + noise + " version `GLIBC_2.38' not found (required by it) " + noise))
                .singleElement()
                .satisfies(diagnosis -> assertThat(diagnosis.line())
                        .hasSize(242)
                        .startsWith("…xxx")
                        .contains(" version `GLIBC_2.38' not found (required by it) ")
                        .endsWith("xxx…"));
    }

    private static List<Diagnosis> diagnose(String text) {
        List<PlannedTarget> targets = Stream.of(
                        "x86_64-unknown-linux-musl", "aarch64-unknown-linux-gnu", "x86_64-pc-windows-gnu")
                .map(DiagnosticianTest::target)
                .toList();
        return new Diagnostician(new Situation(targets, HOST, PackageManager.APT, "release"))
                .diagnose(Arrays.asList(text.split("\n", -1)));
    }

    private static PlannedTarget target(String triple) {
        var linker = new LinkerDecision(LinkerDecision.Kind.NATIVE, null, "1: test");
        return new PlannedTarget(triple, new TargetTriple(triple), "any", linker, false);
    }
}
