package dev.rustcross.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveFormatTest {

    @ParameterizedTest
    @CsvSource({"tar.gz, TAR_GZ", "tar.xz, TAR_XZ", "tar.zst, TAR_ZST", "zip, ZIP", "binary, BINARY"})
    void parsesTheNamesOfAPom(String id, ArchiveFormat expected) {
        assertThat(ArchiveFormat.parse(id)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tgz", "TAR.GZ", "TAR_GZ", "gz", ".zip", "zip "})
    void parsesNothingElse(String id) {
        assertThat(ArchiveFormat.parse(id)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void parsesItsOwnName(ArchiveFormat format) {
        assertThat(ArchiveFormat.parse(format.id())).contains(format);
        assertThat(format).hasToString(format.id());
    }

    @ParameterizedTest
    @CsvSource({
        "TAR_GZ,  false, myapp-1.4.2-linux-amd64.tar.gz",
        "TAR_XZ,  false, myapp-1.4.2-linux-amd64.tar.xz",
        "TAR_ZST, true,  myapp-1.4.2-linux-amd64.tar.zst",
        "ZIP,     true,  myapp-1.4.2-linux-amd64.zip",
        "BINARY,  false, myapp-1.4.2-linux-amd64",
        "BINARY,  true,  myapp-1.4.2-linux-amd64.exe",
    })
    void namesItsFile(ArchiveFormat format, boolean windows, String expected) {
        assertThat(format.fileName("myapp-1.4.2-linux-amd64", windows)).isEqualTo(expected);
    }
}
