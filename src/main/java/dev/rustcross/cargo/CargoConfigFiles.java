package dev.rustcross.cargo;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * Cargo's configuration files as Cargo finds them: {@code .cargo/config.toml} from a directory up to the root, then
 * {@code $CARGO_HOME/config.toml}, each with the files it includes.
 *
 * <p>{@code include} is honoured as Cargo does from 1.94 on.
 */
final class CargoConfigFiles {

    /**
     * A value with the place that holds it.
     *
     * @param value as tomlj gives it
     * @param source the file and line, for messages
     */
    record Definition(Object value, String source) {}

    private record ConfigFile(Path path, TomlParseResult content) {}

    /** Every file read, later ones over earlier ones. */
    private final List<ConfigFile> files = new ArrayList<>();

    private final Set<Path> candidates = new LinkedHashSet<>();

    private CargoConfigFiles() {}

    static CargoConfigFiles discover(Path directory, Map<String, String> environment) {
        var found = new CargoConfigFiles();
        List<Path> folders = folders(directory, cargoHome(directory, environment));
        for (int i = folders.size() - 1; i >= 0; i--) {
            found.readFolder(folders.get(i));
        }
        return found;
    }

    List<Path> candidates() {
        return List.copyOf(candidates);
    }

    /** Returns what the files say for a key, each later one stronger. */
    List<Definition> all(List<String> key) {
        return files.stream()
                .flatMap(file -> Optional.ofNullable(valueAt(file.content(), key))
                        .map(value -> new Definition(value, source(file, key)))
                        .stream())
                .toList();
    }

    Optional<Definition> strongest(List<String> key) {
        List<Definition> all = all(key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Returns the keys that a top-level table has in any file. */
    Set<String> keysOf(String table) {
        Set<String> keys = new TreeSet<>();
        for (ConfigFile file : files) {
            if (file.content().get(List.of(table)) instanceof TomlTable content) {
                keys.addAll(content.keySet());
            }
        }
        return keys;
    }

    /** Returns the folders that may hold a file, the strongest first; one reached twice counts where it came first. */
    private static List<Path> folders(Path directory, Path cargoHome) {
        Map<Path, Path> folders = new LinkedHashMap<>();
        for (Path each = real(directory); each != null; each = each.getParent()) {
            Path folder = each.resolve(".cargo");
            folders.put(real(folder), folder);
        }
        folders.putIfAbsent(real(cargoHome), cargoHome);
        return List.copyOf(folders.values());
    }

    private static Path cargoHome(Path directory, Map<String, String> environment) {
        String cargoHome = environment.getOrDefault("CARGO_HOME", "");
        if (!cargoHome.isEmpty()) {
            return directory.resolve(cargoHome);
        }
        String home = environment.get(System.getProperty("os.name").startsWith("Windows") ? "USERPROFILE" : "HOME");
        return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home, ".cargo");
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException missing) {
            return path.toAbsolutePath().normalize();
        }
    }

    /** Where both exist, Cargo takes the old name without extension. */
    private void readFolder(Path folder) {
        Path old = folder.resolve("config");
        candidates.add(old);
        if (Files.exists(old)) {
            read(old);
        } else {
            Path current = folder.resolve("config.toml");
            candidates.add(current);
            if (Files.exists(current)) {
                read(current);
            }
        }
    }

    private void read(Path path) {
        TomlParseResult content = parse(path);
        for (Path included : includes(path, content)) {
            // Cargo itself complains of cycles and of missing files.
            if (candidates.add(included) && Files.exists(included)) {
                read(included);
            }
        }
        files.add(new ConfigFile(path, content));
    }

    private static TomlParseResult parse(Path path) {
        TomlParseResult content;
        try {
            content = Toml.parse(path);
        } catch (IOException e) {
            throw new BuildIoException("cannot read Cargo's configuration file " + path + ": " + e, e);
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
        return content;
    }

    private static List<Path> includes(Path path, TomlParseResult content) {
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

    private static String source(ConfigFile file, List<String> key) {
        var position = file.content().inputPositionOf(key);
        return position == null ? file.path().toString() : file.path() + ":" + position.line();
    }

    /** Null also where the key goes through something that is no table, of which Cargo complains. */
    private static @Nullable Object valueAt(TomlTable table, List<String> key) {
        Object value = table;
        for (String part : key) {
            value = value instanceof TomlTable inner ? inner.get(List.of(part)) : null;
        }
        return value;
    }
}
