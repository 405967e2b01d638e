package dev.rustcross.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What tells a changed file without reading it.
 *
 * @param size the size in bytes
 * @param modified the modification time in nanoseconds since 1970, as finely as the file system keeps it
 */
public record FileState(long size, long modified) {

    /**
     * Returns a file's state.
     *
     * @throws IOException when the file is not there or cannot be read
     */
    public static FileState of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileState(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    /** Returns a file's or folder's state as a text, also of one that is not there. */
    public static String describe(Path file) {
        try {
            FileState state = of(file);
            return state.size + " bytes of " + state.modified;
        } catch (IOException e) {
            return "absent";
        }
    }

    /** By hand, as {@link #hashCode}: linking a record's own at run time is felt at the start of every build. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileState state && size == state.size && modified == state.modified;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(size) * 31 + Long.hashCode(modified);
    }

    /** Returns whether the file is there and has this state. */
    public boolean matches(Path file) {
        try {
            return equals(of(file));
        } catch (IOException e) {
            return false;
        }
    }
}
