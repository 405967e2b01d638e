package dev.rustcross.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file could not be read or written, or the build was interrupted. */
public final class BuildIoException extends RustCrossException {

    private static final long serialVersionUID = 1L;

    private static final String IN_PLACE = "a file is in its place";

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
        return create(action, file, cause, "");
    }

    /** Creates the failure of writing a file below the folder for all that the plugin writes; otherwise like {@link #cannot}. */
    public static BuildIoException cannotInOutput(String action, Path file, IOException cause) {
        return create(action, file, cause, ", or choose another <outputDirectory>");
    }

    private static BuildIoException create(String action, Path file, IOException cause, String otherwise) {
        Path obstacle = obstacle(file);
        boolean blocked = !obstacle.equals(file) && !Files.isDirectory(obstacle);
        String reason = blocked ? IN_PLACE : reason(cause);
        String place = blocked || isForbidden(reason) ? obstacle.toString() : placeOf(cause, file);
        return new BuildIoException(
                "cannot " + action + " " + file + ": " + reason
                        + (place.equals(file.toString()) ? "" : " (" + place + ")") + ".\n  "
                        + remedy(reason, otherwise),
                cause);
    }

    /** The nearest there is of a file and the folders that it is in. */
    private static Path obstacle(Path file) {
        Path nearest = file;
        while (!Files.exists(nearest, LinkOption.NOFOLLOW_LINKS) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        return nearest;
    }

    private static String placeOf(IOException cause, Path file) {
        return cause instanceof FileSystemException refused && refused.getFile() != null
                ? refused.getFile()
                : file.toString();
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
            return IN_PLACE;
        }
        String reason = cause instanceof FileSystemException refused ? refused.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }

    private static boolean isForbidden(String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        return words.contains("permission") || words.contains("permitted") || words.contains("read-only");
    }

    private static String remedy(String reason, String otherwise) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (isForbidden(reason)) {
            return "Give this user the right to it" + otherwise + ".";
        }
        if (words.contains("directory") || words.contains("in its place")) {
            return "Remove what is in the way" + otherwise + ".";
        }
        return words.contains("space")
                ? "Free some space on that disk."
                : "Run `mvn -e` for the details, and `mvn clean` where the build folder was changed meanwhile.";
    }
}
