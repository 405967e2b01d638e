package dev.rustcross.execution;

import java.nio.file.Path;
import java.util.List;

/**
 * A fused macOS binary.
 *
 * @param packageName the Cargo package it belongs to
 * @param name the binary's name
 * @param file the fused file in the output directory
 * @param slices the states of the two files it was made from
 */
public record UniversalBinary(String packageName, String name, Path file, List<FileState> slices) {

    public UniversalBinary {
        slices = List.copyOf(slices);
    }
}
