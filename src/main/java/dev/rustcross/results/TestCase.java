package dev.rustcross.results;

import org.jspecify.annotations.Nullable;

/**
 * A test and how it ended.
 *
 * @param name its name with the modules it is in, as Rust writes it: {@code parser::tests::empty}
 * @param outcome how it ended
 * @param message why, in a line, where it did not pass; null where nothing is known
 * @param output what it printed, as far as that was kept; of a test that passed, none is
 */
public record TestCase(
        String name, Outcome outcome, @Nullable String message, String output) {

    /** The ways a test ends, as Surefire tells them apart. */
    public enum Outcome {
        /** It did what it should. */
        PASSED,
        /** It did not. */
        FAILED,
        /** Its program ended before it did. */
        BROKEN,
        /** It was left out. */
        IGNORED
    }

    /** Returns a test that passed. */
    static TestCase passed(String name) {
        return new TestCase(name, Outcome.PASSED, null, "");
    }

    /** Returns a test that was left out. */
    public static TestCase ignored(String name, @Nullable String reason) {
        return new TestCase(name, Outcome.IGNORED, reason, "");
    }

    /** Returns whether it should fail the build. */
    public boolean failed() {
        return outcome == Outcome.FAILED || outcome == Outcome.BROKEN;
    }
}
