package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.process.Command;
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

@DisabledOnOs(OS.WINDOWS)
class CrossContainerTest {

    private static final String NAME = "--name rust-cross-[0-9a-f-]{36}";

    @TempDir
    private Path bin;

    private final Map<String, String> inherited = new TreeMap<>();

    @BeforeEach
    void searchPath() {
        inherited.put("PATH", bin.toString());
    }

    private Command contained(Map<String, String> variables, boolean runsPrograms, boolean offline) {
        Command cross = Command.of(bin, "cross", "build").withEnvironment(variables);
        return new CrossContainer(new BuildEnvironment(inherited, variables), runsPrograms, offline).in(cross);
    }

    private String options(Map<String, String> variables) {
        return options(contained(variables, true, false));
    }

    private static String options(Command command) {
        return command.environment().getOrDefault("CROSS_CONTAINER_OPTS", "");
    }

    private Path program(String name) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void variablesGoByNameSoThatNoValueIsOnACommandLine() {
        Command command = contained(Map.of("CHANNEL", "secret", "CC_aarch64-x", "cc"), true, false);

        assertThat(options(command)).matches(NAME + " --env CC_aarch64-x --env CHANNEL");
        assertThat(command.environment()).containsEntry("CHANNEL", "secret");
        assertThat(command.arguments()).containsExactly("cross", "build");
    }

    @ParameterizedTest
    @CsvSource({
        "CARGO_HOME",
        "CARGO_TERM_COLOR",
        "CROSS_CUSTOM_TOOLCHAIN",
        "RUSTUP_TOOLCHAIN",
        "DOCKER_HOST",
        "CONTAINER_HOST",
        "CONTAINERS_CONF",
        "XARGO_HOME",
        "PATH",
        "HOME",
        "RUSTC"
    })
    void whatIsCrossesOwnOrThisMachinesStaysOutside(String variable) {
        assertThat(options(Map.of(variable, "x"))).matches(NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "-e A,       ,             -e A",
        ",           -v /a:/a,     -v /a:/a",
        "-e A,       -v /a:/a,     -e A",
    })
    void theUsersOwnOptionsStayFirst(String ofCross, String ofDocker, String kept) {
        if (ofCross != null) {
            inherited.put("CROSS_CONTAINER_OPTS", ofCross);
        }
        if (ofDocker != null) {
            inherited.put("DOCKER_OPTS", ofDocker);
        }

        assertThat(options(Map.of())).matches(kept + " " + NAME);
    }

    @Test
    void offlineNothingIsFetched() {
        Command command = contained(Map.of(), true, true);

        assertThat(options(command)).endsWith(" --pull=never");
        assertThat(command.environment())
                .containsEntry("CARGO_NET_OFFLINE", "true")
                .containsEntry("CROSS_BUILD_OPTS", "--network=none");
        assertThat(contained(Map.of(), true, false).environment()).doesNotContainKey("CARGO_NET_OFFLINE");
    }

    @Test
    void compilerCacheByName() throws IOException {
        Path sccache = program("sccache");
        Path folder = bin.resolve("my cache");
        inherited.putAll(Map.of("CARGO_BUILD_RUSTC_WRAPPER", "sccache", "SCCACHE_DIR", folder.toString()));

        Command command = contained(Map.of(), true, false);

        assertThat(options(command))
                .endsWith(" --volume " + sccache + ":/usr/local/bin/sccache:ro --env RUSTC_WRAPPER --env SCCACHE_DIR"
                        + " --env SCCACHE_SERVER_UDS=/tmp/sccache.sock --volume '" + folder + ":" + folder + "'");
        assertThat(command.environment()).containsEntry("RUSTC_WRAPPER", "sccache");
        assertThat(folder).isDirectory();
    }

    @Test
    void compilerWrapperByPathKeepsIt() throws IOException {
        Path wrapper = program("it's mine");
        inherited.put("RUSTC_WRAPPER", wrapper.toString());

        assertThat(options(Map.of()))
                .endsWith(" --volume '" + bin + "/it'\\''s mine:" + bin
                        + "/it'\\''s mine:ro' --env RUSTC_WRAPPER --env SCCACHE_SERVER_UDS=/tmp/sccache.sock");
    }

    /** A Mac's program does not run in a container, and an image may bring one of its own. */
    @Test
    void compilerWrapperThatWouldNotRunThereStaysOutside() throws IOException {
        program("sccache");
        inherited.put("RUSTC_WRAPPER", "sccache");

        assertThat(options(contained(Map.of(), false, false))).matches(NAME);
        inherited.put("RUSTC_WRAPPER", "not-here");
        assertThat(options(Map.of())).matches(NAME);
        assertThat(options(Map.of("RUSTC_WRAPPER", "of-the-image"))).matches(NAME + " --env RUSTC_WRAPPER");
    }

    @Test
    void theContainerIsKilledByItsName() throws IOException {
        Path podman = program("podman");

        Command command = contained(Map.of(), true, false);

        assertThat(command.whenKilled()).startsWith(podman.toString(), "kill").hasSize(3);
        assertThat(options(command)).isEqualTo("--name " + command.whenKilled().get(2));
        Files.delete(podman);
        assertThat(contained(Map.of(), true, false).whenKilled()).isEmpty();
    }
}
