package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Targets that zig serves, where the user's own settings speak of a linker, a compiler or a CPU, too. */
@RequiresTool({"cargo", "rustup", "python3"})
class ZigIT {

    private static final Pattern GLIBC = Pattern.compile("\\bGLIBC_2\\.(\\d+)");

    private static CaseProject project(Maven maven, String target) {
        return maven.project("one-target")
                .edit("pom.xml", "<target>x86_64-unknown-linux-musl</target>", "<target>" + target + "</target>");
    }

    @MavenTest
    @RequiresTool({"llvm-readobj-19", "tar"})
    void glibcFloorIsHeldWhateverLinkerAVariableNames(Maven maven) {
        CaseProject project = project(maven, "<triple>x86_64-unknown-linux-gnu</triple><glibc>2.17</glibc>");

        project.mvn("package")
                .env("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER", "cc")
                .succeeds();

        Path folder = Archive.unpack(project.dist().resolve("one-target-1.4.2-linux-amd64.tar.gz"));
        String versions = Tool.run(folder, "llvm-readobj-19", "--version-info", "hello");
        List<Integer> minors = GLIBC.matcher(versions)
                .results()
                .map(version -> Integer.valueOf(version.group(1)))
                .toList();
        assertThat(minors).isNotEmpty().allSatisfy(minor -> assertThat(minor).isLessThanOrEqualTo(17));
        assertThat(Tool.run(folder, folder.resolve("hello").toString())).isEqualTo("hello from hello\n");
    }

    @MavenTest
    @RequiresTool("tar")
    void machineWithoutACCompiler(Maven maven) throws IOException {
        CaseProject project = maven.project("host-code");

        MavenRun doctor = project.mvn("rust-cross:doctor").path(ToolPath.bare()).succeeds();
        MavenRun musl = project.mvn("package", "-Drust-cross.onlyTargets=linux-amd64")
                .path(ToolPath.bare())
                .succeeds();
        MavenRun gnu = project.mvn("package").path(ToolPath.bare()).succeeds();

        assertThat(doctor.log()).doesNotContain("gcc");
        assertThat(musl.log())
                .containsOnlyOnce("This machine has no cc: zig links build scripts and procedural macros, too.");
        assertThat(gnu.log()).contains("7: zig, since the host has no cc");
        for (String classifier : List.of("linux-amd64", "linux-amd64-gnu")) {
            Path folder = Archive.unpack(project.dist().resolve("host-code-1.4.2-" + classifier + ".tar.gz"));
            assertThat(Tool.run(folder, folder.resolve("hello").toString()))
                    .isEqualTo("hello from a build script and a macro\n");
        }
    }

    @MavenTest
    void variablesOfTheUsersConfigurationAreLeftOpen(Maven maven) throws IOException {
        CaseProject project = project(maven, "<triple>aarch64-unknown-linux-musl</triple><engine>zigbuild</engine>");
        cargoConfiguration(project, """
                [env]
                CC_aarch64_unknown_linux_musl = "my-cc"
                AR_aarch64_unknown_linux_musl = { value = "my-ar", force = true }
                """);

        project.mvn("rust-cross:configure").succeeds();

        assertThat(project.file("target/rust-cross/cargo-config.toml"))
                .content()
                .contains("\"CXX_aarch64_unknown_linux_musl\" = ")
                .doesNotContain("\"CC_aarch64_unknown_linux_musl\"", "\"AR_aarch64_unknown_linux_musl\"");
    }

    @MavenTest
    void cpuOfTheRustCodeIsThatOfTheCCode(Maven maven) throws IOException {
        CaseProject project = project(
                maven,
                "<triple>aarch64-unknown-linux-musl</triple><engine>zigbuild</engine>"
                        + "<rustflags>-Ctarget-cpu=cortex-a72</rustflags>");

        project.mvn("rust-cross:configure").succeeds();
        assertThat(compiler(project)).content().contains("-mcpu=cortex_a72");

        project.edit("pom.xml", "<rustflags>-Ctarget-cpu=cortex-a72</rustflags>", "");
        cargoConfiguration(project, """
                [target.'cfg(target_env = "musl")']
                rustflags = "-C target-cpu=cortex-a53"
                """);
        project.mvn("rust-cross:configure").succeeds();
        assertThat(compiler(project)).content().contains("-mcpu=cortex_a53");
    }

    private static void cargoConfiguration(CaseProject project, String content) throws IOException {
        Path config = project.file(".cargo/config.toml");
        Files.createDirectories(config.getParent());
        Files.writeString(config, content);
    }

    /** Returns the script that build scripts call for C. */
    private static Path compiler(CaseProject project) throws IOException {
        String key = "\"CC_aarch64_unknown_linux_musl\" = \"";
        return Files.readAllLines(project.file("target/rust-cross/cargo-config.toml")).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> Path.of(line.substring(key.length(), line.length() - 1)))
                .findFirst()
                .orElseThrow();
    }
}
