package dev.rustcross.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that may be symbolic links to folders. */
public final class Directories {

    private Directories() {}

    /**
     * Creates a folder with those it is in, where they are not there. Before JDK 20, {@link Files#createDirectories} fails on a symbolic
     * link to a folder (JDK-8294193).
     *
     * @return the folder
     * @throws IOException when it cannot be created
     */
    public static Path create(Path folder) throws IOException {
        return Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
    }

    /**
     * Creates the folder that a file is in; otherwise like {@link #create}.
     *
     * @throws IOException when it cannot be created
     */
    public static void createParent(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            create(folder);
        }
    }
}
