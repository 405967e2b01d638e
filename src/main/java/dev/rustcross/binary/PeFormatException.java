package dev.rustcross.binary;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not a Windows executable, or a damaged one; the message names it. */
public final class PeFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    PeFormatException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
