package dev.rustcross.failure;

/** A program, a standard library or a download that the build needs is not there and was not or could not be installed. */
public sealed class ToolMissingException extends RustCrossException permits ToolchainMissingException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure; the message names the tool, who needs it and the command that installs it. There is no cause to it: Maven
     * would print the cause's message behind this one, and say the same thing twice.
     */
    public ToolMissingException(String message) {
        super(message, null);
    }
}
