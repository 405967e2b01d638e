package dev.rustcross.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines up rows of text in columns. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table with its heading. */
    public TextTable(String... heading) {
        rows.add(List.of(heading));
    }

    /** Adds a row, with as many cells as the heading. */
    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Returns the lines of the table, the heading first; the last column is not padded. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, columns)
                        .mapToObj(column -> column == columns - 1
                                ? row.get(column)
                                : row.get(column)
                                        + " "
                                                .repeat(widths[column]
                                                        - row.get(column).length()))
                        .collect(Collectors.joining("  ")))
                .toList();
    }
}
