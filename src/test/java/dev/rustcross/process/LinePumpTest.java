package dev.rustcross.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What listeners are told for given bytes: {@code [text]} for a line, {@code <text>} for an overwritten one. */
class LinePumpTest {

    private static final int LIMIT = 8;

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '"',
            value = {
                "\"\" → \"\"",
                "a↵b↵ → [a][b]",
                "a↵b → [a][b]",
                "↵↵ → [][]",
                "a¶b↵ → <a>[b]",
                "a¶↵b¶↵ → [a][b]",
                "a¶b¶ → <a><b>",
                "¶¶↵ → <>[]",
                "größe↵ → [größe]",
                "12345678 → [12345678]",
                "123456789abcdefghi↵ → [12345678][9abcdefg][hi]",
                "123456789¶ → [12345678]<9>",
            })
    void cutsAtLineFeedsAndBareCarriageReturns(String input, String told) {
        byte[] bytes = input.replace('↵', '\n').replace('¶', '\r').getBytes(StandardCharsets.UTF_8);
        assertThat(pump(new ByteArrayInputStream(bytes))).isEqualTo(told);
    }

    @Test
    void carriageReturnAtTheEndOfAReadIsToldAtOnce() {
        assertThat(pump(reads("12/47¶", "13/47¶", "done↵"))).isEqualTo("<12/47><13/47>[done]");
    }

    @Test
    void lineEndSplitBetweenReadsIsStillALine() {
        assertThat(pump(reads("a¶", "↵b↵"))).isEqualTo("<a>[a][b]");
    }

    @Test
    void characterSplitBetweenReadsIsDecodedWhole() {
        byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
        InputStream stream = new Reads(List.of(new byte[] {umlaut[0]}, new byte[] {umlaut[1], '\n'}));
        assertThat(pump(stream)).isEqualTo("[ü]");
    }

    @Test
    void malformedUtf8IsReplaced() {
        assertThat(pump(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, 'b', '\n'})))
                .isEqualTo("[a�b]");
    }

    @Test
    void failingListenerIsCalledNoMoreAndTheStreamIsDrained() {
        InputStream stream = reads("a↵", "b↵", "c↵");
        List<String> seen = new ArrayList<>();
        var pump = new LinePump(
                stream,
                "'x'",
                line -> {
                    seen.add(line);
                    throw new AssertionError("listener");
                },
                LIMIT);
        assertThatThrownBy(pump::run).hasRootCauseMessage("listener");
        assertThat(seen).containsExactly("a");
        assertThat(stream).isEmpty();
    }

    private static String pump(InputStream stream) {
        var told = new StringBuilder();
        OutputListener listener = new OutputListener() {
            @Override
            public void line(String line) {
                told.append('[').append(line).append(']');
            }

            @Override
            public void overwritten(String text) {
                told.append('<').append(text).append('>');
            }
        };
        new LinePump(stream, "'x'", listener, LIMIT).run();
        return told.toString();
    }

    private static InputStream reads(String... pieces) {
        return new Reads(Arrays.stream(pieces)
                .map(piece -> piece.replace('↵', '\n').replace('¶', '\r').getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** A stream of which each read gives one piece, as a pipe's does. */
    private static final class Reads extends InputStream {
        private final List<byte[]> pieces;

        Reads(List<byte[]> pieces) {
            this.pieces = new ArrayList<>(pieces);
            Collections.reverse(this.pieces);
        }

        @Override
        public int read() {
            return -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (pieces.isEmpty()) {
                return -1;
            }
            byte[] piece = pieces.remove(pieces.size() - 1);
            System.arraycopy(piece, 0, buffer, offset, piece.length);
            return piece.length;
        }
    }
}
