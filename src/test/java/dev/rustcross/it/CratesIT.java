package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Repositories;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Path;
import java.util.List;

/** The shapes of crates and projects that there are. */
@RequiresTool({"cargo", "rustup", "tar"})
class CratesIT {

    @MavenTest
    void jarStaysTheMainArtifact(Maven maven) {
        CaseProject project = maven.project("jar-packaging");

        project.mvn("install").succeeds();

        Path installed = Repositories.local().resolve("dev/rustcross/it/jar-packaging/1.4.2");
        assertThat(installed.resolve("jar-packaging-1.4.2.jar")).exists();
        assertThat(installed.resolve("jar-packaging-1.4.2-linux-amd64.tar.gz")).exists();
        assertThat(installed.resolve("jar-packaging-1.4.2-linux-amd64.tar.gz.sha256"))
                .exists();
        assertThat(run(project, "jar-packaging", "hello")).isEqualTo("hello from hello\n");
    }

    @MavenTest
    void virtualWorkspaceWithTwoProgramsAndALibrary(Maven maven) {
        CaseProject project = maven.project("workspace");

        project.mvn("package").succeeds();

        assertThat(files(project, "workspace")).containsExactlyInAnyOrder("LICENSE", "README.md", "client", "server");
        assertThat(run(project, "workspace", "client")).isEqualTo("hello from client\n");
        assertThat(run(project, "workspace", "server")).isEqualTo("hello from server\n");
    }

    @MavenTest
    void packagesAndBinariesOfAWorkspaceAreSelected(Maven maven) {
        CaseProject project = maven.project("workspace");

        project.mvn("package", "-Drust-cross.packages=server").succeeds();

        assertThat(files(project, "workspace")).containsExactlyInAnyOrder("LICENSE", "README.md", "server");
    }

    @MavenTest
    void programsInSrcBin(Maven maven) {
        CaseProject project = maven.project("several-binaries");

        project.mvn("package").succeeds();

        assertThat(files(project, "several-binaries"))
                .containsExactlyInAnyOrder("README.md", "check", "hello", "serve");
        assertThat(run(project, "several-binaries", "serve")).isEqualTo("hello from serve\n");
    }

    @MavenTest
    void folderWithSpacesAndAnUmlaut(Maven maven) {
        CaseProject project = maven.project("one-target", "Größe und mehr");

        project.mvn("package").succeeds();

        assertThat(run(project, "one-target", "hello")).isEqualTo("hello from hello\n");
    }

    @MavenTest
    void targetDirectoryMovedByCargosConfiguration(Maven maven) {
        CaseProject project = maven.project("custom-target-dir");

        project.mvn("package").succeeds();

        assertThat(run(project, "custom-target-dir", "hello")).isEqualTo("hello from hello\n");
        assertThat(project.file("build/cargo/x86_64-unknown-linux-musl/release/hello"))
                .exists();
        assertThat(project.file("target/x86_64-unknown-linux-musl")).doesNotExist();
    }

    @MavenTest
    void targetDirectoryMovedByAVariable(Maven maven) {
        CaseProject project = maven.project("one-target");

        project.mvn("package")
                .env("CARGO_TARGET_DIR", project.file("elsewhere").toString())
                .succeeds();

        assertThat(run(project, "one-target", "hello")).isEqualTo("hello from hello\n");
        assertThat(project.file("elsewhere/x86_64-unknown-linux-musl/release/hello"))
                .exists();
        assertThat(project.file("target/x86_64-unknown-linux-musl")).doesNotExist();
    }

    @MavenTest
    @RequiresTool("cc")
    void linkerAndFlagsOfTheUserWin(Maven maven) {
        CaseProject project = maven.project("user-cargo-config");
        String before = Tool.run(project.directory(), "cat", ".cargo/config.toml");

        project.mvn("package").succeeds();

        assertThat(project.file("linker-was-here.txt")).hasContent("linked");
        assertThat(run(project, "user-cargo-config", "hello")).isEqualTo("debug assertions: true\n");
        assertThat(project.file(".cargo/config.toml")).hasContent(before);
    }

    @MavenTest
    void targetDirectoryMovedByTheEnvironmentOfThePom(Maven maven) {
        CaseProject project = maven.project("one-target")
                .edit(
                        "pom.xml",
                        "<targets>",
                        "<environment><CARGO_TARGET_DIR>elsewhere</CARGO_TARGET_DIR></environment><targets>");

        project.mvn("package").succeeds();

        assertThat(project.file("elsewhere/x86_64-unknown-linux-musl/release/hello"))
                .exists();
        assertThat(run(project, "one-target", "hello")).isEqualTo("hello from hello\n");
    }

    @MavenTest
    void linkerNamedInTheEnvironmentOfATarget(Maven maven) {
        String variable = "CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER";
        CaseProject project = maven.project("one-target")
                .edit(
                        "pom.xml",
                        "<target>x86_64-unknown-linux-musl</target>",
                        "<target><triple>x86_64-unknown-linux-musl</triple><environment><%s>rust-lld</%s></environment></target>"
                                .formatted(variable, variable));

        MavenRun run = project.mvn("package").succeeds();

        assertThat(run.log()).containsPattern("rust-lld +2: <environment> of the target, " + variable);
        assertThat(project.file("target/rust-cross/cargo-config.toml"))
                .content()
                .doesNotContain("linker = ");
        assertThat(run(project, "one-target", "hello")).isEqualTo("hello from hello\n");
    }

    @MavenTest
    void modulesThatShareAWorkspaceInParallel(Maven maven) {
        CaseProject project = maven.project("shared-workspace");

        project.mvn("package", "-T2").succeeds();

        for (String module : new String[] {"client", "server"}) {
            Path archive = project.file(module + "/target/rust-cross/dist/" + module + "-1.4.2-linux-amd64.tar.gz");
            assertThat(Archive.names(archive))
                    .containsExactlyInAnyOrder(
                            module + "-1.4.2-linux-amd64/README.md", module + "-1.4.2-linux-amd64/" + module);
            assertThat(archive.resolveSibling(module + "-1.4.2-linux-arm64.tar.gz"))
                    .exists();
        }
    }

    @MavenTest
    void parentConfiguresThePluginForItsModules(Maven maven) {
        CaseProject project = maven.project("parent-pom");

        MavenRun run = project.mvn("package").succeeds();

        assertThat(project.file("app/target/rust-cross/dist/app-1.4.2-linux-amd64.tar.gz"))
                .exists();
        assertThat(project.file("target/rust-cross")).doesNotExist();
        assertThat(project.file("docs/target/rust-cross")).doesNotExist();
        assertThat(run.log())
                .contains("Skipped: no Cargo.toml in " + project.directory())
                .contains("Skipped: no Cargo.toml in " + project.file("docs"));
    }

    @MavenTest
    void unchangedProjectIsNotBuiltAgain(Maven maven) {
        CaseProject project = maven.project("one-target");
        project.mvn("package").succeeds();
        String before = Tool.run(project.dist(), "cat", "SHA256SUMS");

        MavenRun second = project.mvn("package").succeeds();

        assertThat(second.log()).contains("Nothing to compile").contains("Nothing to pack");
        assertThat(project.dist().resolve("SHA256SUMS")).hasContent(before);
    }

    private static String run(CaseProject project, String artifact, String binary) {
        Path folder = Archive.unpack(archive(project, artifact));
        return Tool.run(folder, folder.resolve(binary).toString());
    }

    private static List<String> files(CaseProject project, String artifact) {
        return Archive.names(archive(project, artifact)).stream()
                .map(name -> name.replaceFirst("^[^/]+/", ""))
                .toList();
    }

    private static Path archive(CaseProject project, String artifact) {
        return project.dist().resolve(artifact + "-1.4.2-linux-amd64.tar.gz");
    }
}
