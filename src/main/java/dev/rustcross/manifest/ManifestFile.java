package dev.rustcross.manifest;

import java.util.List;
import java.util.Objects;

/**
 * A file that is shipped.
 *
 * @param classifier the artifact's classifier
 * @param type the artifact's type
 * @param file the file's name
 * @param size the file's bytes
 * @param sha256 its checksum, 64 lower-case hexadecimal digits
 * @param triples the targets it is for: one, or both of macOS where they are fused
 * @param binaries the programs and libraries in it; none in a bill of materials
 */
public record ManifestFile(
        String classifier,
        String type,
        String file,
        long size,
        String sha256,
        List<String> triples,
        List<ManifestBinary> binaries) {

    public ManifestFile {
        Objects.requireNonNull(classifier, "classifier");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
        triples = List.copyOf(triples);
        binaries = List.copyOf(binaries);
    }
}
