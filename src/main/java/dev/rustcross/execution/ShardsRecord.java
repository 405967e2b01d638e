package dev.rustcross.execution;

import dev.rustcross.archive.Checksum;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.manifest.ManifestBinary;
import dev.rustcross.manifest.ManifestFile;
import dev.rustcross.plan.CrateProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What the goal {@code build} leaves where shards bring the archives.
 *
 * @param inputs a text that is the same as long as they bring the same
 * @param files what they bring, checked
 * @param universal the universal binaries among it
 */
public record ShardsRecord(String inputs, List<Brought> files, List<UniversalBinary> universal) {

    static final Records.Kind<ShardsRecord> KIND =
            new Records.Kind<>("shards.json", ShardsRecord.class, "build", "compile");

    public ShardsRecord {
        files = List.copyOf(files);
        universal = List.copyOf(universal);
    }

    /**
     * A file that a shard brings.
     *
     * @param file where it lies
     * @param entry what the shard's manifest says of it
     * @param isArchive whether it is an archive, and not a bill of materials
     */
    record Brought(Path file, ManifestFile entry, boolean isArchive) {

        /** Returns whether this is for the archives of a classifier. */
        boolean isOf(String classifier) {
            return entry.classifier().equals(isArchive ? classifier : Sboms.classifier(classifier));
        }

        /** Returns the copy of it that is shipped. */
        Deliverable deliverable(Path folder) {
            Path copy = folder.resolve(entry.file());
            return new Deliverable(
                    entry.classifier(),
                    entry.type(),
                    copy,
                    isArchive,
                    entry.binaries().stream().mapToLong(ManifestBinary::size).sum(),
                    file + " " + entry.sha256(),
                    () -> copyTo(copy));
        }

        private ManifestFile copyTo(Path copy) throws IOException {
            AtomicFile.replace(copy, temporary -> {
                Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                if (!Checksum.of(temporary).hex().equals(entry.sha256())) {
                    throw new IOException(file + " changed while it was copied");
                }
            });
            return entry;
        }
    }

    /** Returns what the crate has, as far as the shards tell. */
    List<CrateProduct> products() {
        return files.stream()
                .flatMap(brought -> brought.entry().binaries().stream())
                .filter(binary -> !binary.crate().isEmpty())
                .map(binary -> new CrateProduct(
                        binary.crate(),
                        binary.crate(),
                        binary.crateVersion(),
                        Shards.kind(binary),
                        binary.name(),
                        false))
                .distinct()
                .toList();
    }
}
