package dev.rustcross.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeTimestampNormalizerTest {

    private static final String GCC = "x86_64-w64-mingw32-gcc";
    private static final String READOBJ = "llvm-readobj-19";

    /** Where the parts of {@link #image()} are. */
    private static final int LFANEW = 0x3c;

    private static final int PE = 128;
    private static final int STAMP = PE + 8;
    private static final int OPTIONAL = PE + 24;
    private static final int CHECKSUM = OPTIONAL + 64;
    private static final int DIRECTORIES = OPTIONAL + 112;
    private static final int SECTION = OPTIONAL + 240;
    private static final int SECTION_ADDRESS = 0x1000;
    private static final int SECTION_DATA = 512;
    private static final int EXPORT = SECTION_DATA;
    private static final int DEBUG = SECTION_DATA + 64;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"-shared", "-mconsole"})
    @RequiresTool({GCC, READOBJ})
    void turnsTwoLinksIntoWhatGnuLdWritesWithoutATimestamp(String kind) throws Exception {
        Path first = link("first", kind, 1_000_000_000);
        Path second = link("second", kind, 1_700_000_001);
        Path expected = link("expected", kind, 1_000_000_000, "-Wl,--no-insert-timestamp");
        assertThat(Files.mismatch(first, second)).isNotNegative();

        assertThat(PeTimestampNormalizer.normalize(first)).isTrue();
        assertThat(PeTimestampNormalizer.normalize(second)).isTrue();

        assertThat(first).hasSameBinaryContentAs(expected);
        assertThat(second).hasSameBinaryContentAs(expected);
        assertThat(run(folder, READOBJ, "--file-headers", first.toString()))
                .contains("TimeDateStamp: 1970-01-01 00:00:00 (0x0)")
                .doesNotContain("CheckSum: 0x0\n");
        assertThat(PeTimestampNormalizer.normalize(first)).as("a second time").isFalse();
        assertThat(first).hasSameBinaryContentAs(expected);
    }

    private Path link(String name, String kind, long epoch, String... options) throws Exception {
        Path directory = Files.createDirectory(folder.resolve(name));
        Files.writeString(
                directory.resolve("source.c"),
                "__declspec(dllexport) int answer(void) { return 42; }\nint main(void) { return answer(); }\n");
        List<String> command = new ArrayList<>(
                List.of("env", "SOURCE_DATE_EPOCH=" + epoch, GCC, kind, "-s", "source.c", "-o", "linked.exe"));
        command.addAll(List.of(options));
        run(directory, command.toArray(String[]::new));
        return directory.resolve("linked.exe");
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void clearsEveryStampAndNothingElse() throws Exception {
        byte[] image = image();
        ByteBuffer expected = ByteBuffer.wrap(image.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (int stamp : new int[] {STAMP, EXPORT + 4, DEBUG + 4, DEBUG + 28 + 4}) {
            assertThat(expected.getInt(stamp)).isNotZero();
            expected.putInt(stamp, 0);
        }
        Path file = write(image);

        assertThat(PeTimestampNormalizer.normalize(file)).isTrue();

        assertThat(file).hasBinaryContent(expected.array());
    }

    @ParameterizedTest
    @ValueSource(ints = {EXPORT + 4, DEBUG + 4, DEBUG + 28 + 4})
    void clearsAStampWhereTheHeaderHasNone(int stamp) throws Exception {
        byte[] image = change(image(), bytes -> {
            for (int other : new int[] {STAMP, EXPORT + 4, DEBUG + 4, DEBUG + 28 + 4}) {
                bytes.putInt(other, other == stamp ? 1 : 0);
            }
        });
        Path file = write(image);

        assertThat(PeTimestampNormalizer.normalize(file)).isTrue();

        assertThat(file).hasBinaryContent(change(image, bytes -> bytes.putInt(stamp, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {PE, PE + 1})
    void recomputesTheChecksumOfAnImageOfOddLength(int peOffset) throws Exception {
        byte[] image = image();
        byte[] moved = new byte[image.length + peOffset - PE + 1];
        System.arraycopy(image, 0, moved, 0, PE);
        System.arraycopy(image, PE, moved, peOffset, image.length - PE);
        int shift = peOffset - PE;
        ByteBuffer movedBytes = ByteBuffer.wrap(moved).order(ByteOrder.LITTLE_ENDIAN);
        movedBytes.putInt(LFANEW, peOffset);
        movedBytes.putInt(SECTION + shift + 20, SECTION_DATA + shift);
        movedBytes.putInt(CHECKSUM + shift, 1);
        movedBytes.put(moved.length - 1, (byte) 0x9c);
        Path file = write(moved);

        assertThat(PeTimestampNormalizer.normalize(file)).isTrue();

        byte[] normalized = Files.readAllBytes(file);
        ByteBuffer bytes = ByteBuffer.wrap(normalized).order(ByteOrder.LITTLE_ENDIAN);
        int checksum = bytes.getInt(CHECKSUM + shift);
        bytes.putInt(CHECKSUM + shift, 0);
        assertThat(checksum).isEqualTo(checksum(normalized));
    }

    /** The sum as ImageHlp folds it: after each word. */
    private static int checksum(byte[] image) {
        int sum = 0;
        for (int i = 0; i < image.length; i += 2) {
            int high = i + 1 < image.length ? image[i + 1] & 0xff : 0;
            sum += (image[i] & 0xff) | (high << 8);
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum + image.length;
    }

    static Stream<Arguments> leftAlone() {
        return Stream.of(
                Arguments.of("signed", change(image(), bytes -> bytes.putInt(DIRECTORIES + 4 * 8 + 4, 8))),
                Arguments.of("/Brepro", change(image(), bytes -> bytes.putInt(DEBUG + 28 + 12, 16))),
                Arguments.of("no stamps", change(image(), bytes -> {
                    bytes.putInt(STAMP, 0);
                    bytes.putInt(EXPORT + 4, 0);
                    bytes.putInt(DEBUG + 4, 0);
                    bytes.putInt(DEBUG + 28 + 4, 0);
                })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leftAlone")
    void leavesAlone(String reason, byte[] image) throws Exception {
        Path file = write(image);

        assertThat(PeTimestampNormalizer.normalize(file)).as(reason).isFalse();

        assertThat(file).hasBinaryContent(image);
    }

    @Test
    void readsA32BitImage() throws Exception {
        byte[] image = change(new byte[1024], bytes -> {
            bytes.putShort(0, (short) 0x5a4d);
            bytes.putInt(LFANEW, PE);
            bytes.putInt(PE, 0x4550);
            bytes.putInt(STAMP, 1);
            bytes.putShort(PE + 20, (short) 96);
            bytes.putShort(OPTIONAL, (short) 0x10b);
        });
        Path file = write(image);

        assertThat(PeTimestampNormalizer.normalize(file)).isTrue();

        assertThat(file).hasBinaryContent(change(image, bytes -> bytes.putInt(STAMP, 0)));
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                Arguments.of(new byte[0], "not a Windows executable: only 0 bytes long"),
                Arguments.of(Arrays.copyOf(image(), 63), "not a Windows executable: only 63 bytes long"),
                Arguments.of(new byte[64], "not a Windows executable: it does not begin with the DOS signature MZ"),
                damage(PE, 0, "not a Windows executable: no PE signature at offset 128"),
                damage(
                        LFANEW,
                        -1,
                        "the file header (24 bytes at offset 4294967295) lies beyond the end of the file (1024 bytes)"),
                damage(
                        PE + 20,
                        0xffff,
                        "the optional header (65535 bytes at offset 152) lies beyond the end of the file (1024 bytes)"),
                damage(PE + 20, 0, "the optional header has the unknown magic 0x0"),
                damage(PE + 20, 111, "the optional header is only 111 bytes long"),
                damage(OPTIONAL, 0x107, "the optional header has the unknown magic 0x107"),
                damage(
                        PE + 4,
                        0xffff_8664,
                        "the section table (2621400 bytes at offset 392) lies beyond the end of the file (1024 bytes)"),
                damage(DIRECTORIES, 0x9000, "the export directory at address 0x9000 is in no section"),
                damage(DIRECTORIES, 0x11f0, "the export directory at address 0x11f0 is in no section"),
                damage(DIRECTORIES + 6 * 8, 4, "the debug directory at address 0x4 is in no section"),
                damage(DIRECTORIES + 6 * 8 + 4, 28 * 4097, "the debug directory claims 4097 entries"),
                damage(
                        SECTION + 20,
                        1000,
                        "the export directory (40 bytes at offset 1000) lies beyond the end of the file (1024 bytes)"));
    }

    private static Arguments damage(int offset, int value, String problem) {
        return Arguments.of(change(image(), bytes -> bytes.putInt(offset, value)), problem);
    }

    @ParameterizedTest
    @MethodSource("damage")
    void saysWhatIsWrongAndChangesNothing(byte[] image, String problem) throws Exception {
        Path file = write(image);

        assertThatThrownBy(() -> PeTimestampNormalizer.normalize(file))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage(file + ": " + problem);

        assertThat(file).hasBinaryContent(image);
    }

    /** Whatever the bytes, there is a value or the package's own exception; the seed makes a failure repeatable. */
    @Test
    void anyBytesGiveAValueOrAFormatException() throws Exception {
        Random random = new Random(20_261_122);
        int refused = 0;
        for (int round = 0; round < 4_000; round++) {
            byte[] image = change(image(), bytes -> {
                bytes.putInt(CHECKSUM, 1);
                for (int change = random.nextInt(3); change >= 0; change--) {
                    int[] values = {0, 1, -1, 28, 0x7fff_ffff, Integer.MIN_VALUE, random.nextInt(), 0x1000};
                    bytes.putInt(2 * random.nextInt(320), values[random.nextInt(values.length)]);
                }
            });
            Path file = write(random.nextInt(4) == 0 ? Arrays.copyOf(image, random.nextInt(image.length)) : image);
            try {
                PeTimestampNormalizer.normalize(file);
            } catch (BinaryFormatException e) {
                refused++;
                assertThat(e).hasMessageStartingWith(file + ": ");
            } catch (RuntimeException | IOException e) {
                fail("round " + round, e);
            }
        }
        assertThat(refused).isBetween(800, 3_999);
    }

    /** Returns a PE32+ image with one section that holds an export directory and two debug entries, all stamped. */
    private static byte[] image() {
        return change(new byte[1024], bytes -> {
            bytes.putShort(0, (short) 0x5a4d);
            bytes.putInt(LFANEW, PE);
            bytes.putInt(PE, 0x4550);
            bytes.putShort(PE + 4, (short) 0x8664);
            bytes.putShort(PE + 6, (short) 1);
            bytes.putInt(STAMP, 0x6000_0001);
            bytes.putShort(PE + 20, (short) 240);
            bytes.putShort(OPTIONAL, (short) 0x20b);
            bytes.putInt(DIRECTORIES - 4, 16);
            bytes.putInt(DIRECTORIES, SECTION_ADDRESS);
            bytes.putInt(DIRECTORIES + 4, 40);
            bytes.putInt(DIRECTORIES + 6 * 8, SECTION_ADDRESS + DEBUG - SECTION_DATA);
            bytes.putInt(DIRECTORIES + 6 * 8 + 4, 2 * 28);
            bytes.putInt(SECTION + 12, SECTION_ADDRESS);
            bytes.putInt(SECTION + 16, 512);
            bytes.putInt(SECTION + 20, SECTION_DATA);
            bytes.putInt(EXPORT + 4, 0x6000_0002);
            bytes.putInt(DEBUG + 4, 0x6000_0003);
            bytes.putInt(DEBUG + 12, 2);
            bytes.putInt(DEBUG + 28 + 4, 0x6000_0004);
            bytes.putInt(DEBUG + 28 + 12, 13);
        });
    }

    private static byte[] change(byte[] image, Consumer<ByteBuffer> change) {
        byte[] changed = image.clone();
        change.accept(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN));
        return changed;
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("image.exe"), bytes);
    }
}
