package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerVersionsTest {

    @TempDir
    private Path folder;

    private final List<List<String>> asked = new ArrayList<>();
    private Path bin;
    private CompilerVersions versions;

    @BeforeEach
    void createCompiler() throws IOException {
        bin = Files.createDirectories(folder.resolve("toolchain/bin"));
        Files.writeString(bin.resolve("rustc"), "one");
        versions = new CompilerVersions(new ToolCache(folder.resolve("cache")));
    }

    private List<String> ask(String... answer) {
        return versions.of(bin, () -> {
            asked.add(List.of(answer));
            return List.of(answer);
        });
    }

    @Test
    void anAnswerHoldsAsLongAsTheCompiler() throws IOException {
        assertThat(ask("rustc 1.95.0", "host: a")).containsExactly("rustc 1.95.0", "host: a");
        assertThat(ask("rustc 1.96.0", "host: b")).containsExactly("rustc 1.95.0", "host: a");

        Files.writeString(bin.resolve("rustc"), "other");

        assertThat(ask("rustc 1.96.0", "host: b")).containsExactly("rustc 1.96.0", "host: b");
        assertThat(asked).hasSize(2);
    }

    @Test
    void anotherTimeIsAnotherCompiler() throws IOException {
        ask("rustc 1.95.0");
        Files.setLastModifiedTime(bin.resolve("rustc"), FileTime.fromMillis(1_000));

        assertThat(ask("rustc 1.96.0")).containsExactly("rustc 1.96.0");
    }

    @Test
    void toolchainsAreToldApart() throws IOException {
        ask("rustc 1.95.0");
        bin = Files.createDirectories(folder.resolve("nightly/bin"));
        Files.writeString(bin.resolve("rustc.exe"), "one");

        assertThat(ask("rustc 1.97.0-nightly")).containsExactly("rustc 1.97.0-nightly");
        assertThat(ask("rustc 1.98.0-nightly")).containsExactly("rustc 1.97.0-nightly");
    }

    @Test
    void aCompilerThatIsElsewhereIsAskedEachTime() throws IOException {
        Files.delete(bin.resolve("rustc"));

        ask("rustc 1.95.0");
        ask("rustc 1.95.0");

        assertThat(asked).hasSize(2);
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void withoutACacheTheCompilerIsAskedEachTime() throws IOException {
        Files.createFile(folder.resolve("cache"));

        assertThat(ask("rustc 1.95.0")).containsExactly("rustc 1.95.0");
        assertThat(ask("rustc 1.95.0")).containsExactly("rustc 1.95.0");
        assertThat(asked).hasSize(2);
    }

    @Test
    void aDamagedAnswerIsAskedForAgain() throws IOException {
        ask("rustc 1.95.0");
        try (var files = Files.list(folder.resolve("cache/rustc"))) {
            Files.write(files.findFirst().orElseThrow(), new byte[] {(byte) 0xff, (byte) 0xfe});
        }

        assertThat(ask("rustc 1.95.0")).containsExactly("rustc 1.95.0");
        assertThat(asked).hasSize(2);
    }
}
