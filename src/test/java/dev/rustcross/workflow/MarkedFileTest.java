package dev.rustcross.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.workflow.MarkedFile.MarkException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MarkedFileTest {

    private static final String GENERATED = "name: Release\njobs:\n" + MarkedFile.part("build", "  build: 1\n")
            + MarkedFile.part("release", "  release: 1\n");

    @Test
    void aPartIsBetweenItsMarks() {
        assertThat(MarkedFile.part("build", "  build:\n    steps: []\n"))
                .isEqualTo("  # >>> rust-cross build, written by rust-cross-maven-plugin\n  build:\n    steps: []\n"
                        + "  # <<< rust-cross build\n");
    }

    @Test
    void whatWasNotEditedStays() throws Exception {
        assertThat(MarkedFile.merge(GENERATED, GENERATED)).isEqualTo(GENERATED);
    }

    @Test
    void onlyThePartsAreWrittenAnew() throws Exception {
        String edited = GENERATED
                .replace("name: Release", "name: Mine\nenv:\n  A: b")
                .replace("  build: 1", "  build: 0")
                .replace("  # >>> rust-cross release", "  mine: 2\n  # >>> rust-cross release")
                .concat("# the end\n");

        assertThat(MarkedFile.merge(edited, GENERATED)).isEqualTo(edited.replace("  build: 0", "  build: 1"));
    }

    @Test
    void linesEndAsTheyWereCheckedOut() throws Exception {
        String checkedOut = GENERATED.replace("\n", "\r\n");

        assertThat(MarkedFile.merge(checkedOut, GENERATED)).isEqualTo(checkedOut);
    }

    static Stream<Arguments> damaged() {
        return Stream.of(
                Arguments.of("name: Mine\n", "line 1: there is no # >>> rust-cross build"),
                Arguments.of(
                        GENERATED.replace("  # <<< rust-cross build\n", ""),
                        "line 3: no # <<< rust-cross build follows"),
                Arguments.of(
                        GENERATED.replace("  # <<< rust-cross release\n", ""),
                        "line 6: no # <<< rust-cross release follows"),
                Arguments.of(
                        GENERATED.replaceAll(" *# >>> rust-cross release.*\n", ""),
                        "line 7: no # >>> rust-cross release is before it"),
                Arguments.of(
                        GENERATED + MarkedFile.part("build", "  x\n"),
                        "line 9: # >>> rust-cross build is there twice"));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void marksThatAreNotAsTheyWereWritten(String existing, String message) {
        assertThatThrownBy(() -> MarkedFile.merge(existing, GENERATED))
                .isInstanceOf(MarkException.class)
                .hasMessage(message);
    }
}
