package dev.rustcross.toolchain;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.file.LockFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder where this plugin keeps what it installs, shared by all builds of a user.
 *
 * <p>An installation appears there whole or not at all: it is filled in a temporary folder beside its place, marked
 * complete, and renamed. What a killed build left is removed by the next one that installs the same thing.
 */
public final class ToolCache {

    /** Names the variable that moves the cache; the default is the folder that the operating system has for caches. */
    public static final String DIRECTORY_VARIABLE = "RUST_CROSS_CACHE_DIR";

    private static final String COMPLETE = ".complete";
    private static final String TEMPORARY = ".tmp-";

    private final Path directory;

    /** Creates a cache in a folder, which need not exist yet. */
    public ToolCache(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** Returns the cache of the user who runs this build. */
    public static ToolCache ofUser(BuildEnvironment environment) {
        return new ToolCache(
                locate(environment, System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", "."))));
    }

    /**
     * Returns where the cache is: {@code RUST_CROSS_CACHE_DIR}, else {@code ~/Library/Caches/rust-cross} on macOS,
     * {@code %LOCALAPPDATA%\rust-cross\cache} on Windows, and {@code $XDG_CACHE_HOME/rust-cross} or
     * {@code ~/.cache/rust-cross} elsewhere (XDG Base Directory Specification, which has relative values ignored).
     */
    static Path locate(BuildEnvironment environment, String operatingSystem, Path home) {
        Optional<Path> moved = environment.nonEmpty(DIRECTORY_VARIABLE).map(Path::of);
        if (moved.isPresent()) {
            return moved.get();
        }
        Path own = caches(environment, operatingSystem, home).resolve("rust-cross");
        return isWindows(operatingSystem) ? own.resolve("cache") : own;
    }

    /** Returns the folder where all programs of a user keep their caches. */
    static Path caches(BuildEnvironment environment, String operatingSystem, Path home) {
        if (operatingSystem.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return home.resolve("Library").resolve("Caches");
        }
        if (isWindows(operatingSystem)) {
            return environment
                    .nonEmpty("LOCALAPPDATA")
                    .map(Path::of)
                    .orElse(home.resolve("AppData").resolve("Local"));
        }
        return environment
                .nonEmpty("XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".cache"));
    }

    private static boolean isWindows(String operatingSystem) {
        return operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** Returns the folder of the cache. */
    public Path directory() {
        return directory;
    }

    /** Returns the folder of a complete installation; takes no lock. */
    public Optional<Path> installed(String name) {
        Path place = directory.resolve(name);
        return Files.isRegularFile(place.resolve(COMPLETE)) ? Optional.of(place) : Optional.empty();
    }

    /**
     * Returns the folder of an installation, made first if it is not there; builds that want the same one wait for each
     * other.
     *
     * @param name the folder's name; an installation is never changed, so whatever decides its content is part of the name
     * @param fill fills the folder it is given, which is empty; what it throws reaches the caller, and nothing is installed
     */
    public Path install(String name, Consumer<Path> fill) {
        return installed(name)
                .orElseGet(() -> locked(name, () -> installed(name).orElseGet(() -> installNow(name, fill))));
    }

    private Path installNow(String name, Consumer<Path> fill) {
        removeLeftovers(name);
        Path place = directory.resolve(name);
        Path temporary = directory.resolve(name + TEMPORARY + UUID.randomUUID());
        try {
            Files.createDirectory(temporary);
            fill.accept(temporary);
            Files.createFile(temporary.resolve(COMPLETE));
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
            return place;
        } catch (IOException e) {
            throw new BuildIoException("cannot install " + place + ": " + describe(e) + hint(), e);
        } finally {
            deleteTree(temporary);
        }
    }

    /** Removes what killed builds left; the caller holds the lock. */
    private void removeLeftovers(String name) {
        Path incomplete = directory.resolve(name);
        try {
            if (Files.exists(incomplete)) {
                Files.move(incomplete, directory.resolve(name + TEMPORARY + UUID.randomUUID()));
            }
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, name + TEMPORARY + "*")) {
                // A program that outlived its killed build may still write there; the next install removes the rest.
                leftovers.forEach(ToolCache::deleteTree);
            }
        } catch (IOException e) {
            throw new BuildIoException("cannot clear " + incomplete + ": " + describe(e) + hint(), e);
        }
    }

    /**
     * Runs an action while no other build, in this process or another, runs one under the same name.
     *
     * @throws BuildIoException when the lock file cannot be made, or the thread was interrupted while waiting
     */
    public <T> T locked(String name, Supplier<T> action) {
        Path file = directory.resolve(name + ".lock");
        try {
            return LockFile.holding(file, action);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildIoException("interrupted while waiting for " + file, e);
        } catch (IOException e) {
            throw new BuildIoException("cannot lock " + file + ": " + describe(e) + hint(), e);
        }
    }

    private String hint() {
        return "\n  Give the plugin a folder it can write to: set " + DIRECTORY_VARIABLE + " (now " + directory + ").";
    }

    private static String describe(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    static void deleteTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException inUse) {
            // Harmless: the name is never used again, and the next installation tries once more.
            return;
        }
    }
}
