package dev.rustcross.execution;

import java.nio.file.Path;
import java.util.List;

/**
 * What the goal {@code test} leaves.
 *
 * @param reports the reports that it wrote, which its next run removes
 */
public record TestsRecord(List<Path> reports) {

    static final Records.Kind<TestsRecord> KIND = new Records.Kind<>("tests.json", TestsRecord.class, "test", "test");

    public TestsRecord {
        reports = List.copyOf(reports);
    }
}
