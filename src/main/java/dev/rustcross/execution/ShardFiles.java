package dev.rustcross.execution;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.archive.Checksum;
import dev.rustcross.execution.ShardsRecord.Brought;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.Problem;
import dev.rustcross.manifest.DistManifest;
import dev.rustcross.manifest.ManifestFile;
import dev.rustcross.plan.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what shards made in the folders that they left, and checks it against their manifests. */
final class ShardFiles {

    private static final String SUFFIX = ".json";

    /** How the name of a part's manifest ends in a repository. */
    private static final String PART = "-dist-manifest-part" + SUFFIX;

    private final Path folder;
    private final Path ownOutput;
    private final Project project;
    private final List<Problem> problems;

    /**
     * Creates the search.
     *
     * @param folder the folder that holds the shards' folders
     * @param ownOutput the folder that this build writes to, where it may lie in that
     * @param project the project that they must be of
     * @param problems receives what is wrong with them
     */
    ShardFiles(Path folder, Path ownOutput, Project project, List<Problem> problems) {
        this.folder = folder;
        this.ownOutput = ownOutput;
        this.project = project;
        this.problems = problems;
    }

    /** Returns the files by classifier and type; what is not as its manifest says is a problem. */
    Map<String, Brought> find() {
        Map<String, Brought> found = new LinkedHashMap<>();
        // A repository keeps each deployment of a snapshot: its last one counts.
        Map<Path, Map.Entry<Path, DistManifest>> last = new LinkedHashMap<>();
        for (Path file : manifests()) {
            read(file).ifPresent(manifest -> last.put(folderOf(file), Map.entry(file, manifest)));
        }
        last.values().forEach(each -> {
            DistManifest manifest = each.getValue();
            manifest.archives().forEach(entry -> add(each.getKey(), entry, true, found));
            manifest.sboms().forEach(entry -> add(each.getKey(), entry, false, found));
        });
        return found;
    }

    /** Returns what a file is known by among those that shards bring. */
    static String key(String classifier, String type) {
        return classifier + " " + type;
    }

    private List<Path> manifests() {
        // Below it they may lie, too, as where artefacts are fetched to; then only what this build packs is none.
        Path own = folder.startsWith(ownOutput) ? ownOutput.resolve("dist") : ownOutput;
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> !file.startsWith(own) && isManifest(name(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw BuildIoException.cannot("search", folder, e);
        } catch (UncheckedIOException e) {
            throw BuildIoException.cannot("search", folder, Objects.requireNonNull(e.getCause()));
        }
    }

    /** In a dist folder it has its own name; in a repository that of an artifact, of a snapshot with a time in it. */
    private boolean isManifest(String name) {
        return name.equals(DistManifest.FILE_NAME)
                || (name.startsWith(project.artifactId() + "-") && name.endsWith(SUFFIX));
    }

    /** Beside the manifest lie bills of materials in a repository, and other artifacts' folders. */
    private boolean mustBeManifest(Path file) {
        String name = name(file);
        boolean main = project.manifestIsMain()
                && folderOf(file).endsWith(Path.of(project.artifactId(), project.version()))
                && !name.endsWith(Sboms.classifier("") + SUFFIX);
        return main || name.endsWith(DistManifest.FILE_NAME) || name.endsWith(PART);
    }

    private Optional<DistManifest> read(Path file) {
        DistManifest manifest;
        try {
            manifest = DistManifest.read(file);
        } catch (IOException e) {
            if (mustBeManifest(file)) {
                problems.add(problem(
                        "not a manifest that this version of the plugin reads: " + e.getMessage(),
                        file,
                        "build that shard again with the plugin's version of this build."));
            }
            return Optional.empty();
        }
        if (!manifest.groupId().equals(project.groupId())
                || !manifest.artifactId().equals(project.artifactId())) {
            // Another module's.
            return Optional.empty();
        }
        if (!manifest.version().equals(project.version())) {
            problems.add(problem(
                    "a shard of version " + manifest.version() + ", and not of " + project.version(),
                    file,
                    "remove it, or build that shard again from the sources of this build."));
            return Optional.empty();
        }
        return Optional.of(manifest);
    }

    private void add(Path manifest, ManifestFile entry, boolean isArchive, Map<String, Brought> found) {
        String key = key(entry.classifier(), entry.type());
        Brought earlier = found.get(key);
        if (earlier != null) {
            if (!earlier.entry().sha256().equals(entry.sha256())) {
                problems.add(problem(
                        "another " + entry.type() + " of " + entry.classifier() + " than that of " + earlier.file(),
                        manifest,
                        "keep one of the two shards."));
            }
            return;
        }
        if (!isSafe(entry)) {
            problems.add(problem(
                    "names a file outside its folder: " + entry.file(),
                    manifest,
                    "build that shard again: the plugin writes no such name."));
            return;
        }
        Path file = place(manifest, entry);
        found.put(key, new Brought(file, entry, isArchive));
        try {
            if (!Files.isRegularFile(file)) {
                problems.add(
                        problem("its manifest names it, but it is gone", file, "fetch or build that shard again."));
            } else if (!isOf(entry, file)) {
                problems.add(problem(
                        "damaged: its SHA-256 is " + Checksum.of(file).hex() + ", and not " + entry.sha256(),
                        file,
                        "fetch or build that shard again."));
            }
        } catch (IOException e) {
            throw BuildIoException.cannot("read", file, e);
        }
    }

    private static boolean isSafe(ManifestFile entry) {
        return ArchiveEntry.isSafe(entry.file())
                && !entry.file().contains("/")
                && entry.binaries().stream().allMatch(binary -> ArchiveEntry.isSafe(binary.path()));
    }

    /** A repository names files as Maven does, whatever {@code <archiveName>} says, and keeps each deployment of a snapshot. */
    private static Path place(Path manifest, ManifestFile entry) {
        Path own = manifest.resolveSibling(entry.file());
        if (Files.exists(own) || name(manifest).equals(DistManifest.FILE_NAME)) {
            return own;
        }
        String ending = "-" + entry.classifier() + "." + entry.type();
        try (Stream<Path> files = Files.list(folderOf(manifest))) {
            List<Path> candidates = new ArrayList<>(
                    files.filter(file -> name(file).endsWith(ending)).toList());
            candidates.sort(Comparator.reverseOrder());
            for (Path candidate : candidates) {
                if (isOf(entry, candidate)) {
                    return candidate;
                }
            }
            return candidates.isEmpty() ? own : candidates.get(0);
        } catch (IOException e) {
            throw BuildIoException.cannot("list", manifest, e);
        }
    }

    private static boolean isOf(ManifestFile entry, Path file) throws IOException {
        return Files.size(file) == entry.size() && Checksum.of(file).hex().equals(entry.sha256());
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static Problem problem(String what, Path file, String fix) {
        return new Problem("<shardsDirectory>", what, file.toString(), fix);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
