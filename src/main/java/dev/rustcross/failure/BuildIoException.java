package dev.rustcross.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file could not be read or written, or the build was interrupted. */
public final class BuildIoException extends RustCrossException {

    private static final long serialVersionUID = 1L;

    /** Creates the failure; the message names the file and what was being done with it. */
    public BuildIoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Creates the failure of reading or writing a file, with the system's reason in words and what to do about it.
     *
     * @param action what could not be done, such as {@code write} or {@code read}
     * @param file the file concerned
     * @param cause what the system said
     */
    public static BuildIoException cannot(String action, Path file, IOException cause) {
        String place = cause instanceof FileSystemException refused
                        && refused.getFile() != null
                        && !refused.getFile().equals(file.toString())
                ? " (" + refused.getFile() + ")"
                : "";
        return new BuildIoException(
                "cannot " + action + " " + file + ": " + reason(cause) + place + ".\n  " + remedy(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return "a directory is in its place";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "a file is in its place";
        }
        String reason = cause instanceof FileSystemException refused ? refused.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }

    private static String remedy(IOException cause) {
        String reason = reason(cause).toLowerCase(Locale.ROOT);
        if (reason.contains("permission") || reason.contains("read-only")) {
            return "Give this user the right to it, or choose another <outputDirectory>.";
        }
        if (reason.contains("directory") || reason.contains("in its place")) {
            return "Remove what is in the way, or choose another <outputDirectory>.";
        }
        return reason.contains("space")
                ? "Free some space on that disk."
                : "Run `mvn -e` for the details, and `mvn clean` where the build folder was changed meanwhile.";
    }
}
