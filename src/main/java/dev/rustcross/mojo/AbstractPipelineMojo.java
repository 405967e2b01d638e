package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.PipelineFile;
import dev.rustcross.execution.Survey;
import dev.rustcross.plan.Engine;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.workflow.Pipeline;
import dev.rustcross.workflow.Runners;
import dev.rustcross.workflow.Shard;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.DeploymentRepository;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What the goals that write pipelines have in common. */
public abstract class AbstractPipelineMojo extends AbstractRustCrossMojo {

    /**
     * The machines that build targets, by triple or classifier: a label of GitHub's or your own runners, a tag of GitLab's. Default: a hosted
     * machine of the target's own system and processor, and for a target that none of them is like, Linux on x86_64.
     *
     * <pre>{@code
     * <runners>
     *   <linux-arm64>self-hosted-arm</linux-arm64>
     * </runners>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable Map<String, String> runners;

    /**
     * The file to write. Default: the one that the build service reads, in the folder of the Git repository.
     *
     * <pre>{@code
     * <pipelineFile>ci/release.yml</pipelineFile>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.pipelineFile")
    @Nullable File pipelineFile;

    /** Returns the machines that the service has. */
    abstract Runners hostedRunners();

    /** Returns the file that the service reads. */
    abstract String defaultFile();

    /** Returns the file's text. */
    abstract String render(Pipeline pipeline);

    @Override
    final boolean onlyTells() {
        return true;
    }

    @Override
    final void run(Survey survey, BuildLog log) {
        Path root = PipelineFile.repositoryOf(baseDirectory());
        Path top = Path.of(session.getExecutionRootDirectory());
        Path caller = baseDirectory().startsWith(top) ? top : baseDirectory();
        List<Shard.Target> targets = request(survey).build().targets().stream()
                .map(AbstractPipelineMojo::target)
                .toList();
        var pipeline = new Pipeline(
                Shard.of(targets, hostedRunners(), runners == null ? Map.of() : runners),
                relative(root, caller.resolve("pom.xml")),
                relative(caller, baseDirectory()),
                relative(root, baseDirectory()),
                repositoryId(project));
        if (pipeline.repository() == null) {
            log.warn("The POM has no <distributionManagement>: the pipeline deploys nothing.");
        }
        Path file = pipelineFile == null ? root.resolve(defaultFile()) : pipelineFile.toPath();
        if (dryRun) {
            log.info("Would write: " + file);
        } else {
            new PipelineFile(log).write(file, render(pipeline));
        }
    }

    private static Shard.Target target(TargetRequest request) {
        boolean cross = request.engine() == Engine.CROSS || request.engine() == Engine.XWIN;
        return new Shard.Target(request.triple(), request.classifier(), cross);
    }

    private static String relative(Path from, Path to) {
        return from.relativize(to).toString().replace(File.separatorChar, '/');
    }

    private static @Nullable String repositoryId(MavenProject project) {
        if (project.getDistributionManagement() == null) {
            return null;
        }
        DeploymentRepository repository = project.getDistributionManagement().getRepository();
        return repository == null ? null : repository.getId();
    }
}
