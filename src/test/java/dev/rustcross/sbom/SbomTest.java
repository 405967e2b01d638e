package dev.rustcross.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CargoLock;
import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CargoSandbox;
import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.cargo.Inventory;
import dev.rustcross.testing.RequiresTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what the real cargo says of a workspace: a program, a macro, and crates that only the one or the other uses. */
@RequiresTool("cargo")
class SbomTest {

    private static final String LINUX = "x86_64-unknown-linux-gnu";
    private static final String WINDOWS = "x86_64-pc-windows-gnu";
    private static final Instant TIME = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir
    private Path folder;

    private CargoSandbox cargo;

    @BeforeEach
    void createWorkspace() throws Exception {
        cargo = workspace(folder);
    }

    private static CargoSandbox workspace(Path folder) throws Exception {
        return new CargoSandbox(folder)
                .write("Cargo.toml", """
                        [workspace]
                        resolver = "2"
                        members = ["app", "macros", "parsing", "core", "windows-only", "testing", "building"]
                        """)
                .manifest("app", """
                        license = "MIT/Apache-2.0"
                        [dependencies]
                        core = { path = "../core" }
                        macros = { path = "../macros" }
                        [target.'cfg(windows)'.dependencies]
                        windows-only = { path = "../windows-only" }
                        [dev-dependencies]
                        testing = { path = "../testing" }
                        [build-dependencies]
                        building = { path = "../building" }
                        """)
                .write("app/src/main.rs", "fn main() {}")
                .library("core", "license = \"All mine\"")
                .library("macros", "[lib]\nproc-macro = true\n[dependencies]\nparsing = { path = \"../parsing\" }")
                .library("parsing", "")
                .library("windows-only", "")
                .library("testing", "")
                .library("building", "");
    }

    private static Inventory inventory(CargoSandbox cargo, String triple) {
        CrateMetadata metadata = cargo.metadata(".", "--filter-platform", triple);
        return metadata.inventory(List.of(appId(metadata)));
    }

    private static String appId(CrateMetadata metadata) {
        return metadata.memberPackages().stream()
                .filter(member -> member.name().equals("app"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String json(CargoSandbox cargo, Inventory inventory) {
        var binary = new ShippedArtifact.Binary(
                Path.of("/out/app"), false, appId(cargo.metadata(".", "--no-deps")), "ab".repeat(32));
        var artifact = new ShippedArtifact("com.example", "myapp", "1.4.2", "linux-amd64", "tar.gz", List.of(binary));
        return Sbom.json(artifact, inventory, CargoLock.read(cargo.path("Cargo.lock")), TIME, "0.1.0");
    }

    @Test
    void theWholeDocument() throws Exception {
        String json = json(cargo, inventory(cargo, LINUX));

        assertThat(json).isEqualTo(Files.readString(Path.of("src/test/resources/dev/rustcross/sbom/app.json")));
        assertThat(new JsonParser().validate(json.getBytes(StandardCharsets.UTF_8), Version.VERSION_16))
                .isEmpty();
    }

    @Test
    void theSameInAnotherFolder(@TempDir Path elsewhere) throws Exception {
        CargoSandbox copy = workspace(Files.createDirectory(elsewhere.resolve("of another name")));

        assertThat(json(copy, inventory(copy, LINUX))).isEqualTo(json(cargo, inventory(cargo, LINUX)));
    }

    @Test
    void anInventoryOfTwoPlatformsHoldsWhatEachUses() {
        Inventory linux = inventory(cargo, LINUX);
        Inventory both = linux.and(inventory(cargo, WINDOWS));

        assertThat(names(linux)).containsExactlyInAnyOrder("app", "core", "macros", "parsing");
        assertThat(names(both)).containsExactlyInAnyOrder("app", "core", "macros", "parsing", "windows-only");
        assertThat(both.linked()).hasSize(3);
        assertThat(json(cargo, both)).contains("pkg:cargo/windows-only@0.1.0");
    }

    private static List<String> names(Inventory inventory) {
        return inventory.packages().values().stream().map(crate -> crate.name()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {LINUX, WINDOWS})
    void whatIsLinkedIsWhatCargoTreeShows(String triple) {
        List<String> shown = cargo.cargo(
                        "app",
                        Map.of(),
                        "tree",
                        "--edges=normal,no-proc-macro",
                        "--prefix=none",
                        "--format={lib}",
                        "--target=" + triple)
                .stdout();
        Inventory inventory = inventory(cargo, triple);

        assertThat(inventory.linked().stream()
                        .map(id -> inventory.packages().get(id).name().replace('-', '_')))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("app"), shown.stream().filter(name -> !name.isEmpty()))
                                .distinct()
                                .toList());
    }

    @Test
    void theChecksumsOfRegistries() throws Exception {
        Path lock = Files.writeString(folder.resolve("own.lock"), """
                version = 4

                [[package]]
                name = "app"
                version = "0.1.0"

                [[package]]
                name = "core"
                version = "0.1.0"
                source = "registry+https://github.com/rust-lang/crates.io-index"
                checksum = "0123"
                """);
        var crate = inventory(cargo, LINUX).packages().values().stream()
                .filter(each -> each.name().equals("core"))
                .findFirst()
                .orElseThrow();
        var fromRegistry = new CargoPackage(
                "id",
                "core",
                "0.1.0",
                "registry+https://github.com/rust-lang/crates.io-index",
                null,
                crate.manifestPath(),
                null,
                List.of(),
                Set.of());

        assertThat(CargoLock.read(lock).checksum(fromRegistry)).contains("0123");
        assertThat(CargoLock.read(lock).checksum(crate)).as("of a folder").isEmpty();
    }
}
