package dev.rustcross.maven;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.CheckFailedException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Turns a failure of the core into the exception Maven knows: whose fault it is decides which. */
public final class FailureTranslator {

    private FailureTranslator() {}

    /**
     * Throws the exception for a failure.
     *
     * @throws MojoFailureException for what the project's owner mends: its configuration, its code
     * @throws MojoExecutionException for what the machine lacks, and for input and output
     */
    public static MojoFailureException translate(RustCrossException failure)
            throws MojoFailureException, MojoExecutionException {
        if (failure instanceof InvalidConfigurationException
                || failure instanceof ToolFailedException
                || failure instanceof CheckFailedException) {
            return new MojoFailureException(failure.getMessage(), failure);
        }
        if (failure instanceof ToolMissingException || failure instanceof BuildIoException) {
            throw new MojoExecutionException(failure.getMessage(), failure);
        }
        throw new AssertionError("a sealed family has no other member", failure);
    }
}
