package dev.rustcross.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;

/** Replaces a file in one step: the content goes into a temporary file beside it, which is then renamed. */
public final class AtomicFile {

    private static final String PREFIX = ".rust-cross-";
    private static final String SUFFIX = ".tmp";

    private AtomicFile() {}

    /**
     * Creates or replaces the target with what the writer writes; missing parent folders are created.
     *
     * <p>The file gets the permissions that the process gives any new file, unless the writer sets others. When
     * anything fails, the temporary file is gone and the target is as it was.
     *
     * @throws IOException when the writer fails, or the file cannot be created or renamed
     */
    public static void replace(Path target, ContentWriter writer) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("not a file name: " + target);
        }
        Directories.create(folder);
        // Not Files.createTempFile: its files are readable for the owner only.
        Path temporary = Files.createFile(folder.resolve(PREFIX + UUID.randomUUID() + SUFFIX));
        try {
            writer.writeTo(temporary);
            rename(temporary, target);
        } catch (Throwable failure) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException undeletable) {
                failure.addSuppressed(undeletable);
            }
            throw failure;
        }
    }

    /**
     * Creates or replaces the target with the text in UTF-8; otherwise like {@link #replace}. A file that holds the text already is left
     * as it is.
     *
     * @throws IOException when the file cannot be created, written or renamed
     */
    public static void writeString(Path target, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (!holds(target, content)) {
            replace(target, file -> Files.write(file, content));
        }
    }

    /**
     * Removes the temporary files that a killed process left in a folder and those below it; nobody may be writing there.
     *
     * @param depth how many levels of folders are looked into, the folder itself being the first; links are not followed
     * @throws IOException when a file cannot be removed
     */
    public static void removeAbandoned(Path folder, int depth) throws IOException {
        String[] names = folder.toFile().list();
        if (names == null) {
            return;
        }
        for (String name : names) {
            Path file = folder.resolve(name);
            if (isTemporary(name)) {
                Files.deleteIfExists(file);
            } else if (depth > 1 && !Files.isSymbolicLink(file)) {
                removeAbandoned(file, depth - 1);
            }
        }
    }

    private static boolean isTemporary(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    private static boolean holds(Path file, byte[] content) {
        try {
            return Arrays.equals(Files.readAllBytes(file), content);
        } catch (IOException absentOrUnreadable) {
            return false;
        }
    }

    private static void rename(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes the whole content of a file. */
    @FunctionalInterface
    public interface ContentWriter {

        /**
         * Writes to the file, which exists and is empty; every stream on it is closed on return.
         *
         * @throws IOException when the content cannot be had or written
         */
        void writeTo(Path file) throws IOException;
    }
}
