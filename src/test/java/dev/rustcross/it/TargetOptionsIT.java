package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** What a target in its full form can be told, judged by what was built. */
@RequiresTool({"cargo", "rustup", "tar"})
class TargetOptionsIT {

    @MavenTest
    @RequiresTool({"python3", "qemu-aarch64-static", "aarch64-linux-gnu-gcc", "llvm-readelf-19"})
    void twoFloorsOfGlibcAndMuslBesideThem(Maven maven) {
        CaseProject project = maven.project("glibc-floors");

        MavenRun table = project.mvn("rust-cross:targets").succeeds();
        project.mvn("package").succeeds();

        assertThat(table.log())
                .containsPattern("aarch64-unknown-linux-gnu\\.2\\.17 .* 1 +linux-arm64-gnu-2\\.17 ")
                .containsPattern("aarch64-unknown-linux-gnu\\.2\\.31 .* 2 +linux-arm64-gnu-2\\.31 ")
                .containsPattern("aarch64-unknown-linux-musl .* 1 +linux-arm64-musl ");
        assertThat(neededGlibc(project, "linux-arm64-gnu-2.17")).isLessThanOrEqualTo(new ComparableVersion("2.17"));
        assertThat(neededGlibc(project, "linux-arm64-gnu-2.31"))
                .isGreaterThan(new ComparableVersion("2.17"))
                .isLessThanOrEqualTo(new ComparableVersion("2.31"));
        for (String classifier : new String[] {"linux-arm64-gnu-2.17", "linux-arm64-gnu-2.31", "linux-arm64-musl"}) {
            assertThat(Tool.run(
                            project.dist(),
                            "qemu-aarch64-static",
                            "-L",
                            "/usr/aarch64-linux-gnu",
                            hello(project, classifier)))
                    .isEqualTo("hello from linux on aarch64\n");
        }
    }

    /** Returns the newest version of glibc that a program asks for. */
    private static ComparableVersion neededGlibc(CaseProject project, String classifier) {
        String versions = Tool.run(project.dist(), "llvm-readelf-19", "--version-info", hello(project, classifier));
        return Pattern.compile("GLIBC_([0-9.]+)")
                .matcher(versions)
                .results()
                .map((MatchResult version) -> new ComparableVersion(version.group(1)))
                .max(ComparableVersion::compareTo)
                .orElseThrow();
    }

    @MavenTest
    @RequiresTool({"python3", "llvm-objdump-19"})
    void oldestMacOsAndAFrameworkOfAnSdk(Maven maven) {
        CaseProject project = maven.project("macos-options");

        project.mvn("package").succeeds();

        assertThat(loadCommands(project, "darwin-amd64"))
                .containsPattern("minos 12\\.3\\b")
                .doesNotContain("Greeting");
        assertThat(loadCommands(project, "darwin-arm64"))
                .containsPattern("minos 13\\.0\\b")
                .contains("name /System/Library/Frameworks/Greeting.framework/Versions/A/Greeting ");
    }

    @MavenTest
    @RequiresTool("python3")
    void aFrameworkWithoutAnSdk(Maven maven) {
        CaseProject project = maven.project("macos-options", "without-sdk");

        MavenRun run = project.mvn("-f", "pom-without-sdk.xml", "package").fails();

        assertThat(run.log()).contains("unable to find system framework \"Greeting\"");
        assertThat(project.distNames()).isEmpty();
    }

    private static String loadCommands(CaseProject project, String classifier) {
        return Tool.run(project.dist(), "llvm-objdump-19", "--macho", "--private-headers", hello(project, classifier));
    }

    @MavenTest
    @RequiresTool({"cc", "aarch64-linux-gnu-gcc", "qemu-aarch64-static"})
    void compilersOfATarget(Maven maven) throws IOException {
        CaseProject project = maven.project("c-tools");

        project.mvn("package").succeeds();

        assertThat(Files.readAllLines(project.file("used.txt")))
                .as("for its target, and not for the other")
                .contains(
                        project.file("tools/my-cc").toString(),
                        project.file("tools/my-cxx").toString(),
                        project.file("tools/my-ar").toString());
        assertThat(Tool.run(project.dist(), hello(project, "linux-amd64"))).isEqualTo("1 2\n");
        assertThat(Tool.run(
                        project.dist(),
                        "qemu-aarch64-static",
                        "-L",
                        "/usr/aarch64-linux-gnu",
                        hello(project, "linux-arm64")))
                .isEqualTo("1 2\n");
    }

    private static String hello(CaseProject project, String classifier) {
        String end = "-1.4.2-" + classifier + ".tar.gz";
        Path archive = project.distNames().stream()
                .filter(name -> name.endsWith(end))
                .map(project.dist()::resolve)
                .findFirst()
                .orElseThrow();
        return Archive.unpack(archive).resolve("hello").toString();
    }
}
