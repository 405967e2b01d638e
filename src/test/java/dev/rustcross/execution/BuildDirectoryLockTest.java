package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BuildDirectoryLockTest {

    private static final String ADVICE =
            " now. A folder of its own spares the wait: build.target-dir in .cargo/config.toml, or CARGO_TARGET_DIR.";

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

    @Test
    void aHolderThatIsNotFoundIsAnotherCargo() {
        assertThat(new BuildDirectoryLock(folder.resolve("none")).describe())
                .isEqualTo("Another cargo, perhaps an IDE's, builds in " + folder.resolve("none") + ADVICE);
    }
}
