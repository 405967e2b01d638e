package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.process.Command;
import dev.rustcross.process.OutputListener;
import dev.rustcross.process.ProcessResult;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.RequiresTool;
import dev.rustcross.testing.RequiresToolCondition;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool({"rustc", "rustup", "python3"})
class ZigbuildTest {

    private static final ProcessRunner PROCESSES = new SystemProcessRunner();
    private static final TargetTriple MUSL = new TargetTriple("aarch64-unknown-linux-musl");
    private static final TargetTriple WINDOWS = new TargetTriple("x86_64-pc-windows-gnu");
    private static final TargetTriple INTEL_MAC = new TargetTriple("x86_64-apple-darwin");
    private static final TargetTriple ARM_MAC = new TargetTriple("aarch64-apple-darwin");

    private static ZigToolchain zig;

    @TempDir
    Path directory;

    private final List<Command> calls = new ArrayList<>();
    private final ProcessRunner recording = new ProcessRunner() {
        @Override
        public ProcessResult run(Command command, OutputListener stdout, OutputListener stderr) {
            calls.add(command);
            return PROCESSES.run(command, stdout, stderr);
        }
    };
    private Path crate;

    @BeforeAll
    static void installZig() {
        BuildEnvironment environment = new BuildEnvironment(System.getenv(), Map.of());
        zig = new ZigInstaller(ToolCache.ofUser(environment), PROCESSES, environment, line -> {}).install();
    }

    @BeforeEach
    void makeCrate() throws IOException {
        crate = directory.resolve("crate");
        Files.createDirectories(crate.resolve("src"));
        Files.writeString(
                crate.resolve("Cargo.toml"), "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        Files.writeString(crate.resolve("src").resolve("main.rs"), "fn main() { println!(\"hello\"); }\n");
    }

    @AfterEach
    void removeLinksThatJUnitWouldWarnOf() {
        ToolCache.deleteTree(directory.resolve("a cache"));
        ToolCache.deleteTree(directory.resolve("bin"));
    }

    @Test
    @RequiresTool("llvm-readobj-19")
    void bothMacsGetRustcsOwnMinimumMacOs() throws IOException {
        Rustc rustc = probe(Map.of());
        List<ZigTarget> macs = List.of(mac(rustc, INTEL_MAC), mac(rustc, ARM_MAC));

        ZigbuildEnvironment environment = zigbuild(Map.of()).environment(rustc, macs);
        build(environment, Map.of(), INTEL_MAC, ARM_MAC);

        assertThat(minimumMacOs(INTEL_MAC)).isEqualTo("10.12");
        assertThat(minimumMacOs(ARM_MAC)).isEqualTo("11.0");
    }

    @Test
    void wrapperOfAMacIsAnotherForAnotherMinimum() {
        Rustc rustc = probe(Map.of());

        Path old = zigbuild(Map.of())
                .environment(rustc, List.of(new ZigTarget(ARM_MAC, null, "11.0", null)))
                .linkers()
                .get(ARM_MAC);
        Path recent = zigbuild(Map.of())
                .environment(rustc, List.of(new ZigTarget(ARM_MAC, null, "13.0", null)))
                .linkers()
                .get(ARM_MAC);

        assertThat(old.getFileName()).isNotEqualTo(recent.getFileName());
        assertThat(old).content().contains("-target aarch64-macos.11.0-none");
        assertThat(recent).content().contains("-target aarch64-macos.13.0-none");
    }

    @Test
    void secondQuestionStartsNothingUntilAWrapperIsGone() throws IOException {
        Rustc rustc = probe(Map.of());
        List<ZigTarget> targets = List.of(plain(MUSL), plain(WINDOWS));

        ZigbuildEnvironment first = zigbuild(Map.of()).environment(rustc, targets);
        assertThat(calls).hasSize(2);
        assertThat(zigbuild(Map.of()).environment(rustc, targets)).isEqualTo(first);
        assertThat(calls).hasSize(2);

        Files.delete(first.linkers().get(MUSL));
        assertThat(zigbuild(Map.of()).environment(rustc, targets)).isEqualTo(first);
        assertThat(calls).hasSize(3);
        assertThat(first.linkers().get(MUSL)).isExecutable();
    }

    @Test
    void answerHoldsToolsForCAndNothingElse() {
        ZigbuildEnvironment environment = zigbuild(Map.of()).environment(probe(Map.of()), List.of(plain(MUSL)));

        assertThat(environment.linkers()).containsOnlyKeys(MUSL);
        assertThat(environment.variables().keySet())
                .containsExactlyInAnyOrder(
                        "CC_aarch64_unknown_linux_musl",
                        "CXX_aarch64_unknown_linux_musl",
                        "AR_aarch64_unknown_linux_musl",
                        "RANLIB_aarch64_unknown_linux_musl",
                        "CMAKE_TOOLCHAIN_FILE_aarch64_unknown_linux_musl",
                        "BINDGEN_EXTRA_CLANG_ARGS_aarch64_unknown_linux_musl",
                        "CARGO_ZIGBUILD_TARGET_aarch64_unknown_linux_musl",
                        "CARGO_ZIGBUILD_RUSTC_VERSION",
                        "CARGO_ZIGBUILD_ZIG_COMMAND",
                        "CARGO_ZIGBUILD_ZIG_VERSION",
                        "CARGO_ZIGBUILD_CACHE_DIR");
        assertThat(environment.path()).isEmpty();
    }

    @Test
    void usersOwnToolsWin() {
        Map<String, String> own = Map.of(
                "CC_aarch64_unknown_linux_musl",
                "/own/gcc",
                "CARGO_TARGET_AARCH64_UNKNOWN_LINUX_MUSL_LINKER",
                "/own/ld");

        ZigbuildEnvironment environment = zigbuild(own).environment(probe(own), List.of(plain(MUSL)));

        assertThat(environment.linkers()).isEmpty();
        assertThat(environment.variables())
                .doesNotContainKey("CC_aarch64_unknown_linux_musl")
                .containsKey("CXX_aarch64_unknown_linux_musl");
    }

    @Test
    void targetCpuReachesTheCompilerForC() {
        Map<String, String> elsewhere = Map.of("RUSTFLAGS", "-Ctarget-cpu=cortex-a53");

        ZigbuildEnvironment named = zigbuild(elsewhere)
                .environment(probe(Map.of()), List.of(new ZigTarget(MUSL, null, null, "cortex-a72")));
        ZigbuildEnvironment none = zigbuild(elsewhere).environment(probe(Map.of()), List.of(plain(MUSL)));

        assertThat(named.linkers().get(MUSL)).content().contains("-mcpu=cortex_a72");
        assertThat(none.linkers().get(MUSL)).content().doesNotContain("-mcpu=cortex");
    }

    @Test
    void hostWithAFloorIsBuilt() throws IOException {
        Files.writeString(crate.resolve("build.rs"), "fn main() {}\n");
        Rustc rustc = probe(Map.of());
        var floor = new ZigTarget(rustc.host(), "2.17", null, null);

        ZigbuildEnvironment environment = zigbuild(Map.of()).environment(rustc, List.of(floor));

        assertThat(environment.variables())
                .doesNotContainKeys(
                        "CARGO_TARGET_APPLIES_TO_HOST",
                        "CARGO_UNSTABLE_TARGET_APPLIES_TO_HOST",
                        "__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS");
        build(environment, Map.of(), rustc.host());
        Captured run =
                PROCESSES.capture(Command.of(directory, binary(rustc.host()).toString()));
        assertThat(run.stdout()).containsExactly("hello");
    }

    /** raw-dylib makes rustc call dlltool, which the PATH of this test lacks but for the answer's folder. */
    @Test
    void windowsGetsZigsDlltoolWhereTheMachineHasNone() throws IOException {
        Files.writeString(crate.resolve("src").resolve("main.rs"), """
                #[link(name = "kernel32", kind = "raw-dylib")]
                extern "system" { fn GetCurrentProcessId() -> u32; }
                fn main() { println!("{}", unsafe { GetCurrentProcessId() }); }
                """);
        Path bin = Files.createDirectory(directory.resolve("bin"));
        for (String tool : List.of("awk", "cargo", "rustc", "rustup")) {
            Files.createSymbolicLink(
                    bin.resolve(tool),
                    RequiresToolCondition.find(tool).orElseThrow().toRealPath());
        }
        Map<String, String> path = Map.of("PATH", bin.toString());

        ZigbuildEnvironment environment = zigbuild(path).environment(probe(path), List.of(plain(WINDOWS)));
        assertThat(environment.path()).singleElement().satisfies(folder -> assertThat(
                        folder.resolve("x86_64-w64-mingw32-dlltool"))
                .isExecutable());
        build(environment, path, WINDOWS);

        assertThat(binary(WINDOWS)).isNotEmptyFile();
    }

    @Test
    void targetThatZigCannotServe() {
        Rustc rustc = probe(Map.of());

        assertThatThrownBy(() ->
                        zigbuild(Map.of()).environment(rustc, List.of(plain(new TargetTriple("sparcv9-sun-solaris")))))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageMatching(
                        "(?s)cargo-zigbuild cannot serve sparcv9-sun-solaris \\(zig 0\\.17\\.1, cargo-zigbuild"
                                + " 0\\.24\\.0\\):\n    Error: .*unsupported target 'sparcv9-sun-solaris'.*"
                                + "\n  Give this target a <linker> of its own, or another <engine>\\.");
    }

    private static ZigTarget plain(TargetTriple triple) {
        return new ZigTarget(triple, null, null, null);
    }

    private static ZigTarget mac(Rustc rustc, TargetTriple triple) {
        return new ZigTarget(triple, null, rustc.deploymentTarget(triple), null);
    }

    private Rustc probe(Map<String, String> overlay) {
        return Rustc.probe(
                new ToolchainSelection(crate, "cargo", null, new BuildEnvironment(System.getenv(), overlay)),
                PROCESSES,
                new ToolCache(directory.resolve("cache")));
    }

    private Zigbuild zigbuild(Map<String, String> overlay) {
        return new Zigbuild(
                zig,
                new ToolCache(directory.resolve("a cache")),
                recording,
                new BuildEnvironment(System.getenv(), overlay));
    }

    /** Builds with plain cargo, the environment written into a file as the plugin does. */
    private void build(ZigbuildEnvironment environment, Map<String, String> overlay, TargetTriple... triples)
            throws IOException {
        var config = new StringBuilder();
        environment
                .linkers()
                .forEach((triple, linker) -> config.append("[target.%s]\nlinker = '%s'\n".formatted(triple, linker)));
        config.append("[env]\n");
        environment.variables().forEach((name, value) -> config.append("\"%s\" = '''%s'''\n".formatted(name, value)));
        Path file = Files.writeString(directory.resolve("cargo-config.toml"), config);

        var arguments = new ArrayList<>(List.of("cargo", "build", "--quiet", "--offline", "--config", file.toString()));
        for (TargetTriple triple : triples) {
            arguments.add("--target");
            arguments.add(triple.name());
        }
        Map<String, String> variables = new TreeMap<>(overlay);
        if (!environment.path().isEmpty()) {
            variables.put("PATH", environment.path().get(0) + File.pathSeparator + overlay.get("PATH"));
        }
        Captured cargo = PROCESSES.capture(new Command(arguments, crate, variables, Duration.ofMinutes(3)));
        assertThat(cargo.result().exitCode())
                .as(String.join("\n", cargo.stderr()))
                .isZero();
    }

    private Path binary(TargetTriple triple) {
        return crate.resolve("target").resolve(triple.name()).resolve("debug").resolve(triple.executableName("hello"));
    }

    private String minimumMacOs(TargetTriple triple) {
        return PROCESSES
                .capture(Command.of(
                        directory,
                        "llvm-readobj-19",
                        "--macho-version-min",
                        binary(triple).toString()))
                .stdout()
                .stream()
                .map(String::strip)
                .filter(line -> line.startsWith("Version: "))
                .map(line -> line.substring("Version: ".length()))
                .findFirst()
                .orElseThrow();
    }
}
