package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compared with what cargo itself says, where it has a say. */
@RequiresTool("cargo")
class WorkspaceRootTest {

    private static final String PACKAGE = "[package]\nname = \"%s\"\nversion = \"1.0.0\"\nedition = \"2021\"\n";

    @TempDir
    private Path folder;

    private Path crate(String path, String more) throws IOException {
        Path crate = folder.resolve(path);
        Files.createDirectories(crate.resolve("src"));
        Files.writeString(crate.resolve("src/lib.rs"), "");
        Files.writeString(
                crate.resolve("Cargo.toml"),
                PACKAGE.formatted(crate.getFileName().toString()) + more);
        return crate;
    }

    private void assertRoot(Path crate, Path root) throws Exception {
        assertThat(WorkspaceRoot.of(crate)).isEqualTo(root);
        Process cargo = new ProcessBuilder("cargo", "locate-project", "--workspace", "--message-format", "plain")
                .directory(crate.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(new String(cargo.getInputStream().readAllBytes()).strip())
                .isEqualTo(root.resolve("Cargo.toml").toRealPath().toString());
    }

    @Test
    void aPackageOfItsOwn() throws Exception {
        Path crate = crate("single", "");

        assertRoot(crate, crate);
    }

    @Test
    void aMemberOfAFolderAbove() throws Exception {
        Path root = crate("root", "[workspace]\nmembers = [\"crates/*\"]\n");
        Path member = crate("root/crates/member", "");

        assertRoot(member, root);
        assertRoot(root, root);
    }

    @Test
    void aRootThatLiesElsewhere() throws Exception {
        Path root = crate("root", "[workspace]\nmembers = [\"../aside\"]\n");
        Path member = crate("aside", "workspace = \"../root\"\n");

        assertRoot(member, root);
    }

    @Test
    void whatTheFolderAboveExcludes() throws Exception {
        crate("root", "[workspace]\nexclude = [\"tools\"]\nmembers = [\"tools/kept\"]\n");

        Path excluded = crate("root/tools/other", "");
        assertRoot(excluded, excluded);
        assertRoot(crate("root/tools/kept", ""), folder.resolve("root"));
    }

    @Test
    void noManifest() {
        assertThat(WorkspaceRoot.of(folder)).isEqualTo(folder);
    }
}
