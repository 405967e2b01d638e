package dev.rustcross.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.results.TestCase.Outcome;
import org.junit.jupiter.api.Test;

/** With what the harness of Rust 1.95 printed. */
class LibtestOutputTest {

    private static LibtestOutput read(String text) {
        return LibtestOutput.read(text.lines().toList());
    }

    private static TestCase failed(String name, String message, String output) {
        return new TestCase(name, Outcome.FAILED, message, output);
    }

    @Test
    void outcomesWithWhatFailedTestsPrinted() {
        LibtestOutput output = read("""

                running 5 tests
                test tests::ignored ... ignored, slow one
                test tests::only_arm ... FAILED
                test tests::panics - should panic ... ok
                test tests::passes ... ok
                test tests::result ... FAILED

                failures:

                ---- tests::only_arm stdout ----
                said this

                thread 'tests::only_arm' (17739) panicked at src/lib.rs:12:108:
                assertion `left == right` failed: broken
                  left: 1
                 right: 2

                ---- tests::result stdout ----
                Error: "not found"


                failures:
                    tests::only_arm
                    tests::result

                test result: FAILED. 2 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.05s

                """);

        assertThat(output.isComplete()).isTrue();
        assertThat(output.cases())
                .containsExactly(
                        TestCase.ignored("tests::ignored", "slow one"),
                        failed("tests::only_arm", "assertion `left == right` failed: broken", """
                                said this

                                thread 'tests::only_arm' (17739) panicked at src/lib.rs:12:108:
                                assertion `left == right` failed: broken
                                  left: 1
                                 right: 2"""),
                        TestCase.passed("tests::panics"),
                        TestCase.passed("tests::passes"),
                        failed("tests::result", "Error: \"not found\"", "Error: \"not found\""));
    }

    @Test
    void outputOfChildProcessesBetweenTheLines() {
        LibtestOutput output = read("""
                running 3 tests
                hi
                test a ... ok
                no line feedtest b ... ok
                test c has been running for over 60 seconds
                running 7 tests
                test c ... ok

                test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.05s
                """);

        assertThat(output.isComplete()).isTrue();
        assertThat(output.cases()).extracting(TestCase::name).containsExactly("a", "b", "c");
    }

    /** With one thread the name comes first, and the outcome behind what the test's child processes print. */
    @Test
    void oneThread() {
        LibtestOutput output = read("""
                running 4 tests
                test a ... hi
                ok
                test b ... hiok
                test c ... hiFAILED
                test d ... ok

                failures:

                ---- c stdout ----
                lost


                failures:
                    c

                test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.05s
                """);

        assertThat(output.isComplete()).isTrue();
        assertThat(output.cases())
                .containsExactlyInAnyOrder(
                        TestCase.passed("a"), TestCase.passed("b"), failed("c", "lost", "lost"), TestCase.passed("d"));
    }

    @Test
    void outputThatLooksLikeTheHarness() {
        LibtestOutput output = read("""
                running 2 tests
                test inner ... ok
                test outer ... FAILED

                failures:

                ---- outer stdout ----
                running 1 test
                test x ... FAILED

                failures:

                ---- x stdout ----
                of x

                failures:
                    x

                test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.05s

                failures:
                    outer

                test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.05s
                """);

        assertThat(output.isComplete()).isTrue();
        assertThat(output.cases()).extracting(TestCase::name).containsExactly("inner", "outer");
        assertThat(output.cases().get(1).output()).startsWith("running 1 test").contains("of x");
    }

    /** rustdoc runs what it could compile together, then the rest. */
    @Test
    void documentationTests() {
        LibtestOutput output = read("""
                running 1 test
                test src/lib.rs - two (line 5) - should panic ... ok

                test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.05s

                running 2 tests
                test src/lib.rs - Two::new (line 9) - compile fail ... ok
                test src/lib.rs - three (line 12) - compile ... ok

                test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.05s

                all doctests ran in 0.60s; merged doctests compilation took 0.41s
                """);

        assertThat(output.isComplete()).isTrue();
        assertThat(output.cases())
                .containsExactly(
                        TestCase.passed("src/lib.rs - two (line 5)"),
                        TestCase.passed("src/lib.rs - Two::new (line 9)"),
                        TestCase.passed("src/lib.rs - three (line 12)"));
    }

    @Test
    void anEndInTheMidst() {
        LibtestOutput output = read("""
                running 3 tests
                test a ... ok
                test b ...\s""");

        assertThat(output.isStarted()).isTrue();
        assertThat(output.isComplete()).isFalse();
        assertThat(output.cases()).containsExactly(TestCase.passed("a"));
        assertThat(output.begun()).containsExactly("b");
    }

    @Test
    void anotherHarness() {
        LibtestOutput output = read("this harness is my own\n3 cases: ok\n");

        assertThat(output.isStarted()).isFalse();
        assertThat(output.isComplete()).isFalse();
        assertThat(output.cases()).isEmpty();
    }

    /** As libtest-mimic writes it, and a runner for programs of the web. */
    @Test
    void namesThatAreThereTwiceAndAShorterEnd() {
        LibtestOutput output = read("""
                running 3 tests
                test same ... FAILED
                test same ... ok
                test other ... ok

                test result: FAILED. 2 passed; 1 failed; 0 ignored
                """);

        assertThat(output.isComplete()).isTrue();
        assertThat(output.cases()).containsExactly(failed("same", null, ""), TestCase.passed("other"));
    }

    @Test
    void noTests() {
        LibtestOutput output = read("""
                running 0 tests

                test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
                """);

        assertThat(output.isComplete()).isTrue();
        assertThat(output.cases()).isEmpty();
    }
}
