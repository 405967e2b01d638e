package dev.rustcross.mojo;

import dev.rustcross.workflow.GithubWorkflow;
import dev.rustcross.workflow.Pipeline;
import dev.rustcross.workflow.Runners;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes {@code .github/workflows/release.yml}, a workflow of GitHub Actions: each target is built on a machine of its own kind, then all are
 * collected, deployed to the repository in {@code <distributionManagement>} with the secrets {@code MAVEN_USERNAME} and
 * {@code MAVEN_PASSWORD}, and uploaded to the tag's release. Run again, the goal changes nothing but the parts between its marks.
 *
 * @since 0.1.0
 */
@Mojo(name = "github-workflow", threadSafe = true)
public final class GithubWorkflowMojo extends AbstractPipelineMojo {

    @Override
    Runners hostedRunners() {
        return Runners.GITHUB;
    }

    @Override
    String defaultFile() {
        return GithubWorkflow.FILE;
    }

    @Override
    String render(Pipeline pipeline) {
        return GithubWorkflow.render(pipeline);
    }
}
