package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CargoConfig.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    private Optional<Setting> strip(
            String manifest, String configuration, Map<String, String> variables, String profile) throws IOException {
        Files.writeString(folder.resolve("Cargo.toml"), manifest);
        Files.createDirectories(folder.resolve(".cargo"));
        Files.writeString(folder.resolve(".cargo/config.toml"), configuration);
        var environment = new HashMap<>(variables);
        environment.put("CARGO_HOME", "none");
        return CargoProfiles.read(folder)
                .value(profile, "strip", CargoConfig.read(folder, environment, triple -> Set.of()));
    }

    @ParameterizedTest
    @CsvSource({"release, true", "small, true", "traced, none", "bench, true", "dev, ''", "test, ''", "absent, ''"})
    void aProfileInherits(String profile, String strip) throws IOException {
        assertThat(strip(MANIFEST, "", Map.of(), profile).map(Setting::value).orElse(""))
                .isEqualTo(strip);
    }

    @Test
    void theConfigurationGoesFirstAndVariablesBeforeIt() throws IOException {
        String configuration = "[profile.release]\nstrip = \"debuginfo\"\n";

        assertThat(strip(MANIFEST, configuration, Map.of(), "small").map(Setting::value))
                .contains("debuginfo");
        assertThat(strip(MANIFEST, configuration, Map.of("CARGO_PROFILE_RELEASE_STRIP", "none"), "small"))
                .contains(new Setting("none", "environment variable CARGO_PROFILE_RELEASE_STRIP"));
    }

    @Test
    void theManifestMayNotSpeakOfIt() throws IOException {
        String manifest = "[profile.small]\ninherits = \"release\"\n";

        assertThat(strip(manifest, "", Map.of(), "small")).isEmpty();
        assertThat(strip(manifest, "[profile.release]\nstrip = true\n", Map.of(), "small")
                        .map(Setting::value))
                .contains("true");
    }

    @Test
    void whatCannotBeReadSaysNothing() throws IOException {
        assertThat(strip("[profile.release\nstrip = true\n", "", Map.of(), "release"))
                .isEmpty();
    }
}
