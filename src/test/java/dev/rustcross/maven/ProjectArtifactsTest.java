package dev.rustcross.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.execution.ProducedArtifact;
import dev.rustcross.failure.InvalidConfigurationException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.junit.jupiter.api.Test;

class ProjectArtifactsTest {

    private final MavenProject project = new MavenProject();
    private final ProjectArtifacts artifacts = new ProjectArtifacts(project, new AttachingHelper());
    private final ProducedArtifact linux = new ProducedArtifact(Path.of("a.tar.gz"), "tar.gz", "linux-amd64");

    @Test
    void attachesEachOnce() {
        artifacts.attach(List.of(linux));
        artifacts.attach(List.of(linux));

        assertThat(artifacts.files()).containsExactly(Path.of("a.tar.gz"));
        assertThat(project.getAttachedArtifacts()).hasSize(1);
    }

    @Test
    void refusesAnotherFileOfOneTypeAndClassifier() {
        var windows = new ProducedArtifact(Path.of("w.zip"), "zip", "windows-amd64");
        artifacts.attach(List.of(linux));

        assertThatThrownBy(() -> artifacts.attach(
                        List.of(windows, new ProducedArtifact(Path.of("b.tar.gz"), "tar.gz", "linux-amd64"))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <executions>: type tar.gz and classifier linux-amd64 are attached already, as a.tar.gz
                             value: b.tar.gz
                             fix:   give the targets of one execution a <classifier> of their own, or write \
                        <attach>false</attach> there.""");
        assertThat(artifacts.files()).containsExactly(Path.of("a.tar.gz"));
    }

    @Test
    void aMergedFileTakesTheOthersPlace() {
        var own = new ProducedArtifact(Path.of("a.json"), "json", "dist-manifest");
        artifacts.attach(List.of(own));
        assertThat(artifacts.file("json", "dist-manifest")).contains(Path.of("a.json"));

        artifacts.attach(
                List.of(linux, new ProducedArtifact(Path.of("all.json"), "json", "dist-manifest", Path.of("a.json"))));

        assertThat(artifacts.files()).containsExactlyInAnyOrder(Path.of("all.json"), Path.of("a.tar.gz"));
    }

    @Test
    void theMainArtifactIsNotReplacedUnseen() {
        project.setArtifact(new DefaultArtifact("g", "a", "1", null, "json", null, new DefaultArtifactHandler("json")));
        artifacts.attach(List.of(new ProducedArtifact(Path.of("a.json"), "json", null)));
        artifacts.attach(List.of(new ProducedArtifact(Path.of("a.json"), "json", null)));
        assertThat(project.getArtifact().getFile()).isEqualTo(new File("a.json"));

        assertThatThrownBy(() -> artifacts.attach(List.of(new ProducedArtifact(Path.of("b.json"), "json", null))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("the project's main artifact is there already, as a.json");
        artifacts.attach(List.of(new ProducedArtifact(Path.of("all.json"), "json", null, Path.of("a.json"))));
        assertThat(project.getArtifact().getFile()).isEqualTo(new File("all.json"));
    }

    /** As Maven's own helper, which needs a container. */
    private static final class AttachingHelper implements MavenProjectHelper {

        @Override
        @SuppressWarnings("deprecation") // for plugins, not for this stand-in
        public void attachArtifact(MavenProject project, String type, String classifier, File file) {
            Artifact artifact =
                    new DefaultArtifact("g", "a", "1", null, type, classifier, new DefaultArtifactHandler(type));
            artifact.setFile(file);
            project.addAttachedArtifact(artifact);
        }

        @Override
        public void attachArtifact(MavenProject project, File file, String classifier) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void attachArtifact(MavenProject project, String type, File file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void addResource(MavenProject project, String directory, List<String> includes, List<String> excludes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void addTestResource(
                MavenProject project, String directory, List<String> includes, List<String> excludes) {
            throw new UnsupportedOperationException();
        }
    }
}
