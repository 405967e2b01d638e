package dev.rustcross.execution;

import java.nio.file.Path;

/**
 * A binary that cargo built, and the copy of it that is shipped.
 *
 * @param target the name of the target it was built for
 * @param packageName the Cargo package it belongs to
 * @param name the binary's name, without an extension
 * @param file the copy in the output directory, normalised where its linker stamps it
 * @param source what cargo built
 * @param sourceState the size and modification time of the source when it was copied
 * @param state those of the copy
 */
public record BuiltBinary(
        String target,
        String packageName,
        String name,
        Path file,
        Path source,
        FileState sourceState,
        FileState state) {

    /** Returns whether this is a copy of a source in a state, and still there as it was made. */
    boolean isCopyOf(Path other, FileState otherState) {
        return source.equals(other) && sourceState.equals(otherState) && state.matches(file);
    }
}
