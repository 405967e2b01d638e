package dev.rustcross.failure;

/** A program was started and ended without success: the crate does not compile, a linker failed, time ran out. */
public sealed class ToolFailedException extends RustCrossException permits ToolTimeoutException {

    private static final long serialVersionUID = 1L;

    /** Creates the failure; the message names the program, the targets concerned and what to do next. */
    public ToolFailedException(String message) {
        super(message, null);
    }
}
