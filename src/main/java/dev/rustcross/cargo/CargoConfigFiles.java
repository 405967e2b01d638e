package dev.rustcross.cargo;

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

    /** Every file read, later ones over earlier ones. */
    private final List<UserConfigFile> files = new ArrayList<>();

    private final Set<Path> candidates = new LinkedHashSet<>();

    private CargoConfigFiles() {}

    static CargoConfigFiles discover(Path directory, Map<String, String> environment) {
        var found = new CargoConfigFiles();
        List<Path> folders = folders(directory, cargoHome(directory, environment));
        for (int i = folders.size() - 1; i >= 0; i--) {
            found.readFolder(folders.get(i), "config");
        }
        return found;
    }

    /** Reads the file where {@code cargo login} keeps tokens; there is one alone, in {@code $CARGO_HOME}. */
    static CargoConfigFiles credentials(Path directory, Map<String, String> environment) {
        var found = new CargoConfigFiles();
        found.readFolder(cargoHome(directory, environment), "credentials");
        return found;
    }

    List<Path> candidates() {
        return List.copyOf(candidates);
    }

    /** Returns what the files say for a key, each later one stronger. */
    List<Definition> all(List<String> key) {
        return files.stream()
                .flatMap(file ->
                        Optional.ofNullable(file.value(key))
                                .map(value -> new Definition(value, file.source(key)))
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
        files.forEach(file -> keys.addAll(file.keysOf(table)));
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

    static Path cargoHome(Path directory, Map<String, String> environment) {
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
    private void readFolder(Path folder, String name) {
        Path old = folder.resolve(name);
        candidates.add(old);
        if (Files.exists(old)) {
            read(old);
        } else {
            Path current = folder.resolve(name + ".toml");
            candidates.add(current);
            if (Files.exists(current)) {
                read(current);
            }
        }
    }

    private void read(Path path) {
        UserConfigFile file = UserConfigFile.read(path);
        for (Path included : file.includes()) {
            // Cargo itself complains of cycles and of missing files.
            if (candidates.add(included) && Files.exists(included)) {
                read(included);
            }
        }
        files.add(file);
    }
}
