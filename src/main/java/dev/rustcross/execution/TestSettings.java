package dev.rustcross.execution;

import java.nio.file.Path;

/**
 * How tests are run and reported.
 *
 * @param reports the folder that receives the reports
 * @param execution what tells the reports of this run from those of another for the same crate; empty where there is one alone
 * @param failureIgnored whether a failed test fails nothing
 * @param nextest whether cargo-nextest runs the tests, but for those in documentation and those of targets that cross or cargo-xwin builds
 */
public record TestSettings(Path reports, String execution, boolean failureIgnored, boolean nextest) {

    /** What is no letter, digit, dash or underscore is replaced: it goes into the names of files and suites. */
    public TestSettings {
        execution = execution.replaceAll("[^\\w-]", "_");
    }
}
