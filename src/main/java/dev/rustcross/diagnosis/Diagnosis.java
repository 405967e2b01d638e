package dev.rustcross.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * Why something failed.
 *
 * @param mode the way of failing
 * @param target the triple that failed; null where the words do not tell, and there are several, and for what is compiled for the
 *     host
 * @param tool who said it
 * @param line the line that gave it away
 * @param cause why, in a sentence
 * @param fix what to write or type; may have several lines
 */
public record Diagnosis(FailureMode mode, @Nullable String target, String tool, String line, String cause, String fix) {

    /** Returns a block of indented lines, one a component, without a line feed at the end. */
    public String render() {
        return (target == null ? "" : row("target", target))
                + row("tool", tool)
                + row("line", line)
                + row("cause", cause)
                + row("fix", fix).stripTrailing();
    }

    private static String row(String label, String text) {
        return "  " + (label + ":       ").substring(0, 8) + text.replace("\n", "\n          ") + "\n";
    }
}
