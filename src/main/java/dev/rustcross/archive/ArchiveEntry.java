package dev.rustcross.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file to pack.
 *
 * @param name the path inside the archive: relative, with {@code /}, without {@code .} or {@code ..} segments
 * @param source the file whose bytes are packed; its own mode, owner and time are not
 * @param executable whether the mode is 0755 instead of 0644
 */
public record ArchiveEntry(String name, Path source, boolean executable) {

    /** What an extracting program could take for a place outside its folder, or write under another name. */
    private static final Pattern UNSAFE = Pattern.compile(String.join(
            "|",
            "^[A-Za-z]:", // a Windows drive
            "[\\\\\\p{Cntrl}]", // a separator on Windows only; a line break in a listing
            "(^|/)\\.{0,2}(/|$)")); // absolute, doubled or trailing slash; current or parent folder

    /**
     * Creates an entry.
     *
     * @throws IllegalArgumentException when the name could leave the folder that the archive is extracted into
     */
    public ArchiveEntry {
        if (!isSafe(name)) {
            throw new IllegalArgumentException("not a relative path inside an archive: \"" + name + '"');
        }
    }

    /** Returns whether a name stays inside the folder that the archive is extracted into, on every system. */
    public static boolean isSafe(String name) {
        return !UNSAFE.matcher(name).find();
    }

    /** Returns the permission bits, the same on every system. */
    int mode() {
        return executable ? 0755 : 0644;
    }

    /** Writes the bytes of the source; a failure names source and entry. */
    void copyTo(OutputStream out) throws IOException {
        try {
            Files.copy(source, out);
        } catch (IOException failure) {
            throw cannotPack(failure);
        }
    }

    /** Returns the size of the source in bytes; a failure names source and entry. */
    long size() throws IOException {
        try {
            return Files.size(source);
        } catch (IOException failure) {
            throw cannotPack(failure);
        }
    }

    private IOException cannotPack(IOException cause) {
        String reason = cause.getMessage();
        // The message of these two is the bare path.
        if (cause instanceof NoSuchFileException) {
            reason = "no such file";
        } else if (cause instanceof AccessDeniedException) {
            reason = "access denied";
        }
        return new IOException("cannot pack " + source + " as " + name + ": " + reason, cause);
    }
}
