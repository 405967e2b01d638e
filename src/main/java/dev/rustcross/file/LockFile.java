package dev.rustcross.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Lets one build at a time do something: one of this process, or of another on this machine. */
public final class LockFile {

    private static final long POLL_MILLIS = 50;

    private LockFile() {}

    /**
     * Runs an action while holding the lock of a file, which is created where it is not there, with its folder, and stays.
     *
     * @throws IOException when the file cannot be created or locked
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    public static <T> T holding(Path file, Supplier<T> action) throws IOException, InterruptedException {
        Directories.createParent(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            assert lock.isValid();
            return action.get();
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException heldByThisProcess) {
                // A lock belongs to the whole JVM, and the other holder may be of another class loader (mvn -T, an
                // IDE), out of reach of any lock object of ours.
                Thread.sleep(POLL_MILLIS);
            }
        }
    }
}
