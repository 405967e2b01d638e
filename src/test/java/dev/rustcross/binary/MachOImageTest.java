package dev.rustcross.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.rustcross.macho.Llvm;
import dev.rustcross.macho.MachOBuilder;
import dev.rustcross.macho.RealImages;
import dev.rustcross.macho.UniversalBinaryWriter;
import dev.rustcross.macho.UuidNormalizer;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MachOImageTest {

    @TempDir
    Path folder;

    @Test
    @RequiresTool("llvm-objdump-19")
    void agreesWithObjdumpOnRealImages() throws Exception {
        List<Path> images = new ArrayList<>(RealImages.program());
        images.addAll(RealImages.library(folder));
        for (Path path : images) {
            MachOImage image = MachOImage.read(path);
            String listing = Llvm.run(
                    List.of("llvm-objdump-19", "--macho", "--non-verbose", "--private-headers", path.toString()));

            assertThat(image.minimumMacOs()).hasValue(find(listing, "minos (\\S+)"));
            assertThat(uuid(path, image)).isEqualTo(find(listing, "uuid (\\S+)"));
            assertThat(image.signature().map(CodeSignature::range)).isEqualTo(signature(listing));
            assertThat(image.range()).isEqualTo(new Range(0, Files.size(path)));
        }
    }

    @Test
    @RequiresTool("llvm-readobj-19")
    void agreesWithReadobjOnRealHeaders() throws Exception {
        List<Path> images = new ArrayList<>(RealImages.program());
        images.addAll(RealImages.library(folder));
        for (Path path : images) {
            MachOImage image = MachOImage.read(path);
            String headers = Llvm.run(List.of("llvm-readobj-19", "--file-headers", path.toString()));

            assertThat(image.cpuType()).isEqualTo(hex(headers, "CpuType: .*\\(0x(\\w+)\\)"));
            assertThat(image.cpuSubtype()).isEqualTo(hex(headers, "CpuSubType: .*\\(0x(\\w+)\\)"));
            assertThat(image.kind() == BinaryImage.Kind.EXECUTABLE).isEqualTo(headers.contains("FileType: Executable"));
        }
    }

    private static Optional<Range> signature(String listing) {
        int command = listing.indexOf("LC_CODE_SIGNATURE");
        if (command < 0) {
            return Optional.empty();
        }
        String fields = listing.substring(command);
        return Optional.of(new Range(
                Long.parseLong(find(fields, "dataoff (\\d+)")), Long.parseLong(find(fields, "datasize (\\d+)"))));
    }

    private static String uuid(Path path, MachOImage image) throws IOException {
        int offset = (int) image.uuidOffset().orElseThrow();
        String hex = HexFormat.of()
                .formatHex(Arrays.copyOfRange(Files.readAllBytes(path), offset, offset + 16))
                .toUpperCase(Locale.ROOT);
        return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
    }

    private static int hex(String text, String pattern) {
        return Integer.parseUnsignedInt(find(text, pattern), 16);
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    @ParameterizedTest
    @CsvSource({
        "16777223,          3, x86_64",
        "16777223, 0x80000003, x86_64",
        "16777223,          8, x86_64h",
        "16777228,          0, arm64",
        "16777228, 0x81000002, arm64e",
        "16777228,          1, cputype (16777228) cpusubtype (1)",
    })
    void namesArchitecturesAsLipoDoes(int cpuType, String cpuSubtype, String expected) throws Exception {
        byte[] image =
                MachOBuilder.image(cpuType, Long.decode(cpuSubtype).intValue()).build();

        assertThat(MachOImage.read(write(image)).lipoName()).isEqualTo(expected);
    }

    static Stream<Arguments> minimumVersions() {
        int buildVersion = 0x32;
        int versionMinMacOs = 0x24;
        return Stream.of(
                Arguments.of(MachOBuilder.arm().command(buildVersion, 1, 0x000b_0000, 0, 0), "11.0"),
                Arguments.of(MachOBuilder.arm().command(buildVersion, 1, 0x000a_0c00, 0, 0), "10.12"),
                Arguments.of(MachOBuilder.arm().command(buildVersion, 1, 0x000d_0201, 0, 0), "13.2.1"),
                Arguments.of(MachOBuilder.x86().command(versionMinMacOs, 0x000a_0700, 0), "10.7"),
                Arguments.of(MachOBuilder.arm().command(buildVersion, 2, 0x000b_0000, 0, 0), null),
                Arguments.of(MachOBuilder.arm(), null));
    }

    @ParameterizedTest
    @MethodSource("minimumVersions")
    void readsTheMinimumMacOs(MachOBuilder image, String expected) throws Exception {
        assertThat(MachOImage.read(write(image.build())).minimumMacOs().orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void listsTheDylibsOfEveryKind() throws Exception {
        MachOBuilder image = MachOBuilder.arm()
                .dylib(0xc, "/usr/lib/libSystem.B.dylib")
                .dylib(0xd, "@rpath/libitself.dylib")
                .dylib(0x8000_0018, "/usr/lib/libweak.dylib")
                .dylib(0x8000_001f, "@rpath/libre.dylib")
                .dylib(0x20, "liblazy.dylib")
                .dylib(0x8000_0023, "libupward.dylib");

        assertThat(MachOImage.read(write(image.build())).dylibs())
                .containsExactly(
                        new MachOImage.Dylib("/usr/lib/libSystem.B.dylib", false),
                        new MachOImage.Dylib("/usr/lib/libweak.dylib", true),
                        new MachOImage.Dylib("@rpath/libre.dylib", false),
                        new MachOImage.Dylib("liblazy.dylib", false),
                        new MachOImage.Dylib("libupward.dylib", false));
    }

    /** {@code dysymtab_command} in {@code mach-o/loader.h}; the symbols stand right behind the load commands here. */
    static Stream<Arguments> symbols() {
        int symtab = 0x2;
        int dysymtab = 0xb;
        int[] noLocals = new int[18];
        int[] manyLocals = new int[18];
        manyLocals[1] = 2;
        int[] oneLocal = new int[18];
        oneLocal[1] = 1;
        return Stream.of(
                Arguments.of("no table", MachOBuilder.arm(), true),
                Arguments.of("empty table", MachOBuilder.arm().command(symtab, 0, 0, 0, 0), true),
                Arguments.of("one table", MachOBuilder.arm().command(symtab, 0, 9, 0, 0), false),
                Arguments.of(
                        "no local symbols",
                        MachOBuilder.arm().command(symtab, 0, 9, 0, 0).command(dysymtab, noLocals),
                        true),
                Arguments.of(
                        "local symbols",
                        MachOBuilder.arm().command(symtab, 0, 9, 0, 0).command(dysymtab, manyLocals),
                        false),
                Arguments.of("one local symbol", withLocalSymbol(oneLocal, 0x0e), false),
                Arguments.of("that of Apple's strip", withLocalSymbol(oneLocal, 0x3c), true));
    }

    /** A command nobody reads serves as the table of symbols: its third word has the type. */
    private static MachOBuilder withLocalSymbol(int[] dysymtab, int type) {
        return MachOBuilder.arm()
                .command(0x7777, 1, type, 0, 0)
                .command(0x2, 32 + 8, 1, 0, 0)
                .command(0xb, dysymtab);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("symbols")
    void isStrippedWithoutLocalSymbols(String which, MachOBuilder image, boolean expected) throws Exception {
        assertThat(MachOImage.read(write(image.build())).stripped()).as(which).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"__DWARF, __debug_info, true", "__DWARF, __debug_line, false", "__TEXT, __debug_info, false"})
    void hasDebugInfoInItsDwarfSegment(String segment, String section, boolean expected) throws Exception {
        byte[] image = MachOBuilder.arm().segment(segment, "__other", section).build();

        assertThat(MachOImage.read(write(image)).hasDebugInfo()).isEqualTo(expected);
    }

    @Test
    void tellsAnAdHocSignatureFromACertificate() throws Exception {
        MachOBuilder image = MachOBuilder.arm().signed(MachOBuilder.Hashing.SHA256);

        assertThat(MachOImage.read(write(image.build())).signature())
                .hasValueSatisfying(signature -> assertThat(signature.isAdHoc()).isTrue());
        assertThat(MachOImage.read(write(image.certificate(1).build())).signature())
                .hasValueSatisfying(signature -> assertThat(signature.isAdHoc()).isFalse());
        assertThat(MachOImage.read(write(MachOBuilder.arm().build())).signature())
                .isEmpty();
    }

    @Test
    void readsEverySliceOfAUniversalBinary() throws Exception {
        byte[] arm =
                MachOBuilder.arm().uuid(1).signed(MachOBuilder.Hashing.SHA256).build();
        byte[] x86 = MachOBuilder.x86().command(0x24, 0x000a_0c00, 0).build();
        Path armFile = Files.write(folder.resolve("arm"), arm);
        Path x86File = Files.write(folder.resolve("x86"), x86);
        Path universal = folder.resolve("universal");
        UniversalBinaryWriter.write(List.of(armFile, x86File), universal);

        List<BinaryImage> images = BinaryImage.readAll(universal);

        assertThat(images).hasSize(2);
        assertThat((MachOImage) images.get(0)).satisfies(slice -> {
            assertThat(slice.architecture()).isEqualTo(Architecture.X86_64);
            assertThat(slice.range()).isEqualTo(new Range(4096, x86.length));
            assertThat(slice.minimumMacOs()).hasValue("10.12");
        });
        assertThat((MachOImage) images.get(1)).satisfies(slice -> {
            assertThat(slice.architecture()).isEqualTo(Architecture.AARCH64);
            assertThat(slice.range()).isEqualTo(new Range(16384, arm.length));
            assertThat(slice.buildId()).hasValue("01000000-0200-0000-0300-000004000000");
            assertThat(slice.uuidOffset()).hasValue(16384 + 32 + 8);
            assertThat(slice.signature().orElseThrow().range().end()).isEqualTo(16384 + arm.length);
        });
    }

    /** {@code mach-o/fat.h}: the 64-bit header has words of 64 bits for offset and size. */
    @Test
    void readsAUniversalBinaryWithA64BitHeader() throws Exception {
        byte[] arm = MachOBuilder.arm().build();
        ByteBuffer fat = ByteBuffer.allocate(4096 + arm.length);
        fat.putInt(0xcafebabf).putInt(1).putInt(MachOBuilder.ARM64).putInt(0);
        fat.putLong(4096).putLong(arm.length).putInt(12).putInt(0);
        fat.put(4096, arm);

        assertThat(BinaryImage.readAll(write(fat.array())))
                .containsExactly(new MachOImage(
                        Architecture.AARCH64,
                        0,
                        BinaryImage.Kind.EXECUTABLE,
                        new Range(4096, arm.length),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        true,
                        false));
    }

    static Stream<Arguments> damagedUniversalBinaries() {
        int armType = MachOBuilder.ARM64;
        return Stream.of(
                Arguments.of(
                        fat(armType, 100, 1 << 20),
                        "the slice (1048576 bytes at offset 100) lies beyond the end of the file (10142 bytes)"),
                Arguments.of(
                        fat(armType, 0, 100),
                        "the slice of 100 bytes at offset 0: not a Mach-O file: it begins with 0xcafebabe"),
                Arguments.of(
                        fat(armType, 100, 20),
                        "the slice of 20 bytes at offset 100: the file ends within the Mach-O header"),
                Arguments.of(
                        fat(MachOBuilder.X86_64, 100, 10_042),
                        "the slice of 10042 bytes at offset 100: it is for arm64, but entered as cputype (16777223)"));
    }

    private static byte[] fat(int cpuType, int offset, int size) {
        byte[] arm = MachOBuilder.arm().content(10_010).build();
        ByteBuffer fat = ByteBuffer.allocate(100 + arm.length);
        fat.putInt(0xcafebabe)
                .putInt(1)
                .putInt(cpuType)
                .putInt(0)
                .putInt(offset)
                .putInt(size)
                .putInt(2);
        fat.put(100, arm);
        return fat.array();
    }

    @ParameterizedTest
    @MethodSource("damagedUniversalBinaries")
    void saysWhichSliceIsWrong(byte[] bytes, String problem) throws Exception {
        Path file = write(bytes);

        assertThatThrownBy(() -> BinaryImage.readAll(file))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage(file + ": " + problem);
    }

    static Stream<Arguments> damage() {
        byte[] image = MachOBuilder.arm().uuid(1).build();
        int command = 32;
        return Stream.of(
                Arguments.of(new byte[0], "not a Mach-O file: only 0 bytes long"),
                Arguments.of(new byte[7], "not a Mach-O file: only 7 bytes long"),
                Arguments.of(
                        "\u007fELF----".getBytes(StandardCharsets.US_ASCII),
                        "not a Mach-O file: it begins with" + " 0x7f454c46"),
                Arguments.of(
                        HexFormat.of().parseHex("cafebabe00000034"), "not a Mach-O file: it begins with 0xcafebabe"),
                Arguments.of(
                        HexFormat.of().parseHex("cafebabe00000002"),
                        "already a universal binary; a thin Mach-O file is needed"),
                Arguments.of(
                        HexFormat.of().parseHex("cafebabf00000002"),
                        "already a universal binary; a thin Mach-O file is needed"),
                Arguments.of(
                        HexFormat.of().parseHex("cefaedfe07000000"),
                        "a 32-bit Mach-O file; macOS runs 64-bit ones only (x86_64, arm64)"),
                Arguments.of(Arrays.copyOf(image, 31), "the file ends within the Mach-O header"),
                Arguments.of(
                        Arrays.copyOf(image, 40), "24 bytes of load commands go beyond the end of the file (40 bytes)"),
                Arguments.of(with(image, 16, 2), "load command 1 of 2 goes beyond sizeofcmds (24)"),
                Arguments.of(with(image, 16, -1), "load command 1 of 4294967295 goes beyond sizeofcmds (24)"),
                Arguments.of(with(image, command + 4, 0), "load command 0 has the wrong size 0"),
                Arguments.of(with(image, command + 4, 20), "load command 0 has the wrong size 20"),
                Arguments.of(with(image, command + 4, 32), "load command 0 has the wrong size 32"),
                Arguments.of(with(image, command + 4, -8), "load command 0 has the wrong size 4294967288"),
                Arguments.of(with(image, command + 4, 16), "load command 0 (LC_UUID) has the wrong size 16"),
                Arguments.of(MachOBuilder.arm().uuid(1).uuid(2).build(), "more than one LC_UUID"),
                Arguments.of(
                        with(image, 12, 10),
                        "a Mach-O file of type 10; executables (2), dynamic libraries (6) and bundles (8) are read"),
                Arguments.of(
                        MachOBuilder.arm().command(0xc, 24, 0).build(),
                        "load command 0 (a dylib) has the wrong size 16"),
                Arguments.of(
                        MachOBuilder.arm().command(0xc, 24, 0, 0, 0).build(),
                        "load command 0 names its dylib beyond its end"),
                Arguments.of(
                        with(MachOBuilder.arm().segment("__DWARF").build(), command + 64, -1),
                        "load command 0 (LC_SEGMENT_64) has no room for its 4294967295 sections"),
                Arguments.of(
                        MachOBuilder.arm().content(8).command(0x1d, 40, 17).build(),
                        "the code signature (17 bytes at offset 40) goes beyond the end of the file (56 bytes)"),
                Arguments.of(
                        MachOBuilder.arm().content(8).command(0x1d, 47, 1).build(),
                        "the code signature at offset 47 overlaps the load commands"),
                Arguments.of(
                        with(MachOBuilder.arm().content(5 << 20).build(), 20, 5 << 20),
                        "5242880 bytes of load commands; at most 4194304 are read"));
    }

    @ParameterizedTest
    @MethodSource("damage")
    void saysWhatIsWrong(byte[] bytes, String problem) throws Exception {
        Path file = write(bytes);

        assertThatThrownBy(() -> MachOImage.read(file))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage(file + ": " + problem);
    }

    /** Whatever the bytes, there is a value or the package's own exception; the seed makes a failure repeatable. */
    @Test
    void anyBytesGiveAValueOrAFormatException() throws Exception {
        byte[] original = MachOBuilder.arm()
                .uuid(1)
                .command(0x32, 1, 0x000b_0000, 0, 0)
                .content(5_000)
                .signed(MachOBuilder.Hashing.SHA1, MachOBuilder.Hashing.SHA256)
                .build();
        int signature = (int) MachOImage.read(write(original))
                .signature()
                .orElseThrow()
                .range()
                .offset();
        Random random = new Random(20_261_122);
        int refused = 0;
        for (int round = 0; round < 4_000; round++) {
            byte[] bytes = original.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                // The interesting fields are in the header and commands, and in the signature's blobs.
                int offset = (random.nextBoolean() ? 0 : signature) + 4 * random.nextInt(40);
                int[] values = {0, 1, -1, 8, 0x7fff_ffff, Integer.MIN_VALUE, random.nextInt(), random.nextInt(256) << 24
                };
                with(bytes, offset, values[random.nextInt(values.length)], bytes);
            }
            Path file = write(random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            try {
                MachOImage.read(file);
                UuidNormalizer.normalize(file);
            } catch (BinaryFormatException e) {
                refused++;
                assertThat(e).hasMessageStartingWith(file + ": ");
            } catch (RuntimeException | IOException e) {
                fail("round " + round, e);
            }
        }
        assertThat(refused).isBetween(1_000, 3_999);
    }

    private static byte[] with(byte[] image, int offset, int value) {
        byte[] changed = image.clone();
        with(image, offset, value, changed);
        return changed;
    }

    private static void with(byte[] image, int offset, int value, byte[] changed) {
        assertThat(offset).isLessThan(image.length);
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("image"), bytes);
    }
}
