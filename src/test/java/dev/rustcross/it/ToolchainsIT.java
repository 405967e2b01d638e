package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Toolchains other than rustup's stable one. */
@RequiresTool({"cargo", "rustup", "cc", "tar"})
class ToolchainsIT {

    private static final String MUSL = "x86_64-unknown-linux-musl";

    @MavenTest(Matrix.OLDEST)
    @RequiresTool({"python3", "qemu-s390x-static"})
    void standardLibraryFromSource(Maven maven) {
        CaseProject project = maven.project("tier-3");

        MavenRun table = project.mvn("rust-cross:targets").succeeds();
        project.mvn("package").succeeds();

        assertThat(table.log())
                .containsPattern("x86_64-unknown-linux-gnu .* installed +native +1 ")
                .containsPattern("s390x-unknown-linux-musl .* from source +qemu-s390x-static +2 ");
        Path folder = Archive.unpack(project.dist().resolve("tier-3-1.4.2-linux-s390x.tar.gz"));
        assertThat(Tool.run(folder, "qemu-s390x-static", folder.resolve("hello").toString()))
                .isEqualTo("hello from linux on s390x\n");
    }

    @MavenTest(Matrix.OLDEST)
    void targetWithoutAStandardLibraryNamesTheParameter(Maven maven) {
        MavenRun run = maven.project("tier-3")
                .mvn("-f", "pom-no-build-std.xml", "package")
                .fails();

        assertThat(run.error())
                .contains("the standard library of s390x-unknown-linux-musl is missing")
                .contains("or build the standard library from source:"
                        + " <toolchain>nightly</toolchain> <buildStd>true</buildStd>");
    }

    @MavenTest(Matrix.OLDEST)
    void stableToolchainCannotBuildTheStandardLibrary(Maven maven) {
        CaseProject project = maven.project("tier-3");

        MavenRun run = project.mvn("-f", "pom-stable.xml", "package")
                .env("RUSTUP_TOOLCHAIN", "stable")
                .fails();

        assertThat(run.error())
                .contains("<buildStd>: only a nightly toolchain can build the standard library, which there is none of"
                        + " for s390x-unknown-linux-musl")
                .contains("fix:   write <toolchain>nightly</toolchain>.");
        assertThat(project.file("target/s390x-unknown-linux-musl")).doesNotExist();
    }

    /** Rustup's folder is a new one, so that there is no toolchain at all. */
    @MavenTest(Matrix.OLDEST)
    void toolchainOfTheCrateIsInstalled(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target");
        Files.writeString(
                project.file("rust-toolchain.toml"), "[toolchain]\nchannel = \"1.85.0\"\nprofile = \"minimal\"\n");

        MavenRun run = project.mvn("package")
                .env("RUSTUP_AUTO_INSTALL", "1")
                .env("RUSTUP_HOME", project.file("rustup").toString())
                .succeeds();

        assertThat(run.log())
                .contains("installing the Rust toolchain that " + project.directory() + " asks for")
                .contains("rustc 1.85.0 ");
        assertThat(project.distNames()).contains("one-target-1.4.2-linux-amd64.tar.gz");
    }

    @MavenTest(Matrix.OLDEST)
    void compilerWithoutRustup(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target");
        Path toolchain = copyOfToolchain(project.file("usr"));

        MavenRun run = project.mvn("package", "-Drust-cross.autoInstall=false")
                .path(ToolPath.bareWithHostCompiler().without("cargo", "rustc", "rustup"), toolchain.resolve("bin"))
                .succeeds();

        assertThat(run.log()).doesNotContain("rustup");
        Path folder = Archive.unpack(project.dist().resolve("one-target-1.4.2-linux-amd64.tar.gz"));
        assertThat(Tool.run(folder, folder.resolve("hello").toString())).isEqualTo("hello from hello\n");
    }

    /** As a distribution installs it: cargo and rustc, with the standard libraries of the machine and of one target. */
    private static Path copyOfToolchain(Path copy) throws IOException {
        Path sysroot = Path.of(
                Tool.run(copy.getParent(), "rustc", "--print", "sysroot").strip());
        try (Stream<Path> files = Files.walk(sysroot)) {
            files.filter(file -> isPartOfADistribution(sysroot.relativize(file)))
                    .forEach(file -> {
                        Path place = copy.resolve(sysroot.relativize(file));
                        try {
                            Files.createDirectories(place.getParent());
                            Files.copy(file, place);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
        return copy;
    }

    private static boolean isPartOfADistribution(Path file) {
        return file.startsWith("bin")
                || (file.startsWith("lib") && file.toString().contains(".so"))
                || file.startsWith("lib/rustlib/x86_64-unknown-linux-gnu")
                || file.startsWith("lib/rustlib/" + MUSL);
    }
}
