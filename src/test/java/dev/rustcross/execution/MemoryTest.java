package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

    private static final TargetTriple MUSL = new TargetTriple("x86_64-unknown-linux-musl");
    private static final TargetTriple MAC = new TargetTriple("aarch64-apple-darwin");

    @TempDir
    private Path folder;

    private static <T> T unasked() {
        throw new AssertionError("the answer is known");
    }

    @Test
    void aQuestionIsAskedOnce() {
        Memory memory = Memory.of("key", new Records(folder));

        assertThat(memory.deploymentTarget(MAC, () -> "11.0")).isEqualTo("11.0");
        assertThat(memory.deploymentTarget(MAC, MemoryTest::unasked)).isEqualTo("11.0");
        assertThat(memory.pureRust(MUSL, () -> false)).isFalse();
        assertThat(memory.pureRust(MUSL, MemoryTest::unasked)).isFalse();
    }

    @Test
    void answersOutliveTheBuildWhileTheirKeyHolds() {
        var records = new Records(folder);
        Memory first = Memory.of("key", records);
        first.deploymentTarget(MAC, () -> "11.0");
        first.pureRust(MUSL, () -> true);
        records.write(Memory.KIND, first);

        Memory second = Memory.of("key", records);
        assertThat(second.deploymentTarget(MAC, MemoryTest::unasked)).isEqualTo("11.0");
        assertThat(second.pureRust(MUSL, MemoryTest::unasked)).isTrue();
        assertThat(Memory.of("other", records).deploymentTarget(MAC, () -> "12.0"))
                .isEqualTo("12.0");
    }
}
