package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.RequiresTool;
import dev.rustcross.testing.RequiresToolCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool("python3")
class ZigInstallerTest {

    private static final ProcessRunner PROCESSES = new SystemProcessRunner();
    private static final Map<String, String> NO_NETWORK =
            Map.of("HTTPS_PROXY", "http://127.0.0.1:9", "https_proxy", "http://127.0.0.1:9", "PIP_RETRIES", "1");
    private static final String WHAT = "cannot install zig 0.17.1 and cargo-zigbuild 0.24.0: ";

    @TempDir
    Path directory;

    private final List<String> progress = new ArrayList<>();

    /** The real thing: two builds start on a cold cache, one more is killed in the middle and the next repairs. */
    @Test
    @Timeout(300)
    void twoProcessesInstallOnceAndAKilledOneIsRepaired() throws Exception {
        Process killed = child();
        awaitTemporaryFolder();
        List<ProcessHandle> family = killed.descendants().toList();
        killed.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        killed.waitFor();
        assertThat(installer(Map.of()).installed()).isEmpty();

        Process one = child();
        Process two = child();
        assertThat(one.waitFor(250, TimeUnit.SECONDS)).isTrue();
        assertThat(two.waitFor(250, TimeUnit.SECONDS)).isTrue();

        List<String> said = new ArrayList<>(lines(one));
        said.addAll(lines(two));
        ZigToolchain installed = installer(Map.of()).installed().orElseThrow();
        assertThat(one.exitValue() + two.exitValue()).as(said.toString()).isZero();
        assertThat(said)
                .filteredOn(line -> line.startsWith("installing"))
                .containsExactly("installing zig 0.17.1 and cargo-zigbuild 0.24.0 into "
                        + installed.zig().getParent().getParent());
        assertThat(said).filteredOn(line -> line.equals(installed.toString())).hasSize(2);
        assertThat(PROCESSES
                        .capture(Command.of(directory, installed.zig().toString(), "version"))
                        .stdout())
                .containsExactly("0.17.1");
        assertThat(directory)
                .isDirectoryNotContaining(path -> path.getFileName().toString().contains(".tmp-"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFirstPackageClientThatWorks() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("clients"));
        Map<String, String> path = Map.of("PATH", folder.toString());
        assertThat(installer(path).client()).isEmpty();

        script(folder.resolve("python3"), "exit 1");
        assertThat(installer(path).client()).isEmpty();

        script(folder.resolve("uv"), "exit 0");
        assertThat(installer(path).client()).contains(folder.resolve("uv") + " pip");

        script(folder.resolve("python"), "exit 0");
        assertThat(installer(path).client()).contains(folder.resolve("python") + " -m pip");
    }

    @Test
    void withoutNetworkTheMessageSaysSo() {
        assertThatThrownBy(() -> installer(NO_NETWORK).install())
                .isInstanceOf(ToolMissingException.class)
                .hasMessageStartingWith(WHAT + "the package index cannot be reached.\n    WARNING: Retrying ")
                .hasMessageEndingWith("\n  Check the connection; a proxy or mirror is set as for any Python package ("
                        + RequiresToolCondition.find("python3").orElseThrow() + " -m pip config list).");
        assertThat(installer(Map.of()).installed()).isEmpty();
        assertThat(directory).isDirectoryNotContaining(path -> Files.isDirectory(path));
    }

    @Test
    void alteredFileIsRefused() throws IOException {
        String altered;
        try (var resource = ZigInstaller.class.getResourceAsStream("zig-requirements.txt")) {
            // The small one of the two only: pip stops there, before it takes 100 MB.
            altered = new String(resource.readAllBytes()).replaceAll("sha256:....", "sha256:0000");
        }

        assertThatThrownBy(() -> installer(Map.of(), altered).install())
                .isInstanceOf(ToolMissingException.class)
                .hasMessageStartingWith(
                        WHAT + "a downloaded file is not the pinned one.\n    ERROR: THESE PACKAGES DO NOT"
                                + " MATCH THE HASHES")
                .hasMessageContaining(
                        "The index or mirror that it came from serves altered files; the settings in use: ");
    }

    @Test
    void withoutPythonAndUvTheMessageNamesBoth() {
        assertThatThrownBy(() -> installer(Map.of("PATH", directory.toString())).install())
                .isInstanceOf(ToolMissingException.class)
                .hasMessage(WHAT.replace(": ", "")
                        + ", which link for targets without a linker of their own: neither python3"
                        + " with pip nor uv is on PATH.\n  Install one of them (Debian and Ubuntu: apt install python3-pip;"
                        + " Fedora: dnf install python3-pip; macOS: brew install python; Windows: winget install"
                        + " Python.Python.3), or put zig and cargo-zigbuild on PATH yourself.");
    }

    @Test
    void uvServesWherePipIsAbsent() throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        script(bin.resolve("python3"), "echo '/usr/bin/python3: No module named pip' >&2; exit 1");
        script(bin.resolve("uv"), """
                printf '%s\\n' "$@" > '%s'
                echo 'error: No solution found: no wheels' >&2
                exit 1""".formatted("%s", directory.resolve("arguments")));

        assertThatThrownBy(
                        () -> installer(Map.of("PATH", bin + ":/usr/bin:/bin")).install())
                .hasMessage(
                        WHAT + "the package index in use has no such version for this machine, or cannot be reached.\n"
                                + "    error: No solution found: no wheels\n"
                                + "  Add it to your mirror, or put zig and cargo-zigbuild on PATH yourself; the settings in use:"
                                + " UV_INDEX_URL, uv.toml.");
        assertThat(Files.readAllLines(directory.resolve("arguments")))
                .startsWith("pip", "install")
                .containsSubsequence("--no-deps", "--only-binary", ":all:", "--require-hashes", "--target");
    }

    private void awaitTemporaryFolder() throws Exception {
        while (true) {
            try (var entries = Files.list(directory)) {
                if (entries.anyMatch(path -> Files.isDirectory(path.resolve("tmp")))) {
                    return;
                }
            }
            Thread.sleep(20);
        }
    }

    private Process child() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                directory.toString());
        return builder.redirectErrorStream(true).start();
    }

    private static List<String> lines(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes()).lines().toList();
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private ZigInstaller installer(Map<String, String> overlay) {
        return new ZigInstaller(
                new ToolCache(directory), PROCESSES, new BuildEnvironment(System.getenv(), overlay), progress::add);
    }

    private ZigInstaller installer(Map<String, String> overlay, String requirements) {
        return new ZigInstaller(
                new ToolCache(directory),
                PROCESSES,
                new BuildEnvironment(System.getenv(), overlay),
                progress::add,
                requirements);
    }

    /** One build, in a JVM of its own. */
    static final class Main {
        public static void main(String[] arguments) {
            var installer = new ZigInstaller(
                    new ToolCache(Path.of(arguments[0])),
                    new SystemProcessRunner(),
                    new BuildEnvironment(System.getenv(), Map.of()),
                    System.out::println);
            System.out.println(installer.install());
        }
    }
}
