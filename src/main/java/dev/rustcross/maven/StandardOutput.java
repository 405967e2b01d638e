package dev.rustcross.maven;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard output of this process, for what another program reads.
 *
 * <p>Maven's log would put a level in front of each line, and Maven 4 does the same with what is written to {@code System.out}.
 */
public final class StandardOutput {

    private StandardOutput() {}

    /** Prints a text and a line break; nothing where this process has no standard output, as in some IDEs. */
    @SuppressWarnings("resource") // Closing it would close that of the whole process.
    public static void print(String text) {
        var output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        output.println(text);
        output.flush();
    }
}
