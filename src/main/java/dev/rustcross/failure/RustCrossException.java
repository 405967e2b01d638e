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

    /**
     * Creates the failure.
     *
     * @param origin what led to it, for {@code mvn -e}: not as its cause, whose words Maven would append to the message
     */
    RustCrossException(String message, @Nullable Throwable origin) {
        super(message);
        if (origin != null) {
            addSuppressed(origin);
        }
    }
}
