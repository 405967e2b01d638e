package dev.rustcross.execution;

import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.FileState;
import dev.rustcross.manifest.DistManifest;
import dev.rustcross.manifest.ManifestFile;
import dev.rustcross.plan.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The manifest in the folder of the archives. */
final class ManifestWriter {

    private final Path file;
    private final Project project;
    private final boolean complete;

    /**
     * Creates the manifest's writer.
     *
     * @param dist the folder of the archives
     * @param complete whether all targets of the POM are there
     */
    ManifestWriter(Path dist, Project project, boolean complete) {
        this.file = dist.resolve(DistManifest.FILE_NAME);
        this.project = project;
        this.complete = complete;
    }

    Path file() {
        return file;
    }

    /** Returns a text that is the same as long as the manifest is there as it was written, and would be for the same archives. */
    String state() {
        return String.join(
                "|",
                project.groupId(),
                project.artifactId(),
                project.version(),
                project.pluginVersion(),
                Boolean.toString(complete),
                FileState.describe(file));
    }

    /** Returns what the manifest that is there says, by the files' names; nothing where there is none, or another version's. */
    Map<String, ManifestFile> entries() {
        var entries = new HashMap<String, ManifestFile>();
        try {
            DistManifest manifest = DistManifest.read(file);
            manifest.archives().forEach(entry -> entries.put(entry.file(), entry));
            manifest.sboms().forEach(entry -> entries.put(entry.file(), entry));
        } catch (IOException none) {
            entries.clear();
        }
        return entries;
    }

    /** Writes the manifest of what was packed. */
    void write(List<Deliverable> packed, List<ManifestFile> entries) throws IOException {
        var archives = new ArrayList<ManifestFile>();
        var sboms = new ArrayList<ManifestFile>();
        for (int i = 0; i < packed.size(); i++) {
            (packed.get(i).isArchive() ? archives : sboms).add(entries.get(i));
        }
        AtomicFile.writeString(
                file,
                new DistManifest(
                                DistManifest.SCHEMA_VERSION,
                                "rust-cross-maven-plugin " + project.pluginVersion(),
                                project.groupId(),
                                project.artifactId(),
                                project.version(),
                                complete,
                                archives,
                                sboms)
                        .json());
    }
}
