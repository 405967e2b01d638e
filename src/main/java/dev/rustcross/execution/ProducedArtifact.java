package dev.rustcross.execution;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to be attached to the Maven project.
 *
 * @param file the file
 * @param type the artifact's type, which is its extension
 * @param classifier the artifact's classifier; null for the project's main artifact
 */
public record ProducedArtifact(
        Path file, String type, @Nullable String classifier) {}
