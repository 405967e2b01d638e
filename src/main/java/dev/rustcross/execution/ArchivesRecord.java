package dev.rustcross.execution;

import dev.rustcross.file.FileState;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the goal {@code package} leaves, so that an unchanged archive is not made again.
 *
 * @param name the start of their names, which holds the version
 * @param archives the archives
 */
public record ArchivesRecord(String name, List<Packed> archives) {

    static final Records.Kind<ArchivesRecord> KIND =
            new Records.Kind<>("archives.json", ArchivesRecord.class, "package", "package");

    public ArchivesRecord {
        archives = List.copyOf(archives);
    }

    /**
     * An archive that was made.
     *
     * @param file the archive
     * @param inputs a text that is the same as long as the archive would be
     * @param state the archive's size and time when it was made; null while it is being made
     * @param sha256 its checksum; null while it is being made
     */
    record Packed(
            Path file,
            String inputs,
            @Nullable FileState state,
            @Nullable String sha256) {

        /** Returns whether the archive is there as it was made, and would be made the same again. */
        boolean isCurrent(String wantedInputs) {
            return inputs.equals(wantedInputs) && state != null && state.matches(file);
        }
    }
}
