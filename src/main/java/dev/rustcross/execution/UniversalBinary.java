package dev.rustcross.execution;

import dev.rustcross.file.FileState;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.MacFusion;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fused macOS program or library.
 *
 * @param packageName the Cargo package it belongs to
 * @param kind what it is
 * @param name the name of the Cargo target
 * @param file the fused file in the output directory
 * @param state the state of the fused file
 * @param slices the states of the two files it was made from, in the order of {@link MacFusion#HALVES}
 */
public record UniversalBinary(
        String packageName, CrateProduct.Kind kind, String name, Path file, FileState state, List<FileState> slices) {

    public UniversalBinary {
        slices = List.copyOf(slices);
    }

    /** Returns whether this was made of files in those states, and is still there as it was made. */
    boolean isFusionOf(List<FileState> halves) {
        return slices.equals(halves) && state.matches(file);
    }

    /** Returns whether the two files it was made from, which have its name, are those of a build, unchanged. */
    boolean isMadeOf(BinariesRecord built) {
        return IntStream.range(0, slices.size())
                .allMatch(i -> built.of(MacFusion.HALVES.get(i).name()).stream()
                        .filter(half -> half.file().getFileName().equals(file.getFileName()))
                        .anyMatch(half -> slices.get(i).matches(half.file())));
    }
}
