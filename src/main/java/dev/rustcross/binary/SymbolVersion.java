package dev.rustcross.binary;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a library's symbols, such as {@code GLIBC_2.17}.
 *
 * @param family the part before the number, such as {@code GLIBC} or {@code GLIBCXX}
 * @param number numbers below 10<sup>9</sup> with dots between them, such as {@code 2.17}
 */
public record SymbolVersion(String family, String number) implements Comparable<SymbolVersion> {

    private static final String NUMBERS = "[0-9]{1,9}(?:\\.[0-9]{1,9})*";
    private static final Pattern NUMBER = Pattern.compile(NUMBERS);
    private static final Pattern NAME = Pattern.compile("(.+)_(" + NUMBERS + ")");

    /** glibc's name for "has relative relocations that are packed", which glibc has understood since 2.36 (its NEWS). */
    private static final String GLIBC_ABI_DT_RELR = "GLIBC_ABI_DT_RELR";

    public SymbolVersion {
        if (!NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException("not a version number: " + number);
        }
    }

    /**
     * Reads a version's name as it stands in a binary.
     *
     * @return empty where it has no number, as {@code GLIBC_PRIVATE}
     */
    public static Optional<SymbolVersion> parse(String name) {
        if (name.equals(GLIBC_ABI_DT_RELR)) {
            return Optional.of(new SymbolVersion("GLIBC", "2.36"));
        }
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new SymbolVersion(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** Orders by family, and within it by number: 2.9 before 2.17, and 2 before 2.0. */
    @Override
    public int compareTo(SymbolVersion other) {
        int families = family.compareTo(other.family);
        return families != 0 ? families : Arrays.compare(numbers(), other.numbers());
    }

    private int[] numbers() {
        return Arrays.stream(number.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    /** Returns the name, such as {@code GLIBC_2.17}. */
    @Override
    public String toString() {
        return family + "_" + number;
    }
}
