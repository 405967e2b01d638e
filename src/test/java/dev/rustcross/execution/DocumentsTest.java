package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {

    @TempDir
    private Path workspace;

    private Path file(String name) throws IOException {
        Path file = workspace.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    private Map<String, Path> find(Path... extraFiles) throws IOException {
        return Documents.find(Files.createDirectories(workspace.resolve("cli")), workspace, List.of(extraFiles));
    }

    @Test
    void theCratesOwnWinAndTheWorkspacesFillIn() throws Exception {
        Path readme = file("cli/readme.md");
        Path mit = file("LICENSE-MIT");
        Path apache = file("License-APACHE.txt");
        file("README.md");
        file("CONTRIBUTING.md");
        file("LICENSES/0BSD.txt");

        assertThat(find())
                .containsExactly(
                        Map.entry("LICENSE-MIT", mit),
                        Map.entry("License-APACHE.txt", apache),
                        Map.entry("readme.md", readme));
    }

    @Test
    void extraFilesAndFoldersByTheirOwnName() throws Exception {
        Path page = file("docs/man/myapp.1");
        Path deep = file("etc/completions/bash/myapp");
        Path other = file("etc/completions/_myapp");

        assertThat(find(page, workspace.resolve("etc/completions")))
                .containsExactly(
                        Map.entry("completions/_myapp", other),
                        Map.entry("completions/bash/myapp", deep),
                        Map.entry("myapp.1", page));
    }

    @Test
    void anExtraFileReplacesTheUsualOneOfItsName() throws Exception {
        file("LICENSE");
        Path own = file("legal/LICENSE");

        assertThat(find(own)).containsExactly(Map.entry("LICENSE", own));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anExtraFileWhoseNameNoArchiveCanHold() throws Exception {
        Path odd = file("man\\myapp.1\n");

        assertThatThrownBy(() -> find(odd))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <extraFiles>: its name cannot be that of an archive's entry
                             value: %s
                             fix:   rename it: without backslashes and control characters.""".formatted(odd));
    }

    @Test
    void twoExtraFilesOfOneName() throws Exception {
        Path page = file("man/myapp.1");
        Path other = file("old/myapp.1");

        assertThatThrownBy(() -> find(page, other))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <extraFiles>: two files would be myapp.1 in the archive
                             value: %s and %s
                             fix:   rename or remove one.""".formatted(page, other));
    }

    @Test
    void oneExtraFileNamedTwice() throws Exception {
        Path page = file("man/myapp.1");

        assertThat(find(page, page)).containsExactly(Map.entry("myapp.1", page));
    }

    @Test
    void anExtraFileThatIsNotThere() {
        Path absent = workspace.resolve("absent");

        assertThatThrownBy(() -> find(absent))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <extraFiles>: no such file
                             value: %s
                             fix:   correct the path, or remove it.""".formatted(absent));
    }

    @Test
    void aFolderThatIsGone() {
        Path gone = workspace.resolve("gone");

        assertThatThrownBy(() -> Documents.find(gone, workspace, List.of()))
                .isInstanceOf(BuildIoException.class)
                .hasMessageStartingWith("cannot list " + gone + ": ");
    }
}
