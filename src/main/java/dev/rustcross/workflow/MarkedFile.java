package dev.rustcross.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of which parts are generated, between marks, and the rest is its owner's.
 *
 * <p>A mark is a comment: {@code # >>> rust-cross NAME} before a part and {@code # <<< rust-cross NAME} behind it.
 */
public final class MarkedFile {

    private static final String BEGIN = "# >>> rust-cross ";
    private static final String END = "# <<< rust-cross ";

    private MarkedFile() {}

    /** The text's marks are not as they were written. */
    public static final class MarkException extends Exception {

        private static final long serialVersionUID = 1L;

        MarkException(int line, String what) {
            super("line " + line + ": " + what);
        }
    }

    /** Returns a part between its marks, indented as its first line is. */
    static String part(String name, String content) {
        String indent =
                content.substring(0, content.length() - content.stripLeading().length());
        return indent + BEGIN + name + ", written by rust-cross-maven-plugin\n" + content + indent + END + name + "\n";
    }

    /**
     * Returns a text with the parts of another in the place of its own.
     *
     * @param existing the file as it is
     * @param generated the file as it would be written where there was none
     * @throws MarkException where a mark is missing, twice there, or without its other half
     */
    public static String merge(String existing, String generated) throws MarkException {
        Map<String, List<String>> parts = parts(generated.lines().toList());
        List<String> lines = existing.lines().toList();
        Map<String, List<String>> own = parts(lines);
        for (String name : parts.keySet()) {
            if (!own.containsKey(name)) {
                throw new MarkException(lines.size(), "there is no " + BEGIN + name);
            }
        }
        var merged = new ArrayList<String>();
        boolean skipping = false;
        for (String line : lines) {
            String word = line.strip();
            if (word.startsWith(BEGIN) && parts.containsKey(name(word, BEGIN))) {
                merged.addAll(parts.getOrDefault(name(word, BEGIN), List.of()));
                skipping = true;
            } else if (!skipping) {
                merged.add(line);
            } else if (word.startsWith(END)) {
                skipping = false;
            }
        }
        // As it was checked out.
        String end = existing.contains("\r\n") ? "\r\n" : "\n";
        return String.join(end, merged) + end;
    }

    /** Returns the parts with their marks, by name. */
    private static Map<String, List<String>> parts(List<String> lines) throws MarkException {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        List<String> current = null;
        String open = "";
        int opened = 0;
        for (int i = 0; i < lines.size(); i++) {
            String word = lines.get(i).strip();
            if (word.startsWith(BEGIN)) {
                if (current != null) {
                    throw new MarkException(opened, "no " + END + open + " follows");
                }
                open = name(word, BEGIN);
                opened = i + 1;
                current = new ArrayList<>();
                if (parts.put(open, current) != null) {
                    throw new MarkException(opened, BEGIN + open + " is there twice");
                }
            }
            if (current != null) {
                current.add(lines.get(i));
            }
            if (word.startsWith(END)) {
                if (current == null || !name(word, END).equals(open)) {
                    throw new MarkException(i + 1, "no " + BEGIN + name(word, END) + " is before it");
                }
                current = null;
            }
        }
        if (current != null) {
            throw new MarkException(opened, "no " + END + open + " follows");
        }
        return parts;
    }

    private static String name(String word, String mark) {
        return word.substring(mark.length()).split(",", 2)[0].strip();
    }
}
