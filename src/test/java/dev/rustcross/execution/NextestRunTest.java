package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.process.Command;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.results.TestCase;
import dev.rustcross.results.TestCase.Outcome;
import dev.rustcross.results.TestSuite;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real cargo-nextest, but for ends that it does not come to at will. */
class NextestRunTest {

    private static final String TARGET = "x86_64-unknown-linux-gnu";

    @TempDir
    private Path folder;

    @BeforeEach
    void crate() throws IOException {
        file("Cargo.toml", "[package]\nname = \"hello\"\nversion = \"1.0.0\"\nedition = \"2021\"\n");
        file("src/lib.rs", "#[cfg(test)] mod tests { #[test] fn fine() {} }");
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path output() {
        return folder.resolve("target/rust-cross/nextest");
    }

    private List<TestSuite> run(int timeoutSeconds) {
        return run(timeoutSeconds, "cargo", "nextest", "run");
    }

    private List<TestSuite> run(int timeoutSeconds, String... words) {
        var run = new NextestRun(output(), new SystemProcessRunner());
        var arguments = new ArrayList<>(List.of(words));
        arguments.addAll(run.options());
        return run.run(new Command(arguments, folder, Map.of(), Duration.ofSeconds(timeoutSeconds)), TARGET, "hello");
    }

    /** Each test on a line: {@code program name OUTCOME message}. */
    private static List<String> tests(List<TestSuite> suites) {
        return suites.stream()
                .flatMap(suite -> suite.cases().stream()
                        .map((TestCase test) -> suite.program() + " " + test.name() + " " + test.outcome()
                                + (test.message() == null ? "" : " " + test.message())))
                .toList();
    }

    @Test
    @RequiresTool({"cargo", "cargo-nextest"})
    void aReportThatTheUserHasElsewhereAndTheUsersSettingsBoth() throws IOException {
        file(".config/nextest.toml", """
                [profile.default]
                retries = 1
                [profile.default.junit]
                path = "mine.xml"
                """);
        file("tests/flaky.rs", """
                #[test]
                fn passes_when_tried_again() {
                    let tried = std::path::Path::new("target/tried");
                    if !tried.exists() {
                        std::fs::write(tried, "").unwrap();
                        panic!("the first time");
                    }
                }
                """);

        List<TestSuite> suites = run(0);

        assertThat(tests(suites))
                .containsExactlyInAnyOrder("lib tests::fine PASSED", "test-flaky passes_when_tried_again PASSED");
    }

    @Test
    @RequiresTool({"cargo", "cargo-nextest"})
    void noReportIsNoSuccess() throws IOException {
        file(".config/nextest.toml", "[profile.rust-cross.junit]\npath = \"mine.xml\"\n");

        assertThatThrownBy(() -> run(0)).isInstanceOf(ToolFailedException.class).hasMessage("""
                        cargo nextest left no report of the tests of hello for %s: no %s
                          If your .config/nextest.toml has a [profile.rust-cross], give that another name.\
                        """.formatted(
                        TARGET, output().resolve("junit.xml")));
    }

    @Test
    @RequiresTool({"cargo", "cargo-nextest"})
    void aScriptThatPreparesTheTestsFails() throws IOException {
        file(".config/nextest.toml", """
                experimental = ["setup-scripts"]
                [scripts.setup.database]
                command = "false"
                [[profile.default.scripts]]
                filter = "all()"
                setup = "database"
                """);

        assertThat(tests(run(0))).containsExactly("setup-script-database database BROKEN");
    }

    @Test
    @RequiresTool({"cargo", "cargo-nextest"})
    void whatDoesNotCompileFailsBeforeTheTests() throws IOException {
        file("tests/wrong.rs", "#[test]\nfn wrong() { missing(); }\n");

        assertThatThrownBy(() -> run(0))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageStartingWith(
                        "cargo nextest failed with exit code 101 for " + TARGET + " before the tests of hello began:\n")
                .hasMessageContaining("cannot find function `missing` in this scope");
    }

    @Test
    @RequiresTool({"cargo", "cargo-nextest"})
    void aTestThatHangsIsNamedAndTheOthersAreKept() throws IOException {
        hanging();

        List<TestSuite> suites = run(15);

        assertThat(tests(suites))
                .containsExactlyInAnyOrder(
                        "lib tests::fine PASSED",
                        "test-hangs ends PASSED",
                        "test-hangs waits_for_ever BROKEN killed after the 15 s of <timeoutSeconds> while it was running");
    }

    /** Then nextest leaves it out of its report. */
    @Test
    @RequiresTool({"cargo", "cargo-nextest"})
    void aTestThatHangsIsNamedWhereItWouldBeTriedAgain() throws IOException {
        hanging();
        file(".config/nextest.toml", "[profile.default]\nretries = 1\n");

        List<TestSuite> suites = run(15);

        assertThat(tests(suites))
                .containsExactlyInAnyOrder(
                        "lib tests::fine PASSED",
                        "test-hangs ends PASSED",
                        "test-hangs waits_for_ever BROKEN killed after the 15 s of <timeoutSeconds> while it was running");
    }

    private void hanging() throws IOException {
        file("tests/hangs.rs", """
                #[test]
                fn ends() {}
                #[test]
                fn waits_for_ever() {
                    loop {
                        std::thread::sleep(std::time::Duration::from_secs(60));
                    }
                }
                """);
    }

    @Test
    void anEndWithoutAReportAfterTheTestsBegan() {
        List<TestSuite> suites = run(
                0, "sh", "-c", "echo '    Starting 5 tests across 3 binaries' >&2; echo 'out of memory' >&2; exit 137");

        assertThat(tests(suites)).containsExactly("nextest cargo nextest run BROKEN exit code 137");
        assertThat(suites.get(0).cases().get(0).output())
                .isEqualTo("    Starting 5 tests across 3 binaries\nout of memory");
    }

    @Test
    void aFailureBesideAReportInWhichAllPassed() {
        List<TestSuite> suites = run(0, "sh", "-c", """
                        echo '<testsuites><testsuite name="hello"><testcase name="fine" time="0.1"/></testsuite></testsuites>' \
                        > %s/junit.xml; exit 105""".formatted(output()));

        assertThat(tests(suites)).containsExactly("lib fine PASSED", "nextest cargo nextest run BROKEN exit code 105");
        assertThat(suites.get(1).count(Outcome.BROKEN)).isEqualTo(1);
    }

    @Test
    void aRunThatIsKilledWithoutAWord() {
        assertThat(tests(run(1, "sh", "-c", "sleep 60")))
                .containsExactly("nextest cargo nextest run BROKEN killed after the 1 s of <timeoutSeconds>");
    }
}
