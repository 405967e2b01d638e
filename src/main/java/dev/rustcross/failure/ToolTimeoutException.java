package dev.rustcross.failure;

/** A program did not end in the time that it had; it and all that it had started are dead. */
public final class ToolTimeoutException extends ToolFailedException {

    private static final long serialVersionUID = 1L;

    /** Creates the failure; the message names the program, the time, and the parameter that sets it. */
    public ToolTimeoutException(String message) {
        super(message);
    }
}
