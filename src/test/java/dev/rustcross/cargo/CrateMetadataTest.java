package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the real {@code cargo metadata}. */
@RequiresTool("cargo")
class CrateMetadataTest {

    @TempDir
    private Path folder;

    private CargoSandbox sandbox;

    @BeforeEach
    void createSandbox() throws Exception {
        sandbox = new CargoSandbox(folder);
    }

    @Test
    void workspaceWithTwoBinariesAndALibrary() throws Exception {
        sandbox.write("Cargo.toml", """
                        [workspace]
                        resolver = "2"
                        members = ["cli", "core"]
                        default-members = ["cli"]
                        """)
                .manifest("cli", """
                        [features]
                        admin = []
                        [[bin]]
                        name = "admin"
                        path = "src/bin/admin.rs"
                        required-features = ["admin"]
                        """)
                .write("cli/src/main.rs", "fn main() {}")
                .write("cli/src/bin/admin.rs", "fn main() {}")
                .write("cli/src/bin/extra.rs", "fn main() {}")
                .write("cli/examples/demo.rs", "fn main() {}")
                .library("core", "[lib]\ncrate-type = [\"cdylib\", \"rlib\"]")
                .write(".cargo/config.toml", "build.target-dir = 'out'");

        CrateMetadata metadata = sandbox.metadata("cli", "--no-deps");

        assertThat(metadata.workspaceRoot()).isEqualTo(sandbox.path(""));
        assertThat(metadata.targetDirectory()).isEqualTo(sandbox.path("out"));
        assertThat(metadata.memberPackages()).extracting(CargoPackage::name).containsExactly("cli", "core");
        assertThat(metadata.defaultPackages()).extracting(CargoPackage::name).containsExactly("cli");
        assertThat(metadata.dependencies()).isEmpty();
        CargoPackage cli = metadata.memberPackages().get(0);
        assertThat(metadata.find(cli.id())).containsSame(cli);
        assertThat(cli.version()).isEqualTo("0.1.0");
        assertThat(cli.manifestPath()).isEqualTo(sandbox.path("cli/Cargo.toml"));
        assertThat(cli.directory()).isEqualTo(sandbox.path("cli"));
        assertThat(cli.links()).isNull();
        assertThat(cli.targets())
                .filteredOn(CargoTarget::isBinary)
                .extracting(CargoTarget::name)
                .containsExactlyInAnyOrder("cli", "admin", "extra");
        assertThat(cli.targets())
                .contains(
                        new CargoTarget("admin", List.of("bin"), List.of("bin"), List.of("admin"), false),
                        new CargoTarget("demo", List.of("example"), List.of("bin"), List.of(), false));
        CargoPackage core = metadata.memberPackages().get(1);
        assertThat(core.targets())
                .containsExactly(
                        new CargoTarget("core", List.of("cdylib", "rlib"), List.of("cdylib", "rlib"), List.of(), true));
    }

    /** A graph of path dependencies only; each case adds one line to the application's manifest. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            nullValues = "nothing",
            value = {
                "[dependencies]      pure   = { path = '../pure' }  → nothing",
                "[dependencies]      z-sys  = { path = '../z-sys' } → z-sys 0.1.0 (links z)",
                "[dependencies]      deep   = { path = '../deep' }  → z-sys 0.1.0 (links z)",
                "[dependencies]      code   = { path = '../code' }  → code 0.1.0 (its build script uses cc)",
                "[dependencies]      macro  = { path = '../macro' } → nothing",
                "[build-dependencies] cc    = { path = '../cc' }    → app 0.1.0 (its build script uses cc)",
                "[build-dependencies] helper = { path = '../helper' } → app 0.1.0 (its build script uses cc)",
                "[build-dependencies] deep  = { path = '../deep' }  → nothing",
                "[dependencies]      cc     = { path = '../cc' }    → nothing",
                "[dev-dependencies]  z-sys  = { path = '../z-sys' } → nothing",
                "[target.'cfg(windows)'.dependencies] z-sys = { path = '../z-sys' } → nothing",
            })
    void nativeCodeOfTheGraph(String section, String reason) throws Exception {
        String buildScript = "build = 'build.rs'";
        for (String crate : List.of("app", "z-sys", "code")) {
            sandbox.write(crate + "/build.rs", "fn main() {}");
        }
        sandbox.library("pure", "")
                .library("cc", "")
                .library("helper", "[dependencies]\ncc = { path = '../cc' }")
                .library("z-sys", buildScript + "\nlinks = 'z'")
                .library("deep", "[dependencies]\nz-sys = { path = '../z-sys' }")
                .library("code", buildScript + "\n[build-dependencies]\ncc = { path = '../cc' }")
                .library("macro", "[lib]\nproc-macro = true\n[dependencies]\nz-sys = { path = '../z-sys' }")
                .library("app", buildScript + "\n" + section.replaceFirst("]\\s+", "]\n"));

        CrateMetadata metadata = sandbox.metadata("app", "--filter-platform", "x86_64-unknown-linux-musl");

        assertThat(metadata.nativeCode(metadata.members()).orElse(null)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            nullValues = "nothing",
            value = {
                "[dependencies]      pure   = { path = '../pure' }   → nothing",
                "[dependencies]      code   = { path = '../code' }   → code 0.1.0",
                "[dependencies]      deep   = { path = '../deep' }   → code 0.1.0",
                "[dependencies]      macro  = { path = '../macro' }  → macro 0.1.0",
                "[dev-dependencies]  code   = { path = '../code' }   → nothing",
                "[target.'cfg(windows)'.dependencies] code = { path = '../code' } → nothing",
                "build = 'build.rs' → app 0.1.0",
            })
    void codeOfTheGraphThatRunsOnTheHost(String section, String crate) throws Exception {
        sandbox.write("app/build.rs", "fn main() {}").write("code/build.rs", "fn main() {}");
        sandbox.library("pure", "")
                .library("code", "build = 'build.rs'")
                .library("deep", "[dependencies]\ncode = { path = '../code' }")
                .library("macro", "[lib]\nproc-macro = true")
                .library(
                        "app",
                        section.startsWith("[") ? "build = false\n" + section.replaceFirst("]\\s+", "]\n") : section);

        CrateMetadata metadata = sandbox.metadata("app", "--filter-platform", "x86_64-unknown-linux-musl");

        assertThat(metadata.hostCode(metadata.members()).orElse(null)).isEqualTo(crate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "error: oops", "[]", "{\"packages\":[{}]}", "{\"packages\":[]}", "{\"packages\":["})
    void somethingElseIsRefused(String text) {
        assertThatThrownBy(() -> CrateMetadata.parse(text))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageStartingWith("'cargo metadata' printed something that is not its JSON format 1: ");
    }

    @Test
    void missingFieldIsNamed() {
        assertThatThrownBy(() -> CrateMetadata.parse("{\"packages\":[],\"target_directory\":\"/x\"}"))
                .hasMessage("'cargo metadata' printed something that is not its JSON format 1: \"workspace_root\" is"
                        + " missing; update cargo, or run 'cargo metadata --format-version 1' to see");
    }
}
