package dev.rustcross.toolchain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version that a tool reports.
 *
 * @param text as it was reported, such as {@code 0.17.0-dev.31+a1b2c3}
 */
record ToolVersion(String text, int major, int minor, int patch) {

    private static final Pattern VERSION = Pattern.compile("\\b(\\d+)\\.(\\d+)\\.(\\d+)\\S*");

    /** Finds the version in a line such as {@code cargo-zigbuild 0.24.0}. */
    static Optional<ToolVersion> parse(String line) {
        Matcher matcher = VERSION.matcher(line);
        return matcher.find()
                ? Optional.of(new ToolVersion(
                        matcher.group(),
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** Returns whether this version is older; a development version counts as the release it leads to. */
    boolean isBefore(ToolVersion other) {
        if (major != other.major) {
            return major < other.major;
        }
        return minor != other.minor ? minor < other.minor : patch < other.patch;
    }
}
