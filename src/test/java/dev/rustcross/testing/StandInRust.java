package dev.rustcross.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.ToolCache;
import dev.rustcross.toolchain.ToolchainSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Scripts in place of rustc and cargo, which write down when each of their calls begins and ends. */
public final class StandInRust {

    private final Path folder;

    /** Makes the scripts in a folder: a compiler for Linux, and a cargo that knows one empty workspace. */
    public StandInRust(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        rustc("");
        cargo("printf '%s\\n' '" + """
                {"packages": [], "workspace_members": [], "workspace_root": "WS", "target_directory": "WS/target"}""".replace("WS", folder.toString()) + "'");
    }

    /** Makes rustc do something before it answers. */
    public StandInRust rustc(String first) throws IOException {
        return script("rustc", first + """

                case "$1" in
                  -vV) printf 'rustc 1.95.0\\nhost: x86_64-unknown-linux-gnu\\nrelease: 1.95.0\\n' ;;
                  --print) echo '%s/sysroot' ;;
                esac
                """.formatted(folder));
    }

    /** Replaces what cargo does; the variable {@code code} is its exit code. */
    public StandInRust cargo(String body) throws IOException {
        return script("cargo", body);
    }

    /** Makes cargo know a workspace of one program. */
    public StandInRust program(String name) throws IOException {
        return cargo("printf '%s\\n' '" + """
                {"packages": [{"id": "NAME", "name": "NAME", "version": "1.4.2", "manifest_path": "WS/Cargo.toml", \
                "links": null, "targets": [{"name": "NAME", "kind": ["bin"], "crate_types": ["bin"]}]}], \
                "workspace_members": ["NAME"], "workspace_root": "WS", "target_directory": "WS/target"}""".replace("NAME", name).replace("WS", folder.toString()) + "'");
    }

    /** Puts a rustup beside them. */
    public StandInRust rustup(String body) throws IOException {
        return script("rustup", body);
    }

    private StandInRust script(String name, String body) throws IOException {
        Path script = folder.resolve(name);
        String log = "'" + folder.resolve("calls") + "'";
        Files.writeString(
                script,
                "#!/bin/sh\ncall=\"" + name + " $*\"\ncode=0\necho \"begin $call\" >> " + log + "\n" + body
                        + "\necho \"end $call\" >> " + log + "\nexit $code\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return this;
    }

    /** Returns the path of the script for cargo; that for rustc lies beside it. */
    public String cargo() {
        return folder.resolve("cargo").toString();
    }

    /** Returns what selects these scripts for a crate in a folder; the tool cache is in theirs. */
    public ToolchainSelection selection(Path crate) {
        var environment = new BuildEnvironment(
                Map.of("PATH", System.getenv("PATH")),
                Map.of(ToolCache.DIRECTORY_VARIABLE, folder.resolve("cache").toString()));
        return new ToolchainSelection(crate, cargo(), null, environment);
    }

    /** Returns a line for each begin and end of a call, such as {@code begin rustc -vV}. */
    public List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }
}
