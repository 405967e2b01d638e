package dev.rustcross.toolchain;

import java.nio.file.Path;

/**
 * A zig with the cargo-zigbuild that drives it.
 *
 * @param cargoZigbuild the program cargo-zigbuild, absolute
 * @param zig the program zig, absolute
 * @param cargoZigbuildVersion such as {@code 0.24.0}
 * @param zigVersion such as {@code 0.17.1}
 * @param embedded whether it is the pinned one in the plugin's cache, rather than the user's own
 */
public record ZigToolchain(
        Path cargoZigbuild, Path zig, String cargoZigbuildVersion, String zigVersion, boolean embedded) {

    /** Returns both versions in words: {@code zig 0.17.1, cargo-zigbuild 0.24.0}. */
    public String versions() {
        return "zig " + zigVersion + ", cargo-zigbuild " + cargoZigbuildVersion;
    }
}
