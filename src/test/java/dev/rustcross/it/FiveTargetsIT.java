package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The main promise: the README's POM and nothing but rustup, python3, a JDK and Maven. */
@RequiresTool({"cargo", "rustup", "python3", "tar", "unzip", "sha256sum"})
class FiveTargetsIT {

    @MavenTest
    void oneCommandMakesSixArchivesWithChecksums(Maven maven) throws IOException {
        CaseProject project = maven.project("five-targets");

        project.mvn("package").path(ToolPath.bare()).succeeds();

        assertThat(project.distNames())
                .containsExactly(
                        "SHA256SUMS",
                        "five-targets-1.4.2-darwin-amd64.tar.gz",
                        "five-targets-1.4.2-darwin-amd64.tar.gz.sha256",
                        "five-targets-1.4.2-darwin-arm64.tar.gz",
                        "five-targets-1.4.2-darwin-arm64.tar.gz.sha256",
                        "five-targets-1.4.2-darwin-universal.tar.gz",
                        "five-targets-1.4.2-darwin-universal.tar.gz.sha256",
                        "five-targets-1.4.2-linux-amd64.tar.gz",
                        "five-targets-1.4.2-linux-amd64.tar.gz.sha256",
                        "five-targets-1.4.2-linux-arm64.tar.gz",
                        "five-targets-1.4.2-linux-arm64.tar.gz.sha256",
                        "five-targets-1.4.2-windows-amd64.zip",
                        "five-targets-1.4.2-windows-amd64.zip.sha256");
        for (String name : List.of("darwin-amd64", "darwin-arm64", "darwin-universal", "linux-amd64", "linux-arm64")) {
            String root = "five-targets-1.4.2-" + name;
            assertThat(Archive.list(project.dist().resolve(root + ".tar.gz")))
                    .anySatisfy(
                            line -> assertThat(line).startsWith("-rw-r--r-- ").endsWith(" " + root + "/LICENSE"))
                    .anySatisfy(
                            line -> assertThat(line).startsWith("-rw-r--r-- ").endsWith(" " + root + "/README.md"))
                    .anySatisfy(
                            line -> assertThat(line).startsWith("-rwxr-xr-x ").endsWith(" " + root + "/hello"))
                    .allSatisfy(line -> assertThat(line).contains(" " + root + "/"));
        }
        assertThat(Archive.names(project.dist().resolve("five-targets-1.4.2-windows-amd64.zip")))
                .containsExactlyInAnyOrder(
                        "five-targets-1.4.2-windows-amd64/LICENSE",
                        "five-targets-1.4.2-windows-amd64/README.md",
                        "five-targets-1.4.2-windows-amd64/hello.exe");
        assertThat(Tool.run(project.dist(), "sha256sum", "-c", "SHA256SUMS").lines())
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).endsWith(": OK"));
        for (String name : project.distNames()) {
            if (name.endsWith(".sha256")) {
                assertThat(Tool.run(project.dist(), "sha256sum", "-c", name)).endsWith(": OK\n");
                assertThat(Files.readString(project.dist().resolve(name)))
                        .matches("[0-9a-f]{64}  " + name.replace(".sha256", "") + "\n");
            }
        }
    }
}
