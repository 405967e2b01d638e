package dev.rustcross.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryFileTest {

    private static final byte[] CONTENT = new byte[200_001];

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void writeContent() throws IOException {
        new Random(1).nextBytes(CONTENT);
        path = Files.write(folder.resolve("file"), CONTENT);
    }

    @ParameterizedTest
    @CsvSource({
        "     0,      0, true",
        "     0, 200001, true",
        "     0, 200002, false",
        "200001,      0, true",
        "200000,      1, true",
        "200000,      2, false",
        "200002,      0, false",
        "    -1,      1, false",
        "     1,     -1, false",
        "9223372036854775807, 9223372036854775807, false",
    })
    void knowsWhichRangesItContains(long offset, long length, boolean expected) throws Exception {
        try (BinaryFile file = BinaryFile.openForReading(path)) {
            assertThat(file.contains(offset, length)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 200001", "0, 65536", "3, 65540", "199999, 200001", "5, 5", "9, 2"})
    void handsOutARangeInPieces(int from, int to) throws Exception {
        ByteArrayOutputStream range = new ByteArrayOutputStream();
        List<Integer> sizes = new ArrayList<>();
        try (BinaryFile file = BinaryFile.openForReading(path)) {
            file.forEachPiece(from, to, piece -> {
                sizes.add(piece.remaining());
                range.write(piece.array(), 0, piece.remaining());
            });
        }

        assertThat(range.toByteArray()).isEqualTo(Arrays.copyOfRange(CONTENT, from, Math.max(from, to)));
        assertThat(sizes.subList(0, Math.max(0, sizes.size() - 1))).allMatch(size -> size % 2 == 0);
    }

    @Test
    void replacesBytesAndLeavesEqualOnesUnwritten() throws Exception {
        byte[] expected = CONTENT.clone();
        expected[1000]++;
        try (BinaryFile file = BinaryFile.openForUpdate(path)) {
            assertThat(file.replace(1000, new byte[] {expected[1000]})).isTrue();
        }
        assertThat(path).hasBinaryContent(expected);

        FileTime past = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(path, past);
        try (BinaryFile file = BinaryFile.openForUpdate(path)) {
            assertThat(file.replace(1000, new byte[] {expected[1000]})).isFalse();
        }
        assertThat(Files.getLastModifiedTime(path)).isEqualTo(past);
    }

    @Test
    void saysWhereTheFileEndedEarly() throws Exception {
        try (BinaryFile file = BinaryFile.openForReading(path)) {
            assertThatThrownBy(() -> file.read(200_000, 2, ByteOrder.BIG_ENDIAN))
                    .isInstanceOf(EOFException.class)
                    .hasMessage(path + ": ended before the 2 bytes at offset 200000 were read");

            Files.write(path, new byte[10]);
            assertThatThrownBy(() -> file.read(8, 4, ByteOrder.BIG_ENDIAN))
                    .isInstanceOf(EOFException.class)
                    .hasMessage(path + ": ended before the 4 bytes at offset 8 were read");
        }
    }
}
