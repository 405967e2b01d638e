package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolOutputTest {

    @Test
    void fromTheFirstErrorOn() {
        assertThat(ToolOutput.errors(List.of("info: working", "", "error: it broke", "  because", "note: so")))
                .isEqualTo("error: it broke\n    because\n    note: so");
    }

    @Test
    void lastLinesWhereNoneIsAnError() {
        assertThat(ToolOutput.errors(
                        IntStream.range(0, 100).mapToObj(i -> "line " + i).toList()))
                .startsWith("line 94\n")
                .endsWith("line 99");
    }

    @Test
    void silenceIsSaid() {
        assertThat(ToolOutput.errors(List.of(" "))).isEqualTo("it printed nothing");
    }

    @Test
    void longLineIsCut() {
        assertThat(ToolOutput.shortened("x".repeat(4_000_000))).hasSize(301).endsWith("x…");
    }

    @ParameterizedTest
    @CsvSource({
        "cargo-zigbuild 0.24.0, 0.24.0, false",
        "0.17.0-dev.31+a1b2c3, 0.17.0-dev.31+a1b2c3, true",
        "0.9.11, 0.9.11, true",
        "1.0.0, 1.0.0, false",
        "0.23.99, 0.23.99, true",
    })
    void versionsCompareByNumber(String line, String text, boolean before) {
        ToolVersion version = ToolVersion.parse(line).orElseThrow();

        assertThat(version.text()).isEqualTo(text);
        assertThat(version.isBefore(ToolVersion.parse("0.24.0").orElseThrow())).isEqualTo(before);
    }

    @Test
    void textWithoutAVersionHasNone() {
        assertThat(ToolVersion.parse("Python was not found")).isEmpty();
    }
}
