package dev.rustcross.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BuildIoExceptionTest {

    static Stream<Arguments> causes() {
        String detail = "Run `mvn -e` for the details, and `mvn clean` where the build folder was changed meanwhile.";
        return Stream.of(
                Arguments.of(new AccessDeniedException("f"), "permission denied.\n  Give this user the right to it."),
                Arguments.of(
                        new DirectoryNotEmptyException("f"),
                        "a directory is in its place.\n  Remove what is in the way."),
                Arguments.of(
                        new FileAlreadyExistsException("g"),
                        "a file is in its place (g).\n  Remove what is in the way."),
                Arguments.of(
                        new FileSystemException("f", null, "No space left on device"),
                        "No space left on device.\n  Free some space on that disk."),
                Arguments.of(new NoSuchFileException("f"), "it does not exist.\n  " + detail),
                Arguments.of(new IOException("odd"), "odd.\n  " + detail));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void saysTheReasonAndTheRemedy(IOException cause, String end) {
        assertThat(BuildIoException.cannot("write", Path.of("f"), cause)).hasMessage("cannot write f: " + end);
    }

    @Test
    void namesTheFileThatIsInTheWayOfAFolder(@TempDir Path folder) throws IOException {
        Path inTheWay = Files.createFile(folder.resolve("target"));
        Path file = inTheWay.resolve("rust-cross/plan.json");

        assertThat(BuildIoException.cannotInOutput(
                        "write", file, new FileSystemException("x", null, "Not a directory")))
                .hasMessage("cannot write " + file + ": a file is in its place (" + inTheWay
                        + ").\n  Remove what is in the way, or choose another <outputDirectory>.");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void namesTheFolderThatLacksTheRight(FileSystemException refused, String reason, @TempDir Path folder) {
        Path file = folder.resolve("target/rust-cross/plan.json");

        assertThat(BuildIoException.cannotInOutput("write", file, refused))
                .hasMessage("cannot write " + file + ": " + reason + " (" + folder
                        + ").\n  Give this user the right to it, or choose another <outputDirectory>.");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new AccessDeniedException("x"), "permission denied"),
                Arguments.of(new FileSystemException("x", null, "Operation not permitted"), "Operation not permitted"),
                Arguments.of(new FileSystemException("x", null, "Read-only file system"), "Read-only file system"));
    }

    /** Maven appends the words of causes to the message. */
    @Test
    void whatTheSystemSaidIsShownByMavensOptionAlone() {
        var cause = new IOException("odd");

        assertThat(BuildIoException.cannot("write", Path.of("f"), cause))
                .hasNoCause()
                .hasSuppressedException(cause);
    }
}
