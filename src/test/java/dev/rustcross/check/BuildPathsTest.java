package dev.rustcross.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildPathsTest {

    private static final List<Path> FOLDERS = List.of(Path.of("/home/me"), Path.of("/work/app"));

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.write(folder.resolve("binary"), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void tellsTheFirstName() throws IOException {
        Path file = file("\u007fELF\0\0/work/app/src/main.rs\0/home/me/.cargo/registry/src/a.rs\0");

        assertThat(new BuildPaths(FOLDERS, false).check(file))
                .containsExactly(
                        Finding.failure(
                                "build-paths",
                                "/work/app/src/main.rs at byte 6",
                                "no folder of the machine that built it",
                                "write <remapPaths>true</remapPaths>, for what rustc writes; C code, build scripts and"
                                        + " env!(\"OUT_DIR\") write them too. Or write <forbidBuildPaths>false</forbidBuildPaths>."));
        assertThat(new BuildPaths(FOLDERS, true).check(file))
                .extracting(Finding::fix)
                .containsExactly(
                        "strip = \"debuginfo\" in [profile] of Cargo.toml removes those of linkers and of C code; C"
                                + " code, build scripts and env!(\"OUT_DIR\") write them too. Or write"
                                + " <forbidBuildPaths>false</forbidBuildPaths>.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nothing", "/home/melissa/x", "/work/application", "./src/main.rs /cargo/registry/src/a.rs"})
    void otherNamesAreNoneOfItsBusiness(String content) throws IOException {
        assertThat(new BuildPaths(FOLDERS, false).check(file(content))).isEmpty();
    }

    @Test
    void theRootIsNoFolderToHide() throws IOException {
        assertThat(new BuildPaths(List.of(Path.of("/")), false).check(file("/usr/lib/x")))
                .isEmpty();
    }

    @Test
    void nothingIsSoughtWithoutFolders() throws IOException {
        assertThat(new BuildPaths(List.of(), false).check(file("/home/me/x"))).isEmpty();
    }
}
