package dev.rustcross.failure;

/** The Rust toolchain that a crate or the POM asks for is not installed, but rustup is there, which could install it. */
public final class ToolchainMissingException extends ToolMissingException {

    private static final long serialVersionUID = 1L;

    /** Creates the failure; the message names the crate and the command that installs the toolchain. */
    public ToolchainMissingException(String message) {
        super(message);
    }
}
