package dev.rustcross.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user most likely meant by a misspelt name. */
public final class Suggestion {

    private Suggestion() {}

    /**
     * Returns the candidate nearest to the value by edit distance, regardless of case.
     *
     * <p>Empty when none shares at least half of the value's letters: a wild guess is worse than none. Of several
     * equally near ones, the first in the collection's order is taken.
     */
    public static Optional<String> nearest(String value, Collection<String> candidates) {
        String wanted = value.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .map(candidate -> new Scored(candidate, distance(wanted, candidate.toLowerCase(Locale.ROOT))))
                .filter(scored -> scored.distance * 2 <= Math.max(wanted.length(), scored.candidate.length()))
                .min(Comparator.comparingInt(Scored::distance))
                .map(Scored::candidate);
    }

    /** Levenshtein's distance, by rows. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substituted = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[right.length()];
    }

    private record Scored(String candidate, int distance) {}
}
