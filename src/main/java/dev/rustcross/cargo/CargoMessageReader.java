package dev.rustcross.cargo;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that {@code cargo build --message-format=json-render-diagnostics} writes to its standard output.
 *
 * @see <a href="https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages">the format</a>
 */
public final class CargoMessageReader {

    private CargoMessageReader() {}

    /** Returns what a line says was built; empty for a message of another kind, and for a line of a wrapper of cargo or rustc. */
    public static Optional<CompilerArtifact> artifact(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try (var json = new JsonReader(new StringReader(line))) {
            return Optional.ofNullable(read(json));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether a line certainly tells of an unchanged unit that is no program and no library for others, as most lines of a build
     * with nothing to compile do. Known by the line's end, so that it need not be parsed.
     */
    public static boolean isFreshDependency(String line) {
        return line.endsWith("\"executable\":null,\"fresh\":true}") && !line.contains("\"cdylib\"");
    }

    private static @Nullable CompilerArtifact read(JsonReader json) throws IOException {
        String reason = "";
        String packageId = "";
        CargoTarget target = null;
        List<String> filenames = List.of();
        String executable = null;
        boolean fresh = false;
        boolean test = false;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "reason" -> reason = json.nextString();
                case "package_id" -> packageId = json.nextString();
                case "target" -> target = CrateMetadata.readTarget(json);
                case "filenames" -> filenames = JsonValues.strings(json);
                case "executable" -> executable = JsonValues.stringOrNull(json);
                case "fresh" -> fresh = json.nextBoolean();
                case "profile" -> test = readIsTest(json);
                default -> json.skipValue();
            }
        }
        json.endObject();
        return reason.equals("compiler-artifact") && target != null
                ? new CompilerArtifact(
                        packageId,
                        target.name(),
                        target.kinds(),
                        filenames.stream().map(Path::of).toList(),
                        executable == null ? null : Path.of(executable),
                        fresh,
                        test)
                : null;
    }

    private static boolean readIsTest(JsonReader json) throws IOException {
        boolean test = false;
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("test")) {
                test = json.nextBoolean();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        return test;
    }
}
