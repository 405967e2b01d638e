package dev.rustcross.execution;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.plan.ArchivePlanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds what lies beside the binaries in an archive. */
final class Documents {

    private static final List<String> USUAL = List.of("LICENSE", "README", "CHANGELOG");

    private Documents() {}

    /**
     * Returns the documents by their name inside the archive: {@code LICENSE*}, {@code README*} and {@code CHANGELOG*} in either case from the
     * crate's folder, those that it lacks from the workspace's, and the extra files, a folder with all that is in it.
     *
     * @throws InvalidConfigurationException where an extra file is not there
     */
    static Map<String, Path> find(Path crateDirectory, Path workspaceRoot, List<Path> extraFiles) {
        Map<String, Path> documents = new TreeMap<>();
        for (String start : USUAL) {
            Map<String, Path> own = startingWith(start, crateDirectory);
            documents.putAll(own.isEmpty() ? startingWith(start, workspaceRoot) : own);
        }
        Map<String, Path> extras = new TreeMap<>();
        for (Path extra : extraFiles) {
            addExtra(extra, extras);
        }
        documents.putAll(extras);
        return documents;
    }

    private static Map<String, Path> startingWith(String start, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, Path> found = new TreeMap<>();
            files.filter(file -> name(file).toUpperCase(Locale.ROOT).startsWith(start) && Files.isRegularFile(file))
                    .forEach(file -> found.put(name(file), file));
            return found;
        } catch (IOException e) {
            throw BuildIoException.cannot("list", folder, e);
        }
    }

    private static void addExtra(Path extra, Map<String, Path> documents) {
        if (!Files.exists(extra)) {
            throw new InvalidConfigurationException(ArchivePlanner.noExtraFile(extra));
        }
        try (Stream<Path> files = Files.walk(extra)) {
            files.filter(Files::isRegularFile).forEach(file -> add(nameBelow(extra, file), file, documents));
        } catch (IOException e) {
            throw BuildIoException.cannot("read", extra, e);
        } catch (UncheckedIOException e) {
            throw BuildIoException.cannot("read", extra, Objects.requireNonNull(e.getCause()));
        }
    }

    private static void add(String name, Path file, Map<String, Path> documents) {
        if (!ArchiveEntry.isSafe(name)) {
            throw new InvalidConfigurationException(new Problem(
                    "<extraFiles>",
                    "its name cannot be that of an archive's entry",
                    file.toString(),
                    "rename it: without backslashes and control characters."));
        }
        Path other = documents.put(name, file);
        if (other != null && !other.equals(file)) {
            throw new InvalidConfigurationException(new Problem(
                    "<extraFiles>",
                    "two files would be " + name + " in the archive",
                    other + " and " + file,
                    "rename or remove one."));
        }
    }

    /** The name inside the archive starts with the extra file's own, whatever folder that lies in. */
    private static String nameBelow(Path extra, Path file) {
        Path start = extra.getFileName() == null ? Path.of("") : extra.getFileName();
        Path named = file.equals(extra) ? start : start.resolve(extra.relativize(file));
        return named.toString().replace('\\', '/');
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
