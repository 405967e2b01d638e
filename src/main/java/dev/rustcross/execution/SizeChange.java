package dev.rustcross.execution;

import dev.rustcross.check.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * A size, and what it was before.
 *
 * @param bytes the size
 * @param before the earlier size; null where there is none
 */
record SizeChange(long bytes, @Nullable Long before) {

    /** Returns the size, followed by the change where there is one: {@code 315 kB (-12 kB)}. */
    String text() {
        String size = ByteSize.format(bytes);
        return before == null || before == bytes ? size : size + " (" + signed(bytes - before) + ")";
    }

    private static String signed(long difference) {
        return (difference > 0 ? "+" : "-") + ByteSize.format(Math.abs(difference));
    }
}
