package dev.rustcross.process;

import java.time.Duration;

/**
 * How a program ended.
 *
 * @param exitCode the exit code, 0 for success
 * @param duration how long it ran
 */
public record ProcessResult(int exitCode, Duration duration) {

    /** Returns whether the program reported success. */
    public boolean succeeded() {
        return exitCode == 0;
    }
}
