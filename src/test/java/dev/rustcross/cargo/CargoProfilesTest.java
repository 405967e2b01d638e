package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CargoProfilesTest {

    private static final String MANIFEST = """
            [package]
            name = "app"

            [profile.release]
            strip = true

            [profile.small]
            inherits = "release"
            opt-level = "z"

            [profile.traced]
            inherits = "small"
            strip = "none"
            """;

    @TempDir
    Path folder;

    private CargoProfiles read(String manifest, String configuration, Map<String, String> variables)
            throws IOException {
        Files.writeString(folder.resolve("Cargo.toml"), manifest);
        Files.createDirectories(folder.resolve(".cargo"));
        Files.writeString(folder.resolve(".cargo/config.toml"), configuration);
        return CargoProfiles.read(folder, CargoConfig.read(folder, variables, triple -> Set.of()));
    }

    @ParameterizedTest
    @CsvSource({"release, true", "small, true", "traced, none", "bench, true", "dev, ''", "test, ''", "absent, ''"})
    void aProfileInherits(String profile, String strip) throws IOException {
        assertThat(read(MANIFEST, "", Map.of("CARGO_HOME", "none"))
                        .value(profile, "strip")
                        .map(CargoConfig.Setting::value)
                        .orElse(""))
                .isEqualTo(strip);
    }

    @Test
    void theConfigurationGoesFirstAndVariablesBeforeIt() throws IOException {
        String configuration = "[profile.release]\nstrip = \"debuginfo\"\n";

        assertThat(read(MANIFEST, configuration, Map.of("CARGO_HOME", "none")).value("small", "strip"))
                .hasValueSatisfying(setting -> assertThat(setting.value()).isEqualTo("debuginfo"));
        assertThat(read(MANIFEST, configuration, Map.of("CARGO_HOME", "none", "CARGO_PROFILE_RELEASE_STRIP", "none"))
                        .value("small", "strip"))
                .contains(new CargoConfig.Setting("none", "environment variable CARGO_PROFILE_RELEASE_STRIP"));
    }

    @Test
    void whatCannotBeReadSaysNothing() throws IOException {
        assertThat(read("[profile.release\n", "", Map.of("CARGO_HOME", "none")).value("release", "strip"))
                .isEmpty();
    }
}
