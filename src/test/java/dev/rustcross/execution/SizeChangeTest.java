package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeChangeTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0,       -,       0 kB",
                "1,       -,       1 kB",
                "1131001, -,       1132 kB",
                "1131001, 1131001, 1132 kB",
                "1131001, 4204000, 1132 kB (-3073 kB)",
                "4204000, 1131001, 4204 kB (+3073 kB)",
                "2048,    2000,    3 kB (+48 B)",
                "2000,    2999,    2 kB (-999 B)",
                "3000,    2000,    3 kB (+1 kB)",
                "500,     0,       1 kB (+500 B)",
            })
    void aSizeAndItsChange(long bytes, Long before, String text) {
        assertThat(new SizeChange(bytes, before).text()).isEqualTo(text);
    }
}
