package dev.rustcross.it.harness;

import dev.rustcross.testing.RequiresToolCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A {@code PATH} of named programs only, so that what else is installed on this machine cannot help.
 *
 * @param tools the names of the programs; one that is not installed is left out
 */
public record ToolPath(SortedSet<String> tools) {

    private static final String SHELL_TOOLS = "sh bash env uname dirname basename expr sed grep awk cat ls ln rm mkdir"
            + " mv cp chmod readlink realpath tr cut head tail sort id true false test date sleep xargs find tty which";

    /**
     * Returns what the plugin asks for and no more: rustup with cargo and rustc, python3, and a shell for Maven's own
     * script. No C compiler, no linker.
     */
    public static ToolPath bare() {
        return new ToolPath(new TreeSet<>()).with(SHELL_TOOLS.split(" ")).with("cargo", "rustc", "rustup", "python3");
    }

    /** Returns the bare path and the C compiler of this machine, as proc macros and build scripts need it. */
    public static ToolPath bareWithHostCompiler() {
        return bare().with("cc", "gcc", "ld", "as", "ar", "clang");
    }

    /** Returns this path with these programs too. */
    public ToolPath with(String... names) {
        var more = new TreeSet<>(tools);
        for (String name : names) {
            more.add(name);
        }
        return new ToolPath(more);
    }

    /** Returns this path without these programs. */
    public ToolPath without(String... names) {
        var fewer = new TreeSet<>(tools);
        for (String name : names) {
            fewer.remove(name);
        }
        return new ToolPath(fewer);
    }

    /** Returns the folder that holds the programs, making it where it is not there. */
    Path folder() {
        Path folder = Workspace.PATHS.resolve(Integer.toHexString(tools.hashCode()));
        Workspace.delete(folder);
        try {
            Files.createDirectories(folder);
            for (String tool : tools) {
                Path program = RequiresToolCondition.find(tool).orElse(null);
                if (program != null) {
                    add(folder.resolve(tool), tool, program);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static void add(Path entry, String tool, Path program) throws IOException {
        if (tool.equals("python3")) {
            // A version manager's shim would bring its whole PATH along: call the interpreter that it chooses.
            String interpreter = Tool.run(
                            entry.getParent(), program.toString(), "-c", "import sys; print(sys.executable)")
                    .strip();
            Files.writeString(entry, "#!/bin/sh\nexec '" + interpreter + "' \"$@\"\n");
            Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rwxr-xr-x"));
        } else {
            Files.createSymbolicLink(entry, program);
        }
    }
}
