package dev.rustcross.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.testing.MavenExecutions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.Profile;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InheritedConfigurationTest {

    @TempDir
    private Path folder;

    private final Model model = new Model();
    private final MojoExecution execution = MavenExecutions.execution("build", "", "");

    @BeforeEach
    void noModules() {
        model.setPackaging("jar");
    }

    private boolean appliesToNothing(File manifest) {
        var project = new MavenProject(model);
        project.setOriginalModel(model);
        project.setFile(folder.resolve("pom.xml").toFile());
        return new InheritedConfiguration(project, execution).appliesToNothing(manifest);
    }

    private File defaultManifest() {
        return folder.resolve("Cargo.toml").toFile();
    }

    private static Plugin plugin() {
        var plugin = new Plugin();
        plugin.setGroupId("dev.rustcross");
        plugin.setArtifactId("rust-cross-maven-plugin");
        return plugin;
    }

    @Test
    void aModuleThatOnlyInheritsThePlugin() {
        assertThat(appliesToNothing(defaultManifest())).isTrue();
    }

    @Test
    void aModuleWithACrate() throws Exception {
        Files.createFile(folder.resolve("Cargo.toml"));

        assertThat(appliesToNothing(defaultManifest())).isFalse();
    }

    @Test
    void aModuleThatDeclaresThePluginForgotItsCrate() {
        model.setBuild(new Build());
        model.getBuild().addPlugin(plugin());

        assertThat(appliesToNothing(defaultManifest())).isFalse();
    }

    @Test
    void declaringItInAProfileIsDeclaringIt() {
        var profile = new Profile();
        profile.setBuild(new Build());
        profile.getBuild().addPlugin(plugin());
        model.addProfile(profile);

        assertThat(appliesToNothing(defaultManifest())).isFalse();
    }

    @Test
    void aParentDeclaresItForItsModules() {
        model.setPackaging("pom");
        model.addModule("cli");
        model.setBuild(new Build());
        model.getBuild().addPlugin(plugin());

        assertThat(appliesToNothing(defaultManifest())).isTrue();
    }

    @Test
    void aManifestElsewhereWasAskedFor() {
        assertThat(appliesToNothing(folder.resolve("native/Cargo.toml").toFile()))
                .isFalse();
    }

    @Test
    void anotherPluginIsNotThisOne() {
        model.setBuild(new Build());
        Plugin other = plugin();
        other.setGroupId("org.example");
        model.getBuild().addPlugin(other);

        assertThat(appliesToNothing(defaultManifest())).isTrue();
    }

    @Test
    void aGoalTypedInTheModulesFolderMeansIt() {
        var typed = new MojoExecution(execution.getMojoDescriptor(), "default-cli", MojoExecution.Source.CLI);
        var project = new MavenProject(model);
        project.setOriginalModel(model);
        project.setFile(folder.resolve("pom.xml").toFile());

        assertThat(new InheritedConfiguration(project, typed).appliesToNothing(defaultManifest()))
                .isTrue();
        project.setExecutionRoot(true);
        assertThat(new InheritedConfiguration(project, typed).appliesToNothing(defaultManifest()))
                .isFalse();
    }
}
