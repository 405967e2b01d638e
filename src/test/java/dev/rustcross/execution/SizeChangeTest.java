package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeChangeTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0,       -,       0 B",
                "1001,    -,       2 kB",
                "1131001, -,       1.1 MB",
                "1131001, 1131001, 1.1 MB",
                "1131001, 4204000, 1.1 MB (-3.1 MB)",
                "4204000, 4131001, 4.2 MB (+73 kB)",
                "2048,    2000,    3 kB (+48 B)",
                "2000,    2999,    2 kB (-999 B)",
                "3000,    2000,    3 kB (+1 kB)",
                "500,     0,       500 B (+500 B)",
            })
    void aSizeAndItsChange(long bytes, Long before, String text) {
        assertThat(new SizeChange(bytes, before).text()).isEqualTo(text);
    }
}
