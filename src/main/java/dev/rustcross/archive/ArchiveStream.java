package dev.rustcross.archive;

import java.io.Closeable;
import java.io.IOException;

/** An archive being written; closing it completes the archive and closes the stream below. */
interface ArchiveStream extends Closeable {

    /** Adds a folder; its name ends with {@code /}. */
    void addFolder(String name) throws IOException;

    /** Adds a file with its content. */
    void addFile(ArchiveEntry entry) throws IOException;
}
