package dev.rustcross.toolchain;

import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.target.TargetTriple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code rustc -vV} says.
 *
 * @param line the first line, such as {@code rustc 1.95.0 (59807616e 2026-04-14)}
 * @param release the version, such as {@code 1.95.0} or {@code 1.97.0-nightly}
 * @param commit the commit it was built from, {@code unknown} for some distributions
 * @param host the triple that it runs on
 */
public record RustcVersion(String line, String release, String commit, TargetTriple host) {

    /** Returns whether it takes options that are not stable: a nightly, or one that was built from the sources of one. */
    public boolean isNightly() {
        return release.endsWith("-nightly") || release.endsWith("-dev");
    }

    static RustcVersion parse(List<String> output) {
        Map<String, String> values = new HashMap<>();
        for (String line : output) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 2).strip());
            }
        }
        String host = values.get("host");
        if (host == null) {
            throw new ToolFailedException("rustc -vV named no host; it said: " + String.join(" | ", output));
        }
        return new RustcVersion(
                output.get(0).strip(),
                values.getOrDefault("release", "unknown"),
                values.getOrDefault("commit-hash", "unknown"),
                new TargetTriple(host));
    }
}
