package dev.rustcross.execution;

import dev.rustcross.file.FileState;
import dev.rustcross.manifest.ManifestFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the goal {@code package} leaves, so that an unchanged archive is not made again.
 *
 * @param name what they are called, but for classifier and extension; holds the version
 * @param manifest a text that is the same as long as the manifest would be for these archives; empty while they are being made
 * @param archives the archives, and what else is shipped beside them
 * @param sizes the sizes of the last complete run, by classifier and type
 */
public record ArchivesRecord(String name, String manifest, List<Packed> archives, Map<String, Sizes> sizes) {

    static final Records.Kind<ArchivesRecord> KIND =
            new Records.Kind<>("archives.json", ArchivesRecord.class, "package", "package");

    public ArchivesRecord {
        archives = List.copyOf(archives);
        // In the same order in each record, which Map.copyOf is not.
        sizes = Collections.unmodifiableMap(new TreeMap<>(sizes));
    }

    /**
     * How large an archive was, in bytes.
     *
     * @param binaries the programs and libraries in it
     * @param archive the archive itself
     */
    record Sizes(long binaries, long archive) {}

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

        /** Returns whether the entries of a manifest, by their files' names, hold this one's. */
        boolean isDescribed(Map<String, ManifestFile> entries) {
            ManifestFile entry = entries.get(file.getFileName().toString());
            return entry != null && entry.sha256().equals(sha256);
        }

        /** Returns this as it is before it is made. */
        Packed unmade() {
            return new Packed(file, inputs, null, null);
        }

        /** Returns whether the archive is there as it was made, and would be made the same again. */
        boolean isCurrent(String wantedInputs) {
            return inputs.equals(wantedInputs) && state != null && state.matches(file);
        }
    }
}
