package dev.rustcross.macho;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not a Mach-O image, is damaged, or cannot go into a universal binary; the message names the file. */
public final class MachOFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    MachOFormatException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
