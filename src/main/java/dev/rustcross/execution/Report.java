package dev.rustcross.execution;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a goal tells, for people and for programs. */
public interface Report {

    /** Returns the lines of a table. */
    List<String> table();

    /** Returns the same as JSON. */
    String json();

    /**
     * Writes the JSON to a file.
     *
     * @throws BuildIoException when it cannot be written
     */
    default void writeJson(Path file) {
        try {
            AtomicFile.writeString(file, json() + "\n");
        } catch (IOException e) {
            throw BuildIoException.cannot("write", file, e);
        }
    }
}
