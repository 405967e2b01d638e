package dev.rustcross.plan;

/** The program that makes a cargo call. */
public enum BuildTool {
    /** {@code cargo build}. */
    CARGO,
    /** {@code cargo xwin build}, which prepares the environment for MSVC and calls cargo. */
    CARGO_XWIN,
    /** {@code cross build}, which calls a container's cargo. */
    CROSS
}
