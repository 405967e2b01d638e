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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Crates with C in them; {@link ArticleDependenciesIT} builds the big ones. */
@RequiresTool({"cargo", "rustup", "python3", "cc", "qemu-aarch64-static", "x86_64-w64-mingw32-gcc", "tar", "unzip"})
class CDependenciesIT {

    @MavenTest(Matrix.OLDEST)
    @RequiresTool("llvm-lipo-19")
    void crateWithCCodeAndItsOwnCargoConfigurationIsBuiltUnchanged(Maven maven) {
        CaseProject project = maven.project("own-cargo-config");
        String configuration = Tool.run(project.directory(), "cat", ".cargo/config.toml");

        project.mvn("package").succeeds();

        assertThat(project.file(".cargo/config.toml")).hasContent(configuration);
        String amd64 = unpack(project, "linux-amd64.tar.gz").resolve("hello").toString();
        assertThat(Tool.run(project.dist(), amd64)).isEqualTo("C says 42\nflags of .cargo/config.toml: true\n");
        String arm64 = unpack(project, "linux-arm64.tar.gz").resolve("hello").toString();
        assertThat(Tool.run(project.dist(), "qemu-aarch64-static", arm64))
                .isEqualTo("C says 42\nflags of .cargo/config.toml: false\n");
        assertThat(Wine.required().run(unpack(project, "windows-amd64.zip").resolve("hello.exe")))
                .endsWith("C says 42\nflags of .cargo/config.toml: false\n");
        assertThat(Tool.run(unpack(project, "darwin-universal.tar.gz"), "llvm-lipo-19", "-archs", "hello")
                        .strip())
                .isEqualTo("x86_64 arm64");
    }

    @MavenTest(Matrix.OLDEST)
    void sqliteFromItsSources(Maven maven) {
        CaseProject project = maven.project("sqlite");

        project.mvn("package").succeeds();

        String arm64 = unpack(project, "linux-arm64.tar.gz").resolve("hello").toString();
        assertThat(Tool.run(project.dist(), "qemu-aarch64-static", arm64)).isEqualTo("SQLite says 42\n");
        assertThat(Wine.required().run(unpack(project, "windows-amd64.zip").resolve("hello.exe")))
                .endsWith("SQLite says 42\n");
    }

    @MavenTest(Matrix.OLDEST)
    @RequiresTool({"pkg-config", "aarch64-linux-gnu-gcc", "llvm-ar-19", "llvm-lipo-19"})
    void librariesInASysrootOfEachTarget(Maven maven) throws IOException {
        CaseProject project = maven.project("pkg-config");
        for (String triple : List.of(
                "x86_64-unknown-linux-musl",
                "aarch64-unknown-linux-musl",
                "aarch64-unknown-linux-gnu",
                "x86_64-apple-darwin",
                "aarch64-apple-darwin",
                "x86_64-pc-windows-gnu")) {
            install(project, triple);
        }

        project.mvn("package").succeeds();

        String amd64 = unpack(project, "linux-amd64.tar.gz").resolve("hello").toString();
        assertThat(Tool.run(project.dist(), amd64)).isEqualTo("the library says 42\n");
        for (String libc : List.of("musl", "gnu")) {
            String arm64 = unpack(project, "linux-arm64-" + libc + ".tar.gz")
                    .resolve("hello")
                    .toString();
            assertThat(Tool.run(project.dist(), "qemu-aarch64-static", "-L", "/usr/aarch64-linux-gnu", arm64))
                    .isEqualTo("the library says 42\n");
        }
        assertThat(Wine.required().run(unpack(project, "windows-amd64.zip").resolve("hello.exe")))
                .endsWith("the library says 42\n");
        assertThat(Tool.run(unpack(project, "darwin-universal.tar.gz"), "llvm-lipo-19", "-archs", "hello")
                        .strip())
                .isEqualTo("x86_64 arm64");
    }

    /** Installs the native library into a sysroot, as a distribution's package for that system would; rustc makes objects for any. */
    private static void install(CaseProject project, String triple) throws IOException {
        Path libraries = Files.createDirectories(project.file("sysroot/" + triple + "/usr/lib/pkgconfig"));
        Files.copy(project.file("native/answer.pc"), libraries.resolve("answer.pc"));
        String object = "native/" + triple + ".o";
        Tool.run(
                project.directory(),
                "rustc",
                "--target=" + triple,
                "--crate-type=lib",
                "--emit=obj",
                "-Cpanic=abort",
                "-Copt-level=2",
                "-o",
                object,
                "native/answer.rs");
        Tool.run(
                project.directory(),
                "llvm-ar-19",
                "rcs",
                "--format=" + (triple.contains("apple") ? "darwin" : "gnu"),
                "sysroot/" + triple + "/usr/lib/libanswer.a",
                object);
    }

    private static Path unpack(CaseProject project, String end) {
        String artifact = project.distNames().stream()
                .filter(name -> name.endsWith("-1.4.2-" + end))
                .findFirst()
                .orElseThrow();
        return Archive.unpack(project.dist().resolve(artifact));
    }
}
