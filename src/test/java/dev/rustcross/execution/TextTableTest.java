package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        var table = new TextTable("archive", "size", "sha256");
        table.row("myapp-linux.tar.gz", "7", "ab");
        table.row("x", "1,234,567", "abcdefgh");

        assertThat(table.lines())
                .containsExactly(
                        "archive             size       sha256",
                        "myapp-linux.tar.gz  7          ab",
                        "x                   1,234,567  abcdefgh");
    }

    @Test
    void onlyAHeading() {
        assertThat(new TextTable("a", "b").lines()).containsExactly("a  b");
    }
}
