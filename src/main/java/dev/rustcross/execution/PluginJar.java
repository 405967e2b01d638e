package dev.rustcross.execution;

import dev.rustcross.file.FileState;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The plugin itself: another version of it may decide, normalise or pack otherwise than the one that left a record. */
final class PluginJar {

    private PluginJar() {}

    /** Returns the file, or in its own tests the folder, that this class was loaded from. */
    static Path path() {
        try {
            return Path.of(PluginJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class loaded from no file", e);
        }
    }

    /** Returns a text that changes with the plugin. */
    static String state() {
        return FileState.describe(path());
    }
}
