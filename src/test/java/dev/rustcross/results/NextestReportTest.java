package dev.rustcross.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.results.TestCase.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With what cargo-nextest 0.9.148 wrote. */
class NextestReportTest {

    @TempDir
    private Path folder;

    private List<TestSuite> read(String text) throws IOException {
        Path file = folder.resolve("junit.xml");
        Files.writeString(file, text);
        return NextestReport.read(file, "x86_64-unknown-linux-musl", "probe");
    }

    @Test
    void suitesOfTheProgramsOfAPackage() throws IOException {
        List<TestSuite> suites = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="nextest-run" tests="5" skipped="0" failures="2" errors="0" time="0.819">
                    <testsuite name="probe" tests="2" skipped="0" errors="0" failures="1">
                        <testcase name="tests::fine" classname="probe" time="0.207"/>
                        <testcase name="tests::wrong" classname="probe" time="0.343">
                            <failure message="thread &apos;tests::wrong&apos; panicked" type="test failure with exit code 101">at</failure>
                            <system-out>
                running 1 test
                said this
                </system-out>
                            <system-err>and that
                </system-err>
                        </testcase>
                    </testsuite>
                    <testsuite name="probe::crash" tests="1" skipped="0" errors="0" failures="1">
                        <testcase name="crashes" classname="probe::crash" time="0.145">
                            <failure message="process aborted with signal 6 (SIGABRT)" type="test abort">x</failure>
                        </testcase>
                    </testsuite>
                    <testsuite name="probe::bin/tool" tests="1" skipped="0" errors="0" failures="0">
                        <testcase name="works" classname="probe::bin/tool" time="0.001"/>
                    </testsuite>
                </testsuites>
                """);

        String target = "x86_64-unknown-linux-musl";
        assertThat(suites)
                .containsExactly(
                        new TestSuite(
                                target,
                                "probe",
                                "lib",
                                Duration.ofMillis(550),
                                List.of(
                                        TestCase.passed("tests::fine"),
                                        new TestCase(
                                                "tests::wrong",
                                                Outcome.FAILED,
                                                "thread 'tests::wrong' panicked",
                                                "running 1 test\nsaid this\nand that"))),
                        new TestSuite(
                                target,
                                "probe",
                                "test-crash",
                                Duration.ofMillis(145),
                                List.of(new TestCase(
                                        "crashes", Outcome.BROKEN, "process aborted with signal 6 (SIGABRT)", ""))),
                        new TestSuite(
                                target, "probe", "bin-tool", Duration.ofMillis(1), List.of(TestCase.passed("works"))));
    }

    /** Where tests are tried several times: the last try counts, and speaks. */
    @Test
    void triesOfATest() throws IOException {
        List<TestSuite> suites = read("""
                <testsuites>
                    <testsuite name="probe">
                        <testcase name="flaky" time="0.1">
                            <flakyFailure message="first" type="test failure with exit code 101">first
                                <system-out>of the first try</system-out>
                            </flakyFailure>
                        </testcase>
                        <testcase name="wrong" time="0.1">
                            <failure message="panicked" type="test failure with exit code 101">at</failure>
                            <rerunFailure message="panicked" type="test failure with exit code 101">at
                                <system-out>of a try</system-out>
                            </rerunFailure>
                            <system-out>of a try</system-out>
                        </testcase>
                    </testsuite>
                    <testsuite name="@setup-script:data base">
                        <testcase name="data base" time="0.1">
                            <failure type="script failure with exit code 1"/>
                        </testcase>
                    </testsuite>
                </testsuites>
                """);

        assertThat(suites).extracting(TestSuite::program).containsExactly("lib", "setup-script-data-base");
        assertThat(suites.get(0).cases())
                .containsExactly(
                        TestCase.passed("flaky"), new TestCase("wrong", Outcome.FAILED, "panicked", "of a try"));
        assertThat(suites.get(1).cases()).containsExactly(new TestCase("data base", Outcome.BROKEN, null, ""));
    }

    @Test
    void aFileThatIsNoReport() {
        assertThatThrownBy(() -> read("<testsuites><testsuite name='probe'>"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no report of cargo-nextest: ");
    }
}
