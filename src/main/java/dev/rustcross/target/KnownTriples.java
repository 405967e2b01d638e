package dev.rustcross.target;

import dev.rustcross.failure.Suggestion;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The triples that rustc is known to have, from {@code rustc --print target-list} of stable and nightly when this version
 * was made, so that a misspelt triple is found without starting a compiler.
 */
public final class KnownTriples {

    private static final Set<String> NAMES = new LinkedHashSet<>(List.of(TripleList.TEXT.split("\n")));

    /** What others call rustc's architectures. */
    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "x86_64", "x64", "x86_64", "arm64", "aarch64");

    private KnownTriples() {}

    /** Returns whether rustc had this triple when this version was made. */
    public static boolean contains(TargetTriple triple) {
        return NAMES.contains(triple.name());
    }

    /** Returns the known triple that a misspelt one most likely means: with another vendor, else the nearest. */
    public static Optional<String> nearest(String misspelt) {
        String[] parts = misspelt.split("-", 2);
        String architecture = ARCHITECTURES.getOrDefault(parts[0], parts[0]);
        if (parts.length == 1) {
            return Suggestion.nearest(architecture, NAMES);
        }
        return NAMES.stream()
                .filter(name -> name.startsWith(architecture + "-") && name.endsWith("-" + parts[1]))
                .min(Comparator.comparingInt(String::length))
                .or(() -> Suggestion.nearest(architecture + "-" + parts[1], NAMES));
    }
}
