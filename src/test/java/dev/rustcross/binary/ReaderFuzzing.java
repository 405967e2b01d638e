package dev.rustcross.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What every reader keeps to, whatever it is given: a value or the one exception, soon, and without much memory. */
final class ReaderFuzzing {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MAX_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long MAX_ALLOCATED = 64 << 20;

    private final Path file;

    ReaderFuzzing() throws IOException {
        file = Files.createTempFile("fuzzed", "");
        file.toFile().deleteOnExit();
    }

    void read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        try {
            assertThat(BinaryImage.readAll(file)).isNotEmpty().allSatisfy(image -> {
                assertThat(image.architecture()).isNotNull();
                assertThat(image.libraries()).doesNotContainNull();
            });
        } catch (BinaryFormatException e) {
            assertThat(e).hasMessageStartingWith(file + ": ");
        }
        assertThat(THREADS.getCurrentThreadCpuTime() - nanos).as("nanoseconds").isLessThan(MAX_NANOS);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                .as("bytes allocated")
                .isLessThan(MAX_ALLOCATED);
    }
}
