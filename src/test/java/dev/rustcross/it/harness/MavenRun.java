package dev.rustcross.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A run of Maven that has ended.
 *
 * @param exitCode its exit code
 * @param lines what it printed on both streams
 * @param logFile where that is kept
 * @param commandToRepeat what to type to run it again
 */
public record MavenRun(int exitCode, List<String> lines, Path logFile, String commandToRepeat) {

    private static final int TAIL = 60;

    private static final Pattern STACK_FRAME = Pattern.compile("^\\s+at (\\S+/)?dev\\.rustcross\\.");

    /** Returns what Maven printed. */
    public String log() {
        return String.join("\n", lines);
    }

    /** Returns Maven's last message, from the failed goal to its general advice, without the level prefix. */
    public String error() {
        return lines.stream()
                .dropWhile(line -> !line.startsWith("[ERROR] Failed to execute goal"))
                .takeWhile(line -> !line.startsWith("[ERROR] To see the full stack trace"))
                .map(line -> line.replaceFirst("^\\[ERROR] ?", ""))
                .collect(Collectors.joining("\n"));
    }

    /** Returns how many lines hold the text. */
    public long count(String text) {
        return lines.stream().filter(line -> line.contains(text)).count();
    }

    /** Returns whether a user would see the inside of the plugin, which no failure is to show. */
    boolean showsInternals() {
        return lines.stream().anyMatch(line -> STACK_FRAME.matcher(line).find());
    }

    /** Writes the log, the command to repeat first. */
    void keep() {
        try {
            Files.writeString(logFile, "# " + commandToRepeat + "\n" + log() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AssertionError unexpected(String what) {
        String tail = lines.subList(Math.max(0, lines.size() - TAIL), lines.size()).stream()
                .collect(Collectors.joining("\n  ", "\n  ", ""));
        return new AssertionError("%s (exit code %d). The end of %s:%s%nTo run it again:%n  %s"
                .formatted(what, exitCode, logFile, tail, commandToRepeat));
    }
}
