package dev.rustcross.plan;

import dev.rustcross.archive.ArchiveFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants packed.
 *
 * @param build what is built
 * @param archives how archives are made
 * @param universalClassifier the classifier of the fused macOS binaries
 * @param universalFormats the archive formats of the fused macOS binaries
 * @param versions how the versions of POM and crate are compared
 * @param sbom what bills of materials say; null where none are written
 */
public record PackageRequest(
        BuildRequest build,
        ArchiveSettings archives,
        String universalClassifier,
        List<ArchiveFormat> universalFormats,
        VersionAgreement versions,
        @Nullable SbomSettings sbom) {

    public PackageRequest {
        universalFormats = List.copyOf(universalFormats);
    }
}
