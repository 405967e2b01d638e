/** Finds and installs what compiles and links: rustc, rustup, and zig behind cargo-zigbuild. */
@NullMarked
package dev.rustcross.toolchain;

import org.jspecify.annotations.NullMarked;
