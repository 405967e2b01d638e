package dev.rustcross.testing;

import dev.rustcross.execution.BuildLog;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is told, each line after its level. */
public final class RecordingLog implements BuildLog {

    private final List<String> lines = new ArrayList<>();

    @Override
    public void info(String line) {
        lines.add("info: " + line);
    }

    @Override
    public void warn(String line) {
        lines.add("warn: " + line);
    }

    @Override
    public void error(String line) {
        lines.add("error: " + line);
    }

    @Override
    public void debug(String line) {
        lines.add("debug: " + line);
    }

    /** Returns all lines, such as {@code info: Nothing to compile}. */
    public List<String> lines() {
        return lines;
    }

    /** Returns the lines of a level, without it. */
    public List<String> lines(String level) {
        return lines.stream()
                .filter(line -> line.startsWith(level + ": "))
                .map(line -> line.substring(level.length() + 2))
                .toList();
    }
}
