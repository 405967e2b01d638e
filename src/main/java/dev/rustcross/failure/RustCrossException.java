package dev.rustcross.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure whose message is complete: a reader needs nothing else to mend it.
 *
 * <p>The subclass says who can mend it, which is what decides the exception Maven gets.
 */
public abstract sealed class RustCrossException extends RuntimeException
        permits InvalidConfigurationException,
                ToolMissingException,
                ToolFailedException,
                CheckFailedException,
                BuildIoException {

    private static final long serialVersionUID = 1L;

    RustCrossException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
