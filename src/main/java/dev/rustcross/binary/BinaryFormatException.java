package dev.rustcross.binary;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file is not an executable or library of the format that is wanted, is damaged, or cannot serve for what is asked of
 * it; the message begins with its path.
 */
public final class BinaryFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says of the file what is wrong, in words that follow "FILE: ". */
    public BinaryFormatException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
