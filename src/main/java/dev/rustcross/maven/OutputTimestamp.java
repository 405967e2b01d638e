package dev.rustcross.maven;

import dev.rustcross.failure.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time stamp that archive entries carry, so that the same input gives the same archive.
 *
 * <p>In order: the POM's {@code project.build.outputTimestamp}, the variable {@code SOURCE_DATE_EPOCH}, and 1980-02-01, which
 * a zip's DOS time can hold in every time zone.
 */
public final class OutputTimestamp {

    /** 1980-02-01T00:00:00Z. */
    private static final Instant FALLBACK = Instant.ofEpochSecond(318_211_200);

    private OutputTimestamp() {}

    /**
     * Returns the time stamp.
     *
     * @param property the POM's value, ISO-8601 or seconds since 1970; null, empty or a single letter for none, as Maven's own
     *     plugins read it
     * @param sourceDateEpoch the value of {@code SOURCE_DATE_EPOCH}, seconds since 1970 (reproducible-builds.org's specification)
     * @param problems where a value that is no such time is added
     */
    public static Instant resolve(@Nullable String property, Optional<String> sourceDateEpoch, List<Problem> problems) {
        if (property == null || property.isBlank() || isSingleNonDigit(property)) {
            return sourceDateEpoch.map(value -> fromVariable(value, problems)).orElse(FALLBACK);
        }
        return fromProperty(property, problems);
    }

    private static Instant fromProperty(String value, List<Problem> problems) {
        try {
            return isNumber(value)
                    ? Instant.ofEpochSecond(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            problems.add(new Problem(
                    "<properties><project.build.outputTimestamp>",
                    "neither an ISO-8601 time nor seconds since 1970",
                    value,
                    "write one, such as 2026-01-31T00:00:00Z."));
            return FALLBACK;
        }
    }

    private static Instant fromVariable(String value, List<Problem> problems) {
        try {
            if (isNumber(value)) {
                return Instant.ofEpochSecond(Long.parseLong(value));
            }
        } catch (DateTimeException | NumberFormatException e) {
            // Too large; reported below, like any other text.
        }
        problems.add(new Problem(
                "variable SOURCE_DATE_EPOCH",
                "not seconds since 1970",
                value,
                "unset it, or write seconds, as `git log -1 --format=%ct` prints them."));
        return FALLBACK;
    }

    private static boolean isNumber(String value) {
        return value.chars().allMatch(Character::isDigit);
    }

    private static boolean isSingleNonDigit(String property) {
        return property.length() == 1 && !Character.isDigit(property.charAt(0));
    }
}
