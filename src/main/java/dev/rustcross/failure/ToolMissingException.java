package dev.rustcross.failure;

import org.jspecify.annotations.Nullable;

/** A program, a standard library or a download that the build needs is not there and was not or could not be installed. */
public final class ToolMissingException extends RustCrossException {

    private static final long serialVersionUID = 1L;

    /** Creates the failure; the message names the tool, who needs it and the command that installs it. */
    public ToolMissingException(String message) {
        super(message, null);
    }

    /** Creates the failure with its cause. */
    public ToolMissingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
