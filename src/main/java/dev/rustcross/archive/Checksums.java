package dev.rustcross.archive;

import dev.rustcross.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes checksum files as {@code sha256sum} does: UTF-8, a line feed after every line on every system. */
public final class Checksums {

    /** The name of the file that lists the checksums of all files of a folder. */
    public static final String LIST_NAME = "SHA256SUMS";

    private static final Pattern LISTED = Pattern.compile("\\p{XDigit}{64} [ *](?<name>[^/\\\\]+)");

    private Checksums() {}

    /**
     * Creates or replaces {@code NAME.sha256} in the folder, for the file {@code NAME} there.
     *
     * @return the file written
     * @throws IOException when it cannot be written; an older one is still there then
     */
    public static Path writeSidecar(Path folder, Checksum checksum) throws IOException {
        Path sidecar = folder.resolve(checksum.fileName() + ".sha256");
        AtomicFile.writeString(sidecar, checksum.line() + '\n');
        return sidecar;
    }

    /**
     * Creates or replaces {@value #LIST_NAME} in the folder, sorted by file name.
     *
     * @return the file written
     * @throws IOException when it cannot be written; an older one is still there then
     */
    public static Path writeList(Path folder, Collection<Checksum> checksums) throws IOException {
        Path list = folder.resolve(LIST_NAME);
        AtomicFile.writeString(
                list,
                checksums.stream()
                        .sorted(Comparator.comparing(Checksum::fileName))
                        .map(checksum -> checksum.line() + '\n')
                        .collect(Collectors.joining()));
        return list;
    }

    /**
     * Returns the names that the list of a folder holds, or none where there is no list.
     *
     * @throws IOException when it cannot be read
     */
    public static List<String> listedNames(Path folder) throws IOException {
        Path list = folder.resolve(LIST_NAME);
        return Files.exists(list)
                ? Files.readAllLines(list).stream()
                        .map(LISTED::matcher)
                        .filter(Matcher::matches)
                        .map(line -> line.group("name"))
                        .toList()
                : List.of();
    }
}
