package dev.rustcross.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {

    /** FIPS 180-4's example message. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("abc.txt"), "abc");

        assertThat(Checksum.of(file)).isEqualTo(new Checksum("abc.txt", ABC));
    }

    @Test
    void lineIsDigestTwoSpacesName() {
        assertThat(new Checksum("my app.zip", ABC).line()).isEqualTo(ABC + "  my app.zip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a\\b", "a\nb"})
    void refusesAFileNameThatIsNotPlain(String name) {
        assertThatThrownBy(() -> new Checksum(name, ABC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a plain file name: \"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ba7816bf", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
    void refusesWhatIsNoDigest(String hex) {
        assertThatThrownBy(() -> new Checksum("x", hex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not 64 lower-case hexadecimal digits: " + hex);
    }

    @Test
    @RequiresTool("sha256sum")
    void sidecarPassesSha256sum() throws Exception {
        Path file = Files.writeString(folder.resolve("grüße 1.0.tar.gz"), "abc");

        Path sidecar = Checksums.writeSidecar(folder, Checksum.of(file));

        assertThat(sidecar).isEqualTo(folder.resolve("grüße 1.0.tar.gz.sha256"));
        assertThat(sidecar).hasBinaryContent((ABC + "  grüße 1.0.tar.gz\n").getBytes("UTF-8"));
        assertThat(Tool.run(folder, "sha256sum", "-c", "--strict", sidecar.toString()))
                .containsExactly("grüße 1.0.tar.gz: OK");
    }

    @Test
    @RequiresTool("sha256sum")
    void listIsSortedAndPassesSha256sum() throws Exception {
        Path b = Files.writeString(folder.resolve("b.zip"), "abc");
        Path a = Files.writeString(folder.resolve("a.zip"), "xyz");

        Path list = Checksums.writeList(folder, List.of(Checksum.of(b), Checksum.of(a)));

        assertThat(list).isEqualTo(folder.resolve("SHA256SUMS"));
        assertThat(Tool.run(folder, "sha256sum", "-c", "--strict", list.toString()))
                .containsExactly("a.zip: OK", "b.zip: OK");
        assertThat(Files.readString(list))
                .isEqualTo(Checksum.of(a).line() + "\n" + Checksum.of(b).line() + "\n");
    }
}
