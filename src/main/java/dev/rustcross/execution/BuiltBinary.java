package dev.rustcross.execution;

import dev.rustcross.file.FileState;
import dev.rustcross.plan.CrateProduct;
import java.nio.file.Path;

/**
 * A file that cargo built, a program or a part of a library, and the copy of it that is shipped.
 *
 * @param target the name of the target it was built for
 * @param packageName the Cargo package it belongs to; empty where nobody tells, since it was not built here
 * @param kind what it is, or belongs to
 * @param name the name of the Cargo target, without an extension
 * @param file the copy in the output directory, normalised where its linker stamps it
 * @param source what cargo built
 * @param sourceState the size and modification time of the source when it was copied
 * @param state those of the copy
 */
public record BuiltBinary(
        String target,
        String packageName,
        CrateProduct.Kind kind,
        String name,
        Path file,
        Path source,
        FileState sourceState,
        FileState state) {

    /** Returns whether it was not built here, so that only its file names it. */
    boolean isPrebuilt() {
        return packageName.isEmpty();
    }

    /** Returns whether this is a copy of a source in a state, and still there as it was made. */
    boolean isCopyOf(Path other, FileState otherState) {
        return source.equals(other) && sourceState.equals(otherState) && state.matches(file);
    }
}
