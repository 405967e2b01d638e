package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Packaging;
import dev.rustcross.execution.Preparation;
import dev.rustcross.execution.Survey;
import dev.rustcross.maven.ProjectArtifacts;
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
public final class PackageMojo extends AbstractRustCrossMojo {

    private static final String SKIP_DEPLOY = "maven.deploy.skip";

    private final MavenProjectHelper projectHelper;

    @Inject
    PackageMojo(MavenProjectHelper projectHelper) {
        this.projectHelper = projectHelper;
    }

    @Override
    void run(Survey survey, BuildLog log) {
        if (skipPackage) {
            log.info("Skipped: rust-cross.skipPackage is set.");
            return;
        }
        PackageRequest request = request(survey);
        Packaging packaging = new Packaging(survey, log);
        if (dryRun) {
            packaging.describe(request, archives(request, survey, log)).forEach(log::info);
            return;
        }
        var attached = new ProjectArtifacts(project, projectHelper);
        attached.attach(packaging.run(request, attached.files()));
        if (request.project().manifestIsMain()
                && !request.complete()
                && !request.archives().attach()) {
            // The project has a main artifact for install all the same: one that must not be taken for the release.
            project.getProperties().setProperty(SKIP_DEPLOY, "true");
            log.info("Not deployed: <onlyTargets> builds a part; with <attach>true</attach> it is.");
        }
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
