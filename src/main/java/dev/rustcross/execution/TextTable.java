package dev.rustcross.execution;

import java.util.ArrayList;
import java.util.List;

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
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        var lines = new ArrayList<String>();
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
        return lines;
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        int last = widths.length - 1;
        for (int column = 0; column < last; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length())).append("  ");
        }
        return line.append(row.get(last)).toString();
    }
}
