package dev.rustcross.execution;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says who holds the build directory that cargo waits for. */
final class BuildDirectoryLock {

    /** A lock that is held, in Linux's list: {@code 1: FLOCK  ADVISORY  WRITE 708 08:02:1311 0 EOF}; process, then inode. */
    private static final Pattern HELD = Pattern.compile("\\d+: FLOCK +\\S+ +\\S+ +(\\d+) +\\w+:\\w+:(\\d+) .*");

    private static final Path LOCKS = Path.of("/proc/locks");

    private final Path targetDirectory;
    private final ProcessHandle own;

    /**
     * Creates the question.
     *
     * @param targetDirectory Cargo's build directory
     */
    BuildDirectoryLock(Path targetDirectory) {
        this(targetDirectory, ProcessHandle.current());
    }

    /**
     * Creates the question.
     *
     * @param own the process below which a cargo is this build's own: it holds the folders that it got before it had to wait
     */
    BuildDirectoryLock(Path targetDirectory, ProcessHandle own) {
        this.targetDirectory = targetDirectory;
        this.own = own;
    }

    /** Returns a sentence or two: who builds there, as far as this system tells, and how not to wait. */
    String describe() {
        return holder().map(BuildDirectoryLock::describe).orElse("Another cargo, perhaps an IDE's,") + " builds in "
                + targetDirectory
                + " now. A folder of its own spares the wait: build.target-dir in .cargo/config.toml, or"
                + " CARGO_TARGET_DIR.";
    }

    private Optional<ProcessHandle> holder() {
        try {
            Set<String> files = lockFiles();
            return Files.readAllLines(LOCKS).stream()
                    .map(HELD::matcher)
                    .filter(lock -> lock.matches() && files.contains(lock.group(2)))
                    .flatMap(lock -> ProcessHandle.of(Long.parseLong(lock.group(1))).stream())
                    .filter(process -> !isOwn(process))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private boolean isOwn(ProcessHandle process) {
        return Stream.iterate(Optional.of(process), Optional::isPresent, each -> each.flatMap(ProcessHandle::parent))
                .anyMatch(each -> each.get().equals(own));
    }

    /** Cargo locks a file in the folder of each profile, of a target's or the host's: target/release, target/TRIPLE/release. */
    private Set<String> lockFiles() throws IOException {
        try (Stream<Path> files = Files.find(targetDirectory, 3, (file, attributes) -> file.getFileName()
                .toString()
                .matches("\\.cargo-.*lock"))) {
            Set<String> inodes = new HashSet<>();
            for (Path file : files.toList()) {
                inodes.add(String.valueOf(Files.getAttribute(file, "unix:ino")));
            }
            return inodes;
        }
    }

    private static String describe(ProcessHandle holder) {
        List<String> names = Stream.of(Optional.of(holder), holder.parent())
                .flatMap(Optional::stream)
                .map(process -> process.info().command().orElse(""))
                .map(command -> command.substring(command.lastIndexOf(File.separatorChar) + 1))
                .filter(name -> !name.isEmpty())
                .toList();
        String program = names.isEmpty() ? "Another cargo" : names.get(0);
        String parent = names.size() < 2 ? "" : ", started by " + names.get(1);
        return program + " (process " + holder.pid() + parent + ")";
    }
}
