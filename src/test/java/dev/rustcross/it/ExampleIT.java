package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.it.harness.Wine;
import dev.rustcross.macho.PageHashes;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Path;

/** The example of the README, with dependencies and proc macros, where only a C compiler for this machine is installed. */
@RequiresTool({"cargo", "rustup", "python3", "tar", "unzip"})
class ExampleIT {

    @MavenTest
    @RequiresTool({"qemu-aarch64-static", "x86_64-w64-mingw32-gcc", "llvm-lipo-19"})
    void articlesProgramRunsOnLinuxAndWindows(Maven maven) throws IOException {
        CaseProject project = maven.example("myapp");

        MavenRun run = project.mvn("package").path(ToolPath.bare()).succeeds();

        assertThat(run.log()).containsPattern("\\[INFO]   \\d+ of \\d+ crates, \\d+\\.\\d s: \\w+");
        assertThat(project.distNames()).hasSize(13);
        Path amd64 = unpack(project, "linux-amd64.tar.gz");
        assertThat(Tool.run(amd64, amd64.resolve("myapp").toString(), "--version"))
                .isEqualTo("myapp 1.4.2\n");
        Path arm64 = unpack(project, "linux-arm64.tar.gz");
        assertThat(Tool.run(arm64, "qemu-aarch64-static", arm64.resolve("myapp").toString(), "--version"))
                .isEqualTo("myapp 1.4.2\n");
        Path windows = unpack(project, "windows-amd64.zip");
        assertThat(Wine.required().run(windows.resolve("myapp.exe"), "--version"))
                .endsWith("myapp 1.4.2\n");
        // Stripped and optimised at link time, as no other case is.
        Path universal = unpack(project, "darwin-universal.tar.gz").resolve("myapp");
        assertThat(Tool.run(project.dist(), "llvm-lipo-19", "-archs", universal.toString())
                        .strip())
                .isEqualTo("x86_64 arm64");
        PageHashes.Verdict verdict = PageHashes.verifyArm64(universal);
        assertThat(verdict.count()).isPositive();
        assertThat(verdict.wrong()).isEmpty();
    }

    private static Path unpack(CaseProject project, String end) {
        return Archive.unpack(project.dist().resolve("myapp-1.4.2-" + end));
    }
}
