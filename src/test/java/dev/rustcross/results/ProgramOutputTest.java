package dev.rustcross.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.results.TestCase.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgramOutputTest {

    private static final String ABORT = "signal: 6, SIGABRT: process abort signal";

    private static List<TestCase> cases(String stdout, @Nullable String failure, int threads, String... listed) {
        var output = new ProgramOutput(stdout.lines().toList(), List.of("on standard error"), failure);
        return output.cases(() -> List.of(listed), threads);
    }

    private static TestCase broken(String name, String message) {
        return new TestCase(name, Outcome.BROKEN, message, "on standard error");
    }

    @Test
    void withoutAHarnessTheExitCodeDecides() {
        assertThat(cases("fine", null, 2)).containsExactly(TestCase.passed("main"));
        assertThat(cases("bad", "exit status: 3", 2))
                .containsExactly(new TestCase("main", Outcome.FAILED, "exit status: 3", "bad\non standard error"));
    }

    @Test
    void theTestThatWasRunningAlone() {
        assertThat(cases("running 3 tests\ntest a ... ok\n", ABORT, 1, "a", "b", "c"))
                .containsExactly(
                        TestCase.passed("a"),
                        broken("b", ABORT + " while it was running"),
                        TestCase.ignored("c", "not run, since the program had ended"));
    }

    @Test
    void anEndWithSuccessInTheMidst() {
        assertThat(cases("running 2 tests\ntest a ... ok\n", null, 1, "a", "b"))
                .containsExactly(
                        TestCase.passed("a"), broken("b", "its program ended, with success, while it was running"));
        assertThat(cases("running 1 test\ntest a ... ok\nall is well\n", null, 1, "a"))
                .as("another harness' last words")
                .containsExactly(TestCase.passed("a"));
    }

    @Test
    void theTestThatSaidThatItBegan() {
        assertThat(cases("running 3 tests\ntest a ... ok\ntest b ... ", ABORT, 8, "a", "b", "c"))
                .containsExactly(
                        TestCase.passed("a"),
                        broken("b", ABORT + " while it was running"),
                        TestCase.ignored("c", "not run, since the program had ended"));
    }

    @Test
    void asManyTestsAsThereAreThreads() {
        String others = " while it was running, as others were: not all of them need be at fault";

        assertThat(cases("running 4 tests\ntest b ... ok\n", ABORT, 2, "a", "b", "c", "d"))
                .containsExactly(
                        TestCase.passed("b"),
                        broken("a", ABORT + others),
                        broken("c", ABORT + others),
                        TestCase.ignored("d", "not run, since the program had ended"));
    }

    @Test
    void aProgramThatCannotListItsTests() {
        assertThat(cases("running 1 test", ABORT, 2))
                .containsExactly(new TestCase("main", Outcome.BROKEN, ABORT, "running 1 test\non standard error"));
    }

    @Test
    void aFailureAfterAllTestsPassed() {
        String complete = """
                running 1 test
                test a ... ok

                test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.05s
                """;

        assertThat(cases(complete, ABORT, 2))
                .containsExactly(TestCase.passed("a"), broken("main", "ended after its tests: " + ABORT));
        assertThat(cases(complete, null, 2)).containsExactly(TestCase.passed("a"));
    }
}
