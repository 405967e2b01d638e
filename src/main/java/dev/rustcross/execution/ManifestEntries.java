package dev.rustcross.execution;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.archive.Checksum;
import dev.rustcross.binary.BinaryFormatException;
import dev.rustcross.binary.BinaryImage;
import dev.rustcross.check.CheckedImage;
import dev.rustcross.execution.Shipment.ShippedFile;
import dev.rustcross.manifest.ManifestBinary;
import dev.rustcross.manifest.ManifestFile;
import dev.rustcross.manifest.ManifestImage;
import dev.rustcross.plan.ArchivePlan;
import dev.rustcross.plan.CrateProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the manifest says of files that were made: the programs and libraries are read for it. */
final class ManifestEntries {

    private ManifestEntries() {}

    /**
     * Returns the entry of an archive.
     *
     * @param products what the crate has, with the versions of its packages
     */
    static ManifestFile ofArchive(
            ArchivePlan archive, Shipment shipment, List<CrateProduct> products, Checksum checksum) throws IOException {
        Map<Path, String> paths = archive.entries().stream()
                .collect(Collectors.toMap(ArchiveEntry::source, ArchiveEntry::name, (first, second) -> first));
        var binaries = new ArrayList<ManifestBinary>();
        for (ShippedFile file : shipment.files()) {
            binaries.add(new ManifestBinary(
                    file.packageName(),
                    version(file.packageName(), products),
                    file.kind().label(),
                    file.name(),
                    paths.getOrDefault(file.file(), ""),
                    Files.size(file.file()),
                    Checksum.of(file.file()).hex(),
                    images(file.file())));
        }
        return of(archive.classifier(), archive.type(), archive.file(), checksum, shipment, binaries);
    }

    private static String version(String packageName, List<CrateProduct> products) {
        return products.stream()
                .filter(product -> product.packageName().equals(packageName))
                .map(CrateProduct::packageVersion)
                .findFirst()
                .orElse("");
    }

    /** Returns the entry of a bill of materials. */
    static ManifestFile ofBill(String classifier, Path file, Checksum checksum, Shipment shipment) throws IOException {
        return of(classifier, "json", file, checksum, shipment, List.of());
    }

    private static ManifestFile of(
            String classifier,
            String type,
            Path file,
            Checksum checksum,
            Shipment shipment,
            List<ManifestBinary> binaries)
            throws IOException {
        return new ManifestFile(
                classifier,
                type,
                checksum.fileName(),
                Files.size(file),
                checksum.hex(),
                shipment.targets().stream()
                        .map(target -> target.triple().name())
                        .toList(),
                binaries);
    }

    /** Import libraries are none, nor is what a linker for a rarer system makes. */
    private static List<ManifestImage> images(Path file) throws IOException {
        try {
            return BinaryImage.readAll(file).stream()
                    .map(CheckedImage::of)
                    .map(image ->
                            new ManifestImage(image.format(), image.architecture(), image.linkage(), image.floor()))
                    .toList();
        } catch (BinaryFormatException unread) {
            return List.of();
        }
    }
}
