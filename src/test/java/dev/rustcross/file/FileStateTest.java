package dev.rustcross.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateTest {

    private static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1_700_000_000, 123_456_000));

    @TempDir
    private Path folder;

    @Test
    void sizeAndTimeTellAChange() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "abc");
        Files.setLastModifiedTime(file, TIME);

        FileState state = FileState.of(file);

        assertThat(state.size()).isEqualTo(3);
        assertThat(state.modified()).isEqualTo(1_700_000_000_123_456_000L);
        assertThat(state.matches(file)).isTrue();

        Files.setLastModifiedTime(file, FileTime.from(TIME.toInstant().plusMillis(1)));
        assertThat(state.matches(file)).as("touched").isFalse();

        Files.writeString(file, "abcd");
        Files.setLastModifiedTime(file, TIME);
        assertThat(state.matches(file)).as("of another size").isFalse();
    }

    @Test
    void aFileThatIsNotThere() {
        Path absent = folder.resolve("absent");

        assertThatThrownBy(() -> FileState.of(absent)).isInstanceOf(NoSuchFileException.class);
        assertThat(new FileState(0, 0).matches(absent)).isFalse();
    }
}
