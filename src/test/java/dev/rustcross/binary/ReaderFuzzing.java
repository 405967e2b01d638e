package dev.rustcross.binary;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What every reader keeps to, whatever it is given: a value or the one exception, soon, and without much memory. */
final class ReaderFuzzing {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MAX_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long MAX_ALLOCATED = 64 << 20;

    private final Path file;

    ReaderFuzzing() throws IOException {
        file = Files.createTempFile("fuzzed", "");
        file.toFile().deleteOnExit();
    }

    void read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        // The first run may pay for loading classes, which the fuzzer rewrites.
        if (!isCheap() && !isCheap()) {
            throw new AssertionError("too slow, or too much memory, for %d bytes".formatted(bytes.length));
        }
    }

    private boolean isCheap() throws IOException {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        readOnce();
        return THREADS.getCurrentThreadCpuTime() - nanos < MAX_NANOS
                && THREADS.getCurrentThreadAllocatedBytes() - allocated < MAX_ALLOCATED;
    }

    /** With plain conditions, since a fuzzer calls this some thousand times a second. */
    private void readOnce() throws IOException {
        try {
            List<BinaryImage> images = BinaryImage.readAll(file);
            if (images.isEmpty() || images.stream().anyMatch(ReaderFuzzing::lacksAName)) {
                throw new AssertionError("no image, or no name: " + images);
            }
        } catch (BinaryFormatException e) {
            if (!e.getMessage().startsWith(file + ": ")) {
                throw new AssertionError("does not name the file", e);
            }
        }
    }

    private static boolean lacksAName(BinaryImage image) {
        return image.libraries().stream().anyMatch(Objects::isNull);
    }
}
