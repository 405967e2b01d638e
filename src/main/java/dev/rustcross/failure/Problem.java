package dev.rustcross.failure;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with what the user wrote.
 *
 * @param where the XML path in the POM, such as {@code <targets><target>[2]<triple>}, or the file concerned
 * @param what what is wrong, a clause without a full stop
 * @param value the offending value; null where it is absent or says nothing
 * @param fix what to write or type instead, a sentence
 */
public record Problem(String where, String what, @Nullable String value, String fix) {

    /** Returns the problem over at most three lines, the later ones indented. */
    public String render() {
        var text = new StringBuilder(where).append(": ").append(what);
        if (value != null) {
            text.append("\n     value: ").append(value);
        }
        return text.append("\n     fix:   ").append(fix).toString();
    }
}
