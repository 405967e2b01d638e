package dev.rustcross.execution;

import dev.rustcross.cargo.CompilerArtifact;
import dev.rustcross.plan.CargoCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that files and packages of this machine have in a container of cross 0.2.5: the build directory is {@code /target}, the
 * workspace {@code /project}. A workspace with dependencies by path outside of it keeps its own path, as those do.
 *
 * @param workspaceRoot the workspace's folder on this machine
 * @param targetDirectory the build directory on this machine
 * @param packageIds the identifiers of the workspace's packages, as cargo on this machine writes them
 */
record ContainerPaths(Path workspaceRoot, Path targetDirectory, List<String> packageIds) {

    private static final Path CONTAINER_TARGET_DIRECTORY = Path.of(CargoCall.CONTAINER_TARGET_DIRECTORY);

    /** In the form of today ({@code path+file:///project/cli#app@1.0.0}) or before cargo 1.77 ({@code app 1.0.0 (path+file:///project)}). */
    private static final Pattern PROJECT = Pattern.compile("(?<=path\\+file://)/project(?=[/#)])");

    ContainerPaths {
        packageIds = List.copyOf(packageIds);
    }

    /** Returns what a container's cargo reports, by the paths of this machine. */
    CompilerArtifact onHost(CompilerArtifact artifact) {
        return new CompilerArtifact(
                packageId(artifact.packageId()),
                artifact.targetName(),
                artifact.targetKinds(),
                artifact.filenames().stream().map(this::file).toList(),
                artifact.executable() == null ? null : file(artifact.executable()),
                artifact.fresh(),
                artifact.test());
    }

    private Path file(Path file) {
        return file.startsWith(CONTAINER_TARGET_DIRECTORY)
                ? targetDirectory.resolve(
                        CONTAINER_TARGET_DIRECTORY.relativize(file).toString())
                : file;
    }

    /** Compared decoded: a URL may spell the characters of a path in several ways. */
    private String packageId(String id) {
        if (packageIds.contains(id)) {
            return id;
        }
        String root = workspaceRoot.toUri().getPath().replaceFirst("/$", "");
        String mapped = PROJECT.matcher(decoded(id)).replaceFirst(Matcher.quoteReplacement(root));
        return packageIds.stream()
                .filter(known -> decoded(known).equals(mapped))
                .findFirst()
                .orElse(id);
    }

    private static String decoded(String url) {
        return URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
