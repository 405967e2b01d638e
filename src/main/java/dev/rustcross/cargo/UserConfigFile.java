package dev.rustcross.cargo;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** One configuration file of the user's; the TOML parser is loaded only where there is one. */
final class UserConfigFile {

    private final Path path;
    private final TomlParseResult content;

    private UserConfigFile(Path path, TomlParseResult content) {
        this.path = path;
        this.content = content;
    }

    static UserConfigFile read(Path path) {
        TomlParseResult content;
        try {
            content = Toml.parse(path);
        } catch (IOException e) {
            throw BuildIoException.cannot("read Cargo's configuration file", path, e);
        }
        if (content.hasErrors()) {
            TomlParseError error = content.errors().get(0);
            throw new InvalidConfigurationException(new Problem(
                    path + ":" + error.position().line() + ":"
                            + error.position().column(),
                    "not valid TOML: " + error.getMessage(),
                    null,
                    "Correct the file; Cargo cannot read it either."));
        }
        return new UserConfigFile(path, content);
    }

    /** Returns the files that this one includes. */
    List<Path> includes() {
        if (!(content.get(List.of("include")) instanceof TomlArray array)) {
            return List.of();
        }
        return array.toList().stream()
                .map(element -> element instanceof TomlTable table ? table.get("path") : element)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .map(path::resolveSibling)
                .map(Path::normalize)
                .toList();
    }

    /** Returns the keys of a top-level table. */
    Set<String> keysOf(String table) {
        return content.get(List.of(table)) instanceof TomlTable keys ? keys.keySet() : Set.of();
    }

    /** Returns the file and the line where a key is set. */
    String source(List<String> key) {
        var position = content.inputPositionOf(key);
        return position == null ? path.toString() : path + ":" + position.line();
    }

    /** Null also where the key goes through something that is no table, of which Cargo complains. */
    @Nullable Object value(List<String> key) {
        Object value = content;
        for (String part : key) {
            value = value instanceof TomlTable inner ? inner.get(List.of(part)) : null;
        }
        return value;
    }
}
