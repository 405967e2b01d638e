package dev.rustcross.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.binary.ByteSearch.Match;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSearchTest {

    private static final int WINDOW = 1 << 18;

    @TempDir
    Path folder;

    /** The first byte on, before and behind the border of a window, the last one too, and at both ends of the file. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                WINDOW - 9,
                WINDOW - 8,
                WINDOW - 7,
                WINDOW - 1,
                WINDOW,
                WINDOW + 1,
                2 * WINDOW - 8,
                2 * WINDOW - 1,
                2 * WINDOW,
                3 * WINDOW - 8
            })
    void findsAPatternWhereverItLies(int offset) throws Exception {
        byte[] content = new byte[3 * WINDOW];
        byte[] pattern = ascii("/home/me");
        System.arraycopy(pattern, 0, content, offset, pattern.length);

        assertThat(find(content, 10, "/proj/", "/home/me")).containsExactly(new Match(offset, 1));
    }

    @Test
    void findsEveryOccurrenceOnce() throws Exception {
        byte[] content = new byte[2 * WINDOW + 100];
        Arrays.fill(content, (byte) 'a');

        List<Long> offsets = find(content, Integer.MAX_VALUE, "aaaa").stream()
                .map(Match::offset)
                .toList();

        assertThat(offsets.equals(
                        LongStream.range(0, content.length - 3).boxed().toList()))
                .isTrue();
    }

    @Test
    void findsPatternsThatArePartsOfOneAnother() throws Exception {
        assertThat(find(ascii("xx/a/b/c"), 10, "/a/b", "/a", "/b/c", "/a/b/c", "/a/b/c/"))
                .containsExactly(new Match(2, 0), new Match(2, 1), new Match(2, 3), new Match(4, 2));
    }

    @Test
    void findsBytesBeyondAscii() throws Exception {
        byte[] pattern = "/home/jürgen".getBytes(StandardCharsets.UTF_8);
        try (BinaryFile file = BinaryFile.openForReading(write(pattern))) {
            assertThat(new ByteSearch(List.of(new byte[] {(byte) 0xc3}, pattern)).find(file, 10))
                    .containsExactly(new Match(0, 1), new Match(7, 0));
        }
    }

    @Test
    void findsAPatternLongerThanAWindow() throws Exception {
        byte[] content = new byte[5 * WINDOW];
        Arrays.fill(content, WINDOW / 2, 4 * WINDOW, (byte) 7);
        byte[] pattern = new byte[3 * WINDOW];
        Arrays.fill(pattern, (byte) 7);
        try (BinaryFile file = BinaryFile.openForReading(write(content))) {
            assertThat(new ByteSearch(List.of(pattern)).find(file, 1)).containsExactly(new Match(WINDOW / 2, 0));
        }
    }

    @Test
    void stopsAtTheLimit() throws Exception {
        assertThat(find(ascii("a-a-a-a"), 2, "a")).containsExactly(new Match(0, 0), new Match(2, 0));
    }

    @Test
    void findsNothingWithoutPatternsOrBytes() throws Exception {
        assertThat(find(ascii("abc"), 10)).isEmpty();
        assertThat(find(new byte[0], 10, "a")).isEmpty();
        assertThat(find(ascii("ab"), 10, "abc")).isEmpty();
    }

    @Test
    void refusesAnEmptyPattern() {
        assertThatThrownBy(() -> new ByteSearch(List.of(new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an empty pattern is everywhere");
    }

    private List<Match> find(byte[] content, int limit, String... patterns) throws IOException {
        ByteSearch search = new ByteSearch(
                Arrays.stream(patterns).map(ByteSearchTest::ascii).toList());
        try (BinaryFile file = BinaryFile.openForReading(write(content))) {
            return search.find(file, limit);
        }
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("file"), content);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
