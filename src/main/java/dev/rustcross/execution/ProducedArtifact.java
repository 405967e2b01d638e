package dev.rustcross.execution;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to be attached to the Maven project.
 *
 * @param file the file
 * @param type the artifact's type, which is its extension
 * @param classifier the artifact's classifier; null for the project's main artifact
 * @param replaced the file that is attached in its place and whose content it holds, too; null where there is none
 */
public record ProducedArtifact(
        Path file,
        String type,
        @Nullable String classifier,
        @Nullable Path replaced) {

    /** Creates an artifact that takes no other's place. */
    public ProducedArtifact(Path file, String type, @Nullable String classifier) {
        this(file, type, classifier, null);
    }
}
