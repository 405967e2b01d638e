package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Packaging;
import dev.rustcross.execution.Preparation;
import dev.rustcross.execution.Survey;
import dev.rustcross.plan.ArchiveSettings;
import dev.rustcross.plan.PackageRequest;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Packs the binaries into one archive a target, writes checksums, and attaches them to the project, so that they are installed and
 * deployed with it.
 *
 * <p>The goals {@code build} and {@code lipo} must have run before.
 *
 * @since 0.1.0
 */
@Mojo(name = "package", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class PackageMojo extends AbstractPackagingMojo {

    @Inject
    PackageMojo(MavenProjectHelper projectHelper) {
        super(projectHelper);
    }

    @Override
    void run(Survey survey, BuildLog log) {
        if (skipPackage) {
            log.info("Skipped: rust-cross.skipPackage is set.");
            nothingPacked();
            return;
        }
        PackageRequest request = request(survey);
        if (dryRun) {
            new Packaging(survey, log)
                    .describe(request, archives(request, survey, log))
                    .forEach(log::info);
            nothingPacked();
            return;
        }
        pack(request, survey, log);
    }

    /** Nothing was recorded, so that a name with the crate in it needs a plan. */
    private ArchiveSettings archives(PackageRequest request, Survey survey, BuildLog log) {
        ArchiveSettings settings = request.archives();
        return settings.name().namesCrate()
                ? settings.of(new Preparation(request.build(), survey, processes, host, log)
                        .plan()
                        .products())
                : settings;
    }
}
