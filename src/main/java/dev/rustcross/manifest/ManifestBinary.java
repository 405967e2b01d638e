package dev.rustcross.manifest;

import java.util.List;
import java.util.Objects;

/**
 * A program or a part of a library in an archive.
 *
 * @param crate the Cargo package it belongs to; empty where that is not known, as for prebuilt files
 * @param crateVersion the version of that package
 * @param kind {@code binary} or {@code library}, what it is or belongs to
 * @param name the name of the Cargo target
 * @param path where it lies in the archive; the file's own name where that is the program itself
 * @param size its bytes
 * @param sha256 its checksum
 * @param images what it says of itself, for a universal binary one for each half; none for an import library
 */
public record ManifestBinary(
        String crate,
        String crateVersion,
        String kind,
        String name,
        String path,
        long size,
        String sha256,
        List<ManifestImage> images) {

    public ManifestBinary {
        Objects.requireNonNull(crate, "crate");
        Objects.requireNonNull(crateVersion, "crateVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(sha256, "sha256");
        images = List.copyOf(images);
    }
}
