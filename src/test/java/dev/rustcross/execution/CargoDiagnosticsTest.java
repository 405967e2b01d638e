package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CargoProgress;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.RecordingLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what cargo 1.99 wrote with {@code CARGO_TERM_VERBOSE=true}; only the compiler's arguments are cut here. */
class CargoDiagnosticsTest {

    private static final TargetTriple MUSL = new TargetTriple("x86_64-unknown-linux-musl");

    private final RecordingLog log = new RecordingLog();
    private final List<CargoProgress> progress = new ArrayList<>();
    private final CargoDiagnostics diagnostics =
            new CargoDiagnostics(log, progress::add, () -> "cargo (process 708) builds there");

    private void read(String text) {
        text.lines().forEach(diagnostics::line);
    }

    @Test
    void lastWordsOfAWrapperAreShownWhenItFailed() {
        read("""
                   Compiling bad v0.1.0 (/crate)
                corporate wrapper: licence server down
                """);

        diagnostics.explainFailure();

        assertThat(log.lines()).endsWith("error: corporate wrapper: licence server down");
    }

    @Test
    void anErrorThatWasShownIsNotRepeated() {
        read("error: no such command");

        diagnostics.explainFailure();

        assertThat(log.lines()).containsExactly("error: error: no such command");
    }

    @Test
    void anErrorIsShownOnceAtItsLevelWithItsTarget() {
        read("""
                   Compiling bad v0.1.0 (/crate)
                     Running `/rust/bin/rustc --crate-name bad src/main.rs --target x86_64-unknown-linux-musl -g`
                     Running `/rust/bin/rustc --crate-name bad src/main.rs --target x86_64-unknown-linux-gnu -g`
                warning: unused variable: `unused`
                 --> src/main.rs:4:17
                  |
                  = note: `#[warn(unused_variables)]` (part of `#[warn(unused)]`) on by default

                error[E0308]: mismatched types
                 --> src/main.rs:2:42
                  |
                2 | fn main() { let unused = 1; let x: u32 = "text"; }
                  |                                    ---   ^^^^^^ expected `u32`, found `&str`

                For more information about this error, try `rustc --explain E0308`.
                error: could not compile `bad` (bin "bad") due to 1 previous error

                Caused by:
                  process didn't exit successfully: `/rust/bin/rustc --crate-name bad --target x86_64-unknown-linux-musl -g` (exit status: 1)
                warning: build failed, waiting for other jobs to finish...
                    Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.11s
                """);

        assertThat(log.lines())
                .containsExactly(
                        "debug:    Compiling bad v0.1.0 (/crate)",
                        "debug:      Running `/rust/bin/rustc --crate-name bad src/main.rs"
                                + " --target x86_64-unknown-linux-musl -g`",
                        "debug:      Running `/rust/bin/rustc --crate-name bad src/main.rs"
                                + " --target x86_64-unknown-linux-gnu -g`",
                        "warn: warning: unused variable: `unused`",
                        "warn:  --> src/main.rs:4:17",
                        "warn:   |",
                        "warn:   = note: `#[warn(unused_variables)]` (part of `#[warn(unused)]`) on by default",
                        "warn: ",
                        "error: error[E0308]: mismatched types",
                        "error:  --> src/main.rs:2:42",
                        "error:   |",
                        "error: 2 | fn main() { let unused = 1; let x: u32 = \"text\"; }",
                        "error:   |                                    ---   ^^^^^^ expected `u32`, found `&str`",
                        "error: ",
                        "error: For more information about this error, try `rustc --explain E0308`.",
                        "error: error: could not compile `bad` (bin \"bad\") due to 1 previous error",
                        "error: ",
                        "error: Caused by:",
                        "debug:   process didn't exit successfully: `/rust/bin/rustc --crate-name bad"
                                + " --target x86_64-unknown-linux-musl -g` (exit status: 1)",
                        "error:   rustc: exit status: 1",
                        "warn: warning: build failed, waiting for other jobs to finish...",
                        "debug:     Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.11s");
        assertThat(diagnostics.failedTargets()).containsExactly(MUSL);
    }

    @Test
    void aBuildScriptThatFailsIsNamedWithWhatItSaid() {
        read("""
                error: failed to run custom build command for `bad v0.1.0 (/crate)`

                Caused by:
                  process didn't exit successfully: `/my crate/target/debug/build/bad-699483bc92b43298/build-script-build` (exit status: 3)
                  --- stderr
                  boom
                """);

        assertThat(log.lines("error"))
                .containsExactly(
                        "error: failed to run custom build command for `bad v0.1.0 (/crate)`",
                        "",
                        "Caused by:",
                        "  build-script-build: exit status: 3",
                        "  --- stderr",
                        "  boom");
        assertThat(diagnostics.failedTargets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/rust/bin/rustc --crate-name bad, 'signal: 9, SIGKILL: kill', '  rustc: signal: 9, SIGKILL: kill'",
        "'''/my rust/bin/rustc'' --crate-name bad', exit status: 1, '  rustc: exit status: 1'",
        "C:\\rust\\bin\\rustc.exe --crate-name bad, exit code: 1, '  rustc.exe: exit code: 1'",
    })
    void howTheCompilerEndedIsSeen(String command, String end, String shown) {
        read("error: could not compile `bad`\n  process didn't exit successfully: `" + command + "` (" + end + ")");

        assertThat(log.lines("error")).last().isEqualTo(shown);
    }

    @Test
    void fetchingIsNews() {
        read("""
                    Updating crates.io index
                     Locking 3 packages to latest compatible versions
                 Downloading crates ...
                  Downloaded libc v0.2.177
                    Blocking waiting for file lock on build directory
                       Dirty bad v0.1.0 (/crate): the config settings changed
                       Fresh bad v0.1.0 (/crate)
                """);

        assertThat(log.lines())
                .extracting(line -> line.replaceAll(" +", " "))
                .containsExactly(
                        "info: Updating crates.io index",
                        "info: Locking 3 packages to latest compatible versions",
                        "info: Downloading crates ...",
                        "info: Downloaded libc v0.2.177",
                        "info: Blocking waiting for file lock on build directory",
                        "info: cargo (process 708) builds there",
                        "debug: Dirty bad v0.1.0 (/crate): the config settings changed",
                        "debug: Fresh bad v0.1.0 (/crate)");
    }

    @Test
    void progressIsCountedAndNotShown() {
        diagnostics.overwritten("    Building [=====>            ] 1/2: bad(bin)        ");
        diagnostics.line("    Building [=====>            ] 2/2: bad(bin)        ");
        diagnostics.overwritten("something else");

        assertThat(progress)
                .containsExactly(
                        new CargoProgress(1, 2, List.of("bad(bin)")), new CargoProgress(2, 2, List.of("bad(bin)")));
        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "  authenticated registries require a credential-provider to be configured",  true
            "error: no token found for `corp`, please run `cargo login --registry corp`", true
            "  token rejected for `corp`",                                                true
            "error: failed to get `greeting` as a dependency of package `hello v1.4.2`",  false
            """)
    void aRegistryThatWantsATokenIsRecognised(String line, boolean wanted) {
        read(line);

        assertThat(diagnostics.tokenIsWanted()).isEqualTo(wanted);
    }
}
