package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.process.SystemProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZigOnPathTest {

    @TempDir
    Path directory;

    private Path bin;
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void makeBin() throws IOException {
        bin = Files.createDirectory(directory.resolve("bin"));
    }

    @Test
    void bothNewEnoughAreTaken() throws IOException {
        Path zigbuild = tool("cargo-zigbuild", "cargo-zigbuild 0.24.1");
        Path zig = tool("zig", "0.17.0-dev.31+a1b2c3");

        assertThat(find().find()).contains(new ZigToolchain(zigbuild, zig, "0.24.1", "0.17.0-dev.31+a1b2c3", false));
        assertThat(progress).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cargo-zigbuild 0.23.9, 0.17.1, not using BIN/cargo-zigbuild: cargo-zigbuild 0.23.9 is older than 0.24.0",
        "cargo-zigbuild 0.24.0, 0.15.2, not using BIN/zig: zig 0.15.2 is older than 0.16.0",
    })
    void oldOnesArePassedOverWithALine(String zigbuild, String zig, String line) throws IOException {
        tool("cargo-zigbuild", zigbuild);
        tool("zig", zig);

        assertThat(find().find()).isEmpty();
        assertThat(progress).containsExactly(line.replace("BIN", bin.toString()));
    }

    @Test
    void oneAloneOrABrokenOneCountsAsNone() throws IOException {
        tool("zig", "0.17.1");
        assertThat(find().find()).isEmpty();

        Files.writeString(tool("cargo-zigbuild", ""), "#!/bin/sh\nexit 1\n");
        assertThat(find().find()).isEmpty();
        assertThat(progress).isEmpty();
    }

    @Test
    void oneForAnotherMachineCountsAsNone() throws IOException {
        tool("cargo-zigbuild", "cargo-zigbuild 0.24.1");
        byte[] foreign = {0x7f, 'E', 'L', 'F', 9, 9, 9};
        Files.write(tool("zig", ""), foreign);

        assertThat(find().find()).isEmpty();
    }

    @Test
    void programsRunAgainOnlyWhenTheyChanged() throws IOException {
        tool("cargo-zigbuild", "cargo-zigbuild 0.24.0");
        Path zig = tool("zig", "0.17.1");
        find().find();
        find().find();
        assertThat(Files.readAllLines(directory.resolve("runs"))).containsExactlyInAnyOrder("cargo-zigbuild", "zig");

        tool("zig", "0.18.0");
        Files.setLastModifiedTime(zig, FileTime.fromMillis(1_000_000));

        assertThat(find().find().orElseThrow().zigVersion()).isEqualTo("0.18.0");
        assertThat(Files.readAllLines(directory.resolve("runs")))
                .containsExactlyInAnyOrder("cargo-zigbuild", "zig", "zig");
    }

    private ZigOnPath find() {
        return new ZigOnPath(
                new ToolCache(directory.resolve("cache")),
                new SystemProcessRunner(),
                new BuildEnvironment(System.getenv(), Map.of("PATH", bin.toString())),
                progress::add);
    }

    private Path tool(String name, String output) throws IOException {
        Path file = bin.resolve(name);
        Files.writeString(
                file, "#!/bin/sh\necho " + name + " >> '" + directory.resolve("runs") + "'\necho '" + output + "'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
