package dev.rustcross.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolVersionTest {

    @ParameterizedTest
    @CsvSource({
        "GLIBC_2.17,        GLIBC,      2.17",
        "GLIBC_2.2.5,       GLIBC,      2.2.5",
        "GLIBC_ABI_DT_RELR, GLIBC,      2.36",
        "GCC_3.0,           GCC,        3.0",
        "OPENSSL_3.0.0,     OPENSSL,    3.0.0",
        "LIBSYSTEMD_209,    LIBSYSTEMD, 209",
        "A_B_1,             A_B,        1",
    })
    void readsFamilyAndNumber(String name, String family, String number) {
        assertThat(SymbolVersion.parse(name)).hasValue(new SymbolVersion(family, number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GLIBC_PRIVATE", "2.17", "_2.17", "GLIBC_", "GLIBC_2.", "GLIBC_.2", "GLIBC_2.9999999999", ""})
    void knowsNamesWithoutANumber(String name) {
        assertThat(SymbolVersion.parse(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GLIBC_2.9,   GLIBC_2.17,  -1",
        "GLIBC_2.17,  GLIBC_2.17,   0",
        "GLIBC_2.3.4, GLIBC_2.3,    1",
        "GLIBC_2.3.4, GLIBC_2.4,   -1",
        "GLIBC_3,     GLIBC_2.99,   1",
        "GCC_9.0,     GLIBC_2.0,   -1",
    })
    void ordersByNumberWithinAFamily(String one, String other, int expected) {
        assertThat(Integer.signum(SymbolVersion.parse(one)
                        .orElseThrow()
                        .compareTo(SymbolVersion.parse(other).orElseThrow())))
                .isEqualTo(expected);
    }

    @Test
    void isSpelledAsInTheBinary() {
        assertThat(new SymbolVersion("GLIBC", "2.17")).hasToString("GLIBC_2.17");
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> new SymbolVersion("GLIBC", "2.x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a version number: 2.x");
    }
}
