package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Packaging;
import dev.rustcross.execution.Preparation;
import dev.rustcross.execution.Survey;
import dev.rustcross.plan.ArchiveName;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.PackageRequest;
import java.util.ArrayList;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Finds a toolchain and a linker for every target, installs what is missing and allowed, and writes cargo's configuration for them.
 *
 * <p>The user's own cargo configuration is never touched, and wins: the generated {@code cargo-config.toml} fills its gaps.
 *
 * @since 0.1.0
 */
@Mojo(name = "configure", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class ConfigureMojo extends AbstractRustCrossMojo {

    @Override
    void run(Survey survey, BuildLog log) {
        if (skipBuild) {
            log.info("Skipped: rust-cross.skipBuild is set.");
            return;
        }
        if (shardsDirectory == null) {
            survey.begin();
        }
        var packaging = new Packaging(survey, log);
        if (!dryRun && !archiveName().namesCrate()) {
            // Ahead of what may be wrong with the configuration: no archive of an earlier version outlives a failed
            // build.
            packaging.removeOtherNames(outputDirectory.toPath(), archiveName());
        }
        PackageRequest request = request(survey);
        var preparation = new Preparation(request.build(), survey, processes, host, log);
        if (dryRun) {
            preparation.describe().forEach(log::info);
        } else {
            BuildPlan plan = preparation.run(request, buildDirectory());
            ArchiveName name = request.archives().name();
            if (name.namesCrate() && !plan.products().isEmpty()) {
                packaging.removeOtherNames(outputDirectory.toPath(), name.of(plan.products()));
            }
        }
    }

    /** The name as far as it can be told before the configuration is read. */
    private ArchiveName archiveName() {
        return ArchiveName.parse(archiveName, project.getArtifactId(), project.getVersion(), new ArrayList<>());
    }
}
