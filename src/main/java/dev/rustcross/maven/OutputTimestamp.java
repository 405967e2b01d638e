package dev.rustcross.maven;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
     * @param sourceDateEpoch the value of {@code SOURCE_DATE_EPOCH}
     * @return empty where the POM's value is neither
     */
    public static Optional<Instant> resolve(@Nullable String property, Optional<String> sourceDateEpoch) {
        if (property == null || property.isBlank() || isSingleNonDigit(property)) {
            return Optional.of(sourceDateEpoch.flatMap(OutputTimestamp::parse).orElse(FALLBACK));
        }
        return parse(property);
    }

    private static boolean isSingleNonDigit(String property) {
        return property.length() == 1 && !Character.isDigit(property.charAt(0));
    }

    private static Optional<Instant> parse(String value) {
        try {
            return Optional.of(
                    value.chars().allMatch(Character::isDigit)
                            ? Instant.ofEpochSecond(Long.parseLong(value))
                            : OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
