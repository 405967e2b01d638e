package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.process.SystemProcessRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionProbeTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cargo 1.95.0 (f2d3ce0bd 2026-03-21)                 | 1.95.0
            zig 0.17.0-dev.31+a1b2c3                            | 0.17.0-dev.31+a1b2c3
            x86_64-w64-mingw32-gcc (GCC) 12-win32               | 12-win32
            cc (Debian 12.2.0-14+deb12u1) 12.2.0                | 12.2.0-14+deb12u1
            Apple clang version 17.0.0 (clang-1700.0.13.3)      | 17.0.0
            Docker version 27.3.1, build ce12230                | 27.3.1
            v24.1.0                                             | 24.1.0
            the newest one                                      | the newest one
            """)
    void versionInALine(String line, String version) {
        assertThat(VersionProbe.version(line)).isEqualTo(version);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProgramIsAskedOnce() {
        var probe = new VersionProbe(new SystemProcessRunner(), folder, new BuildEnvironment(Map.of(), Map.of()));
        List<String> command = List.of("sh", "-c", "echo asked >> log; echo tool 1.$(wc -l < log)");

        assertThat(probe.ask(command)).isEqualTo("1.1");
        assertThat(probe.ask(command)).isEqualTo("1.1");
        assertThat(probe.ask(List.of("sh", "-c", "echo 1.2.3; exit 1"))).isNull();
        assertThat(probe.ask(List.of(folder.resolve("absent").toString()))).isNull();
    }
}
