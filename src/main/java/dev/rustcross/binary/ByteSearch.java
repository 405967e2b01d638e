package dev.rustcross.binary;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds byte strings in a file of any size, of which only a window is in memory. */
public final class ByteSearch {

    private static final int WINDOW = 1 << 18;

    private final List<byte[]> patterns;
    private final int longest;

    /** For each value of a byte the patterns that begin with it. */
    private final int[][] candidates = new int[1 << Byte.SIZE][];

    /**
     * A place where a pattern begins.
     *
     * @param offset from the start of the file, in bytes
     * @param pattern the pattern's index in the list
     */
    public record Match(long offset, int pattern) {}

    /**
     * Prepares a search.
     *
     * @param patterns none empty; they may overlap, or be a part of one another
     */
    public ByteSearch(List<byte[]> patterns) {
        this.patterns = patterns.stream().map(byte[]::clone).toList();
        this.longest =
                patterns.stream().mapToInt(pattern -> pattern.length).max().orElse(0);
        Arrays.fill(candidates, new int[0]);
        for (int index = 0; index < patterns.size(); index++) {
            if (patterns.get(index).length == 0) {
                throw new IllegalArgumentException("an empty pattern is everywhere");
            }
            int first = Byte.toUnsignedInt(patterns.get(index)[0]);
            int count = candidates[first].length;
            candidates[first] = Arrays.copyOf(candidates[first], count + 1);
            candidates[first][count] = index;
        }
    }

    /**
     * Searches the file.
     *
     * @param limit after how many matches to stop
     * @return the first matches, by offset, and at one offset by pattern
     */
    public List<Match> find(BinaryFile file, int limit) throws IOException {
        List<Match> matches = new ArrayList<>();
        int step = Math.max(WINDOW, longest);
        for (long start = 0; start < file.size() && longest > 0; start += step) {
            // A match that begins in this window may end in the next.
            int length = (int) Math.min(step + longest - 1L, file.size() - start);
            byte[] window = file.read(start, length, ByteOrder.BIG_ENDIAN).array();
            find(window, start, Math.min(step, length), matches, limit);
            if (matches.size() >= limit) {
                break;
            }
        }
        return matches;
    }

    private void find(byte[] window, long start, int end, List<Match> matches, int limit) {
        for (int at = 0; at < end; at++) {
            for (int index : candidates[Byte.toUnsignedInt(window[at])]) {
                byte[] pattern = patterns.get(index);
                if (Arrays.equals(
                        window, at, Math.min(at + pattern.length, window.length), pattern, 0, pattern.length)) {
                    matches.add(new Match(start + at, index));
                    if (matches.size() >= limit) {
                        return;
                    }
                }
            }
        }
    }
}
