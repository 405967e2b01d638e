package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.execution.SccacheMeter.Counts;
import dev.rustcross.process.Command;
import dev.rustcross.process.SystemProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SccacheMeterTest {

    /** As sccache 0.16 prints it, shortened. */
    private static final String STATISTICS = """
            {"stats":{"compile_requests":55,"requests_not_compile":9,"cache_errors":{"counts":{},"adv_counts":{}},
            "cache_hits":{"counts":{"Rust":%d,"C/C++":2},"adv_counts":{"rust":%1$d,"c++ [clang]":2}},
            "cache_misses":{"counts":{"Rust":%d},"adv_counts":{"rust":%2$d}},"cache_timeouts":0,"not_cached":{}},
            "cache_location":"Local disk","version":"0.16.0","basedirs":[]}""";

    @TempDir
    private Path folder;

    @Test
    void hitsAndMissesOfAllLanguages() {
        assertThat(Counts.parse(STATISTICS.formatted(22, 3))).isEqualTo(new Counts(24, 3));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            10, 5,  130, 8,  120, 3
            0,  0,  0,   0,  0,   0
            10, 5,  2,   1,  2,   1
            """)
    void whatIsCountedSince(long hits, long misses, long hitsNow, long missesNow, long hitsSince, long missesSince) {
        assertThat(new Counts(hitsNow, missesNow).since(new Counts(hits, misses)))
                .isEqualTo(new Counts(hitsSince, missesSince));
    }

    @ParameterizedTest
    @CsvSource({"120, 3, '120 hits, 3 misses'", "1, 1, '1 hit, 1 miss'", "0, 0, '0 hits, 0 misses'"})
    void inWords(long hits, long misses, String words) {
        assertThat(new Counts(hits, misses)).hasToString(words);
    }

    @Test
    void aBuildWithoutSccacheIsNotMeasured() {
        assertThat(SccacheMeter.start(List.of(call(Map.of())), new SystemProcessRunner()))
                .isEmpty();
        assertThat(SccacheMeter.start(
                        List.of(call(Map.of("RUSTC_WRAPPER", "/usr/bin/ccache"))), new SystemProcessRunner()))
                .isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script stands for sccache")
    void theDifferenceOfTwoAnswers() throws IOException {
        Files.writeString(folder.resolve("answer"), STATISTICS.formatted(1, 1));
        SccacheMeter meter = SccacheMeter.start(
                        List.of(call(Map.of()), call(Map.of("RUSTC_WRAPPER", sccache("cat answer")))),
                        new SystemProcessRunner())
                .orElseThrow();
        Files.writeString(folder.resolve("answer"), STATISTICS.formatted(23, 2));

        assertThat(meter.counts()).contains(new Counts(22, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "echo '{}'", "echo 'no JSON {'", "echo '[]'", "true"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script stands for sccache")
    void anSccacheThatDoesNotTellIsNoFailure(String answer) throws IOException {
        SccacheMeter meter = SccacheMeter.start(
                        List.of(call(Map.of("RUSTC_WRAPPER", sccache(answer)))), new SystemProcessRunner())
                .orElseThrow();

        assertThat(meter.counts()).isEmpty();
    }

    @Test
    void anSccacheThatIsGoneIsNoFailure() {
        Command call =
                call(Map.of("RUSTC_WRAPPER", folder.resolve("gone/sccache").toString()));

        assertThat(SccacheMeter.start(List.of(call), new SystemProcessRunner())
                        .orElseThrow()
                        .counts())
                .isEmpty();
    }

    private String sccache(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("sccache"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program.toString();
    }

    private Command call(Map<String, String> environment) {
        return new Command(List.of("cargo", "build"), folder, environment, Duration.ZERO);
    }
}
