package dev.rustcross.execution;

import dev.rustcross.check.CheckedFile;
import java.util.List;

/**
 * What the goal {@code check} leaves, for other programs and for itself: the names of the components are those of the JSON, and are kept.
 *
 * @param inputs a text that is the same as long as nothing would be found anew
 * @param passed whether there is no failure among the findings
 * @param files the files that are packed
 */
public record CheckRecord(String inputs, boolean passed, List<CheckedFile> files) {

    static final Records.Kind<CheckRecord> KIND =
            new Records.Kind<>("check.json", CheckRecord.class, "check", "prepare-package");

    public CheckRecord {
        files = List.copyOf(files);
    }
}
