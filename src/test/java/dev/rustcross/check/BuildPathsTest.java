package dev.rustcross.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildPathsTest {

    private static final List<Path> FOLDERS = List.of(Path.of("/home/me"), Path.of("/proj/app"));

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.write(folder.resolve("binary"), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void tellsTheFirstName() throws IOException {
        Path file = file("\u007fELF\0\0/proj/app/src/main.rs\0/home/me/.cargo/registry/src/a.rs\0");

        assertThat(new BuildPaths(FOLDERS, false).check(file))
                .containsExactly(
                        Finding.failure(
                                "build-paths",
                                "/proj/app/src/main.rs at byte 6",
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
            strings = {"nothing", "/home/melissa/x", "/proj/application", "./src/main.rs /cargo/registry/src/a.rs"})
    void otherNamesAreNoneOfItsBusiness(String content) throws IOException {
        assertThat(new BuildPaths(FOLDERS, false).check(file(content))).isEmpty();
    }

    @Test
    void theRootIsNoFolderToHide() throws IOException {
        assertThat(new BuildPaths(List.of(Path.of("/")), false).check(file("/usr/lib/x")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/std/src/io/mod.rs, -",
                "/cargo/registry/src/index-1949cf8c6b5b557f/libc-0.2.1/src/lib.rs, -",
                "/cargo/registry/src/index-1949cf8c6b5b557f/libc-0.2.1/src/lib.rs/src/main.rs, /src/main.rs",
                "a/src/main.rs, /src/main.rs",
                "/cargo/registry/cache/libc.crate, /cargo/registry/cache/libc.crate",
            })
    void shortFoldersAreNotSoughtInNamesOfRustc(String content, @Nullable String found) throws IOException {
        List<Path> folders = List.of(Path.of("/src"), Path.of("/cargo"), Path.of("?"));

        assertThat(new BuildPaths(folders, true).check(file(content)))
                .extracting(Finding::found)
                .allMatch(name -> name.startsWith(found + " at byte "))
                .hasSize(found == null ? 0 : 1);
    }

    @Test
    void nothingIsSoughtWithoutFolders() throws IOException {
        assertThat(new BuildPaths(List.of(), false).check(file("/home/me/x"))).isEmpty();
    }
}
