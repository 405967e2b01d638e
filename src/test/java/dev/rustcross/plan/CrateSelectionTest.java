package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CargoTarget;
import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.plan.CrateProduct.Kind;
import dev.rustcross.testing.ABuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A virtual workspace: {@code cli} with two binaries, {@code server} with one, {@code core}, a library. */
class CrateSelectionTest {

    @TempDir
    private Path folder;

    private CrateMetadata workspace;

    @BeforeEach
    void createWorkspace() throws Exception {
        workspace = workspace(
                crate("cli", bin("myapp"), bin("extra", "tls")), crate("server", bin("serverd")), crate("core", LIB));
    }

    private static final CargoTarget LIB = new CargoTarget("core", List.of("lib"), List.of("lib"), List.of(), false);

    private static CargoTarget bin(String name, String... requiredFeatures) {
        return new CargoTarget(name, List.of("bin"), List.of("bin"), List.of(requiredFeatures), false);
    }

    private CargoPackage crate(String name, CargoTarget... targets) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        return new CargoPackage(
                name + "#1",
                name,
                "1.0.0",
                null,
                null,
                directory.resolve("Cargo.toml"),
                null,
                List.of(targets),
                Set.of());
    }

    private CrateMetadata workspace(CargoPackage... packages) {
        Map<String, CargoPackage> byId = new LinkedHashMap<>();
        Arrays.stream(packages).forEach(crate -> byId.put(crate.id(), crate));
        List<String> ids = List.copyOf(byId.keySet());
        return new CrateMetadata(folder, folder.resolve("target"), byId, ids, ids, Map.of());
    }

    private List<CrateProduct> products(ABuild build) {
        var problems = new ArrayList<Problem>();
        List<CrateProduct> products = CrateSelection.products(build.build(), workspace, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return products;
    }

    private List<String> selected(ABuild build) {
        return products(build).stream()
                .map(binary -> binary.packageName() + ":" + binary.name() + (binary.optional() ? "?" : ""))
                .toList();
    }

    private ABuild build() {
        return ABuild.in(folder);
    }

    @Test
    void allBinariesOfTheDefaultMembers() {
        assertThat(selected(build())).containsExactly("cli:myapp", "cli:extra?", "server:serverd");
    }

    @Test
    void onlyDefaultMembersInTheWorkspacesFolder() {
        workspace = new CrateMetadata(
                workspace.workspaceRoot(),
                workspace.targetDirectory(),
                workspace.packages(),
                workspace.members(),
                List.of("server#1"),
                Map.of());

        assertThat(selected(build())).containsExactly("server:serverd");
    }

    @Test
    void onlyTheMemberInItsOwnFolder() {
        assertThat(selected(ABuild.in(folder.resolve("cli")))).containsExactly("cli:myapp", "cli:extra?");
    }

    @Test
    void packagesByName() {
        assertThat(selected(build().packages("server", "core"))).containsExactly("server:serverd");
    }

    @Test
    void aPackageNamedTwiceIsBuiltOnce() {
        assertThat(selected(build().packages("server", "server"))).containsExactly("server:serverd");
    }

    @Test
    void aBinaryAskedForByNameIsNotOptional() {
        assertThat(selected(build().binaries("extra"))).containsExactly("cli:extra");
        assertThat(selected(build().packages("cli").binaries("myapp"))).containsExactly("cli:myapp");
    }

    @Test
    void unknownNamesAreReportedTogether() {
        assertThatThrownBy(() -> selected(build().packages("cly", "server").binaries("servrd", "?")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        3 problems in the rust-cross configuration:
                          1. <packages>: the workspace has no such package
                             value: cly
                             fix:   did you mean cli? Known: cli, server, core.
                          2. <binaries>: the selected packages have no such binary
                             value: servrd
                             fix:   did you mean serverd? Known: serverd.
                          3. <binaries>: the selected packages have no such binary
                             value: ?
                             fix:   Known: serverd.""");
    }

    @Test
    void unknownPackagesAlone() {
        assertThatThrownBy(() -> CrateSelection.packages(build().packages("x").build(), workspace))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("<packages>: the workspace has no such package");
        assertThat(CrateSelection.packages(build().packages("core").build(), workspace))
                .extracting(CargoPackage::name)
                .containsExactly("core");
    }

    @Test
    void oneBinaryNameInTwoPackages() throws Exception {
        workspace = workspace(crate("cli", bin("myapp")), crate("server", bin("myapp")));

        assertThatThrownBy(() -> selected(build())).hasMessage("""
                1 problem in the rust-cross configuration:
                  1. <packages>: the packages cli and server have binaries of one name
                     value: myapp
                     fix:   rename one, or select packages by <packages>.""");
        assertThat(selected(build().packages("server"))).containsExactly("server:myapp");
    }

    @Test
    void librariesForOtherLanguages() throws Exception {
        var both = new CargoTarget("greeting", List.of("cdylib", "rlib"), List.of("cdylib", "rlib"), List.of(), false);
        workspace = workspace(crate("ffi", both), crate("cli", bin("greeting")), crate("core", LIB));

        assertThat(products(build()))
                .containsExactly(
                        new CrateProduct("ffi#1", "ffi", "1.0.0", Kind.LIBRARY, "greeting", false),
                        new CrateProduct("cli#1", "cli", "1.0.0", Kind.BINARY, "greeting", false));
        assertThat(products(build().binaries("greeting")))
                .as("programs by name leave out the libraries")
                .containsExactly(new CrateProduct("cli#1", "cli", "1.0.0", Kind.BINARY, "greeting", false));
    }

    @Test
    void oneLibraryNameInTwoPackages() throws Exception {
        var library = new CargoTarget("core", List.of("cdylib"), List.of("cdylib"), List.of(), false);
        workspace = workspace(crate("a", library), crate("b", library));

        assertThatThrownBy(() -> selected(build())).hasMessage("""
                1 problem in the rust-cross configuration:
                  1. <packages>: the packages a and b have libraries of one name
                     value: core
                     fix:   rename one, or select packages by <packages>.""");
    }

    @Test
    void noBinaryAtAll() throws Exception {
        workspace = workspace(crate("core", LIB));

        assertThatThrownBy(() -> selected(build())).hasMessage("""
                1 problem in the rust-cross configuration:
                  1. <manifestPath>: nothing to pack: no program and no cdylib in core
                     value: %s
                     fix:   add a src/main.rs, or crate-type = ["cdylib"] below [lib], or select packages that have one \
                by <packages>.\
                """.formatted(folder.resolve("Cargo.toml")));
        assertThatThrownBy(() -> selected(build().binaries("myapp"))).hasMessageEndingWith("fix:   There is none.");
    }
}
