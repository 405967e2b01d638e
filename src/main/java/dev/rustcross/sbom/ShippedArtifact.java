package dev.rustcross.sbom;

import java.nio.file.Path;
import java.util.List;

/**
 * The Maven artifact that a bill of materials is for.
 *
 * @param groupId the project's group
 * @param artifactId the project's name
 * @param version the project's version
 * @param classifier the artifact's classifier
 * @param type the artifact's type
 * @param binaries the programs and libraries in it
 */
public record ShippedArtifact(
        String groupId, String artifactId, String version, String classifier, String type, List<Binary> binaries) {

    /**
     * A program or library.
     *
     * @param file the file
     * @param library whether it is a library
     * @param packageId Cargo's identifier of the package it is built from
     * @param sha256 the digest of its bytes, hexadecimal
     */
    public record Binary(Path file, boolean library, String packageId, String sha256) {}

    public ShippedArtifact {
        binaries = List.copyOf(binaries);
    }
}
