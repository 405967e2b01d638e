package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** The files that the goals for build services write into a repository; what is in them has tests of its own. */
@RequiresTool("cargo")
class PipelineIT {

    private static final String WORKFLOW = ".github/workflows/release.yml";

    private static CaseProject repository(Maven maven, String name) throws IOException {
        CaseProject project = maven.project(name);
        Files.createDirectories(project.file(".git"));
        return project;
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void writesWhatIsItsOwn(Maven maven) throws IOException {
        CaseProject project = repository(maven, "publish");

        project.mvn("rust-cross:github-workflow").succeeds();

        Path file = project.file(WORKFLOW);
        assertThat(file).content().contains("targets: linux-amd64", "server-id: it-remote");
        FileTime longAgo = FileTime.fromMillis(0);
        Files.setLastModifiedTime(file, longAgo);
        assertThat(project.mvn("rust-cross:github-workflow").succeeds().log()).contains("Up to date: " + file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);

        project.edit(WORKFLOW, "tags: [\"v*\"]", "tags: [\"release-*\"]");
        project.edit("pom.xml", "<target>x86_64-unknown-linux-musl</target>", "<target>aarch64-apple-darwin</target>");
        project.mvn("rust-cross:github-workflow").succeeds();
        assertThat(file)
                .content()
                .contains("tags: [\"release-*\"]", "targets: darwin-arm64", "runner: macos-15")
                .doesNotContain("linux-amd64");
    }

    @MavenTest
    void whatWouldMakeAPipelineThatShipsNothing(Maven maven) throws IOException {
        CaseProject project = repository(maven, "publish");
        project.edit("pom.xml", "<goal>package</goal>", "");
        project.edit("pom.xml", "<targets>", "<runners><linux-amd46>mine</linux-amd46></runners><targets>");

        assertThat(project.mvn("rust-cross:github-workflow", "-Drust-cross.onlyTargets=host")
                        .fails()
                        .error())
                .contains("<onlyTargets>: a pipeline builds all targets")
                .contains("<executions>: none has the goal package")
                .contains("<runners><linux-amd46>: no target has that triple or classifier")
                .contains("did you mean <linux-amd64>?");
        assertThat(project.file(WORKFLOW)).doesNotExist();
    }

    /** The later one would replace the earlier's unseen. */
    @MavenTest
    void onePipelineForAModule(Maven maven) throws IOException {
        CaseProject project = repository(maven, "without-rust");
        project.edit("pom.xml", "<module>native</module>", "<module>native</module><module>second</module>");
        Files.createDirectories(project.file("second/src"));
        for (String name : new String[] {"Cargo.toml", "pom.xml", "src/main.rs"}) {
            Files.copy(project.file("native/" + name), project.file("second/" + name));
        }
        project.edit("second/pom.xml", "<artifactId>native</artifactId>", "<artifactId>second</artifactId>");

        assertThat(project.mvn("rust-cross:github-workflow", "-pl", "native,second")
                        .fails()
                        .error())
                .contains("<pipelineFile>: another module has written its pipeline to that file: "
                        + "dev.rustcross.it:native:")
                .contains("fix:   call the goal for one module, by -pl second, or give each a <pipelineFile>.");
    }

    @MavenTest
    void anothersFileIsLeftAlone(Maven maven) throws IOException {
        CaseProject project = repository(maven, "publish");
        Path file = Files.writeString(project.file(".gitlab-ci.yml"), "stages: [test]\n");

        assertThat(project.mvn("rust-cross:gitlab-ci").fails().error())
                .contains("1. <pipelineFile>: line 1: there is no # >>> rust-cross build")
                .contains("value: " + file)
                .contains(
                        "fix:   rename that file and run the goal again, then bring your changes over; or write to another by"
                                + " <pipelineFile>.");
        assertThat(file).hasContent("stages: [test]\n");

        project.mvn("rust-cross:gitlab-ci", "-Drust-cross.pipelineFile=ci/rust.yml")
                .succeeds();
        assertThat(project.file("ci/rust.yml")).content().contains("rust-cross-linux-amd64:", "--settings");
    }

    /** A linked work tree has a file in the place of the folder; a part of a reactor is built as anywhere. */
    @MavenTest
    @RequiresTool({"cargo", "rustup", "git"})
    void linkedWorkTree(Maven maven) {
        CaseProject project = maven.project("without-rust", "main");
        CaseProject linked = project.sibling("linked");
        for (String command : new String[] {
            "init --quiet",
            "add .",
            "-c user.name=x -c user.email=x@example.org commit --quiet --message=x",
            "worktree add --quiet ../linked"
        }) {
            Tool.run(project.directory(), ("git " + command).split(" "));
        }

        linked.mvn("package", "-pl", "native", "-am", "-Drust-cross.onlyTargets=linux-amd64")
                .succeeds();
        linked.mvn("rust-cross:github-workflow", "-pl", "native").succeeds();

        assertThat(linked.file("native/target/rust-cross/dist/native-1.4.2-linux-amd64.tar.gz"))
                .exists();
        assertThat(linked.file(WORKFLOW)).exists();
        assertThat(project.file(WORKFLOW)).doesNotExist();
        linked.mvn("clean", "-pl", "native").succeeds();
        assertThat(linked.file("native/target")).doesNotExist();
    }

    @MavenTest
    void moduleOfAReactor(Maven maven) throws IOException {
        CaseProject project = repository(maven, "without-rust");

        project.mvn("rust-cross:github-workflow", "-pl", "native").succeeds();

        assertThat(project.file(WORKFLOW))
                .content()
                .contains("--file pom.xml verify --projects native --also-make")
                .contains("path: native/target/rust-cross/dist")
                .contains("--file pom.xml verify -Drust-cross.shardsDirectory");
    }
}
