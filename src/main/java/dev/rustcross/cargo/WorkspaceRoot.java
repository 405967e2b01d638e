package dev.rustcross.cargo;

import dev.rustcross.failure.BuildIoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/** Finds a package's workspace as Cargo does, for where Cargo may not be there to be asked. */
public final class WorkspaceRoot {

    private WorkspaceRoot() {}

    /**
     * Returns the folder of the workspace's manifest: the package's own where it belongs to none.
     *
     * @param packageDirectory the folder of the package's manifest
     * @throws BuildIoException when a manifest cannot be read
     * @see <a href="https://doc.rust-lang.org/cargo/reference/workspaces.html">Workspaces</a> and, for {@code package.workspace}, <a
     *     href="https://doc.rust-lang.org/cargo/reference/manifest.html#the-workspace-field">its field</a>
     */
    public static Path of(Path packageDirectory) {
        Optional<TomlTable> own = manifest(packageDirectory);
        if (own.isEmpty() || own.get().isTable("workspace")) {
            return packageDirectory;
        }
        if (own.get().get("package.workspace") instanceof String root) {
            return packageDirectory.resolve(root).normalize();
        }
        for (Path folder = packageDirectory.getParent(); folder != null; folder = folder.getParent()) {
            Optional<TomlTable> manifest = manifest(folder);
            if (manifest.isPresent()
                    && manifest.get().isTable("workspace")
                    && !excludes(manifest.get(), folder, packageDirectory)) {
                return folder;
            }
        }
        return packageDirectory;
    }

    private static boolean excludes(TomlTable manifest, Path root, Path packageDirectory) {
        return lists(manifest, "workspace.exclude", root, packageDirectory)
                && !lists(manifest, "workspace.members", root, packageDirectory);
    }

    private static boolean lists(TomlTable manifest, String key, Path root, Path packageDirectory) {
        return manifest.getArrayOrEmpty(key).toList().stream()
                .anyMatch(each -> each instanceof String path
                        && packageDirectory.startsWith(root.resolve(path).normalize()));
    }

    private static Optional<TomlTable> manifest(Path folder) {
        Path file = folder.resolve("Cargo.toml");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Toml.parse(file));
        } catch (IOException e) {
            throw BuildIoException.cannot("read", file, e);
        }
    }
}
