package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CargoConfig;
import dev.rustcross.cargo.CargoConfigFile;
import dev.rustcross.cargo.CargoConfigFile.ProfileTable;
import dev.rustcross.cargo.CargoSandbox;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings come to is what the real cargo then tells rustc. */
@RequiresTool({"cargo", "rustc"})
class SizeProfileTest {

    private static final Pattern PROFILE_FLAG =
            Pattern.compile("-C (?:opt-level|lto|codegen-units|panic|strip)(?:=\\S+)?");
    private static final List<String> SMALL =
            List.of("-C codegen-units=1", "-C lto", "-C opt-level=z", "-C panic=abort", "-C strip=symbols");

    @TempDir
    private Path folder;

    private CargoSandbox cargo;

    @BeforeEach
    void createCrate() throws Exception {
        cargo = new CargoSandbox(folder).manifest("app", "").write("app/src/main.rs", "fn main() {}");
    }

    private SizeProfile of(String profile, Map<String, String> variables) {
        return SizeProfile.of(
                profile, CargoConfig.read(cargo.path("app"), cargo.environment(variables), triple -> Set.of()));
    }

    private Set<String> flags(String profile, Map<String, String> variables) throws Exception {
        var table = new ProfileTable(profile, of(profile, variables).settings());
        cargo.write("size.toml", new CargoConfigFile(List.of(), table, Map.of()).render());
        var said = cargo.cargo("app", variables, "build", "-v", "--profile", profile, "--config", "../size.toml");
        Set<String> flags = new TreeSet<>();
        PROFILE_FLAG
                .matcher(String.join("\n", said.stderr()))
                .results()
                .map(MatchResult::group)
                .forEach(flags::add);
        return flags;
    }

    @Test
    void allFiveSettings() throws Exception {
        assertThat(flags("release", Map.of())).containsExactlyElementsOf(SMALL);
        assertThat(of("release", Map.of()).kept()).isEmpty();
    }

    @Test
    void theyGoBeforeTheManifest() throws Exception {
        cargo.manifest("app", """

                [profile.release]
                opt-level = 3
                lto = "off"
                codegen-units = 8
                panic = "unwind"
                strip = "none"
                """);

        assertThat(flags("release", Map.of())).containsExactlyElementsOf(SMALL);
    }

    @Test
    void aProfileOfTheUsersOwn() throws Exception {
        cargo.manifest("app", """

                [profile.my-dist]
                inherits = "release"
                opt-level = 3
                """);

        assertThat(flags("my-dist", Map.of())).containsExactlyElementsOf(SMALL);
    }

    @Test
    void whatTheUsersConfigurationHoldsStays() throws Exception {
        cargo.write("app/.cargo/config.toml", """
                [profile.release]
                lto = "thin"
                [profile.dev]
                strip = "none"
                """);
        Map<String, String> variables =
                Map.of("CARGO_PROFILE_RELEASE_PANIC", "unwind", "CARGO_PROFILE_RELEASE_OPT_LEVEL", "s");

        assertThat(flags("release", variables))
                .containsExactly("-C codegen-units=1", "-C lto=thin", "-C opt-level=s", "-C strip=symbols");
        assertThat(of("release", variables).kept())
                .containsExactly(
                        "sizeProfile leaves opt-level = s, set by environment variable CARGO_PROFILE_RELEASE_OPT_LEVEL",
                        "sizeProfile leaves lto = thin, set by " + cargo.path("app/.cargo/config.toml") + ":2",
                        "sizeProfile leaves panic = unwind, set by environment variable CARGO_PROFILE_RELEASE_PANIC");
    }

    @Test
    void aVariableOfAProfileWithADash() throws Exception {
        cargo.manifest("app", """

                [profile.my-dist]
                inherits = "release"
                """);

        assertThat(flags("my-dist", Map.of("CARGO_PROFILE_MY_DIST_STRIP", "none")))
                .contains("-C opt-level=z")
                .doesNotContain("-C strip=symbols");
    }

    @Test
    void aTableOfASinglePackageStays() throws Exception {
        cargo.manifest("app", """

                [profile.release.package.app]
                opt-level = 3
                """);

        assertThat(flags("release", Map.of())).contains("-C opt-level=3").doesNotContain("-C opt-level=z");
    }
}
