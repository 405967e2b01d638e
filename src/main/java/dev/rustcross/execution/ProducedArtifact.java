package dev.rustcross.execution;

import java.nio.file.Path;

/**
 * A file to be attached to the Maven project.
 *
 * @param file the file
 * @param type the artifact's type, which is its extension
 * @param classifier the artifact's classifier
 */
public record ProducedArtifact(Path file, String type, String classifier) {}
