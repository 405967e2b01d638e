package dev.rustcross.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.testing.MavenExecutions;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbstractRustCrossMojoTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"false, true, true", "true, true, false", "false, false, false", "true, false, false"})
    void rustupInstallsNoToolchainWhereNothingMayBe(boolean offline, boolean autoInstall, boolean installs) {
        var goal = new ConfigureMojo();
        goal.manifestPath = folder.resolve("Cargo.toml").toFile();
        goal.project = new MavenProject();
        goal.project.setFile(folder.resolve("pom.xml").toFile());
        goal.session = MavenExecutions.session(Map.of(), offline);
        goal.autoInstall = autoInstall;
        goal.environment = Map.of("RUSTUP_AUTO_INSTALL", "1");

        assertThat(goal.toolchainSelection().mayInstall()).isEqualTo(installs);
    }
}
