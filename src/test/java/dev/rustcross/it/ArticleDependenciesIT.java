package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.Wine;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Big crates with C in them for five targets: half an hour on two cores, so they run by {@code make test-slow}. */
@Tag("slow")
@RequiresTool({
    "cargo",
    "rustup",
    "python3",
    "cc",
    "make",
    "perl",
    "qemu-aarch64-static",
    "x86_64-w64-mingw32-gcc",
    "llvm-lipo-19",
    "tar",
    "unzip"
})
class ArticleDependenciesIT {

    private static final Duration LIMIT = Duration.ofHours(2);

    @MavenTest(Matrix.OLDEST)
    void tlsAndSqliteAndOpenssl(Maven maven) {
        CaseProject project = maven.project("article-dependencies");

        project.mvn("package").within(LIMIT).succeeds();

        // The SHA-256 of nothing begins so.
        String said = "SQLite says 42\nOpenSSL says e3b0\nreqwest cannot connect: true\n";
        Path amd64 = unpack(project, "linux-amd64.tar.gz");
        assertThat(Tool.run(amd64, amd64.resolve("hello").toString())).isEqualTo(said);
        Path arm64 = unpack(project, "linux-arm64.tar.gz");
        assertThat(Tool.run(arm64, "qemu-aarch64-static", arm64.resolve("hello").toString()))
                .isEqualTo(said);
        assertThat(Wine.required().run(unpack(project, "windows-amd64.zip").resolve("hello.exe")))
                .endsWith(said);
        assertUniversal(project, "hello");
    }

    @MavenTest(Matrix.OLDEST)
    void ripgrepUnchanged(Maven maven) throws IOException {
        CaseProject project = maven.project("ripgrep");
        copySources(project);

        project.mvn("package").within(LIMIT).succeeds();

        Path amd64 = unpack(project, "linux-amd64.tar.gz");
        assertThat(Tool.run(amd64, amd64.resolve("rg").toString(), "--pcre2-version"))
                .startsWith("PCRE2 ");
        assertThat(Tool.run(amd64, amd64.resolve("rg").toString(), "-P", "--only-matching", "rip(?=grep)", "README.md"))
                .startsWith("rip\n");
        Path arm64 = unpack(project, "linux-arm64.tar.gz");
        assertThat(Tool.run(arm64, "qemu-aarch64-static", arm64.resolve("rg").toString(), "--version"))
                .startsWith("ripgrep 15.1.0");
        assertThat(Wine.required().run(unpack(project, "windows-amd64.zip").resolve("rg.exe"), "--version"))
                .contains("ripgrep 15.1.0");
        assertUniversal(project, "rg");
    }

    /** Puts the sources, as cargo downloaded them, beside the POM; its own {@code .cargo/config.toml} among them. */
    private static void copySources(CaseProject project) throws IOException {
        Tool.run(project.file("fetch"), "cargo", "fetch", "--locked", "--quiet");
        Path sources = downloaded("ripgrep-15.1.0");
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                Path copy = project.file(sources.relativize(file).toString());
                try {
                    Files.createDirectories(copy.getParent());
                    if (!Files.exists(copy)) {
                        Files.copy(file, copy);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** cargo metadata does not name it: a crate without a library is no dependency, though cargo fetches it. */
    private static Path downloaded(String crate) throws IOException {
        Path home = Optional.ofNullable(System.getenv("CARGO_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cargo"));
        try (Stream<Path> registries = Files.list(home.resolve("registry/src"))) {
            return registries
                    .map(registry -> registry.resolve(crate))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void assertUniversal(CaseProject project, String binary) {
        assertThat(Tool.run(unpack(project, "darwin-universal.tar.gz"), "llvm-lipo-19", "-archs", binary)
                        .strip())
                .isEqualTo("x86_64 arm64");
    }

    private static Path unpack(CaseProject project, String end) {
        String artifact = project.distNames().stream()
                .filter(name -> name.endsWith("-1.4.2-" + end))
                .findFirst()
                .orElseThrow();
        return Archive.unpack(project.dist().resolve(artifact));
    }
}
