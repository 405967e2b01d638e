package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.process.SystemProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cross needs, on machines made of scripts; that what is found suffices is shown by the integration tests. */
@DisabledOnOs(OS.WINDOWS)
class CrossTest {

    private static final String LINUX = "x86_64-unknown-linux-gnu";
    private static final String MAC = "aarch64-apple-darwin";

    @TempDir
    private Path machine;

    private final Map<String, String> variables = new TreeMap<>();

    @BeforeEach
    void aLinuxWithCrossAndRustupAndNoContainerEngine() throws IOException {
        variables.put("PATH", machine.resolve("bin").toString());
        rustc(LINUX);
        program("cross", "");
        program("rustup", "");
    }

    @Test
    void ready() throws IOException {
        program("podman", "test \"$1\" = ps");

        assertThat(cross().obstacle().map(Obstacle::remedy)).isEmpty();
    }

    @Test
    void noCross() throws IOException {
        Files.delete(machine.resolve("bin/cross"));

        assertThat(cross().obstacle().map(Obstacle::remedy)).contains("install cross (`cargo install cross --locked`)");
    }

    @Test
    void noRustup() throws IOException {
        Files.delete(machine.resolve("rustup/settings.toml"));

        assertThat(cross().obstacle().map(Obstacle::remedy))
                .contains("cross takes its toolchain from rustup, and the Rust in " + sysroot(LINUX)
                        + " is not rustup's, or rustup is not on PATH: install Rust with rustup (rustup.rs) and put its"
                        + " cargo first on PATH");
    }

    @Test
    void onAMacItNeedsTheToolchainOfLinux() throws IOException {
        rustc(MAC);
        program("docker", "");
        Files.delete(sysroot(LINUX));

        assertThat(cross().obstacle().map(Obstacle::remedy))
                .contains("install the toolchain that its containers run (`rustup toolchain install --profile minimal"
                        + " --force-non-host stable-" + LINUX + "`)");

        rustc(LINUX);
        rustc(MAC);
        assertThat(cross().obstacle().map(Obstacle::remedy)).isEmpty();
        assertThat(probe().inContainer().sysroot()).isEqualTo(sysroot(LINUX));
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX,   apt-get, apt-get install podman",
        "LINUX,   dnf,     dnf install podman",
        "LINUX,   apk,     apk add podman",
        "MACOS,   brew,    brew install podman",
        "WINDOWS, choco,   choco install podman-cli",
    })
    void noContainerEngine(OperatingSystem system, String packageManager, String command) throws IOException {
        program(packageManager, "");

        assertThat(cross(system).obstacle().map(Obstacle::remedy))
                .contains("cross needs a container engine, and neither docker nor podman is on PATH: install one (`"
                        + command + "`)");
    }

    @Test
    void noContainerEngineOfThatName() throws IOException {
        program("docker", "");
        variables.put("CROSS_CONTAINER_ENGINE", "nerdctl");

        assertThat(cross().obstacle().map(Obstacle::remedy))
                .contains(
                        "cross needs a container engine, and there is no program nerdctl, which CROSS_CONTAINER_ENGINE"
                                + " names: correct or unset that variable");
    }

    @Test
    void containersOfAnotherMachine() throws IOException {
        program("podman", "");
        variables.put("CROSS_REMOTE", "1");

        assertThat(cross().obstacle().map(Obstacle::remedy))
                .contains("unset CROSS_REMOTE: the build directory is to be shared with the container, not copied");
    }

    /** Cross takes docker where both are there, though podman may be the one that answers. */
    @Test
    void dockerThatDoesNotAnswer() throws IOException {
        String said =
                "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";
        program("docker", "echo '" + said + "' >&2; exit 1");
        program("podman", "");

        assertThat(cross().obstacle().map(Obstacle::remedy))
                .contains("cross needs a container engine, and docker does not answer (" + said + "): start it"
                        + " (`systemctl start docker`, or Docker Desktop), or set CROSS_CONTAINER_ENGINE=podman");
    }

    @Test
    void theEngineIsAskedOnce() throws IOException {
        program("docker", "echo asked >>" + machine.resolve("asked"));
        Cross cross = cross();

        cross.obstacle();
        cross.obstacle();

        assertThat(machine.resolve("asked")).hasContent("asked");
    }

    @Test
    void theToolchainIsNamedByItsFolder() {
        assertThat(Cross.variables(probe()))
                .containsOnly(
                        Map.entry("RUSTUP_TOOLCHAIN", sysroot(LINUX).toString()),
                        Map.entry("CROSS_CUSTOM_TOOLCHAIN", "1"));
    }

    private Cross cross() {
        return cross(OperatingSystem.LINUX);
    }

    private Cross cross(OperatingSystem system) {
        return new Cross(environment(), probe(), new SystemProcessRunner(), system);
    }

    private Rustc probe() {
        return Rustc.probe(
                new ToolchainSelection(machine, "cargo", null, environment()),
                new SystemProcessRunner(),
                new ToolCache(machine.resolve("cache")));
    }

    private BuildEnvironment environment() {
        return new BuildEnvironment(Map.of(), variables);
    }

    private Path sysroot(String host) {
        return machine.resolve("rustup/toolchains/stable-" + host);
    }

    private void rustc(String host) throws IOException {
        Files.createDirectories(sysroot(host));
        Files.writeString(machine.resolve("rustup/settings.toml"), "");
        program("rustc", """
                case $1 in
                -vV) echo 'rustc 1.95.0 (59807616e 2026-04-14)'
                     echo 'commit-hash: 59807616e'; echo 'host: %s'; echo 'release: 1.95.0';;
                --print) echo '%s';;
                esac
                """.formatted(host, sysroot(host)));
        variables.put("RUSTC", machine.resolve("bin/rustc").toString());
    }

    private void program(String name, String script) throws IOException {
        Path file = machine.resolve("bin").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
