package dev.rustcross.execution;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.TargetRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * The binaries of one classifier, which are packed together.
 *
 * @param classifier the artifacts' classifier
 * @param targets the targets that they are for: one, or both Macs where they are fused
 * @param windows whether they are for Windows
 * @param formats the formats of their archives
 * @param files the programs and libraries
 */
record Shipment(
        String classifier,
        List<TargetRequest> targets,
        boolean windows,
        List<ArchiveFormat> formats,
        List<ShippedFile> files) {

    /**
     * A program or a part of a library.
     *
     * @param packageName the Cargo package it belongs to
     * @param kind what it is, or belongs to
     * @param name the name of the Cargo target
     * @param file the file
     */
    record ShippedFile(String packageName, CrateProduct.Kind kind, String name, Path file) {

        static ShippedFile of(BuiltBinary binary) {
            return new ShippedFile(binary.packageName(), binary.kind(), binary.name(), binary.file());
        }

        static ShippedFile of(UniversalBinary binary) {
            return new ShippedFile(binary.packageName(), binary.kind(), binary.name(), binary.file());
        }
    }

    Shipment {
        targets = List.copyOf(targets);
        formats = List.copyOf(formats);
        files = List.copyOf(files);
    }

    /** Returns whether these are the fused binaries of both Macs. */
    boolean isUniversal() {
        return targets.size() > 1;
    }

    /** Returns the files of a kind. */
    List<Path> files(CrateProduct.Kind kind) {
        return files.stream()
                .filter(file -> file.kind() == kind)
                .map(ShippedFile::file)
                .toList();
    }
}
