package dev.rustcross.execution;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.target.TargetTriple;
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

    private static final Gson GSON = new GsonBuilder()
            .registerTypeHierarchyAdapter(Path.class, new PathAdapter())
            .registerTypeAdapter(TargetTriple.class, new TripleAdapter())
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .create();

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
    public <T> void write(Kind<T> kind, T content) {
        Path file = file(kind);
        try {
            AtomicFile.writeString(file, GSON.toJson(content) + "\n");
        } catch (IOException e) {
            throw new BuildIoException("cannot write " + file + ": " + e, e);
        }
    }

    /** Returns a record where there is one that this version can read. */
    public <T> Optional<T> find(Kind<T> kind) {
        Path file = file(kind);
        try {
            return Optional.ofNullable(GSON.fromJson(Files.readString(file), kind.type));
        } catch (IOException | RuntimeException e) {
            // Gson has no exception of its own for a record that its constructor refuses, as one of another version may be.
            return Optional.empty();
        }
    }

    /**
     * Returns a record that must be there.
     *
     * @throws InvalidConfigurationException naming the goal to run, where it is not
     */
    public <T> T require(Kind<T> kind) {
        return find(kind).orElseThrow(() -> missing(kind, "no record of the goal " + kind.goal + " there"));
    }

    /** Returns the failure for a record that is missing, or was made for something else. */
    public <T> InvalidConfigurationException missing(Kind<T> kind, String what) {
        return new InvalidConfigurationException(new Problem(
                file(kind).toString(),
                what,
                null,
                "run `mvn " + kind.phase + "`, or `mvn rust-cross:" + kind.goal
                        + "` first; executions that run side by side need an <outputDirectory> each."));
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
    record Kind<T>(String fileName, Class<T> type, String goal, String phase) {}

    private static final class PathAdapter extends TypeAdapter<Path> {
        @Override
        public void write(JsonWriter out, Path value) throws IOException {
            out.value(value == null ? null : value.toString());
        }

        @Override
        public Path read(JsonReader in) throws IOException {
            return Path.of(in.nextString());
        }
    }

    private static final class TripleAdapter extends TypeAdapter<TargetTriple> {
        @Override
        public void write(JsonWriter out, TargetTriple value) throws IOException {
            out.value(value.name());
        }

        @Override
        public TargetTriple read(JsonReader in) throws IOException {
            return new TargetTriple(in.nextString());
        }
    }
}
