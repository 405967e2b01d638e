package dev.rustcross.execution;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A binary that cargo built, and the copy of it that is shipped.
 *
 * @param target the name of the target it was built for
 * @param packageName the Cargo package it belongs to
 * @param name the binary's name, without an extension
 * @param file the copy in the output directory, normalised where its linker stamps it
 * @param source what cargo built
 * @param sourceState the size and modification time of the source when it was copied
 */
public record BuiltBinary(
        String target, String packageName, String name, Path file, Path source, FileState sourceState) {

    /** Returns whether an earlier copy is of the same source in the same state. */
    boolean isCopiedBy(@Nullable BuiltBinary earlier) {
        return earlier != null
                && source.equals(earlier.source)
                && sourceState.equals(earlier.sourceState)
                && packageName.equals(earlier.packageName);
    }
}
