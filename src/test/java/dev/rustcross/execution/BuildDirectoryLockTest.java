package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.testing.RecordingLog;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BuildDirectoryLockTest {

    private static final String ADVICE =
            " now. A folder of its own spares the wait: build.target-dir in .cargo/config.toml, or CARGO_TARGET_DIR.";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    /** The lock is of the kind that cargo takes, on the file that cargo locks. */
    @Test
    @EnabledOnOs(OS.LINUX)
    @RequiresTool("flock")
    void whoHoldsTheDirectoryIsNamed() throws IOException {
        Path lock = folder.resolve("x86_64-unknown-linux-musl/release/.cargo-lock");
        Files.createDirectories(lock.getParent());
        Process holder = new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo held; exec cat").start();
        try (var output = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("held");

            ProcessHandle another = holder.descendants().findFirst().orElseThrow();
            assertThat(new BuildDirectoryLock(folder, another).describe())
                    .matches("(flock|cat) \\(process \\d+, started by \\S+\\) builds in \\S+ now\\. .*")
                    .contains(" builds in " + folder + ADVICE);
            assertThat(new BuildDirectoryLock(folder).describe())
                    .as("what this process started is not who it waits for")
                    .startsWith("Another cargo");
        } finally {
            holder.descendants().forEach(ProcessHandle::destroy);
            holder.destroy();
        }
    }

    /** The first cargo's build script runs until its socket is closed, which is done when the second cargo says that it waits. */
    @Test
    @EnabledOnOs(OS.LINUX)
    @RequiresTool({"cargo", "cc"})
    void theCargoThatBuildsIsNamedWhileAnotherWaits() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout((int) PATIENCE.toMillis());
            createCrate(server.getLocalPort());
            Process first = cargo();
            try (Socket buildScript = server.accept()) {
                Process second = cargo();
                var log = new RecordingLog();
                var lock = new BuildDirectoryLock(folder.resolve("target"), second.toHandle());
                var diagnostics = new CargoDiagnostics(log, progress -> {}, () -> {
                    String said = lock.describe();
                    close(buildScript);
                    return said;
                });
                try (var words = second.errorReader(StandardCharsets.UTF_8)) {
                    words.lines().forEach(diagnostics::line);
                }

                assertThat(second.waitFor()).isZero();
                assertThat(first.waitFor()).isZero();
                assertThat(log.lines("info")).anySatisfy(line -> assertThat(line)
                        .matches("  cargo \\(process " + first.pid() + ", started by \\S+\\) builds in "
                                + folder.resolve("target") + Pattern.quote(ADVICE)));
            } finally {
                first.destroy();
            }
        }
    }

    private void createCrate(int port) throws IOException {
        Files.writeString(folder.resolve("Cargo.toml"), """
                [package]
                name = "hello"
                version = "1.4.2"
                """);
        Files.writeString(folder.resolve("build.rs"), """
                use std::io::Read;
                fn main() {
                    let mut socket = std::net::TcpStream::connect(("127.0.0.1", %d)).unwrap();
                    let _ = socket.read_to_end(&mut Vec::new());
                }
                """.formatted(port));
        Path main = Files.createDirectory(folder.resolve("src")).resolve("main.rs");
        Files.writeString(main, "fn main() {}");
    }

    private Process cargo() throws IOException {
        var builder = new ProcessBuilder("cargo", "build", "--offline").directory(folder.toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("CARGO_BUILD") || name.startsWith("CARGO_TARGET"));
        return builder.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aHolderThatIsNotFoundIsAnotherCargo() {
        assertThat(new BuildDirectoryLock(folder.resolve("none")).describe())
                .isEqualTo("Another cargo, perhaps an IDE's, builds in " + folder.resolve("none") + ADVICE);
    }
}
