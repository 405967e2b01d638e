package dev.rustcross.mojo;

import dev.rustcross.failure.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a goal prints its report. */
enum OutputFormat {
    /** A table, in Maven's log. */
    TEXT,
    /** JSON, on standard output, with nothing in front. */
    JSON;

    /** Returns the format of that name; {@link #TEXT} and a problem for one that is not there. */
    static OutputFormat parse(String name, List<Problem> problems) {
        for (OutputFormat format : values()) {
            if (format.id().equals(name)) {
                return format;
            }
        }
        problems.add(TargetReader.unknownValue(
                "<outputFormat>",
                "unknown format",
                name,
                Arrays.stream(values()).map(OutputFormat::id).toList()));
        return TEXT;
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
