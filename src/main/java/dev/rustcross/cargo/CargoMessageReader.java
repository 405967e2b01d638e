package dev.rustcross.cargo;

import com.google.gson.stream.JsonReader;
import dev.rustcross.cargo.CargoMessage.BuildFinished;
import dev.rustcross.cargo.CargoMessage.BuildScriptExecuted;
import dev.rustcross.cargo.CargoMessage.CompilerArtifact;
import dev.rustcross.cargo.CargoMessage.Other;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads cargo's JSON messages.
 *
 * @see <a href="https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages">the format</a>
 */
public final class CargoMessageReader {

    private CargoMessageReader() {}

    /** Reads one line; one that is no message known here comes back as {@link Other}. */
    public static CargoMessage read(String line) {
        if (!line.startsWith("{")) {
            return new Other(line);
        }
        try (var json = new JsonReader(new StringReader(line))) {
            return read(json, line);
        } catch (IOException | IllegalStateException e) {
            return new Other(line);
        }
    }

    private static CargoMessage read(JsonReader json, String line) throws IOException {
        String reason = "";
        String packageId = "";
        CargoTarget target = null;
        List<String> filenames = List.of();
        String executable = null;
        boolean fresh = false;
        boolean success = false;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "reason" -> reason = json.nextString();
                case "package_id" -> packageId = json.nextString();
                case "target" -> target = CrateMetadata.readTarget(json);
                case "filenames" -> filenames = JsonValues.strings(json);
                case "executable" -> executable = JsonValues.stringOrNull(json);
                case "fresh" -> fresh = json.nextBoolean();
                case "success" -> success = json.nextBoolean();
                default -> json.skipValue();
            }
        }
        json.endObject();
        return switch (reason) {
            case "compiler-artifact" ->
                target == null
                        ? new Other(line)
                        : new CompilerArtifact(
                                packageId,
                                target.name(),
                                target.kinds(),
                                filenames.stream().map(Path::of).toList(),
                                pathOrNull(executable),
                                fresh);
            case "build-script-executed" -> new BuildScriptExecuted(packageId);
            case "build-finished" -> new BuildFinished(success);
            default -> new Other(line);
        };
    }

    private static @Nullable Path pathOrNull(@Nullable String path) {
        return path == null ? null : Path.of(path);
    }
}
