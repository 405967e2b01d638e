package dev.rustcross.execution;

import dev.rustcross.manifest.ManifestFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that the goal {@code package} makes, unless it is there as it would be made.
 *
 * @param classifier the artifact's classifier
 * @param type the artifact's type
 * @param file the file
 * @param isArchive whether it is an archive, and not a bill of materials
 * @param binaries the size of the programs and libraries in it, in bytes; 0 where it holds none
 * @param inputs a text that is the same as long as the file would be
 * @param maker makes it
 */
record Deliverable(
        String classifier, String type, Path file, boolean isArchive, long binaries, String inputs, Maker maker) {

    /** Makes a file. */
    interface Maker {

        /** Writes the file in one step and returns what the manifest says of it. */
        ManifestFile make() throws IOException;
    }

    /** Returns what an artifact is known by, whatever its version. */
    String key() {
        return classifier + " " + type;
    }
}
