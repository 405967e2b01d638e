package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenCall;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Repositories;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** The real cross with the real podman; {@code scripts/setup-tests.sh} makes the image. */
@RequiresTool({"cargo", "rustup", "cross", "podman", "qemu-aarch64-static"})
class CrossIT {

    private static final String IMAGE = "localhost/rust-cross-test:1";
    private static final String ARM = "aarch64-unknown-linux-gnu";
    private static final String OWN_DIRECTORY = "target/rust-cross/cargo-target/cross-" + ARM;
    private static final String ONLY_CROSS = "-Drust-cross.onlyTargets=linux-arm64";
    private static final String ONLY_NATIVE = "-Drust-cross.onlyTargets=linux-amd64";
    private static final String NOTHING = "Nothing to compile: 1 target is up to date.";

    @BeforeAll
    static void theImageIsThere() {
        if (System.getenv("CI") == null) {
            assumeThat(Tool.run(Path.of("").toAbsolutePath(), "podman", "images", "--quiet", IMAGE))
                    .as("image " + IMAGE + ", which scripts/setup-tests.sh makes")
                    .isNotEmpty();
        }
    }

    private static MavenCall mvn(CaseProject project, String... arguments) {
        return project.mvn(arguments).env("CROSS_CONTAINER_ENGINE", "podman");
    }

    private static String run(CaseProject project) {
        return Tool.run(
                project.directory(),
                "qemu-aarch64-static",
                "-L",
                "/usr/aarch64-linux-gnu",
                "target/rust-cross/bin/" + ARM + "/hello");
    }

    @MavenTest
    void aContainersBinaryBesideANativeOne(Maven maven) {
        CaseProject project = maven.project("cross-engine");
        List<String> components = components();

        MavenRun first = mvn(project, "install").succeeds();

        assertThat(first.log())
                .containsPattern(ARM + "  cross +1: <engine> in the POM")
                .doesNotContain("beta");
        assertThat(run(project)).isEqualTo("hello, beta channel, built in a container, flagged\n");
        assertThat(Tool.run(project.directory(), "target/rust-cross/bin/x86_64-unknown-linux-musl/hello"))
                .isEqualTo("hello, no channel, built in this machine\n");
        String archive = "cross-engine-1.4.2-linux-arm64.tar.gz";
        assertThat(project.distNames()).contains(archive, "cross-engine-1.4.2-linux-amd64.tar.gz");
        assertThat(Archive.names(project.dist().resolve(archive))).contains("cross-engine-1.4.2-linux-arm64/hello");
        assertThat(Repositories.local().resolve("dev/rustcross/it/cross-engine/1.4.2/" + archive))
                .hasSameBinaryContentAs(project.dist().resolve(archive));
        assertThat(components()).as("the user's toolchain").isEqualTo(components);
        assertThat(first.log()).doesNotContain("syncing channel updates");

        assertThat(mvn(project, "-o", "package").succeeds().count(NOTHING)).isEqualTo(2);
    }

    @MavenTest(Matrix.OLDEST)
    void testsRunInTheContainer(Maven maven) throws IOException {
        CaseProject project = maven.project("cross-engine")
                .edit(
                        "pom.xml",
                        "<rustflags>",
                        "<runner>qemu-aarch64-static -L /usr/aarch64-linux-gnu</runner><rustflags>");
        Files.createDirectories(project.file("tests"));
        Files.writeString(project.file("tests/architecture.rs"), """
                #[test]
                fn is_arm64() {
                    assert!(cfg!(target_arch = "aarch64") && std::path::Path::new("/target").exists());
                }

                #[test]
                fn is_amd64() {
                    assert!(cfg!(target_arch = "x86_64"), "another machine");
                }
                """);

        MavenRun run = mvn(project, "rust-cross:configure", "rust-cross:test", ONLY_CROSS)
                .env("CROSS_CONTAINER_OPTS", "--volume /usr/bin/qemu-aarch64-static:/usr/bin/qemu-aarch64-static:ro")
                .fails();

        assertThat(run.error())
                .contains("There are test failures.\n  " + ARM + ", hello test-architecture: is_amd64\n");
        assertThat(project.file("target/surefire-reports/TEST-rust." + ARM + ".hello.test-architecture.xml"))
                .content()
                .contains("tests=\"2\" errors=\"0\" skipped=\"0\" failures=\"1\"", "message=\"another machine\"");
    }

    @MavenTest(Matrix.OLDEST)
    void foldersOfTheContainerAreRenamed(Maven maven) throws IOException {
        CaseProject project = maven.project("cross-engine");
        Path program = project.file("target/rust-cross/bin/" + ARM + "/hello");

        mvn(project, "package", ONLY_CROSS, "-Drust-cross.profile=dev").succeeds();
        assertThat(Files.readString(program, StandardCharsets.ISO_8859_1)).contains("/project");

        mvn(project, "package", ONLY_CROSS, "-Drust-cross.profile=dev", "-Drust-cross.remapPaths")
                .succeeds();
        assertThat(Files.readString(program, StandardCharsets.ISO_8859_1))
                .doesNotContain("/project", "/rust/lib", project.directory().toString());
    }

    /** A build script of the container's would not run here where the container's C library is the newer one. */
    @MavenTest(Matrix.OLDEST)
    void hostArtefactsDoNotMix(Maven maven) {
        CaseProject project = maven.project("cross-engine");
        mvn(project, "package", ONLY_CROSS).succeeds();
        assertThat(project.file("target/release")).doesNotExist();
        mvn(project, "package", ONLY_NATIVE).succeeds();

        assertThat(mvn(project, "package", ONLY_CROSS).succeeds().log()).contains(NOTHING);
        assertThat(mvn(project, "package", ONLY_NATIVE).succeeds().log()).contains(NOTHING);

        project.edit("src/main.rs", "hello, ", "good evening, ");
        mvn(project, "package", ONLY_CROSS).succeeds();
        assertThat(run(project)).startsWith("good evening, ");
        project.edit("pom.xml", "<CHANNEL>beta<", "<CHANNEL>stable<");
        mvn(project, "package", ONLY_CROSS).succeeds();
        assertThat(run(project)).contains(", stable channel,");
    }

    @MavenTest(Matrix.OLDEST)
    void compilerWrapperOfThisMachine(Maven maven) throws IOException {
        CaseProject project = maven.project("cross-engine");
        Path wrapper = project.file("rustc wrapper");
        Files.writeString(
                wrapper, "#!/bin/sh\necho \"$SCCACHE_LABEL $*\" >>/target/wrapped 2>/dev/null\nexec \"$@\"\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));

        mvn(project, "package", ONLY_CROSS)
                .env("RUSTC_WRAPPER", wrapper.toString())
                .env("SCCACHE_LABEL", "shared")
                .succeeds();

        assertThat(project.file(OWN_DIRECTORY + "/wrapped")).content().contains("shared rustc --crate-name hello");
    }

    @MavenTest(Matrix.OLDEST)
    void crateThatDoesNotCompile(Maven maven) {
        CaseProject project = maven.project("cross-engine").edit("src/main.rs", "fn main", "fn man");

        MavenRun run = mvn(project, "package", ONLY_CROSS).fails();

        assertThat(run.count("error[E0601]")).isEqualTo(1);
        assertThat(run.error())
                .contains("cargo build failed with exit code 101 for " + ARM + "; what it said is above.");
    }

    /** What this machine's package manager installs is of no use to a container. */
    @MavenTest(Matrix.OLDEST)
    void linkerThatTheImageHasNot(Maven maven) {
        CaseProject project = maven.project("cross-engine")
                .edit(
                        "Cross.toml",
                        "image",
                        "env.passthrough = [\"CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=no-such-gcc\"]\nimage");

        MavenRun run = mvn(project, "package", ONLY_CROSS).fails();

        assertThat(run.error()).contains("""

                  target: aarch64-unknown-linux-gnu
                  tool:   linker: cross, by rule 1: <engine> in the POM
                  line:   error: linker `no-such-gcc` not found
                  cause:  there is no such program on PATH in cross's container.
                  fix:    in Cross.toml, beside the workspace's Cargo.toml:
                            [target.aarch64-unknown-linux-gnu]
                            pre-build = ["apt-get update && apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross --assume-yes"]
                            env.passthrough = ["CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc"]
                          or an image that links for aarch64-unknown-linux-gnu, in Cross.toml, beside the workspace's Cargo.toml:
                            [target.aarch64-unknown-linux-gnu]
                            image = "…"
                          or <target><triple>aarch64-unknown-linux-gnu</triple><engine>zigbuild</engine></target>, to link with zig
                """);
    }

    @MavenTest(Matrix.OLDEST)
    void unknownFailureOfAContainersLinker(Maven maven) {
        CaseProject project = maven.project("cross-engine")
                .edit(
                        "src/main.rs",
                        "fn main() {",
                        "extern \"C\" { fn no_such_function(); }\nfn main() {\n    unsafe { no_such_function() }");

        MavenRun run = mvn(project, "package", ONLY_CROSS).fails();

        assertThat(run.error()).contains("""

                  The linker ran in cross's container. If it lacks something there, add it in Cross.toml, beside the \
                workspace's Cargo.toml:
                    [target.aarch64-unknown-linux-gnu]
                    pre-build = ["apt-get update && apt-get install … --assume-yes"]
                    # or another image = "…"
                  To repeat it by hand:""");
        assertThat(project.file("target/rust-cross/linker.sh")).doesNotExist();
    }

    @MavenTest(Matrix.OLDEST)
    void lockThatIsOutdatedIsLeftAsItIs(Maven maven) throws IOException {
        CaseProject project = maven.project("cross-engine").edit("Cargo.toml", "1.4.2", "1.4.3");
        String before = Files.readString(project.file("Cargo.lock"));

        MavenRun run = mvn(project, "package", ONLY_CROSS).fails();

        assertThat(run.error()).contains("Cargo.lock is missing or out of date");
        assertThat(project.file("Cargo.lock")).hasContent(before);
    }

    @MavenTest(Matrix.OLDEST)
    void imageThatIsNotThere(Maven maven) {
        CaseProject project = maven.project("cross-engine").edit("Cross.toml", "rust-cross-test:1", "no-such:1");

        for (String offline : new String[] {"-Drust-cross.locked", "-o"}) {
            MavenRun run = mvn(project, "package", ONLY_CROSS, offline).fails();

            assertThat(run.error()).contains("""
                    the image localhost/no-such:1, in which cross was to build aarch64-unknown-linux-gnu, is not on this \
                    machine, and %s.
                      Type: podman pull localhost/no-such:1
                      Or name another image in Cross.toml, beside the workspace's Cargo.toml:
                        [target.aarch64-unknown-linux-gnu]
                        image = "…"
                      To repeat it by hand:""".formatted(
                            offline.equals("-o") ? "Maven is offline (-o)" : "podman could not fetch it"));
        }
    }

    @MavenTest(Matrix.OLDEST)
    void triplesThatCrossHasNoImageFor(Maven maven) throws IOException {
        CaseProject project = maven.project("cross-engine");
        Files.delete(project.file("Cross.toml"));
        project.edit("pom.xml", ARM, "aarch64-apple-darwin");

        MavenRun run =
                mvn(project, "package", "-Drust-cross.onlyTargets=darwin-arm64").fails();

        assertThat(run.error()).contains("""
                cross would not build aarch64-apple-darwin in a container: `cross` does not provide a Docker image for \
                target aarch64-apple-darwin, specify a custom image in `Cross.toml`.
                  Name an image in Cross.toml, beside the workspace's Cargo.toml:
                    [target.aarch64-apple-darwin]
                    image = "…\"""");
        assertThat(project.file(OWN_DIRECTORY)).doesNotExist();
    }

    @MavenTest(Matrix.OLDEST)
    void noCross(Maven maven) {
        MavenRun run = maven.project("cross-engine")
                .mvn("package")
                .path(ToolPath.bareWithHostCompiler())
                .fails();

        assertThat(run.error()).contains("""
                No linker for 1 target:
                  aarch64-unknown-linux-gnu: install cross (`cargo install cross --locked`).""");
    }

    @MavenTest(Matrix.OLDEST)
    void noContainerEngine(Maven maven) {
        ToolPath tools = ToolPath.bareWithHostCompiler().with("cross");

        MavenRun run = maven.project("cross-engine").mvn("package").path(tools).fails();

        assertThat(run.error()).contains("""
                No linker for 1 target:
                  aarch64-unknown-linux-gnu: cross needs a container engine, and neither docker nor podman is on PATH: \
                install one (`apt-get install podman`).""");
    }

    @MavenTest(Matrix.OLDEST)
    void containerEngineThatDoesNotAnswer(Maven maven) {
        CaseProject project = maven.project("cross-engine");
        String said = "Error: unable to connect to Podman socket: ";
        String remedy = "start it (`podman machine start`, off Linux), or set CROSS_CONTAINER_ENGINE=docker.";

        MavenRun unplanned = mvn(project, "package")
                .env("CONTAINER_HOST", "unix:///no/such.sock")
                .fails();
        mvn(project, "package").succeeds();
        MavenRun planned = mvn(project, "package")
                .env("CONTAINER_HOST", "unix:///no/such.sock")
                .fails();

        assertThat(unplanned.error())
                .contains(ARM + ": cross needs a container engine, and podman does not answer (" + said)
                .contains("): " + remedy);
        assertThat(planned.error())
                .contains("podman, in which cross was to build " + ARM + ", does not answer: Cannot connect to Podman.")
                .contains("\n  What to do: " + remedy);
    }

    @MavenTest(Matrix.OLDEST)
    void aBuildThatTakesTooLongTakesItsContainerAlong(Maven maven) throws IOException {
        CaseProject project = maven.project("cross-engine")
                .edit(
                        "build.rs",
                        "fn main() {",
                        "fn main() {\n    std::thread::sleep(std::time::Duration::from_secs(600));");

        MavenRun run = mvn(project, "package", ONLY_CROSS, "-Drust-cross.timeoutSeconds=10")
                .fails();

        assertThat(run.error())
                .contains("'cross' in " + project.directory() + " did not end within 10 s and was killed");
        assertThat(project.file(OWN_DIRECTORY + "/release/build"))
                .as("it had begun")
                .isDirectory();
        // The engine removes a killed container in its own time; by itself this one would run for ten minutes.
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!containers(project).isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(containers(project)).isEmpty();
    }

    /** Returns the containers that have the project's build directory. */
    private static String containers(CaseProject project) {
        return Tool.run(
                project.directory(),
                "podman",
                "ps",
                "--all",
                "--quiet",
                "--filter",
                "volume=" + project.file(OWN_DIRECTORY));
    }

    private static List<String> components() {
        return Tool.run(Path.of("").toAbsolutePath(), "rustup", "component", "list", "--installed")
                .lines()
                .toList();
    }
}
