package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.cargo.CargoConfig.Setting;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CargoConfigTest {

    private static final TargetTriple MUSL = new TargetTriple("x86_64-unknown-linux-musl");
    private static final Pattern LINKER = Pattern.compile("-C linker=(\\S+)");
    private static final Pattern FLAG = Pattern.compile("--cfg (flag_\\w+)");

    @TempDir
    private Path folder;

    private CargoSandbox sandbox;

    @BeforeEach
    void createSandbox() throws Exception {
        sandbox = new CargoSandbox(folder).library("up/crate", "");
    }

    /**
     * Files and variables, and what cargo makes of them.
     *
     * <p>{@code HOST} stands for the host's triple and {@code VARIABLE} for its form in variables.
     *
     * @param files {@code path: content}, the path relative to the sandbox
     */
    record Layout(String name, Map<String, String> variables, String... files) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Layout> layouts() {
        return Stream.of(
                new Layout("nothing", Map.of()),
                new Layout("home", Map.of(), "home/config.toml: target.HOST.linker = 'home'"),
                new Layout(
                        "deeper wins",
                        Map.of(),
                        "home/config.toml: target.HOST = { linker = 'home', rustflags = ['--cfg', 'flag_home'] }",
                        "up/.cargo/config.toml: target.HOST = { linker = 'up', rustflags = ['--cfg', 'flag_up'] }",
                        "up/crate/.cargo/config.toml: target.HOST.linker = 'crate'"),
                new Layout(
                        "text flags of the deeper file win",
                        Map.of(),
                        "home/config.toml: target.HOST.rustflags = '--cfg flag_home'",
                        "up/.cargo/config.toml: target.HOST.rustflags = '--cfg flag_up'"),
                new Layout(
                        "old name wins",
                        Map.of(),
                        "up/.cargo/config: target.HOST.linker = 'old'",
                        "up/.cargo/config.toml: target.HOST.linker = 'new'"),
                new Layout(
                        "variable wins",
                        Map.of(
                                "CARGO_TARGET_VARIABLE_LINKER", "variable",
                                "CARGO_TARGET_VARIABLE_RUSTFLAGS", "--cfg flag_variable"),
                        "up/.cargo/config.toml: target.HOST = { linker = 'up', rustflags = ['--cfg', 'flag_up'] }"),
                new Layout(
                        "flags of a variable exclude all others",
                        Map.of("RUSTFLAGS", " --cfg  flag_variable "),
                        "up/.cargo/config.toml: target.HOST.rustflags = ['--cfg', 'flag_up']"),
                new Layout(
                        "encoded flags exclude even those",
                        Map.of(
                                "RUSTFLAGS",
                                "--cfg flag_variable",
                                "CARGO_ENCODED_RUSTFLAGS",
                                "--cfg\u001fflag_encoded")),
                new Layout(
                        "flags of the build where a target has none",
                        Map.of("CARGO_BUILD_RUSTFLAGS", "--cfg flag_variable"),
                        "up/.cargo/config.toml: build.rustflags = ['--cfg', 'flag_up']"),
                new Layout(
                        "flags of a target exclude those of the build",
                        Map.of("CARGO_BUILD_RUSTFLAGS", "--cfg flag_variable"),
                        "up/.cargo/config.toml: target.'cfg(all())'.rustflags = '--cfg flag_up'"),
                new Layout(
                        "cfg tables",
                        Map.of(),
                        "up/.cargo/config.toml: target.'cfg(all())' = { linker = 'cfg', rustflags = ['--cfg', 'flag_a'] }",
                        "up/crate/.cargo/config.toml: target.'cfg(not(any()))'.rustflags = ['--cfg', 'flag_b']"),
                new Layout(
                        "cfg table that does not match",
                        Map.of(),
                        "up/.cargo/config.toml: target.'cfg(target_os = \"none\")'.linker = 'cfg'"),
                new Layout(
                        "triple before cfg",
                        Map.of(),
                        "home/config.toml: target.HOST = { linker = 'triple', rustflags = ['--cfg', 'flag_triple'] }",
                        "up/.cargo/config.toml: target.'cfg(all())' = { linker = 'cfg', rustflags = ['--cfg', 'flag_cfg'] }"),
                new Layout(
                        "home on the way up counts once, where it lies",
                        Map.of("CARGO_HOME", "up/.cargo"),
                        "up/.cargo/config.toml: target.HOST = { linker = 'up', rustflags = ['--cfg', 'flag_up'] }"),
                new Layout(
                        "included files",
                        Map.of(),
                        "up/.cargo/config.toml: include = ['a.toml', { path = '../b.toml' }, { path = 'c.toml', optional = true }]",
                        "up/.cargo/a.toml: target.HOST = { linker = 'a', rustflags = ['--cfg', 'flag_a'] }",
                        "up/b.toml: target.HOST = { linker = 'b', rustflags = ['--cfg', 'flag_b'] }"),
                new Layout(
                        "including file wins",
                        Map.of(),
                        "up/.cargo/config.toml: include = ['a.toml']\ntarget.HOST.linker = 'own'",
                        "up/.cargo/a.toml: target.HOST.linker = 'a'"));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    @RequiresTool({"cargo", "rustc"})
    void agreesWithCargo(Layout layout) throws Exception {
        TargetTriple host = sandbox.host();
        Map<String, String> variables = new HashMap<>();
        layout.variables()
                .forEach((name, value) -> variables.put(
                        name.replace("VARIABLE", host.cargoVariableInfix()),
                        name.equals("CARGO_HOME") ? sandbox.path(value).toString() : value));
        for (String file : layout.files()) {
            String[] parts = file.replace("HOST", host.name()).split(": ", 2);
            sandbox.write(parts[0], parts[1]);
        }

        CargoConfig config = CargoConfig.read(sandbox.path("up/crate"), sandbox.environment(variables), sandbox::cfg);

        String running = String.join(
                "\n",
                sandbox.cargo("up/crate", variables, "check", "-v", "--target", host.name())
                        .stderr());
        assertThat(config.linker(host).map(Setting::value).stream().toList()).isEqualTo(all(LINKER, running));
        assertThat(cfgFlags(config.rustflags(host, List.of()))).isEqualTo(all(FLAG, running));
    }

    @Test
    @RequiresTool({"cargo", "rustc"})
    void flagsOfAFileGivenByConfigAreWhereCargoHasThem() throws Exception {
        TargetTriple host = sandbox.host();
        sandbox.write("up/.cargo/config.toml", """
                target.HOST.rustflags = ['--cfg', 'flag_file']
                target.'cfg(all())'.rustflags = ['--cfg', 'flag_cfg']
                """.replace("HOST", host.name()));
        Map<String, String> variables =
                Map.of("CARGO_TARGET_" + host.cargoVariableInfix() + "_RUSTFLAGS", "--cfg flag_variable");
        String added = "target." + host + ".rustflags = ['--cfg', 'flag_added']";

        CargoConfig config = CargoConfig.read(sandbox.path("up/crate"), sandbox.environment(variables), sandbox::cfg);

        String running = String.join(
                "\n",
                sandbox.cargo("up/crate", variables, "check", "-v", "--target", host.name(), "--config", added)
                        .stderr());
        assertThat(cfgFlags(config.rustflags(host, List.of("--cfg", "flag_added"))))
                .isEqualTo(all(FLAG, running))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"})
    @RequiresTool({"cargo", "rustc"})
    void flagsThatAVariableDropsAreNamedByTheirPlaces(String variable) throws Exception {
        TargetTriple host = sandbox.host();
        sandbox.write("up/.cargo/config.toml", """
                target.HOST.rustflags = ['--cfg', 'flag_file']
                target.'cfg(all())'.rustflags = ['--cfg', 'flag_cfg']
                build.rustflags = ['--cfg', 'flag_build']
                """.replace("HOST", host.name()));
        Map<String, String> variables =
                Map.of(variable, "", "CARGO_TARGET_" + host.cargoVariableInfix() + "_RUSTFLAGS", "--cfg flag_variable");

        CargoConfig config = CargoConfig.read(sandbox.path("up/crate"), sandbox.environment(variables), sandbox::cfg);

        assertThat(config.droppedRustflags(host))
                .extracting(CargoConfig.Setting::source)
                .containsExactly(
                        sandbox.path("up/.cargo/config.toml") + ":1",
                        "environment variable CARGO_TARGET_" + host.cargoVariableInfix() + "_RUSTFLAGS",
                        sandbox.path("up/.cargo/config.toml") + ":2",
                        sandbox.path("up/.cargo/config.toml") + ":3");
        assertThat(CargoConfig.read(sandbox.path("up/crate"), sandbox.environment(Map.of()), sandbox::cfg)
                        .droppedRustflags(host))
                .isEmpty();
    }

    @Test
    void variablesLaidOverCount() throws Exception {
        CargoConfig config = read(Map.of("RUSTFLAGS", "-g")).with(Map.of("CARGO_ENCODED_RUSTFLAGS", "-C\u001flto"));

        assertThat(config.rustflags(MUSL, List.of()).flags()).containsExactly("-C", "lto");
        assertThat(config.with(Map.of("CARGO_ENCODED_RUSTFLAGS", ""))
                        .rustflags(MUSL, List.of("-g"))
                        .flags())
                .isEmpty();
    }

    @Test
    void sourcesNameFileAndLine() throws Exception {
        sandbox.write("up/.cargo/config.toml", """
                [target.x86_64-unknown-linux-musl]
                linker = "musl-gcc"

                [build]
                target-dir = "out"

                [env]
                CC_x86_64_unknown_linux_musl = "musl-gcc"
                ZLIB = { value = "1", force = true }
                """);
        CargoConfig config = read(Map.of());
        String file = sandbox.path("up/.cargo/config.toml").toString();

        assertThat(config.linker(MUSL)).contains(new Setting("musl-gcc", file + ":2"));
        assertThat(config.build("target-dir")).contains(new Setting("out", file + ":5"));
        assertThat(config.env("CC_x86_64_unknown_linux_musl")).contains(new Setting("musl-gcc", file + ":8"));
        assertThat(config.env("ZLIB")).contains(new Setting("1", file + ":9"));
        assertThat(config.env("OTHER")).isEmpty();
        assertThat(config.build("rustc-wrapper")).isEmpty();
        assertThat(config.rustflags(MUSL, List.of()).flags()).isEmpty();
    }

    @Test
    void sourcesNameTheVariable() throws Exception {
        CargoConfig config = read(Map.of(
                "CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER", "musl-gcc",
                "CARGO_BUILD_TARGET_DIR", "/out"));
        assertThat(config.linker(MUSL))
                .contains(
                        new Setting("musl-gcc", "environment variable CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER"));
        assertThat(config.build("target-dir"))
                .contains(new Setting("/out", "environment variable CARGO_BUILD_TARGET_DIR"));
    }

    @Test
    void candidatesAreTheFilesThatAnAnswerDependsOn() throws Exception {
        sandbox.write("up/.cargo/config.toml", "include = ['extra.toml', { path = 'gone.toml', optional = true }]")
                .write("up/.cargo/extra.toml", "");
        assertThat(read(Map.of()).candidates())
                .contains(
                        sandbox.path("up/crate/.cargo/config"),
                        sandbox.path("up/crate/.cargo/config.toml"),
                        sandbox.path("up/.cargo/config.toml"),
                        sandbox.path("up/.cargo/extra.toml"),
                        sandbox.path("up/.cargo/gone.toml"),
                        sandbox.path("home/config.toml"))
                .doesNotHaveDuplicates();
    }

    @Test
    void compilerIsAskedOnlyForCfgTables() throws Exception {
        sandbox.write("up/.cargo/config.toml", "[target.'cfg(unix)']\nrustflags = 'x'");
        CargoConfig config = CargoConfig.read(sandbox.path("up/crate"), sandbox.environment(Map.of()), triple -> {
            throw new IllegalStateException("asked for " + triple);
        });
        assertThat(config.linker(MUSL)).isEmpty();
        assertThatThrownBy(() -> config.rustflags(MUSL, List.of())).hasMessage("asked for x86_64-unknown-linux-musl");
    }

    @Test
    void includeCycleEnds() throws Exception {
        sandbox.write("up/.cargo/config.toml", "include = ['a.toml']\nbuild.jobs = 3")
                .write("up/.cargo/a.toml", "include = ['config.toml']");
        assertThat(read(Map.of()).build("jobs")).map(Setting::value).contains("3");
    }

    @Test
    void valuesOfOtherKindsAreLeftToCargo() throws Exception {
        sandbox.write("up/.cargo/config.toml", "target = 'x'\nenv = 1\nbuild = []\ninclude = 'y'");
        CargoConfig config = read(Map.of());
        assertThat(config.linker(MUSL)).isEmpty();
        assertThat(config.env("A")).isEmpty();
        assertThat(config.build("jobs")).isEmpty();
    }

    @Test
    void malformedFile() throws Exception {
        sandbox.write("up/crate/.cargo/config.toml", "[build]\njobs = \n");
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("1 problem in the rust-cross configuration:\n  1. "
                        + sandbox.path("up/crate/.cargo/config.toml")
                        + ":2:8: not valid TOML: Unexpected end of line, expected a value\n"
                        + "     fix:   Correct the file; Cargo cannot read it either.");
    }

    private CargoConfig read(Map<String, String> variables) throws IOException {
        return CargoConfig.read(sandbox.path("up/crate"), sandbox.environment(variables), triple -> Set.of("unix"));
    }

    private static List<String> cfgFlags(RustFlags flags) {
        return flags.flags().stream().filter(flag -> !flag.equals("--cfg")).toList();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }
}
