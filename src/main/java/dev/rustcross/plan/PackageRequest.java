package dev.rustcross.plan;

import dev.rustcross.archive.ArchiveFormat;
import java.util.List;

/**
 * What the user wants packed.
 *
 * @param build what is built
 * @param archives how archives are made
 * @param universalClassifier the classifier of the fused macOS binaries
 * @param universalFormats the archive formats of the fused macOS binaries
 * @param versions how the versions of POM and crate are compared
 * @param project the project that ships it
 * @param complete whether all declared targets are built, and not those of {@code onlyTargets} alone
 * @param sbom whether bills of materials are written
 */
public record PackageRequest(
        BuildRequest build,
        ArchiveSettings archives,
        String universalClassifier,
        List<ArchiveFormat> universalFormats,
        VersionAgreement versions,
        Project project,
        boolean complete,
        boolean sbom) {

    public PackageRequest {
        universalFormats = List.copyOf(universalFormats);
    }
}
