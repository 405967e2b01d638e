package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.plan.LinkerDecision.Kind;
import dev.rustcross.process.Command;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CargoCommandLineTest {

    private static final Path FOLDER = Path.of("/crate");
    private static final Path CONFIGURATION = Path.of("/crate/target/rust-cross/cargo-config.toml");
    private static final String MUSL = "x86_64-unknown-linux-musl";
    private static final String MINGW = "x86_64-pc-windows-gnu";

    private static CargoCall call(String... triples) {
        return new CargoCall(
                BuildTool.CARGO,
                List.of(triples),
                FeatureSelection.DEFAULT,
                false,
                CONFIGURATION,
                null,
                Map.of(),
                List.of());
    }

    private static final CrateProduct BINARY =
            new CrateProduct("app#1", "app", "1.0.0", CrateProduct.Kind.BINARY, "app", false);
    private static final CrateProduct LIBRARY =
            new CrateProduct("app#1", "app", "1.0.0", CrateProduct.Kind.LIBRARY, "app", false);

    private static BuildPlan plan(boolean locked, CargoCall call, String... packages) {
        return plan(locked, call, List.of(BINARY), false, packages);
    }

    private static BuildPlan plan(
            boolean locked, CargoCall call, List<CrateProduct> products, boolean buildsStd, String... packages) {
        return new BuildPlan(
                "digest",
                FOLDER,
                FOLDER.resolve("target"),
                locked,
                List.of(packages),
                products,
                call.targets().stream()
                        .map(name -> new PlannedTarget(
                                name,
                                new TargetTriple(name),
                                name,
                                new LinkerDecision(Kind.NATIVE, null, "test"),
                                buildsStd))
                        .toList(),
                List.of(),
                List.of(call));
    }

    @Test
    void programsAndLibrariesAsFarAsThereAreAny() {
        CargoCall call = call(MUSL);
        ABuild build = ABuild.in(FOLDER, ATarget.of(MUSL));

        assertThat(command(build, plan(false, call, List.of(LIBRARY), false)).arguments())
                .contains("--lib")
                .doesNotContain("--bins");
        assertThat(command(build, plan(false, call, List.of(LIBRARY, BINARY, LIBRARY), false))
                        .arguments())
                .containsSubsequence("--lib", "--bins")
                .doesNotHaveDuplicates();
        assertThat(command(build.binaries("app"), plan(false, call, List.of(BINARY), false))
                        .arguments())
                .containsSubsequence("--bin", "app")
                .doesNotContain("--lib", "--bins");
    }

    @Test
    void theStandardLibraryFromSource() {
        CargoCall call = call(MUSL);

        assertThat(command(ABuild.in(FOLDER, ATarget.of(MUSL)), plan(false, call, List.of(BINARY), true))
                        .arguments())
                .contains("-Zbuild-std=std,panic_abort");
    }

    private static Command command(ABuild build, BuildPlan plan) {
        return CargoCommandLine.build(
                build.build(), plan, plan.calls().get(0), build.build().environment(), "/bin");
    }

    @Test
    void thePlainCall() {
        CargoCall call = call(MUSL, MINGW);

        Command command = command(ABuild.in(FOLDER, ATarget.of(MUSL), ATarget.of(MINGW)), plan(false, call));

        assertThat(command.arguments())
                .containsExactly(
                        "cargo",
                        "build",
                        "--message-format=json-render-diagnostics",
                        "--config",
                        CONFIGURATION.toString(),
                        "--profile",
                        "release",
                        "--target",
                        MUSL,
                        "--target",
                        MINGW,
                        "--bins");
        assertThat(command.directory()).isEqualTo(FOLDER);
        assertThat(command.timeout()).isZero();
        assertThat(command.environment())
                .containsOnly(
                        Map.entry("CARGO_TERM_PROGRESS_WHEN", "always"),
                        Map.entry("CARGO_TERM_PROGRESS_WIDTH", "100"),
                        Map.entry("CARGO_TERM_VERBOSE", "true"),
                        Map.entry("CARGO_TERM_QUIET", "false"),
                        Map.entry("CARGO_TERM_COLOR", "never"));
    }

    @ParameterizedTest
    @CsvSource({"CARGO, cargo +nightly build", "CARGO_XWIN, cargo +nightly xwin build", "CROSS, cross build"})
    void theToolThatMakesTheCall(BuildTool tool, String start) {
        var call = new CargoCall(
                tool, List.of(MUSL), FeatureSelection.DEFAULT, false, CONFIGURATION, null, Map.of(), List.of());

        Command command = command(ABuild.in(FOLDER, ATarget.of(MUSL)).toolchain("nightly"), plan(false, call));

        assertThat(String.join(" ", command.arguments())).startsWith(start + " --message-format");
    }

    /** Where the build directory is the one folder of this machine that it surely sees. */
    @Test
    void aContainerReadsTheConfigurationInItsBuildDirectory() {
        Path own = Path.of("/crate/target/rust-cross/cargo-target/cross-" + MUSL);
        var call = new CargoCall(
                BuildTool.CROSS,
                List.of(MUSL),
                FeatureSelection.DEFAULT,
                false,
                own.resolve("cargo-config.toml"),
                own,
                Map.of(),
                List.of());

        assertThat(command(ABuild.in(FOLDER, ATarget.of(MUSL)), plan(false, call))
                        .arguments())
                .containsSubsequence("--config", "/target/cargo-config.toml")
                .containsSubsequence("--target-dir", own.toString());
    }

    @Test
    void everySettingHasItsArgument() {
        CargoCall call = new CargoCall(
                BuildTool.CARGO,
                List.of(MUSL),
                new FeatureSelection(List.of("tls", "json"), true, false),
                false,
                CONFIGURATION,
                Path.of("/own"),
                Map.of(),
                List.of());
        ABuild build = ABuild.in(FOLDER, ATarget.of(MUSL))
                .executable("/opt/cargo")
                .toolchain("nightly")
                .profile("dist")
                .binaries("myapp", "extra")
                .offline()
                .timeout(Duration.ofMinutes(5))
                .extraArguments("--timings", "-Zunstable-options");

        Command command = command(build, plan(true, call, "cli", "server"));

        assertThat(command.arguments())
                .containsExactly(
                        "/opt/cargo",
                        "+nightly",
                        "build",
                        "--message-format=json-render-diagnostics",
                        "--config",
                        CONFIGURATION.toString(),
                        "--profile",
                        "dist",
                        "--target",
                        MUSL,
                        "--package",
                        "cli",
                        "--package",
                        "server",
                        "--bin",
                        "myapp",
                        "--bin",
                        "extra",
                        "--no-default-features",
                        "--features",
                        "tls,json",
                        "--target-dir",
                        Path.of("/own").toString(),
                        "--locked",
                        "--offline",
                        "--timings",
                        "-Zunstable-options");
        assertThat(command.timeout()).hasMinutes(5);
    }

    @Test
    void variablesOfTheCallsOwnTargetsOnly() {
        ABuild build = ABuild.in(
                FOLDER,
                ATarget.of(MUSL).cc("my-cc").cxx("my-c++").ar("my-ar").environment(Map.of("OWN", "1")),
                ATarget.of(MINGW).cc("other").environment(Map.of("OTHER", "1")));

        assertThat(command(build, plan(false, call(MUSL))).environment())
                .contains(
                        Map.entry("OWN", "1"),
                        Map.entry("CC_x86_64_unknown_linux_musl", "my-cc"),
                        Map.entry("CXX_x86_64_unknown_linux_musl", "my-c++"),
                        Map.entry("AR_x86_64_unknown_linux_musl", "my-ar"))
                .doesNotContainKeys("OTHER", "CC_x86_64_pc_windows_gnu", "PATH");
    }

    @Test
    void theNearerVariableWins() {
        CargoCall call = call(MUSL).with(Map.of("A", "call", "B", "call", "CARGO_TERM_COLOR", "call"), List.of());
        ABuild build = ABuild.in(FOLDER, ATarget.of(MUSL).environment(Map.of("A", "target")))
                .environment(Map.of("A", "pom", "B", "pom", "C", "pom", "CARGO_TERM_VERBOSE", "pom"));

        assertThat(command(build, plan(false, call)).environment())
                .contains(
                        Map.entry("A", "target"),
                        Map.entry("B", "call"),
                        Map.entry("C", "pom"),
                        Map.entry("CARGO_TERM_VERBOSE", "pom"),
                        Map.entry("CARGO_TERM_COLOR", "call"));
    }

    @Test
    void foldersGoBeforeTheInheritedPath() {
        CargoCall call = call(MUSL).with(Map.of(), List.of(Path.of("/zig"), Path.of("/more")));
        ABuild build = ABuild.in(FOLDER, ATarget.of(MUSL));

        assertThat(command(build, plan(false, call)).environment())
                .containsEntry(
                        "PATH",
                        path(Path.of("/zig").toString(), Path.of("/more").toString(), "/bin"));
        assertThat(command(build.environment(Map.of("PATH", "/pom")), plan(false, call))
                        .environment())
                .containsEntry(
                        "PATH",
                        path(Path.of("/zig").toString(), Path.of("/more").toString(), "/pom"));
    }

    @Test
    void theVariablesOfEveryCallYieldToThoseOfATarget() {
        CargoCall call = call(MUSL);
        BuildRequest request = ABuild.in(FOLDER, ATarget.of(MUSL).environment(Map.of("HTTPS_PROXY", "of the target")))
                .build();
        Map<String, String> variables = Map.of("HTTPS_PROXY", "of the settings", "CARGO_REGISTRIES_CORP_TOKEN", "x");

        assertThat(CargoCommandLine.build(request, plan(false, call), call, variables, "")
                        .environment())
                .containsEntry("HTTPS_PROXY", "of the target")
                .containsEntry("CARGO_REGISTRIES_CORP_TOKEN", "x");
    }

    /** An empty entry means the working directory on Unix. */
    @Test
    void nothingGoesBehindWhereThereIsNoPath() {
        CargoCall call = call(MUSL).with(Map.of(), List.of(Path.of("/zig")));
        BuildRequest request = ABuild.in(FOLDER, ATarget.of(MUSL)).build();

        assertThat(CargoCommandLine.build(request, plan(false, call), call, Map.of(), "")
                        .environment())
                .containsEntry("PATH", Path.of("/zig").toString());
    }

    private static String path(String... folders) {
        return String.join(File.pathSeparator, folders);
    }
}
