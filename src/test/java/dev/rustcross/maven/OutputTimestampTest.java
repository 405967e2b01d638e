package dev.rustcross.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.failure.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTimestampTest {

    private final List<Problem> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-01-31T12:30:00Z,       1700000000,  2026-01-31T12:30:00Z
            2026-01-31T12:30:00+01:00,  ,            2026-01-31T11:30:00Z
            1700000000,                 ,            2023-11-14T22:13:20Z
            0,                          ,            1970-01-01T00:00:00Z
            7,                          ,            1970-01-01T00:00:07Z
            ,                           1700000000,  2023-11-14T22:13:20Z
            '',                         1700000000,  2023-11-14T22:13:20Z
            ' ',                        1700000000,  2023-11-14T22:13:20Z
            x,                          1700000000,  2023-11-14T22:13:20Z
            ,                           ,            1980-02-01T00:00:00Z
            -,                          ,            1980-02-01T00:00:00Z
            1700000000,                 tomorrow,    2023-11-14T22:13:20Z
            """)
    void thePomsThenTheEnvironmentsThenAFixedOne(
            @Nullable String property, @Nullable String sourceDateEpoch, Instant timestamp) {
        assertThat(OutputTimestamp.resolve(property, Optional.ofNullable(sourceDateEpoch), problems))
                .isEqualTo(timestamp);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-01-31", "2026-01-31T12:30:00", "-1", "99999999999999999999", "1.5"})
    void neitherForm(String property) {
        OutputTimestamp.resolve(property, Optional.of("1700000000"), problems);

        assertThat(problems)
                .containsExactly(new Problem(
                        "<properties><project.build.outputTimestamp>",
                        "neither an ISO-8601 time nor seconds since 1970",
                        property,
                        "write one, such as 2026-01-31T00:00:00Z."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-01-31T12:30:00Z", "-1", "99999999999999999999"})
    void theVariableHoldsNoSeconds(String sourceDateEpoch) {
        OutputTimestamp.resolve(null, Optional.of(sourceDateEpoch), problems);

        assertThat(problems)
                .containsExactly(new Problem(
                        "variable SOURCE_DATE_EPOCH",
                        "not seconds since 1970",
                        sourceDateEpoch,
                        "unset it, or write seconds, as `git log -1 --format=%ct` prints them."));
    }
}
