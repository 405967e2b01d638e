package dev.rustcross.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void createsTheFileAndItsFolders() throws IOException {
        Path target = folder.resolve("a/b/file.txt");

        AtomicFile.writeString(target, "grüße\n");

        assertThat(target).hasContent("grüße\n");
        assertThat(target.getParent()).isDirectoryNotContaining(file -> !file.equals(target));
    }

    @Test
    void replacesAnOlderFile() throws IOException {
        Path target = Files.writeString(folder.resolve("file.txt"), "an older and longer content");

        AtomicFile.writeString(target, "new");

        assertThat(target).hasContent("new");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(target));
    }

    @Test
    void leavesAFileThatHoldsTheTextAlready() throws IOException {
        Path target = Files.writeString(folder.resolve("file.txt"), "grüße");
        Object before = Files.readAttributes(target, BasicFileAttributes.class).fileKey();

        AtomicFile.writeString(target, "grüße");

        assertThat(Files.readAttributes(target, BasicFileAttributes.class).fileKey())
                .isEqualTo(before);
    }

    @Test
    void removesWhatAKilledProcessLeft() throws IOException {
        Path abandoned = Files.createDirectories(folder.resolve("a/b")).resolve("file.txt");
        assertThatThrownBy(() -> AtomicFile.replace(abandoned, file -> {
                    Files.copy(file, folder.resolve(file.getFileName()));
                    Files.copy(file, folder.resolve("a").resolve(file.getFileName()));
                    Files.copy(file, abandoned.resolveSibling(".rust-cross.tmp"));
                    throw new IOException("killed");
                }))
                .hasMessage("killed");
        Path below = Files.writeString(folder.resolve("a/b/.rust-cross-1.tmp"), "");
        Path other = Files.writeString(folder.resolve("a/.rust-cross.lock"), "");

        AtomicFile.removeAbandoned(folder, 2);

        assertThat(folder).isDirectoryNotContaining(Files::isRegularFile);
        assertThat(folder.resolve("a"))
                .isDirectoryContaining(other::equals)
                .isDirectoryNotContaining(file -> Files.isRegularFile(file) && !file.equals(other));
        assertThat(below).as("too deep").exists();
        AtomicFile.removeAbandoned(folder.resolve("absent"), 2);
    }

    @Test
    void keepsTheOlderFileAndNoPartWhenTheWriterFails() throws IOException {
        Path target = Files.writeString(folder.resolve("file.txt"), "old");

        assertThatThrownBy(() -> AtomicFile.replace(target, file -> {
                    Files.writeString(file, "half");
                    throw new IOException("disk on fire");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk on fire");

        assertThat(target).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(target));
    }

    @Test
    void keepsNoPartWhenTheRenameFails() throws IOException {
        Path target = Files.createDirectories(folder.resolve("in-the-way/full")).getParent();

        assertThatThrownBy(() -> AtomicFile.writeString(target, "new")).isInstanceOf(IOException.class);

        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(target));
        assertThat(target.resolve("full")).isDirectory();
    }

    @Test
    void writesThroughAFolderThatIsASymbolicLink() throws IOException {
        assumePosix();
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        AtomicFile.writeString(link.resolve("file.txt"), "x");

        assertThat(real.resolve("file.txt")).hasContent("x");
    }

    @Test
    void givesThePermissionsOfAnyNewFile() throws IOException {
        assumePosix();
        Path ordinary = Files.createFile(folder.resolve("ordinary"));
        Path target = folder.resolve("file.txt");

        AtomicFile.writeString(target, "x");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(ordinary)));
    }

    @Test
    void refusesARoot() {
        assertThatThrownBy(() -> AtomicFile.writeString(Path.of("/"), "x"))
                .isInstanceOf(IOException.class)
                .hasMessage("not a file name: " + Path.of("/"));
    }

    private void assumePosix() {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    }
}
