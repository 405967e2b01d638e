package dev.rustcross.failure;

/** What was built is not what was asked for. */
public final class CheckFailedException extends RustCrossException {

    private static final long serialVersionUID = 1L;

    /** Creates the failure; the message names each file, what it has, what it was to have, and what to do. */
    public CheckFailedException(String message) {
        super(message, null);
    }
}
