package dev.rustcross.target;

import dev.rustcross.failure.Suggestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The triples that rustc is known to have, from {@code rustc --print target-list} of stable and nightly when this version
 * was made, so that a misspelt triple is found without starting a compiler.
 */
public final class KnownTriples {

    private static final Set<String> NAMES = read();

    private KnownTriples() {}

    /** Returns whether rustc had this triple when this version was made. */
    public static boolean contains(TargetTriple triple) {
        return NAMES.contains(triple.name());
    }

    /** Returns the known triple nearest to a misspelt one. */
    public static Optional<String> nearest(String misspelt) {
        return Suggestion.nearest(misspelt, NAMES);
    }

    private static Set<String> read() {
        try (InputStream list = Objects.requireNonNull(KnownTriples.class.getResourceAsStream("triples.txt"));
                var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII))) {
            return lines.lines().collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
