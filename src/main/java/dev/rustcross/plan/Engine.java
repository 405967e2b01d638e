package dev.rustcross.plan;

/** The way to a linker that a user asks for. */
public enum Engine {
    /** The first rule that applies. */
    AUTO,
    /** Plain cargo with what the user configured, nothing of ours. */
    CARGO,
    /** Zig, through cargo-zigbuild. */
    ZIGBUILD
}
