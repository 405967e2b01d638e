package dev.rustcross.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.execution.Survey;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.MavenExecutions;
import dev.rustcross.testing.RecordingLog;
import dev.rustcross.testing.StandInRust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbstractRustCrossMojoTest {

    @TempDir
    private Path folder;

    /** By what rustc's proxy, a program of rustup's, is given. */
    @ParameterizedTest
    @CsvSource({"false, true, 1", "true, true, 0", "false, false, 0", "true, false, 0"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-ins are shell scripts")
    void rustupInstallsNoToolchainWhereNothingMayBe(boolean offline, boolean autoInstall, String variable)
            throws Exception {
        Path given = folder.resolve("given");
        StandInRust rust =
                new StandInRust(folder.resolve("bin")).rustc("echo \"$RUSTUP_AUTO_INSTALL\" >> '" + given + "'");
        var goal = new ConfigureMojo();
        goal.manifestPath = folder.resolve("Cargo.toml").toFile();
        goal.cargoExecutable = rust.cargo();
        goal.project = new MavenProject();
        goal.project.setFile(folder.resolve("pom.xml").toFile());
        goal.session = MavenExecutions.session(Map.of(), offline);
        goal.autoInstall = autoInstall;
        goal.environment = Map.of("RUSTUP_AUTO_INSTALL", "1");

        try (var survey = new Survey(goal.toolchainSelection(), new SystemProcessRunner(), new RecordingLog())) {
            survey.rustc();
        }

        assertThat(Files.readAllLines(given)).isNotEmpty().containsOnly(variable);
    }
}
