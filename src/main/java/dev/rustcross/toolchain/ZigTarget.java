package dev.rustcross.toolchain;

import dev.rustcross.target.TargetTriple;
import org.jspecify.annotations.Nullable;

/**
 * A target as zig is to serve it.
 *
 * @param triple the Rust triple
 * @param glibc the oldest glibc to run on, such as {@code 2.17}; null for zig's default
 * @param macosMin the oldest macOS to run on, such as {@code 10.12}; null where the target is no Mac
 * @param targetCpu the {@code target-cpu} that the crate's rustflags set for this triple, so that C code gets the same;
 *     null for none
 */
public record ZigTarget(
        TargetTriple triple,
        @Nullable String glibc,
        @Nullable String macosMin,
        @Nullable String targetCpu) {

    public ZigTarget {
        if (triple.isMacOs() != (macosMin != null)) {
            throw new IllegalArgumentException("a macOS target, and no other, has a macosMin: " + triple);
        }
    }

    /** Returns the name that cargo-zigbuild takes: the triple, with the glibc version after a dot where there is one. */
    public String zigbuildName() {
        return glibc == null ? triple.name() : triple.name() + "." + glibc;
    }
}
