package dev.rustcross.plan;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.archive.ArchiveFormat;
import java.nio.file.Path;
import java.util.List;

/**
 * An archive to be made.
 *
 * @param classifier the artifact's classifier
 * @param type the artifact's type, which is its extension
 * @param file the archive
 * @param format how it is packed
 * @param entries what it holds
 * @param binaries the programs and libraries among them
 */
public record ArchivePlan(
        String classifier,
        String type,
        Path file,
        ArchiveFormat format,
        List<ArchiveEntry> entries,
        List<Path> binaries) {

    public ArchivePlan {
        entries = List.copyOf(entries);
        binaries = List.copyOf(binaries);
    }
}
