package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Packaging;
import dev.rustcross.execution.Survey;
import dev.rustcross.maven.ProjectArtifacts;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.Project;
import org.apache.maven.project.MavenProjectHelper;

/** What the goals have in common that pack, and attach what they packed. */
abstract class AbstractPackagingMojo extends AbstractRustCrossMojo {

    private static final String SKIP_INSTALL = "maven.install.skip";
    private static final String SKIP_DEPLOY = "maven.deploy.skip";

    private final MavenProjectHelper projectHelper;

    AbstractPackagingMojo(MavenProjectHelper projectHelper) {
        this.projectHelper = projectHelper;
    }

    /** Packs what was built, or brought, and attaches it. */
    final void pack(PackageRequest request, Survey survey, BuildLog log) {
        var artifacts = new ProjectArtifacts(project, projectHelper);
        artifacts.attach(new Packaging(survey, log)
                .run(
                        request,
                        artifacts.files(),
                        artifacts
                                .file("json", Packaging.manifestClassifier(request))
                                .orElse(null)));
        if (request.project().manifestIsMain()
                && !request.complete()
                && !request.archives().attach()) {
            // The project has a main artifact for install all the same: one that must not be taken for the release.
            project.getProperties().setProperty(SKIP_DEPLOY, "true");
            log.info("Not deployed: <onlyTargets> builds a part; with <attach>true</attach> it is.");
        }
    }

    /** Without a main artifact, Maven's own goals would fail. */
    @Override
    final void nothingPacked() {
        if (project.getPackaging().equals(Project.PACKAGING)) {
            project.getProperties().setProperty(SKIP_INSTALL, "true");
            project.getProperties().setProperty(SKIP_DEPLOY, "true");
            getLog().info("Neither installed nor deployed: nothing is packed.");
        }
    }
}
