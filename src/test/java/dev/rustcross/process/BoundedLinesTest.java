package dev.rustcross.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

    private static List<String> kept(String... printed) {
        var lines = new BoundedLines(12);
        for (String line : printed) {
            lines.line(line);
        }
        return lines.lines();
    }

    @Test
    void allOfALittle() {
        assertThat(kept("one", "two", "three", "four")).containsExactly("one", "two", "three", "four");
    }

    @Test
    void theBeginningAndTheEndOfMore() {
        assertThat(kept("first", "12", "a line that is long", "b", "c", "the end"))
                .containsExactly("first", "12", "[1 lines left out]", "b", "c", "the end");
    }

    @Test
    void endlessOutputTakesNoMoreMemory() {
        var lines = new BoundedLines(12);
        for (int i = 0; i < 1_000_000; i++) {
            lines.line("again");
        }

        assertThat(lines.lines()).containsExactly("again", "again", "[999996 lines left out]", "again", "again");
    }
}
