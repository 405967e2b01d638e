package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.ArchiveName;
import dev.rustcross.plan.ArchiveSettings;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.VersionAgreement;
import dev.rustcross.plan.VersionPolicy;
import dev.rustcross.process.Command;
import dev.rustcross.process.OutputListener;
import dev.rustcross.process.ProcessResult;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.RecordingLog;
import dev.rustcross.testing.RequiresTool;
import dev.rustcross.testing.RequiresToolCondition;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.ToolCache;
import dev.rustcross.toolchain.ToolchainSelection;
import dev.rustcross.toolchain.ZigToolchain;
import dev.rustcross.toolchain.ZigToolchains;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** With a real crate, compiler and zig, on a {@code PATH} and in a tool cache of their own. */
@EnabledOnOs(OS.LINUX)
@RequiresTool({"cargo", "rustc", "rustup", "python3"})
class PreparationWithZigTest {

    private static final String MAC = "aarch64-apple-darwin";
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    private static Path machine;

    private static Map<String, String> variables;

    @TempDir
    private Path crate;

    private final RecordingLog log = new RecordingLog();
    private final List<Path> extraFiles = new ArrayList<>();

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final ProcessRunner recording = new ProcessRunner() {

        private final ProcessRunner system = new SystemProcessRunner();

        @Override
        public ProcessResult run(Command command, OutputListener stdout, OutputListener stderr) {
            var line = new ArrayList<>(command.arguments());
            line.set(0, Path.of(line.get(0)).getFileName().toString());
            calls.add(String.join(" ", line));
            return system.run(command, stdout, stderr);
        }
    };

    /** What a plan depends on, changed so that the same plan would come out. */
    private enum Change {
        CONFIGURATION_FILE {
            @Override
            void make(Path crate) throws IOException {
                Files.createDirectories(crate.resolve(".cargo"));
                Files.writeString(crate.resolve(".cargo/config.toml"), "[build]\njobs = 1\n");
            }
        },
        MANIFEST {
            @Override
            void make(Path crate) throws IOException {
                writeManifest(crate, "0.2.0");
            }
        },
        LOCK_FILE {
            @Override
            void make(Path crate) throws IOException {
                Files.writeString(
                        crate.resolve("Cargo.lock"),
                        "version = 3\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n");
            }
        },
        FOLDER_OF_PATH {
            @Override
            void make(Path crate) throws IOException {
                Files.createTempFile(machine.resolve("bin"), "new", "-program");
            }
        },
        STANDARD_LIBRARY {
            @Override
            void make(Path crate) throws IOException {
                Files.createTempFile(library(machine.resolve("sysroot")), "libnew", ".rlib");
            }
        },
        LINKER {
            @Override
            void make(Path crate) throws IOException {
                Files.delete(linker(crate));
            }
        },
        ZIG {
            @Override
            void make(Path crate) throws IOException {
                replaceByScript(machine.resolve("tools/zig"));
            }
        },
        CARGO_ZIGBUILD {
            @Override
            void make(Path crate) throws IOException {
                replaceByScript(machine.resolve("tools/cargo-zigbuild"));
            }
        },
        GENERATED_CONFIGURATION {
            @Override
            void make(Path crate) throws IOException {
                Files.writeString(generated(crate), "");
            }
        },
        PLUGIN {
            @Override
            void make(Path crate) throws IOException {
                Files.setLastModifiedTime(PluginJar.path(), FileTime.from(Instant.now()));
            }
        };

        abstract void make(Path crate) throws IOException;
    }

    /** A sysroot that can be changed, and zig by links, which can be replaced while the folder on {@code PATH} stays as it is. */
    @BeforeAll
    static void makeMachine() throws IOException {
        var system = new BuildEnvironment(System.getenv(), Map.of());
        ZigToolchain zig = new ZigToolchains(ToolCache.ofUser(system), new SystemProcessRunner(), system, line -> {})
                .findOrInstall();
        Path bin = Files.createDirectories(machine.resolve("bin"));
        Path tools = Files.createDirectories(machine.resolve("tools"));
        for (String tool : List.of("cargo", "rustup", "awk", "cc")) {
            Files.createSymbolicLink(
                    bin.resolve(tool), RequiresToolCondition.find(tool).orElseThrow());
        }
        for (Path program : List.of(zig.zig(), zig.cargoZigbuild())) {
            Path link = tools.resolve(program.getFileName());
            Files.createSymbolicLink(link, program);
            Files.createSymbolicLink(bin.resolve(program.getFileName()), link);
        }
        Path rustc = RequiresToolCondition.find("rustc").orElseThrow();
        writeScript(
                bin.resolve("rustc"),
                "if [ \"$*\" = '--print sysroot' ]; then echo '" + machine.resolve("sysroot") + "'; else exec '" + rustc
                        + "' \"$@\"; fi");
        copyStandardLibrary(rustc);
        variables = new TreeMap<>(System.getenv());
        variables.put("PATH", bin.toString());
        variables.put("RUST_CROSS_CACHE_DIR", machine.resolve("cache").toString());
        variables
                .keySet()
                .removeIf(name -> name.matches("MACOSX_.*|SDKROOT|CARGO_(TARGET|BUILD)_.*|RUSTFLAGS|CC.*|AR.*"));
    }

    private static void copyStandardLibrary(Path rustc) throws IOException {
        String sysroot = new SystemProcessRunner()
                .capture(Command.of(machine, rustc.toString(), "--print", "sysroot"))
                .stdout()
                .get(0);
        Path library = Files.createDirectories(library(machine.resolve("sysroot")));
        try (DirectoryStream<Path> core = Files.newDirectoryStream(library(Path.of(sysroot)), "libcore-*.rlib")) {
            for (Path file : core) {
                Files.createSymbolicLink(library.resolve(file.getFileName()), file);
            }
        }
    }

    @AfterAll
    static void removeLinksThatJUnitWouldWarnOf() throws IOException {
        try (Stream<Path> files = Files.walk(machine)) {
            for (Path file : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(file);
            }
        }
    }

    @BeforeEach
    void writeCrate() throws IOException {
        writeManifest(crate, "0.1.0");
        Files.createDirectories(crate.resolve("src"));
        Files.writeString(crate.resolve("src/main.rs"), "fn main() {}\n");
    }

    private static void writeManifest(Path crate, String version) throws IOException {
        Files.writeString(
                crate.resolve("Cargo.toml"),
                "[package]\nname = \"hello\"\nversion = \"%s\"\nedition = \"2021\"\n".formatted(version));
    }

    private static Path library(Path sysroot) {
        return sysroot.resolve("lib/rustlib").resolve(MAC).resolve("lib");
    }

    private static void writeScript(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void replaceByScript(Path link) throws IOException {
        Path program = link.toRealPath();
        Files.delete(link);
        writeScript(link, "exec '" + program + "' \"$@\"");
    }

    private static Path generated(Path crate) {
        return crate.resolve("target/rust-cross/cargo-config.toml");
    }

    private static Path linker(Path crate) throws IOException {
        return Files.readAllLines(generated(crate)).stream()
                .filter(line -> line.startsWith("linker = "))
                .map(line -> Path.of(line.replaceAll("linker = ['\"](.*)['\"]", "$1")))
                .findFirst()
                .orElseThrow();
    }

    private Path plan() {
        return crate.resolve("target/rust-cross/plan.json");
    }

    private void configure(ATarget target, Map<String, String> pomVariables) {
        BuildRequest request =
                ABuild.in(crate, target).environment(pomVariables).build();
        try (var survey = survey(variables, pomVariables)) {
            new Preparation(request, survey, recording, host(variables), log)
                    .run(packages(request), crate.resolve("target"));
        }
    }

    private PackageRequest packages(BuildRequest request) {
        return new PackageRequest(
                request,
                new ArchiveSettings(new ArchiveName("hello-1.0"), null, extraFiles, Instant.EPOCH, true, true),
                "darwin-universal",
                List.of(ArchiveFormat.TAR_GZ),
                new VersionAgreement("1.0", VersionPolicy.IGNORE),
                ABuild.PROJECT,
                true,
                false);
    }

    private Survey survey(Map<String, String> environment, Map<String, String> pomVariables) {
        return new Survey(
                new ToolchainSelection(crate, "cargo", null, new BuildEnvironment(environment, pomVariables)),
                recording,
                log);
    }

    private static HostPlatform host(Map<String, String> environment) {
        return new HostPlatform(HostPlatform.OperatingSystem.LINUX, "x86_64", environment);
    }

    private void configure() {
        configure(ATarget.of(MAC), Map.of());
    }

    @Test
    void withNothingChangedOnlyTheSurveyIsMade() throws IOException {
        configure();
        assertThat(calls).hasSizeGreaterThan(3);
        Files.setLastModifiedTime(plan(), LONG_AGO);
        calls.clear();

        configure();

        assertThat(calls)
                .containsExactlyInAnyOrder(
                        "rustc -vV",
                        "rustc --print sysroot",
                        "cargo metadata --format-version 1 --color never --no-deps");
        assertThat(Files.getLastModifiedTime(plan())).isEqualTo(LONG_AGO);
    }

    @ParameterizedTest
    @EnumSource
    void whatAPlanDependsOnMakesANewOne(Change change) throws IOException {
        configure();
        Files.setLastModifiedTime(plan(), LONG_AGO);

        change.make(crate);
        configure();

        assertThat(Files.getLastModifiedTime(plan())).isGreaterThan(LONG_AGO);
        assertThat(linker(crate)).isExecutable();
    }

    @Test
    void whatCannotBePackedIsToldBeforeAnythingIsMadeReady() throws IOException {
        Files.createDirectories(crate.resolve("src/bin"));
        Files.writeString(crate.resolve("src/bin/tool.rs"), "fn main() {}\n");
        Path page = crate.resolve("man/hello.1");
        extraFiles.addAll(List.of(page, crate.resolve("target/man/made-by-the-build.1")));

        assertThatThrownBy(() -> configure(ATarget.of(MAC).formats(ArchiveFormat.BINARY), Map.of()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        2 problems in the rust-cross configuration:
                          1. <formats>: the format binary holds one program, but darwin-arm64 has 2 programs
                             value: binary
                             fix:   choose one by <binaries>, or pack them as tar.gz or zip.
                          2. <extraFiles>: no such file
                             value: %s
                             fix:   correct the path, or remove it.""".formatted(page));
        assertThat(plan()).doesNotExist();
    }

    /** Each place goes before those right of it. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # macosMin, target's environment, environment, cargo's [env], expected
            , , , , 11.0
            , , , 12.0, 12.0
            , , 12.1, 12.0, 12.1
            , 12.2, 12.1, 12.0, 12.2
            12.3, 12.2, 12.1, 12.0, 12.3
            """)
    void theOldestMacOsIsWhatRustcWillBeTold(
            @Nullable String macosMin,
            @Nullable String ofTarget,
            @Nullable String common,
            @Nullable String ofCargo,
            String expected)
            throws IOException {
        if (ofCargo != null) {
            Files.createDirectories(crate.resolve(".cargo"));
            Files.writeString(
                    crate.resolve(".cargo/config.toml"), "[env]\nMACOSX_DEPLOYMENT_TARGET = '" + ofCargo + "'\n");
        }
        ATarget target = ATarget.of(MAC).environment(deploymentTarget(ofTarget));
        if (macosMin != null) {
            target.macosMin(macosMin);
        }

        configure(target, deploymentTarget(common));

        assertThat(linker(crate)).content().contains("-target aarch64-macos." + expected + "-none");
    }

    private static Map<String, String> deploymentTarget(@Nullable String version) {
        return version == null ? Map.of() : Map.of("MACOSX_DEPLOYMENT_TARGET", version);
    }

    @Test
    void aDryRunNamesTheCommands() throws IOException {
        Path bin = Files.createDirectories(machine.resolve("bare"));
        for (String tool : List.of("cargo", "rustup", "rustc")) {
            Files.createSymbolicLink(bin.resolve(tool), machine.resolve("bin").resolve(tool));
        }
        var environment = new TreeMap<>(variables);
        environment.put("PATH", bin.toString());
        environment.put("RUST_CROSS_CACHE_DIR", crate.resolve("cache").toString());

        assertThatThrownBy(() -> describe(environment))
                .isInstanceOf(ToolMissingException.class)
                .hasMessageContaining(
                        "\n  x86_64-apple-darwin: neither python3 with pip nor uv is on PATH, by which the build"
                                + " installs zig ");

        writeScript(bin.resolve("python3"), "exit 1");
        List<String> lines = describe(environment);

        assertThat(lines)
                .startsWith("Would run: rustup target add --toolchain sysroot x86_64-apple-darwin")
                .endsWith("Would write: " + generated(crate))
                .hasSize(3);
        assertThat(lines.get(1))
                .matches(
                        ("Would install zig \\S+ and cargo-zigbuild \\S+: %1$s/python3 -m pip install --quiet --no-deps"
                                        + " --only-binary :all: --require-hashes --target (%2$s/cache/zig-\\S+) -r \\1/zig-requirements.txt")
                                .formatted(bin, crate));
        assertThat(crate.resolve("cache")).doesNotExist();
        assertThat(crate.resolve("target")).doesNotExist();
    }

    private List<String> describe(Map<String, String> environment) {
        BuildRequest request = ABuild.in(crate, ATarget.of(MAC), ATarget.of("x86_64-apple-darwin"))
                .build();
        try (var survey = survey(environment, Map.of())) {
            return new Preparation(request, survey, recording, host(environment), log).describe();
        }
    }
}
