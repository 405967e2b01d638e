package dev.rustcross.execution;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.FileState;
import dev.rustcross.file.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What one goal leaves for the next: small JSON files in the output directory.
 *
 * <p>Files and not the session, since goals may run in separate Maven calls, and in parallel for different modules.
 */
public final class Records {

    private final Path directory;

    /** Creates the records of an output directory. */
    public Records(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes a record, replacing an earlier one in one step.
     *
     * @throws BuildIoException when the folder cannot be written
     */
    public <T extends Record> void write(Kind<T> kind, T content) {
        Path file = file(kind);
        try {
            AtomicFile.writeString(file, RecordJson.write(content) + "\n");
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("write", file, e);
        }
    }

    /**
     * Removes a record, before what it tells of is changed.
     *
     * @throws BuildIoException when it cannot be removed
     */
    void remove(Kind<?> kind) {
        try {
            Files.deleteIfExists(file(kind));
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("remove", file(kind), e);
        }
    }

    /** Returns a record where there is one that this version can read. */
    public <T extends Record> Optional<T> find(Kind<T> kind) {
        Path file = file(kind);
        try {
            return Optional.of(RecordJson.read(Files.readString(file), kind.type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns a record that must be there.
     *
     * @throws InvalidConfigurationException naming the goal to run, where it is not
     */
    public <T extends Record> T require(Kind<T> kind) {
        return find(kind).orElseThrow(() -> missing(kind, "no record of the goal " + kind.goal + " there"));
    }

    /** Returns the failure for a record that is missing, or was made for something else. */
    public <T extends Record> InvalidConfigurationException missing(Kind<T> kind, String what) {
        return new InvalidConfigurationException(new Problem(
                file(kind).toString(),
                what,
                null,
                "run `mvn " + kind.phase + "`, or `mvn rust-cross:" + kind.goal
                        + "` first; executions that run side by side need an <outputDirectory> each."));
    }

    /** Returns a record's size and time as a text, also of one that is not there. */
    String state(Kind<?> kind) {
        return FileState.describe(file(kind));
    }

    private Path file(Kind<?> kind) {
        return directory.resolve(kind.fileName);
    }

    /**
     * A record's place, and the goal that leaves it.
     *
     * @param fileName the file's name
     * @param type the content's class
     * @param goal the goal that writes it
     * @param phase the phase that the goal is bound to by default
     */
    record Kind<T extends Record>(String fileName, Class<T> type, String goal, String phase) {}
}
