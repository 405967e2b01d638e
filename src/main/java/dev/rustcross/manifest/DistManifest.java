package dev.rustcross.manifest;

import dev.rustcross.file.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a build ships, or a part of it. The names of the components are those of the JSON, and are kept as long as {@link #SCHEMA_VERSION}
 * is; {@code docs/dist-manifest.schema.json} describes them.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param generator the plugin's name and version
 * @param groupId the project's group
 * @param artifactId the project's name
 * @param version the project's version
 * @param complete whether all declared targets are in it: false for the part that {@code onlyTargets} builds
 * @param archives the archives, in the order of the POM's targets
 * @param sboms the bills of materials, in the same order
 */
public record DistManifest(
        int schemaVersion,
        String generator,
        String groupId,
        String artifactId,
        String version,
        boolean complete,
        List<ManifestFile> archives,
        List<ManifestFile> sboms) {

    /** The version of the format. */
    public static final int SCHEMA_VERSION = 1;

    /** The file's name. */
    public static final String FILE_NAME = "dist-manifest.json";

    public DistManifest {
        Objects.requireNonNull(generator, "generator");
        Objects.requireNonNull(groupId, "groupId");
        Objects.requireNonNull(artifactId, "artifactId");
        Objects.requireNonNull(version, "version");
        archives = List.copyOf(archives);
        sboms = List.copyOf(sboms);
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException when the file cannot be read, or is no manifest of this format
     */
    public static DistManifest read(Path file) throws IOException {
        DistManifest manifest = RecordJson.read(Files.readString(file), DistManifest.class);
        if (manifest.schemaVersion != SCHEMA_VERSION) {
            throw new IOException("its schemaVersion is " + manifest.schemaVersion + ", and not " + SCHEMA_VERSION);
        }
        return manifest;
    }

    /** Returns this manifest with what another one of the project lists, which counts where both name a file. */
    public DistManifest and(DistManifest other) {
        return new DistManifest(
                schemaVersion,
                generator,
                groupId,
                artifactId,
                version,
                complete && other.complete,
                union(archives, other.archives),
                union(sboms, other.sboms));
    }

    private static List<ManifestFile> union(List<ManifestFile> some, List<ManifestFile> others) {
        Set<String> names = others.stream().map(ManifestFile::file).collect(Collectors.toSet());
        return Stream.concat(some.stream().filter(each -> !names.contains(each.file())), others.stream())
                .toList();
    }

    /** Returns the JSON. */
    public String json() {
        return RecordJson.write(this) + "\n";
    }
}
