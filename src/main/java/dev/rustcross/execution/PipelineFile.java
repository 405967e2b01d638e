package dev.rustcross.execution;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.workflow.MarkedFile;
import dev.rustcross.workflow.MarkedFile.MarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The goals {@code github-workflow} and {@code gitlab-ci}: write a pipeline file, and keep what its owner added. */
public final class PipelineFile {

    private final BuildLog log;

    /** Creates the goals' work. */
    public PipelineFile(BuildLog log) {
        this.log = log;
    }

    /** Returns the folder that holds the repository of a folder, itself where there is none. */
    public static Path repositoryOf(Path folder) {
        Path root = folder;
        // In a linked work tree it is a file.
        while (root != null && !Files.exists(root.resolve(".git"))) {
            root = root.getParent();
        }
        return root == null ? folder : root;
    }

    /**
     * Writes the file, or in one that is there the generated parts alone; does nothing where they are as they would be written.
     *
     * @param generated the file as it is where there was none
     * @throws InvalidConfigurationException where the file was not written by the plugin, or its marks are damaged
     */
    public void write(Path file, String generated) {
        try {
            if (!Files.exists(file)) {
                AtomicFile.writeString(file, generated);
                log.info("Written: " + file);
                return;
            }
            String existing = Files.readString(file);
            String merged = merge(existing, generated, file);
            if (merged.equals(existing)) {
                log.info("Up to date: " + file);
            } else {
                AtomicFile.writeString(file, merged);
                log.info("Written anew, between its marks: " + file);
            }
        } catch (IOException e) {
            throw BuildIoException.cannot("write", file, e);
        }
    }

    private static String merge(String existing, String generated, Path file) {
        try {
            return MarkedFile.merge(existing, generated);
        } catch (MarkException e) {
            throw new InvalidConfigurationException(
                    new Problem(
                            "<pipelineFile>",
                            String.valueOf(e.getMessage()),
                            file.toString(),
                            "rename that file and run the goal again, then bring your changes over; or write to another by <pipelineFile>."));
        }
    }
}
