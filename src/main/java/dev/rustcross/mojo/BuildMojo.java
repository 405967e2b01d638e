package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Compilation;
import dev.rustcross.execution.Preparation;
import dev.rustcross.execution.Shards;
import dev.rustcross.execution.Survey;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.PackageRequest;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Builds the crate for all targets: one {@code cargo build} for all that can share one.
 *
 * <p>The goal {@code configure} must have run before.
 *
 * @since 0.1.0
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.COMPILE, threadSafe = true)
public final class BuildMojo extends AbstractRustCrossMojo {

    @Override
    void run(Survey survey, BuildLog log) {
        if (skipBuild) {
            log.info("Skipped: rust-cross.skipBuild is set.");
            return;
        }
        PackageRequest packages = request(survey);
        BuildRequest request = packages.build();
        if (request.shards() != null) {
            collectShards(packages, log);
            return;
        }
        Compilation compilation = new Compilation(survey.environment(), processes, host, log, isChecked());
        if (dryRun) {
            BuildPlan plan = new Preparation(request, survey, processes, host, log).plan();
            compilation.describe(request, plan).forEach(log::info);
        } else {
            compilation.run(request);
        }
    }

    /** Returns whether the POM has the goal {@code check} run after this one. */
    private boolean isChecked() {
        return mojoExecution.getPlugin().getExecutions().stream()
                .anyMatch(execution -> execution.getGoals().contains("check"));
    }

    private void collectShards(PackageRequest request, BuildLog log) {
        if (dryRun) {
            log.info("Would collect: " + request.build().shards());
        } else {
            new Shards(log).run(request);
        }
    }
}
