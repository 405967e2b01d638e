package dev.rustcross.check;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of some libraries.
 *
 * @param names the whole name, as a binary spells it
 */
record LibraryPattern(Pattern names) {

    /**
     * Reads a pattern, in which {@code *} stands for any characters, and {@code ?} for one.
     *
     * @param ignoresCase whether the system that loads the library does
     */
    static LibraryPattern of(String glob, boolean ignoresCase) {
        String regex = Arrays.stream(glob.split("(?<=[*?])|(?=[*?])", -1))
                .map(part -> switch (part) {
                    case "*" -> ".*";
                    case "?" -> ".";
                    default -> Pattern.quote(part);
                })
                .collect(Collectors.joining());
        return new LibraryPattern(Pattern.compile(regex, ignoresCase ? Pattern.CASE_INSENSITIVE : 0));
    }

    boolean matches(String library) {
        return names.matcher(library).matches();
    }
}
