package dev.rustcross.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlibcSymbolsTest {

    @ParameterizedTest
    @CsvSource({
        "fcntl64 gettid, 2.30",
        "gettid fcntl64, 2.30",
        "memfd_create my_own, 2.27",
        "stat@GLIBC_2.33 getrandom, 2.33",
        "pthread_create@@GLIBC_2.34, 2.34",
        "my_own,",
    })
    void theHighestVersionCounts(String symbols, String version) {
        assertThat(GlibcSymbols.versionOf(List.of(symbols.split(" ", -1))))
                .hasToString(version == null ? "Optional.empty" : "Optional[" + version + "]");
    }
}
