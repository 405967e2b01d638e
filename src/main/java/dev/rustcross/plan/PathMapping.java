package dev.rustcross.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of this machine whose names rustc would write into what it compiles, and what it is to write instead: the names that Cargo's
 * {@code trim-paths} gives them.
 *
 * @param workspaceRoot the workspace's folder
 * @param targetDirectory cargo's build directory, where build scripts write code
 * @param cargoHome Cargo's own folder, which holds the sources of dependencies
 * @param standardLibrary where the sources of the standard library are, if they are installed
 * @param commit the compiler's commit
 */
public record PathMapping(
        Path workspaceRoot, Path targetDirectory, Path cargoHome, Path standardLibrary, String commit) {

    /** Returns the flags for rustc. Of two that fit, the last counts, so that folders inside of others come behind them. */
    public List<String> flags() {
        return List.of(
                flag(workspaceRoot, "."),
                flag(targetDirectory, "./target"),
                flag(cargoHome.resolve("registry").resolve("src"), "/cargo/registry/src"),
                flag(cargoHome.resolve("git").resolve("checkouts"), "/cargo/git/checkouts"),
                flag(standardLibrary, "/rustc/" + commit));
    }

    /**
     * Returns the flags for rustc in a container of cross 0.2.5: it has these folders at places of its own, but for a workspace with
     * dependencies by path outside of it. Cargo's own is {@code /cargo} there.
     */
    public List<String> flagsInContainer() {
        return Stream.concat(
                        flags().stream(),
                        Stream.of(
                                flag("/project", "."),
                                flag(CargoCall.CONTAINER_TARGET_DIRECTORY, "./target"),
                                flag("/rust/lib/rustlib/src/rust", "/rustc/" + commit)))
                .toList();
    }

    private static String flag(Path folder, String name) {
        return flag(folder.toString(), name);
    }

    /** rustc splits at the last equals sign. */
    private static String flag(String folder, String name) {
        return "--remap-path-prefix=" + folder + "=" + name;
    }
}
