package dev.rustcross.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0,           0",
        "123456,      123456",
        "17 B,        17",
        "5MB,         5000000",
        "5 mb,        5000000",
        "1.5 MiB,     1572864",
        "800KiB,      819200",
        "800kB,       800000",
        "2GB,         2000000000",
        "2GiB,        2147483648",
        "0.001 kB,    1",
        "999999.999GiB, 1073741822926258",
    })
    void readsSizes(String text, long bytes) {
        assertThat(ByteSize.parse(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "5 M", "-1", "1,5MB", "1.5", "5MBit", "1.2345MB", "99999999999999999999"})
    void refusesOthers(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1 kB",
        "1001, 2 kB",
        "819200, 820 kB",
        "1000000, 1.0 MB",
        "4194304, 4.2 MB",
        "2000000000, 2000.0 MB"
    })
    void writesSizes(long bytes, String text) {
        assertThat(ByteSize.format(bytes)).isEqualTo(text);
    }
}
