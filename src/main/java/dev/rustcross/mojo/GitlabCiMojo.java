package dev.rustcross.mojo;

import dev.rustcross.workflow.GitlabPipeline;
import dev.rustcross.workflow.Pipeline;
import dev.rustcross.workflow.Runners;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes {@code .gitlab-ci.yml}, a pipeline of GitLab CI: each target is built on a machine of its own kind, then all are collected and
 * deployed to the repository in {@code <distributionManagement>}, with the settings in the variable {@code MAVEN_SETTINGS} of the type file.
 * Run again, the goal changes nothing but the parts between its marks.
 *
 * @since 0.1.0
 */
@Mojo(name = "gitlab-ci", threadSafe = true)
public final class GitlabCiMojo extends AbstractPipelineMojo {

    @Override
    Runners hostedRunners() {
        return Runners.GITLAB;
    }

    @Override
    String defaultFile() {
        return GitlabPipeline.FILE;
    }

    @Override
    String render(Pipeline pipeline) {
        return GitlabPipeline.render(pipeline);
    }
}
