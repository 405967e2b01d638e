package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.Wine;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of linker that this machine can have links a program that runs. */
@RequiresTool({
    "cargo",
    "rustup",
    "python3",
    "cc",
    "x86_64-w64-mingw32-gcc",
    "musl-gcc",
    "aarch64-linux-gnu-gcc",
    "qemu-aarch64-static",
    "tar",
    "unzip",
    "llvm-objdump-19"
})
class LinkersIT {

    private static CaseProject project;
    private static MavenRun run;

    @BeforeAll
    static void build() {
        project = Maven.oldest("linkers").project("linkers");
        run = project.mvn("package").succeeds();
    }

    @ParameterizedTest
    @CsvSource({
        "native,                          x86_64-unknown-linux-gnu,      linux-amd64-gnu,      linux on x86_64",
        "x86_64-w64-mingw32-gcc,          x86_64-pc-windows-gnu,         windows-amd64,        windows on x86_64",
        "musl-gcc,                        x86_64-unknown-linux-musl,     linux-amd64-musl,     linux on x86_64",
        "aarch64-linux-gnu-gcc,           aarch64-unknown-linux-gnu,     linux-arm64-gnu,      linux on aarch64",
        "rust-lld,                        aarch64-unknown-linux-musl,    linux-arm64-musl,     linux on aarch64",
        "zig,                             x86_64-unknown-linux-gnu.2.17, linux-amd64-gnu-2.17, linux on x86_64",
    })
    void linksAProgramThatRuns(String linker, String target, String classifier, String platform) {
        assertThat(run.log()).containsPattern(" \\Q" + target + "\\E +(\\S*/)?\\Q" + linker + "\\E ");
        assertThat(runs(classifier)).endsWith("hello from " + platform + "\n");
    }

    /** As objdump lists them; that of the target with a floor is the floor. */
    @ParameterizedTest
    @CsvSource({"x86_64-unknown-linux-gnu, linux-amd64-gnu", "aarch64-unknown-linux-gnu, linux-arm64-gnu"})
    void theFloorOfAMachinesLinkerIsTold(String target, String classifier) {
        Path folder = Archive.unpack(project.dist().resolve("linkers-1.4.2-" + classifier + ".tar.gz"));
        String symbols = Tool.run(folder, "llvm-objdump-19", "-T", "hello");
        String floor = Pattern.compile("GLIBC_([0-9.]+)")
                .matcher(symbols)
                .results()
                .map(match -> new ComparableVersion(match.group(1)))
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .toString();

        assertThat(run.log())
                .contains("  " + target + ": hello needs glibc " + floor + " or later; <glibc> sets a lower floor")
                .doesNotContain("x86_64-unknown-linux-gnu.2.17: hello needs");
    }

    private static String runs(String classifier) {
        boolean windows = classifier.startsWith("windows");
        Path folder =
                Archive.unpack(project.dist().resolve("linkers-1.4.2-" + classifier + (windows ? ".zip" : ".tar.gz")));
        if (windows) {
            return Wine.required().run(folder.resolve("hello.exe"));
        }
        var command = new ArrayList<String>();
        if (classifier.contains("arm64")) {
            command.addAll(List.of("qemu-aarch64-static", "-L", "/usr/aarch64-linux-gnu"));
        }
        command.add(folder.resolve("hello").toString());
        return Tool.run(folder, command.toArray(String[]::new));
    }
}
