package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.PipelineFile;
import dev.rustcross.execution.Survey;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.Suggestion;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.Project;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.workflow.Pipeline;
import dev.rustcross.workflow.Runners;
import dev.rustcross.workflow.Shard;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.model.DeploymentRepository;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What the goals that write pipelines have in common. */
public abstract class AbstractPipelineMojo extends AbstractRustCrossMojo {

    /** The first with builds for all machines, Windows on aarch64 among them. */
    private static final int JDK = 21;

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
        Path top = topDirectory();
        Path caller = baseDirectory().startsWith(top) ? top : baseDirectory();
        PackageRequest request = request(survey);
        List<Problem> problems = problems(request);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        List<Shard.Target> targets = request.build().targets().stream()
                .map(AbstractPipelineMojo::target)
                .toList();
        var pipeline = new Pipeline(
                Shard.of(targets, hostedRunners(), runners == null ? Map.of() : runners),
                relative(root, caller.resolve("pom.xml")),
                relative(caller, baseDirectory()),
                relative(root, baseDirectory()),
                relative(root, request.build().outputDirectory().resolve("dist")),
                java(),
                repositoryId(project));
        if (pipeline.repository() == null) {
            log.warn("The POM has no <repository> in <distributionManagement>: the pipeline deploys nothing.");
        }
        Path file = pipelineFile == null ? root.resolve(defaultFile()) : pipelineFile.toPath();
        if (dryRun) {
            log.info("Would write: " + file);
        } else {
            claim(file);
            new PipelineFile(log).write(file, render(pipeline));
        }
    }

    /** A file has the pipeline of one module: another's run would replace it unseen. */
    private void claim(Path file) {
        MavenProject top = session.getTopLevelProject();
        String key = AbstractPipelineMojo.class.getName() + ":" + file.toAbsolutePath();
        if (top.getContextValue(key) instanceof String other && !other.equals(project.getId())) {
            throw new InvalidConfigurationException(new Problem(
                    "<pipelineFile>",
                    "another module has written its pipeline to that file: " + other,
                    file.toString(),
                    "call the goal for one module, by -pl " + relative(topDirectory(), baseDirectory())
                            + ", or give each a <pipelineFile>."));
        }
        top.setContextValue(key, project.getId());
    }

    private Path topDirectory() {
        return Path.of(session.getExecutionRootDirectory());
    }

    private List<Problem> problems(PackageRequest request) {
        var problems = new ArrayList<Problem>();
        if (!request.complete()) {
            problems.add(new Problem(
                    "<onlyTargets>",
                    "a pipeline builds all targets",
                    null,
                    "call the goal without the property or the profile that sets it."));
        }
        if (!packages()) {
            problems.add(new Problem(
                    "<executions>",
                    "none has the goal package, so that no machine of a pipeline would leave anything",
                    null,
                    "add <goal>package</goal> beside the goal build, or choose <packaging>rust-cross</packaging>."));
        }
        List<String> names = request.build().targets().stream()
                .flatMap(
                        target -> Stream.of(target.classifier(), target.triple().name()))
                .toList();
        for (String runner : runners == null ? Set.<String>of() : runners.keySet()) {
            if (!names.contains(runner)) {
                problems.add(new Problem(
                        "<runners><" + runner + ">",
                        "no target has that triple or classifier",
                        null,
                        Suggestion.nearest(runner, names)
                                .map(nearest -> "did you mean <" + nearest + ">?")
                                .orElse("name one of " + String.join(", ", names) + ".")));
            }
        }
        return problems;
    }

    private boolean packages() {
        Plugin plugin = project.getPlugin(mojoExecution.getGroupId() + ":" + mojoExecution.getArtifactId());
        return project.getPackaging().equals(Project.PACKAGING)
                || (plugin != null
                        && plugin.getExecutions().stream()
                                .anyMatch(execution -> execution.getGoals().contains("package")));
    }

    /** Returns the version of the JDK that machines get: a later one where the module's Java code needs it. */
    private int java() {
        String release = project.getProperties().getProperty("maven.compiler.release", "");
        return release.matches("\\d{1,3}") ? Math.max(JDK, Integer.parseInt(release)) : JDK;
    }

    private static Shard.Target target(TargetRequest request) {
        return new Shard.Target(
                request.triple(),
                request.classifier(),
                switch (request.engine()) {
                    case CROSS -> List.of("cross");
                    case XWIN -> List.of("cargo-xwin");
                    default -> List.of();
                });
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
