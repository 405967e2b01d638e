package dev.rustcross.workflow;

import java.util.regex.Pattern;

/** Quotes words for YAML and for the shells that pipelines run. */
final class Yaml {

    /** Words that YAML takes as they stand, whatever they mean elsewhere: no number, no boolean, no indicator. */
    private static final Pattern PLAIN = Pattern.compile("(?:[A-Za-z/]|\\./)[\\w./-]*(?<!\\.)|\\.");

    private static final Pattern RESERVED = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

    private Yaml() {}

    /** Returns a scalar of YAML. */
    static String scalar(String text) {
        return PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Returns a word of a command, for a POSIX shell and for PowerShell: both take all between single quotes as it stands. */
    static String shell(String word) {
        return word.matches("[\\w./:=-]+") ? word : "'" + word + "'";
    }
}
