package dev.rustcross.cargo;

import java.util.List;

/**
 * Something that Cargo builds from a package: a library, a binary, a test.
 *
 * @param name the target's name
 * @param kinds what it is: {@code bin}, {@code lib}, {@code cdylib}, {@code custom-build}, {@code test} …; several for a
 *     library with several crate types
 * @param crateTypes what rustc makes of it: {@code bin}, {@code lib}, {@code rlib}, {@code cdylib} …
 * @param requiredFeatures the features without which Cargo silently leaves it out
 * @param doctest whether the examples of its documentation are tests
 */
public record CargoTarget(
        String name, List<String> kinds, List<String> crateTypes, List<String> requiredFeatures, boolean doctest) {

    public CargoTarget {
        kinds = List.copyOf(kinds);
        crateTypes = List.copyOf(crateTypes);
        requiredFeatures = List.copyOf(requiredFeatures);
    }

    /** Returns whether this is a binary, and neither an example nor a test. */
    public boolean isBinary() {
        return kinds.contains("bin");
    }

    /** Returns whether this is a shared library for other languages, which may be a Rust library besides. */
    public boolean isSharedLibrary() {
        return kinds.contains("cdylib");
    }
}
