package dev.rustcross.toolchain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Picks what a reader needs from the error output of a tool. */
final class ToolOutput {

    private static final int MANY = 6;

    private ToolOutput() {}

    /** Returns the lines from the first that reports an error, the last few lines when none does. */
    static String errors(List<String> stderr) {
        List<String> lines = stderr.stream().filter(line -> !line.isBlank()).toList();
        int from = 0;
        while (from < lines.size() && !lines.get(from).toLowerCase(Locale.ROOT).startsWith("error")) {
            from++;
        }
        List<String> said = from < lines.size()
                ? lines.subList(from, Math.min(lines.size(), from + MANY))
                : lines.subList(Math.max(0, lines.size() - MANY), lines.size());
        return said.isEmpty()
                ? "it printed nothing"
                : said.stream().map(ToolOutput::shortened).collect(Collectors.joining("\n    "));
    }

    /** Returns the line without its indentation, cut where it is too long to read. */
    static String shortened(String line) {
        String text = line.strip();
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
