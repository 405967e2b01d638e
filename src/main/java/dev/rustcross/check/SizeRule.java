package dev.rustcross.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A binary, or a slice of a universal one, is no larger than it may be. */
public final class SizeRule {

    private SizeRule() {}

    /**
     * Returns whether it is too large.
     *
     * @param size its bytes
     * @param maxSize how many it may have; null for no limit
     */
    public static List<Finding> check(long size, @Nullable Long maxSize) {
        if (maxSize == null || size <= maxSize) {
            return List.of();
        }
        return List.of(Finding.failure(
                "size",
                ByteSize.format(size) + " (" + size + " bytes)",
                "at most " + ByteSize.format(maxSize) + " (" + maxSize + " bytes), by <maxSize>",
                "make it smaller (strip, lto and opt-level = \"z\" in [profile] of Cargo.toml, fewer features), or raise"
                        + " <maxSize>."));
    }
}
