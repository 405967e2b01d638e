package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Repositories;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the POM and the command line are read, a test for each rule. */
@RequiresTool({"cargo", "rustup", "tar", "unzip"})
class ConfigurationRulesIT {

    @MavenTest(Matrix.ALL_MAVENS)
    void listsOnTheCommandLineWin(Maven maven) {
        CaseProject project = maven.project("command-line-lists");

        project.mvn(
                        "package",
                        "-Drust-cross.onlyTargets=linux-amd64",
                        "-Drust-cross.formats=binary",
                        "-Drust-cross.features=loud",
                        "-Drust-cross.packages=beta",
                        "-Drust-cross.binaries=beta")
                .succeeds();

        assertThat(project.distNames())
                .containsExactly(
                        "SHA256SUMS",
                        "command-line-lists-1.4.2-linux-amd64",
                        "command-line-lists-1.4.2-linux-amd64.sha256");
        Path binary = project.dist().resolve("command-line-lists-1.4.2-linux-amd64");
        assertThat(Tool.run(project.dist(), binary.toString())).isEqualTo("beta: loud true, quiet false\n");
    }

    @MavenTest(Matrix.ALL_MAVENS)
    @RequiresTool("qemu-aarch64-static")
    void listsInThePomHoldOtherwise(Maven maven) {
        CaseProject project = maven.project("command-line-lists");

        project.mvn("package").succeeds();

        assertThat(project.distNames())
                .containsExactly(
                        "SHA256SUMS",
                        "command-line-lists-1.4.2-linux-arm64.zip",
                        "command-line-lists-1.4.2-linux-arm64.zip.sha256");
        Path folder = Archive.unpack(project.dist().resolve("command-line-lists-1.4.2-linux-arm64.zip"));
        assertThat(Tool.run(
                        folder, "qemu-aarch64-static", folder.resolve("alpha").toString()))
                .isEqualTo("alpha: loud false, quiet true\n");
    }

    @MavenTest(Matrix.ALL_MAVENS)
    void singleValuesInThePomWin(Maven maven) {
        CaseProject project = maven.project("scalars");

        project.mvn("package", "-Drust-cross.profile=release", "-Drust-cross.archiveName=given")
                .succeeds();

        Path folder = Archive.unpack(project.dist().resolve("given-linux-amd64.tar.gz"));
        assertThat(Tool.run(folder, folder.resolve("hello").toString())).isEqualTo("debug assertions: true\n");
    }

    @MavenTest
    @RequiresTool("qemu-aarch64-static")
    void targetsInShortAndInFullForm(Maven maven) {
        CaseProject project = maven.project("target-forms");

        MavenRun run = project.mvn("package").succeeds();

        assertThat(project.distNames())
                .containsExactly(
                        "SHA256SUMS",
                        "target-forms-1.4.2-linux-amd64.tar.gz",
                        "target-forms-1.4.2-linux-amd64.tar.gz.sha256",
                        "target-forms-1.4.2-raspberry",
                        "target-forms-1.4.2-raspberry.sha256",
                        "target-forms-1.4.2-raspberry.zip",
                        "target-forms-1.4.2-raspberry.zip.sha256");
        Path plain = Archive.unpack(project.dist().resolve("target-forms-1.4.2-linux-amd64.tar.gz"));
        assertThat(Tool.run(plain, plain.resolve("hello").toString())).isEqualTo("""
                        greeting: None
                        nothing: Some("")
                        polite: false
                        debug assertions: false
                        """);
        assertThat(Tool.run(
                        project.dist(),
                        "qemu-aarch64-static",
                        project.dist().resolve("target-forms-1.4.2-raspberry").toString()))
                .isEqualTo("""
                        greeting: Some("secret-greeting")
                        nothing: Some("")
                        polite: true
                        debug assertions: true
                        """);
        assertThat(run.log()).doesNotContain("secret-greeting");
    }

    @MavenTest
    void classifiersInTheVocabularyOfTheUsersChoice(Maven maven) {
        CaseProject project = maven.project("classifier-style");

        project.mvn("package", "-Drust-cross.classifierStyle=os-maven").succeeds();
        assertThat(project.distNames())
                .contains("classifier-style-1.4.2-linux-x86_64.tar.gz", "classifier-style-1.4.2-linux-aarch_64.tar.gz");

        project.mvn("package", "-Drust-cross.classifierStyle=triple").succeeds();
        assertThat(project.distNames())
                .containsExactly(
                        "SHA256SUMS",
                        "classifier-style-1.4.2-aarch64-unknown-linux-musl.tar.gz",
                        "classifier-style-1.4.2-aarch64-unknown-linux-musl.tar.gz.sha256",
                        "classifier-style-1.4.2-x86_64-unknown-linux-musl.tar.gz",
                        "classifier-style-1.4.2-x86_64-unknown-linux-musl.tar.gz.sha256");
    }

    @MavenTest
    @RequiresTool("cc")
    void equalClassifiersGetTheirAbiAppended(Maven maven) {
        CaseProject project = maven.project("same-classifier");

        project.mvn("package").succeeds();

        assertThat(project.distNames())
                .contains(
                        "same-classifier-1.4.2-linux-amd64-gnu.tar.gz", "same-classifier-1.4.2-linux-amd64-musl.tar.gz")
                .doesNotContain("same-classifier-1.4.2-linux-amd64.tar.gz");
    }

    @MavenTest
    @RequiresTool("python3")
    void universalBinaryBesideAloneOrNotAtAll(Maven maven) {
        CaseProject project = maven.project("lipo");

        project.mvn("package", "-Drust-cross.lipo=true").succeeds();
        assertThat(project.distNames())
                .contains(
                        "lipo-1.4.2-darwin-amd64.tar.gz",
                        "lipo-1.4.2-darwin-arm64.tar.gz",
                        "lipo-1.4.2-darwin-universal.tar.gz");

        project.mvn("package", "-Drust-cross.lipo=only").succeeds();
        assertThat(project.distNames())
                .containsExactly(
                        "SHA256SUMS",
                        "lipo-1.4.2-darwin-universal.tar.gz",
                        "lipo-1.4.2-darwin-universal.tar.gz.sha256");

        project.mvn("package", "-Drust-cross.lipo=false").succeeds();
        assertThat(project.distNames())
                .contains("lipo-1.4.2-darwin-amd64.tar.gz", "lipo-1.4.2-darwin-arm64.tar.gz")
                .doesNotContain("lipo-1.4.2-darwin-universal.tar.gz");

        MavenRun half =
                project.mvn("package", "-Drust-cross.onlyTargets=darwin-arm64").succeeds();
        assertThat(half.log()).contains("x86_64-apple-darwin");
        assertThat(project.distNames())
                .containsExactly(
                        "SHA256SUMS", "lipo-1.4.2-darwin-arm64.tar.gz", "lipo-1.4.2-darwin-arm64.tar.gz.sha256");
    }

    @MavenTest
    void everyFormat(Maven maven) {
        CaseProject project = maven.project("one-target");

        project.mvn("package", "-Drust-cross.formats=tar.gz,tar.xz,tar.zst,zip,binary")
                .succeeds();

        assertThat(project.distNames())
                .filteredOn(name -> !name.endsWith(".sha256"))
                .containsExactly(
                        "SHA256SUMS",
                        "one-target-1.4.2-linux-amd64",
                        "one-target-1.4.2-linux-amd64.tar.gz",
                        "one-target-1.4.2-linux-amd64.tar.xz",
                        "one-target-1.4.2-linux-amd64.tar.zst",
                        "one-target-1.4.2-linux-amd64.zip");
        for (String format : new String[] {"tar.gz", "tar.xz", "zip"}) {
            Path folder = Archive.unpack(project.dist().resolve("one-target-1.4.2-linux-amd64." + format));
            assertThat(Tool.run(folder, folder.resolve("hello").toString())).isEqualTo("hello from hello\n");
        }
    }

    @MavenTest
    void archiveLayoutOfTheUsersChoice(Maven maven) {
        CaseProject project = maven.project("archive-layout");

        project.mvn("package").succeeds();

        assertThat(Archive.names(project.dist().resolve("tool-1.4.2-linux-amd64.tar.gz")))
                .containsExactlyInAnyOrder("CHANGELOG.md", "LICENSE-MIT", "README.md", "hello", "hello.1");
    }

    @MavenTest
    void attachingCanBeLeftOut(Maven maven) {
        CaseProject project = maven.project("one-target");
        Path installed = Repositories.local().resolve("dev/rustcross/it/one-target/1.4.2");
        String archive = "one-target-1.4.2-linux-amd64.tar.gz";

        project.mvn("install", "-Drust-cross.attach=false").succeeds();
        assertThat(project.distNames()).contains(archive);
        assertThat(installed).isDirectoryNotContaining("glob:**.gz*");

        project.mvn("install", "-Drust-cross.onlyTargets=linux-amd64").succeeds();
        assertThat(project.distNames()).contains(archive);
        assertThat(installed).isDirectoryNotContaining("glob:**.gz*");

        project.mvn("install", "-Drust-cross.attachChecksums=false").succeeds();
        assertThat(installed.resolve(archive)).exists();
        assertThat(installed.resolve(archive + ".sha256")).doesNotExist();

        project.mvn("install", "-Drust-cross.onlyTargets=linux-amd64", "-Drust-cross.attach=true")
                .succeeds();
        assertThat(installed.resolve(archive + ".sha256")).exists();
    }

    @MavenTest
    void onlyWhatThisMachineRuns(Maven maven) {
        CaseProject project = maven.project("five-targets");

        project.mvn("package", "-Drust-cross.onlyTargets=host").succeeds();

        assertThat(project.distNames())
                .containsExactly(
                        "SHA256SUMS",
                        "five-targets-1.4.2-linux-amd64.tar.gz",
                        "five-targets-1.4.2-linux-amd64.tar.gz.sha256");
    }

    @MavenTest
    void skipping(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target");

        project.mvn("package", "-Drust-cross.skip").succeeds();
        assertThat(project.file("target/rust-cross")).doesNotExist();

        project.mvn("package", "-Drust-cross.skipPackage").succeeds();
        assertThat(project.file("target/x86_64-unknown-linux-musl/release/hello"))
                .exists();
        assertThat(project.distNames()).isEmpty();

        Files.writeString(project.file("src/main.rs"), "this is not Rust");
        project.mvn("package", "-Drust-cross.skipBuild").succeeds();
        assertThat(project.distNames()).contains("one-target-1.4.2-linux-amd64.tar.gz");
    }

    @MavenTest
    void dryRunPrintsTheCommands(Maven maven) {
        CaseProject project = maven.project("one-target");

        MavenRun run = project.mvn("package", "-Drust-cross.dryRun").succeeds();

        assertThat(run.log()).containsPattern("cargo build .*--target x86_64-unknown-linux-musl");
        assertThat(project.distNames()).isEmpty();
        assertThat(project.file("target/x86_64-unknown-linux-musl")).doesNotExist();
    }

    @MavenTest
    void lockFileThatDoesNotFit(Maven maven) {
        CaseProject project = maven.project("stale-lock");

        MavenRun locked = project.mvn("package").fails();
        assertThat(locked.log()).contains("--locked");
        assertThat(project.distNames()).isEmpty();

        project.mvn("package", "-Drust-cross.locked=false").succeeds();
        assertThat(project.distNames()).contains("stale-lock-1.4.2-linux-amd64.tar.gz");
    }

    @MavenTest
    void offlineWithEverythingThere(Maven maven) {
        CaseProject project = maven.project("one-target");
        project.mvn("package").succeeds();

        MavenRun run = project.mvn("-o", "package", "-Drust-cross.dryRun").succeeds();

        assertThat(run.log()).containsPattern("cargo build .*--offline");
        project.mvn("-o", "package").succeeds();
    }

    @MavenTest(Matrix.OLDEST)
    @RequiresTool("cc")
    void buildThatTakesTooLongIsEndedWithItsChildren(Maven maven) throws IOException {
        CaseProject project = maven.project("slow-build");

        MavenRun run = project.mvn("package", "-Drust-cross.timeoutSeconds=20").fails();

        assertThat(run.error()).contains("20");
        long buildScript = Long.parseLong(Files.readString(project.file("build-script.pid")));
        assertThat(ProcessHandle.of(buildScript)).isEmpty();
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest(Matrix.ALL_MAVENS)
    void planIsPrintedAsATable(Maven maven) {
        CaseProject project = maven.project("five-targets");

        MavenRun run = project.mvn("rust-cross:targets").succeeds();

        for (String cell : new String[] {
            "x86_64-unknown-linux-musl",
            "linux-amd64",
            "aarch64-unknown-linux-musl",
            "linux-arm64",
            "x86_64-apple-darwin",
            "darwin-amd64",
            "aarch64-apple-darwin",
            "darwin-arm64",
            "darwin-universal",
            "x86_64-pc-windows-gnu",
            "windows-amd64"
        }) {
            assertThat(run.log()).contains(cell);
        }
        assertThat(project.file("target/x86_64-unknown-linux-musl")).doesNotExist();
    }
}
