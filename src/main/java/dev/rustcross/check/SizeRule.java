package dev.rustcross.check;

import java.util.List;

/** A binary, or a slice of a universal one, is no larger than it may be. */
public final class SizeRule {

    private SizeRule() {}

    /**
     * Returns whether it is too large.
     *
     * @param size its bytes
     */
    public static List<Finding> check(long size, Expectations wanted) {
        Long maxSize = wanted.maxSize();
        if (maxSize == null || size <= maxSize) {
            return List.of();
        }
        return List.of(Finding.failure(
                "size",
                ByteSize.format(size) + " (" + size + " bytes)",
                "at most " + ByteSize.format(maxSize) + " (" + maxSize + " bytes), by <maxSize>",
                "make it smaller (" + (wanted.sizeProfile() ? "" : "<sizeProfile>true</sizeProfile>, ")
                        + "fewer features and dependencies), or raise <maxSize>."));
    }
}
