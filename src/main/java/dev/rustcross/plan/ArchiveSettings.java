package dev.rustcross.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How archives are named, filled and handed to Maven.
 *
 * @param name what archives are called
 * @param root the folder inside an archive; null for one named like the archive, {@code .} for none
 * @param extraFiles files and folders to add
 * @param timestamp the time stamp of every entry
 * @param attach whether archives are attached
 * @param attachChecksums whether their checksum files are attached as well
 */
public record ArchiveSettings(
        ArchiveName name,
        @Nullable String root,
        List<Path> extraFiles,
        Instant timestamp,
        boolean attach,
        boolean attachChecksums) {

    public ArchiveSettings {
        extraFiles = List.copyOf(extraFiles);
    }

    /** Returns these settings for the crate whose products are packed. */
    public ArchiveSettings of(List<CrateProduct> products) {
        return new ArchiveSettings(name.of(products), root, extraFiles, timestamp, attach, attachChecksums);
    }
}
