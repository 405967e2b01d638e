package dev.rustcross.execution;

import org.jspecify.annotations.Nullable;

/**
 * A size, and what it was before.
 *
 * @param bytes the size
 * @param before the earlier size; null where there is none
 */
record SizeChange(long bytes, @Nullable Long before) {

    /** Returns the size in kB of 1000 bytes, rounded up, followed by the change where there is one: {@code 315 kB (-12 kB)}. */
    String text() {
        String size = (bytes + 999) / 1000 + " kB";
        return before == null || before == bytes ? size : size + " (" + signed(bytes - before) + ")";
    }

    /** A change of less than a kB is told in bytes, not as none. */
    private static String signed(long difference) {
        String sign = difference > 0 ? "+" : "-";
        long amount = Math.abs(difference);
        return sign + (amount < 1000 ? amount + " B" : Math.round(amount / 1000.0) + " kB");
    }
}
