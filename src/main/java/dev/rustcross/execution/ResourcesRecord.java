package dev.rustcross.execution;

import dev.rustcross.file.FileState;
import java.nio.file.Path;
import java.util.List;

/**
 * What the goal {@code resources} leaves, so that nothing is copied again while nothing changes.
 *
 * @param files the resources, or the jars that hold them
 */
public record ResourcesRecord(List<Embedded> files) {

    static final Records.Kind<ResourcesRecord> KIND =
            new Records.Kind<>("resources.json", ResourcesRecord.class, "resources", "process-classes");

    public ResourcesRecord {
        files = List.copyOf(files);
    }

    /**
     * A file that was written.
     *
     * @param file the file
     * @param inputs a text that is the same as long as the file would be
     * @param state its size and time when it was written
     */
    record Embedded(Path file, String inputs, FileState state) {

        /** Of a file that is being written: whether it is there yet is not known. */
        private static final FileState BEGUN = new FileState(-1, -1);

        /** Returns a file that is about to be written. */
        static Embedded begun(Path file) {
            return new Embedded(file, "", BEGUN);
        }

        /** Returns whether it is still what was written, and not what somebody else put in its place. */
        boolean isOurs() {
            return state.equals(BEGUN) || state.matches(file);
        }
    }
}
