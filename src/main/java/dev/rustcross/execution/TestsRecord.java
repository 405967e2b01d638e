package dev.rustcross.execution;

import java.nio.file.Path;
import java.util.List;

/**
 * What the goal {@code test} leaves.
 *
 * @param reports the reports that it wrote, which its next run removes
 */
public record TestsRecord(List<Path> reports) {

    public TestsRecord {
        reports = List.copyOf(reports);
    }

    /**
     * Returns where the record is: each run that has reports of its own has one.
     *
     * @param execution as in {@link TestSettings}
     */
    static Records.Kind<TestsRecord> kind(String execution) {
        String file = execution.isEmpty() ? "tests.json" : "tests-" + execution + ".json";
        return new Records.Kind<>(file, TestsRecord.class, "test", "test");
    }
}
