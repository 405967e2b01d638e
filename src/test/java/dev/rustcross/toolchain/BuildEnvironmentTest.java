package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildEnvironmentTest {

    @TempDir
    Path directory;

    @Test
    void overlayWinsAndEmptyIsNotUnset() {
        var environment =
                new BuildEnvironment(Map.of("A", "inherited", "B", "kept"), Map.of("A", "laid over", "C", ""));

        assertThat(environment.get("A")).isEqualTo("laid over");
        assertThat(environment.get("B")).isEqualTo("kept");
        assertThat(environment.get("C")).isEmpty();
        assertThat(environment.nonEmpty("C")).isEmpty();
        assertThat(environment.get("D")).isNull();
        assertThat(environment.variables())
                .containsExactly(Map.entry("A", "laid over"), Map.entry("B", "kept"), Map.entry("C", ""));
    }

    @Test
    void firstExecutableOnThePathIsFound() throws IOException {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        Files.createDirectory(first.resolve("tool"));
        Path tool = Files.createFile(second.resolve("tool"));
        var environment = new BuildEnvironment(
                Map.of("PATH", String.join(File.pathSeparator, "", "/nowhere", first.toString(), second.toString())),
                Map.of());

        assertThat(environment.find("tool")).isEmpty();
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        assertThat(environment.find("tool")).contains(tool);
        assertThat(environment.find(tool.toString())).contains(tool);
        assertThat(environment.find("other")).isEmpty();
    }
}
