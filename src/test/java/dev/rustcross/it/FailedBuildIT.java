package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenCall;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Builds that fail in the middle: the cause is shown once, the next step is named, no half archive is left. */
@RequiresTool({"cargo", "rustup"})
class FailedBuildIT {

    private static final String UNINSTALLED = "powerpc64le-unknown-linux-musl";

    @MavenTest
    void crateThatDoesNotCompile(Maven maven) {
        CaseProject project = maven.project("does-not-compile");

        assertCompilerErrorIsShownOnce(project, project.mvn("package"));
        assertCompilerErrorIsShownOnce(project, project.mvn("-q", "package"));
    }

    @MavenTest
    void compilerErrorThatTwoTargetsHaveIsShownOnce(Maven maven) throws IOException {
        CaseProject project = maven.project("does-not-compile");
        project.edit(
                "pom.xml",
                "<target>x86_64-unknown-linux-musl</target>",
                "<target>aarch64-unknown-linux-musl</target><target>x86_64-unknown-linux-musl</target>");

        assertCompilerErrorIsShownOnce(project, project.mvn("package"));
    }

    private static void assertCompilerErrorIsShownOnce(CaseProject project, MavenCall call) {
        MavenRun run = call.fails();

        assertThat(run.count("error[E0308]: mismatched types")).isEqualTo(1);
        assertThat(run.count("let answer: u32 = \"forty-two\";")).isEqualTo(1);
        assertThat(run.error()).contains("cargo build").contains("x86_64-unknown-linux-musl");
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest
    void toolchainThatIsNotThereIsNotInstalledOffline(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target");
        Files.writeString(project.file("rust-toolchain.toml"), "[toolchain]\nchannel = \"1.31.1\"\n");

        MavenRun run =
                project.mvn("-o", "package").env("RUSTUP_AUTO_INSTALL", "1").fails();

        assertThat(run.error()).contains("is not installed").contains("rustup toolchain install");
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest
    void toolchainThatIsNotThereIsNotInstalledForAnAnswer(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target");
        Files.writeString(project.file("rust-toolchain.toml"), "[toolchain]\nchannel = \"1.31.1\"\n");

        for (MavenCall call : List.of(
                project.mvn("dev.rustcross:rust-cross-maven-plugin:targets"),
                project.mvn("package", "-Drust-cross.dryRun"))) {
            MavenRun run = call.env("RUSTUP_AUTO_INSTALL", "1").fails();

            assertThat(run.error()).contains("is not installed").contains("rustup toolchain install");
        }
    }

    @MavenTest
    void flagsOfTheUserThatCargoWouldDrop(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target")
                .edit(
                        "pom.xml",
                        "<target>x86_64-unknown-linux-musl</target>",
                        "<target><triple>x86_64-unknown-linux-musl</triple><rustflags>--cfg pom</rustflags></target>");
        Path config = project.file(".cargo/config.toml");
        Files.createDirectories(config.getParent());
        Files.writeString(config, "[build]\nrustflags = [\"--cfg\", \"mine\"]\n");

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error())
                .contains("<targets><target>[1]<rustflags>: while they are set, cargo ignores build.rustflags of "
                        + config + ":2")
                .contains("[target.x86_64-unknown-linux-musl] rustflags");
    }

    @MavenTest
    void binaryThatNeedsAFeatureOfItsOwn(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target");
        Path manifest = project.file("Cargo.toml");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        + "\n[features]\ncli = []\n\n[[bin]]\nname = \"one-target\"\npath = \"src/main.rs\"\n"
                        + "required-features = [\"cli\"]\n");

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error())
                .contains("built no binary one-target for x86_64-unknown-linux-musl")
                .contains("required-features");
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest
    void linkerThatFails(Maven maven) {
        CaseProject project = maven.project("failing-linker");

        MavenRun run = project.mvn("package").fails();

        assertThat(run.log()).contains("this linker is out of order");
        assertThat(run.error()).contains("x86_64-unknown-linux-musl");
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest
    void linkerThatIsNotThere(Maven maven) {
        CaseProject project = maven.project("failing-linker")
                .edit("pom.xml", "${project.basedir}/broken-linker.sh", "x86_64-no-such-gcc");

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error())
                .contains("<targets><target>[1]<linker>: no such program on PATH")
                .contains("value: x86_64-no-such-gcc")
                .contains("remove <linker>");
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest
    void binaryThatNeedsAFeature(Maven maven) {
        CaseProject project = maven.project("missing-binary");

        MavenRun run = project.mvn("package").fails();

        assertThat(run.log()).contains("extra");
        assertThat(run.error()).contains("x86_64-unknown-linux-musl");
        assertThat(project.distNames()).isEmpty();
        project.mvn("package", "-Drust-cross.features=extra").succeeds();
        assertThat(project.distNames()).contains("missing-binary-1.4.2-linux-amd64.tar.gz");
    }

    @MavenTest
    void binaryThatOneTargetDoesNotBuild(Maven maven) {
        CaseProject project = maven.project("missing-binary")
                .edit("pom.xml", "<target>x86_64-unknown-linux-musl</target>", """
                        <target>x86_64-unknown-linux-musl</target>
                        <target>
                          <triple>aarch64-unknown-linux-musl</triple>
                          <features><feature>extra</feature></features>
                        </target>""")
                .edit("pom.xml", "<binary>hello</binary>", "")
                .edit("pom.xml", "<binary>extra</binary>", "");

        MavenRun run = project.mvn("package").succeeds();

        assertThat(run.log())
                .contains("[WARNING] x86_64-unknown-linux-musl is built without the binary extra, which"
                        + " aarch64-unknown-linux-musl has. If it lacks a feature, add that to its <features>.");
    }

    @MavenTest
    void binaryThatDoesNotExist(Maven maven) {
        CaseProject project = maven.project("missing-binary");

        MavenRun run = project.mvn("package", "-Drust-cross.binaries=hallo").fails();

        assertThat(run.error())
                .contains("<binaries>: the selected packages have no such binary")
                .contains("value: hallo")
                .contains("did you mean hello?");
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest
    void cargoThatIsNotThere(Maven maven) {
        CaseProject project = maven.project("one-target");

        MavenRun run = project.mvn("package")
                .path(ToolPath.bare().without("cargo", "rustc", "rustup"))
                .fails();

        assertThat(run.error()).endsWith("""
                        cannot start cargo: it is not there, or not on PATH.
                          Install Rust with rustup (rustup.rs) and put its cargo on PATH, or set <cargoExecutable> to the path \
                        of your cargo.
                        -> [Help 1]
                        """);
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest
    void rustupWithoutNetwork(Maven maven) {
        assertNotInstalled();
        CaseProject project = maven.project("uninstalled-target");

        MavenRun run = project.mvn("package")
                .env("RUSTUP_DIST_SERVER", "http://127.0.0.1:9")
                .fails();

        assertThat(run.error()).contains("rustup target add").contains(UNINSTALLED);
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest
    void offlineWithSomethingToInstall(Maven maven) {
        assertNotInstalled();
        CaseProject project = maven.project("uninstalled-target");
        project.mvn("package", "-Drust-cross.skip").succeeds();

        MavenRun run = project.mvn("-o", "package").fails();

        assertThat(run.error())
                .contains("offline")
                .contains("rustup target add")
                .contains(UNINSTALLED);
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest
    void outputFolderThatCannotBeMade(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target");
        Files.createDirectories(project.file("target"));
        Files.writeString(project.file("target/rust-cross"), "in the way");

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error())
                .contains("cannot write " + project.file("target/rust-cross"))
                .doesNotContain("java.nio");
        assertThat(project.file("target/rust-cross")).hasContent("in the way");
    }

    /** In /sys not even root makes a folder. */
    @MavenTest
    @EnabledOnOs(OS.LINUX)
    void outputFolderWithoutTheRight(Maven maven) {
        CaseProject project = maven.project("one-target");

        MavenRun run = project.mvn("package", "-Drust-cross.outputDirectory=/sys/rust-cross")
                .fails();

        assertThat(run.error())
                .containsPattern(
                        "cannot write /sys/rust-cross/\\S+: (permission denied|Operation not permitted) \\(/sys\\)\\.\n"
                                + ".*Give this user the right to it, or choose another <outputDirectory>\\.")
                .doesNotContain("java.nio")
                .containsOnlyOnce("/sys/rust-cross");
    }

    @MavenTest
    void archiveThatCannotBeReplaced(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target");
        String archive = "one-target-1.4.2-linux-amd64.tar.gz";
        Files.createDirectories(project.dist().resolve(archive).resolve("in-the-way"));

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error()).contains(archive).contains("directory").doesNotContain("java.nio");
        assertThat(project.distNames()).containsExactly(archive);
    }

    @MavenTest
    void newVersionLeavesNoArchiveOfTheEarlierOne(Maven maven) {
        CaseProject project = maven.project("one-target");
        project.mvn("package").succeeds();
        assertThat(project.distNames()).hasSize(3);
        project.edit("pom.xml", "<version>1.4.2</version>", "<version>1.4.3</version>");

        project.mvn("package").succeeds();

        assertThat(project.distNames())
                .containsExactly(
                        "SHA256SUMS",
                        "one-target-1.4.3-linux-amd64.tar.gz",
                        "one-target-1.4.3-linux-amd64.tar.gz.sha256");
    }

    @MavenTest
    void failedBuildOfANewVersionLeavesNoArchiveOfTheEarlierOne(Maven maven) {
        CaseProject project = maven.project("one-target");
        project.mvn("package").succeeds();
        assertThat(project.distNames()).hasSize(3);
        project.edit("pom.xml", "<version>1.4.2</version>", "<version>1.4.3</version>");
        project.edit("src/main.rs", "fn main() {", "fn main() { does_not_compile();");

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error()).contains("cargo build failed");
        assertThat(project.distNames()).isEmpty();
    }

    private static void assertNotInstalled() {
        String installed = Tool.run(Path.of("").toAbsolutePath(), "rustup", "target", "list", "--installed");
        assertThat(installed)
                .as("what no other test installs; type: rustup target remove " + UNINSTALLED)
                .doesNotContain(UNINSTALLED);
    }
}
