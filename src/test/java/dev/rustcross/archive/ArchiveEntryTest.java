package dev.rustcross.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveEntryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                ".",
                "..",
                "../x",
                "a/..",
                "a/../x",
                "./x",
                "a/./x",
                "a//x",
                "a/",
                "C:/x",
                "c:x",
                "..\\x",
                "a\\x",
                "a\nb",
                "a\0b"
            })
    void refusesAPathThatCouldLeaveTheFolder(String name) {
        assertThatThrownBy(() -> new ArchiveEntry(name, Path.of("x"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a relative path inside an archive: \"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "a/x", ".hidden", "a/.hidden", "...", "a..b", "a/..b", "b../c", "ab: c", "grüße/my app"})
    void takesAnyOtherName(String name) {
        assertThat(new ArchiveEntry(name, Path.of("x"), false).name()).isEqualTo(name);
    }
}
