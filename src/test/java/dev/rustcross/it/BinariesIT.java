package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.it.harness.Wine;
import dev.rustcross.macho.PageHashes;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the six archives, judged by programs that are not ours. */
@RequiresTool({"cargo", "rustup", "python3"})
class BinariesIT {

    private static CaseProject project;

    @BeforeAll
    static void build() {
        project = Maven.oldest("binaries").project("five-targets");
        project.mvn("package").path(ToolPath.bare()).succeeds();
    }

    @ParameterizedTest
    @RequiresTool({"file", "tar", "unzip"})
    @CsvSource(delimiter = '|', textBlock = """
                    linux-amd64      | ELF 64-bit LSB.*x86-64.*static(ally)?(-pie)? linked.*
                    linux-arm64      | ELF 64-bit LSB.*ARM aarch64.*statically linked.*
                    darwin-amd64     | Mach-O 64-bit x86_64 executable.*
                    darwin-arm64     | Mach-O 64-bit arm64 executable.*
                    darwin-universal | Mach-O universal binary with 2 architectures: \\[x86_64.*arm64.*
                    windows-amd64    | PE32\\+ executable.*\\(console\\) x86-64.*
                    """)
    void fileNamesTheFormat(String classifier, String description) {
        String answer = Tool.run(
                project.directory(), "file", "--brief", binary(classifier).toString());

        assertThat(answer.lines().findFirst().orElseThrow()).matches(description);
    }

    @Test
    @RequiresTool("tar")
    void linuxAmd64Runs() {
        assertThat(Tool.run(project.directory(), binary("linux-amd64").toString()))
                .isEqualTo("hello from linux on x86_64\n");
    }

    @Test
    @RequiresTool({"qemu-aarch64-static", "tar"})
    void linuxArm64RunsUnderQemu() {
        assertThat(Tool.run(
                        project.directory(),
                        "qemu-aarch64-static",
                        binary("linux-arm64").toString()))
                .isEqualTo("hello from linux on aarch64\n");
    }

    @Test
    @RequiresTool({"unzip", "x86_64-w64-mingw32-gcc"})
    void windowsRunsUnderWine() {
        assertThat(Wine.required().run(binary("windows-amd64"))).endsWith("hello from windows on x86_64\n");
    }

    @Test
    @RequiresTool({"llvm-lipo-19", "tar"})
    void universalHoldsBothSlicesArm64Last() {
        assertThat(Tool.run(
                                project.directory(),
                                "llvm-lipo-19",
                                "-archs",
                                binary("darwin-universal").toString())
                        .strip())
                .isEqualTo("x86_64 arm64");
    }

    @Test
    @RequiresTool({"llvm-lipo-19", "tar", "cmp"})
    void universalHoldsTheVeryBinariesOfTheThinArchives() {
        for (String[] slice : new String[][] {{"x86_64", "darwin-amd64"}, {"arm64", "darwin-arm64"}}) {
            Path thin = project.file("target/" + slice[0]);
            Tool.run(
                    project.directory(),
                    "llvm-lipo-19",
                    binary("darwin-universal").toString(),
                    "-thin",
                    slice[0],
                    "-output",
                    thin.toString());
            assertThat(thin).hasSameBinaryContentAs(binary(slice[1]));
        }
    }

    @ParameterizedTest
    @RequiresTool("tar")
    @ValueSource(strings = {"darwin-arm64", "darwin-universal"})
    void everyPageOfAnArm64SliceHasTheHashThatItIsSignedWith(String classifier) throws IOException {
        assertThat(PageHashes.verifyArm64(binary(classifier))).satisfies(verdict -> {
            assertThat(verdict.count()).isPositive();
            assertThat(verdict.wrong()).isEmpty();
        });
    }

    @ParameterizedTest
    @RequiresTool({"llvm-objdump-19", "tar"})
    @CsvSource({"darwin-amd64,10.12", "darwin-arm64,11.0"})
    void macsRunOnTheOldestMacOsThatRustSupports(String classifier, String version) {
        String loadCommands = Tool.run(
                project.directory(),
                "llvm-objdump-19",
                "--macho",
                "--private-headers",
                binary(classifier).toString());

        assertThat(loadCommands).containsPattern("(minos|version) \\Q" + version + "\\E\\b");
    }

    private static Path binary(String classifier) {
        boolean windows = classifier.startsWith("windows");
        Path archive = project.dist().resolve("five-targets-1.4.2-" + classifier + (windows ? ".zip" : ".tar.gz"));
        return Archive.unpack(archive).resolve(windows ? "hello.exe" : "hello");
    }
}
