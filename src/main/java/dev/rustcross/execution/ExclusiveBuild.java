package dev.rustcross.execution;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.file.LockFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Lets one build at a time work in a build directory of Cargo's. */
final class ExclusiveBuild {

    private ExclusiveBuild() {}

    /**
     * Runs an action while no other build is in a build directory. Cargo's own lock ends with cargo: without this one, a build beside this
     * could replace a binary before it is copied, or while it is tested.
     *
     * @throws BuildIoException when the lock cannot be had
     */
    static <T> T in(Path targetDirectory, Supplier<T> action) {
        Path file = targetDirectory.resolve(".rust-cross.lock");
        try {
            return LockFile.holding(file, action);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildIoException("interrupted while waiting for another build, which holds " + file, e);
        } catch (IOException e) {
            throw BuildIoException.cannot("lock", file, e);
        }
    }
}
