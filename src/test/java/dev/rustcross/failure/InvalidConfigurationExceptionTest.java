package dev.rustcross.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidConfigurationExceptionTest {

    private static final Problem MISSPELT = new Problem(
            "<targets><target>[2]", "unknown target triple", "x86_64-linux", "did you mean x86_64-unknown-linux-gnu?");
    private static final Problem ABSENT = new Problem("<targets>", "no target is declared", null, "add at least one.");

    @Test
    void oneProblem() {
        assertThat(new InvalidConfigurationException(MISSPELT)).hasMessage("""
                1 problem in the rust-cross configuration:
                  1. <targets><target>[2]: unknown target triple
                     value: x86_64-linux
                     fix:   did you mean x86_64-unknown-linux-gnu?""");
    }

    @Test
    void severalProblemsInTheirOrder() {
        var failure = new InvalidConfigurationException(List.of(ABSENT, MISSPELT));

        assertThat(failure).hasMessage("""
                2 problems in the rust-cross configuration:
                  1. <targets>: no target is declared
                     fix:   add at least one.
                  2. <targets><target>[2]: unknown target triple
                     value: x86_64-linux
                     fix:   did you mean x86_64-unknown-linux-gnu?""");
        assertThat(failure.problems()).containsExactly(ABSENT, MISSPELT);
    }

    @Test
    void whatIsFoundWithEachTargetIsSaidOnce() {
        var failure = new InvalidConfigurationException(List.of(ABSENT, MISSPELT, ABSENT));

        assertThat(failure.problems()).containsExactly(ABSENT, MISSPELT);
        assertThat(failure).hasMessageStartingWith("2 problems in the rust-cross configuration:");
    }
}
