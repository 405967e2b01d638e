package dev.rustcross.toolchain;

import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.host.PackageManager;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The environment that the tools of a build see.
 *
 * @param inherited the variables of this process, which every program gets
 * @param overlay the variables laid over them, from the POM and from Maven's settings; values are never logged
 */
public record BuildEnvironment(Map<String, String> inherited, Map<String, String> overlay) {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    public BuildEnvironment {
        inherited = sorted(inherited);
        overlay = sorted(overlay);
    }

    /** Returns the value of a variable, null when it is not set. */
    public @Nullable String get(String name) {
        String value = overlay.get(name);
        return value != null ? value : inherited.get(name);
    }

    /** Returns the value of a variable that is set and not empty. */
    public Optional<String> nonEmpty(String name) {
        return Optional.ofNullable(get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns all variables, sorted by name. */
    public SortedMap<String, String> variables() {
        return merged(inherited, overlay);
    }

    /** Returns this environment with more variables laid over it. */
    public BuildEnvironment with(Map<String, String> more) {
        return new BuildEnvironment(inherited, overlayWith(more));
    }

    /** Returns what installs programs on this machine. */
    public PackageManager packageManager(OperatingSystem system) {
        return PackageManager.of(system, program -> find(program).isPresent());
    }

    /** Returns the overlay with more variables laid over it. */
    SortedMap<String, String> overlayWith(Map<String, String> more) {
        return merged(overlay, more);
    }

    private static SortedMap<String, String> merged(Map<String, String> under, Map<String, String> over) {
        // Windows ignores the case of names: its PATH is often spelt "Path".
        var all = new TreeMap<String, String>(WINDOWS ? String.CASE_INSENSITIVE_ORDER : Comparator.naturalOrder());
        all.putAll(under);
        all.putAll(over);
        return Collections.unmodifiableSortedMap(all);
    }

    private static SortedMap<String, String> sorted(Map<String, String> variables) {
        return merged(variables, Map.of());
    }

    /**
     * Returns where a program is: the path itself when it has a folder, else the first match on {@code PATH}, on Windows
     * with the extensions of {@code PATHEXT}.
     */
    public Optional<Path> find(String program) {
        if (program.indexOf('/') >= 0 || program.indexOf(File.separatorChar) >= 0) {
            return executable(Path.of(program));
        }
        for (Path folder : searchPath()) {
            Optional<Path> found = executable(folder.resolve(program));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Returns the folders of {@code PATH}, but for entries that name none. */
    public List<Path> searchPath() {
        var folders = new ArrayList<Path>();
        for (String entry : nonEmpty("PATH").orElse("").split(File.pathSeparator, -1)) {
            // On Windows an entry may be in quotes, as the shell there takes it.
            String folder = WINDOWS ? entry.replace("\"", "") : entry;
            if (!folder.isEmpty()) {
                path(folder).ifPresent(folders::add);
            }
        }
        return folders;
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private Optional<Path> executable(Path file) {
        if (!WINDOWS || file.getFileName().toString().contains(".")) {
            return program(file);
        }
        for (String extension : nonEmpty("PATHEXT").orElse(".EXE;.CMD;.BAT").split(";", -1)) {
            Optional<Path> found = program(file.resolveSibling(file.getFileName() + extension));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> program(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file)
                ? Optional.of(file.toAbsolutePath())
                : Optional.empty();
    }
}
