package dev.rustcross.failure;

import org.jspecify.annotations.Nullable;

/** A file could not be read or written, or the build was interrupted. */
public final class BuildIoException extends RustCrossException {

    private static final long serialVersionUID = 1L;

    /** Creates the failure; the message names the file and what was being done with it. */
    public BuildIoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
