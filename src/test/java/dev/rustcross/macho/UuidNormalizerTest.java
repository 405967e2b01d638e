package dev.rustcross.macho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.binary.BinaryFormatException;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.macho.MachOBuilder.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UuidNormalizerTest {

    private static final int FIRST_UUID = 32 + 8; // behind the header, in the first load command

    @TempDir
    Path folder;

    /** Every hash a signature may have, alternates, an empty CMS blob, an old version, a UUID across two pages. */
    static Stream<Arguments> signatures() {
        return Stream.of(
                Arguments.of(MachOBuilder.arm().signed(Hashing.SHA256), 3),
                Arguments.of(MachOBuilder.x86().signed(Hashing.SHA256), 3),
                Arguments.of(MachOBuilder.arm().signed(Hashing.SHA1), 3),
                Arguments.of(MachOBuilder.arm().signed(Hashing.SHA256_TRUNCATED), 3),
                Arguments.of(MachOBuilder.arm().signed(Hashing.SHA384), 3),
                Arguments.of(MachOBuilder.arm().signed(Hashing.SHA1, Hashing.SHA256, Hashing.SHA384), 9),
                Arguments.of(MachOBuilder.arm().signed(Hashing.WHOLE_FILE), 1),
                Arguments.of(MachOBuilder.arm().signed(new Hashing(2, "SHA-256", 32, 14)), 1),
                Arguments.of(MachOBuilder.arm().codeDirectoryVersion(0x20001).signed(Hashing.SHA256), 3),
                Arguments.of(MachOBuilder.arm().padding(4096 - 32 - 16).signed(Hashing.SHA256), 4));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void keepsAnAdHocSignatureValid(MachOBuilder image, int hashes) throws Exception {
        Path file = write("image", image.uuid(7).build());
        assertThat(PageHashes.verify(file)).isEqualTo(new PageHashes.Verdict(hashes, List.of()));

        assertThat(UuidNormalizer.normalize(file)).isTrue();

        assertThat(PageHashes.verify(file)).isEqualTo(new PageHashes.Verdict(hashes, List.of()));
    }

    @Test
    void keepsTheSignatureOfARealLibraryValid() throws Exception {
        Path arm = RealImages.library(folder).get(1);
        byte[] before = Files.readAllBytes(arm);
        assertThat(PageHashes.verify(arm)).isEqualTo(new PageHashes.Verdict(146, List.of()));

        assertThat(UuidNormalizer.normalize(arm)).isTrue();

        assertThat(PageHashes.verify(arm)).isEqualTo(new PageHashes.Verdict(146, List.of()));
        byte[] after = Files.readAllBytes(arm);
        assertThat(after).hasSameSizeAs(before);
        long differing = IntStream.range(0, before.length)
                .filter(i -> before[i] != after[i])
                .count();
        // The UUID and the one hash over it.
        assertThat(differing).isBetween(1L, 16L + 32L);
    }

    static Stream<Arguments> links() {
        return Stream.of(
                Arguments.of(
                        MachOBuilder.arm().uuid(1).signed(Hashing.SHA256),
                        MachOBuilder.arm().uuid(99).signed(Hashing.SHA256)),
                Arguments.of(MachOBuilder.x86().uuid(1), MachOBuilder.x86().uuid(99)));
    }

    @ParameterizedTest
    @MethodSource("links")
    void makesTwoLinksThatDifferInTheUuidEqual(MachOBuilder one, MachOBuilder other) throws Exception {
        Path first = write("first", one.build());
        Path second = write("second", other.build());

        assertThat(UuidNormalizer.normalize(first)).isTrue();
        assertThat(UuidNormalizer.normalize(second)).isTrue();

        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(UuidNormalizer.normalize(first)).as("a second time").isFalse();
        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void givesDifferentContentDifferentUuids() throws Exception {
        byte[] image = MachOBuilder.arm().uuid(1).build();
        byte[] changed = image.clone();
        changed[changed.length - 1]++;

        assertThat(normalizedUuid(image)).isNotEqualTo(normalizedUuid(changed));
    }

    @Test
    void marksTheUuidAsNameBased() throws Exception {
        byte[] uuid = normalizedUuid(MachOBuilder.arm().uuid(-1).build());

        assertThat(uuid[6] & 0xf0).as("version").isEqualTo(0x30);
        assertThat(uuid[8] & 0xc0).as("variant").isEqualTo(0x80);
    }

    private byte[] normalizedUuid(byte[] image) throws IOException {
        Path file = write("image", image);
        UuidNormalizer.normalize(file);
        return Arrays.copyOfRange(Files.readAllBytes(file), FIRST_UUID, FIRST_UUID + 16);
    }

    @Test
    void makesAnInterruptedRunGood() throws Exception {
        Path file =
                write("image", MachOBuilder.arm().uuid(1).signed(Hashing.SHA256).build());
        byte[] original = Files.readAllBytes(file);
        UuidNormalizer.normalize(file);
        byte[] normalized = Files.readAllBytes(file);
        // The new UUID is written, its hash is not.
        System.arraycopy(normalized, FIRST_UUID, original, FIRST_UUID, 16);
        Files.write(file, original);

        assertThat(UuidNormalizer.normalize(file)).isTrue();

        assertThat(file).hasBinaryContent(normalized);
    }

    static Stream<Arguments> leftAlone() {
        return Stream.of(
                Arguments.of("no UUID", MachOBuilder.arm().signed(Hashing.SHA256)),
                Arguments.of(
                        "certificate",
                        MachOBuilder.arm().uuid(1).signed(Hashing.SHA256).certificate(1)),
                Arguments.of(
                        "certificate, unknown hash",
                        MachOBuilder.arm()
                                .uuid(1)
                                .signed(new Hashing(9, "SHA-256", 32, 12))
                                .certificate(9)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leftAlone")
    void leavesAlone(String reason, MachOBuilder image) throws Exception {
        byte[] bytes = image.build();
        Path file = write("image", bytes);

        assertThat(UuidNormalizer.normalize(file)).as(reason).isFalse();

        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void leavesARealSignedProgramAlone() throws Exception {
        for (Path program : RealImages.program()) {
            Path copy = Files.copy(program, folder.resolve(program.getFileName()));

            assertThat(UuidNormalizer.normalize(copy)).isFalse();

            assertThat(copy).hasSameBinaryContentAs(program);
        }
    }

    static Stream<Arguments> damage() {
        int directory = 12 + 2 * 8; // behind the super blob's index of two
        return Stream.of(
                change(0, 0, "the code signature has no valid header"),
                change(8, 257, "the code signature has no valid header"),
                change(8, -1, "the code signature has no valid header"),
                change(4, 11, "the code signature has a blob that goes beyond its end, at offset 0"),
                change(4, -1, "the code signature has a blob that goes beyond its end, at offset 0"),
                change(16, -1, "the code signature has a blob that goes beyond its end, at offset 4294967295"),
                change(directory + 4, 7, "the code signature has a blob that goes beyond its end, at offset 28"),
                change(directory + 4, 40, "a code directory is only 40 bytes long"),
                change(
                        directory + 28,
                        4,
                        "a code directory of 194 bytes with 4 hashes for 10080 bytes of code is damaged"),
                change(
                        directory + 32,
                        20_000,
                        "a code directory of 194 bytes with 3 hashes for 20000 bytes of code is damaged"),
                change(
                        directory + 16,
                        1_000,
                        "a code directory of 194 bytes with 3 hashes for 10080 bytes of code is damaged"),
                change(
                        directory + 56,
                        -1,
                        "a code directory of 194 bytes with 3 hashes for 9223372036854775807 bytes of code is damaged"),
                change(
                        directory + 44,
                        1,
                        "the code signature uses a scatter table; sign the file after this step instead"),
                change(
                        directory + 36,
                        0x2009_000c,
                        "the code signature has hashes of the unknown type 9 with 32 bytes"),
                change(
                        directory + 36,
                        0x1402_000c,
                        "the code signature has hashes of the unknown type 2 with 20 bytes"),
                change(directory + 36, 0x2002_001f, "the code signature has pages of the impossible size 2^31"));
    }

    private static Arguments change(int offset, int value, String problem) {
        Consumer<ByteBuffer> change = signature -> signature.putInt(offset, value);
        return Arguments.of(change, problem);
    }

    @ParameterizedTest
    @MethodSource("damage")
    void refusesADamagedOrUnknownSignatureAndChangesNothing(Consumer<ByteBuffer> change, String problem)
            throws Exception {
        byte[] bytes = MachOBuilder.arm().uuid(1).signed(Hashing.SHA256).build();
        Path file = write("image", bytes);
        int signature =
                (int) MachOImage.read(file).signature().orElseThrow().range().offset();
        change.accept(
                ByteBuffer.wrap(bytes, signature, bytes.length - signature).slice());
        Files.write(file, bytes);

        assertThatThrownBy(() -> UuidNormalizer.normalize(file))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage(file + ": " + problem);

        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void refusesAUniversalBinary() throws Exception {
        Path fat = folder.resolve("fat");
        UniversalBinaryWriter.write(List.of(write("arm", MachOBuilder.arm().build())), fat);

        assertThatThrownBy(() -> UuidNormalizer.normalize(fat))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage(fat + ": already a universal binary; a thin Mach-O file is needed");
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
