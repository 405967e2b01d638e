package dev.rustcross.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.binary.BinaryImage.Kind;
import dev.rustcross.binary.ElfImage.Linkage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElfImageTest {

    private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";
    private static final int DT_SONAME = 14;
    private static final int DT_FLAGS_1 = 0x6fff_fffb;
    private static final int DF_1_PIE = 0x0800_0000;

    @TempDir
    Path folder;

    /** System V ABI: {@code e_machine}, {@code EI_CLASS}, {@code EI_DATA}; for MIPS release 6 its supplement's {@code e_flags}. */
    @ParameterizedTest
    @CsvSource({
        "  2, 32, BIG,             0, sparc",
        "  3, 32, LITTLE,          0, x86",
        "  4, 32, BIG,             0, m68k",
        "  8, 32, BIG,    0x70001007, mips",
        "  8, 64, LITTLE, 0x80000007, mips64",
        "  8, 32, LITTLE, 0x90001407, mips32r6",
        "  8, 64, LITTLE, 0xa0000407, mips64r6",
        " 18, 32, BIG,             0, sparc",
        " 20, 32, BIG,             0, powerpc",
        " 21, 64, LITTLE,          2, powerpc64",
        " 21, 64, BIG,             1, powerpc64",
        " 22, 64, BIG,             0, s390x",
        " 40, 32, LITTLE, 0x05000400, arm",
        " 43, 64, BIG,             0, sparc64",
        " 62, 64, LITTLE,          0, x86_64",
        " 62, 32, LITTLE,          0, x86_64",
        "164, 32, LITTLE,          0, hexagon",
        "183, 64, LITTLE,          0, aarch64",
        "183, 64, BIG,             0, aarch64",
        "243, 64, LITTLE,          5, riscv64",
        "243, 32, LITTLE,          1, riscv32",
        "252, 32, LITTLE,          0, csky",
        "258, 64, LITTLE,       0x43, loongarch64",
        "258, 32, LITTLE,       0x43, loongarch32",
    })
    void namesTheMachine(int machine, int bits, String order, String flags, String expected) throws Exception {
        ByteOrder byteOrder = order.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ElfImage image = read(ElfBuilder.image(bits, byteOrder, machine)
                .flags(Long.decode(flags).intValue())
                .interpreter(LOADER)
                .needs("libc.so.6")
                .version("libc.so.6", "GLIBC_2.34", 2)
                .symbol("", 0)
                .symbol("puts", 2)
                .buildId(0xca, 0xfe)
                .section(".symtab")
                .section(".debug_info"));

        assertThat(image.architecture()).hasToString(expected);
        assertThat(image)
                .isEqualTo(new ElfImage(
                        image.architecture(),
                        bits,
                        byteOrder,
                        Long.decode(flags).intValue(),
                        Kind.EXECUTABLE,
                        Linkage.DYNAMIC,
                        Optional.of(LOADER),
                        List.of("libc.so.6"),
                        List.of(new VersionNeed("libc.so.6", "GLIBC_2.34", List.of("puts"))),
                        Optional.of("cafe"),
                        false,
                        true));
        assertThat(image.format()).isEqualTo(BinaryFormat.ELF);
    }

    static Stream<Arguments> linkages() {
        return Stream.of(
                Arguments.of(elf(), Kind.EXECUTABLE, Linkage.STATIC),
                Arguments.of(elf().interpreter(LOADER), Kind.EXECUTABLE, Linkage.DYNAMIC),
                Arguments.of(elf().needs("libc.so.6"), Kind.EXECUTABLE, Linkage.DYNAMIC),
                Arguments.of(shared().tag(DT_FLAGS_1, DF_1_PIE), Kind.EXECUTABLE, Linkage.STATIC_PIE),
                Arguments.of(
                        shared().tag(DT_FLAGS_1, DF_1_PIE).interpreter(LOADER).needs("libc.so.6"),
                        Kind.EXECUTABLE,
                        Linkage.DYNAMIC),
                // As linkers made them before they set DF_1_PIE.
                Arguments.of(shared().interpreter(LOADER).needs("libc.so.6"), Kind.EXECUTABLE, Linkage.DYNAMIC),
                Arguments.of(shared().needs("libc.so.6"), Kind.LIBRARY, Linkage.DYNAMIC),
                Arguments.of(shared().tag(DT_FLAGS_1, 1), Kind.LIBRARY, Linkage.DYNAMIC),
                // glibc's own libc.so.6 can be run.
                Arguments.of(shared().interpreter(LOADER).tag(DT_SONAME, 0), Kind.LIBRARY, Linkage.DYNAMIC));
    }

    @ParameterizedTest
    @MethodSource("linkages")
    void tellsProgramsFromLibrariesAndStaticFromDynamic(ElfBuilder builder, Kind kind, Linkage linkage)
            throws Exception {
        ElfImage image = read(builder);

        assertThat(image.kind()).isEqualTo(kind);
        assertThat(image.linkage()).isEqualTo(linkage);
    }

    @Test
    void listsLibrariesInTheirOrder() throws Exception {
        assertThat(read(elf().needs("libz.so.1", "libc.so.6", "liba.so")).libraries())
                .containsExactly("libz.so.1", "libc.so.6", "liba.so");
    }

    /** LSB, "Symbol Versioning": bit 15 of an entry of {@code .gnu.version} hides the symbol, 0 and 1 are no versions. */
    @Test
    void assignsSymbolsToTheVersionsTheyNeed() throws Exception {
        ElfImage image = read(elf().needs("libc.so.6", "libm.so.6")
                .version("libc.so.6", "GLIBC_2.2.5", 2)
                .version("libc.so.6", "GLIBC_2.34", 4)
                .version("libm.so.6", "GLIBC_2.29", 3)
                .version("libc.so.6", "GLIBC_PRIVATE", 7)
                .symbol("", 0)
                .symbol("own", 1)
                .symbol("pow", 3)
                .symbol("malloc", 2)
                .symbol("free", 0x8002)
                .symbol("defined_here", 5)
                .symbol("__libc_start_main", 4));

        assertThat(image.versionNeeds())
                .containsExactly(
                        new VersionNeed("libc.so.6", "GLIBC_2.2.5", List.of("malloc", "free")),
                        new VersionNeed("libc.so.6", "GLIBC_2.34", List.of("__libc_start_main")),
                        new VersionNeed("libm.so.6", "GLIBC_2.29", List.of("pow")),
                        new VersionNeed("libc.so.6", "GLIBC_PRIVATE", List.of()));
        assertThat(image.highestVersions()).isEqualTo(Map.of("GLIBC", new SymbolVersion("GLIBC", "2.34")));
    }

    @Test
    void knowsTheHighestVersionOfEachFamily() throws Exception {
        ElfImage image = read(elf().version("libstdc++.so.6", "GLIBCXX_3.4.9", 2)
                .version("libstdc++.so.6", "GLIBCXX_3.4.29", 3)
                .version("libstdc++.so.6", "CXXABI_1.3.8", 4)
                .version("libc.so.6", "GLIBC_2.4", 5)
                .version("libc.so.6", "GLIBC_ABI_DT_RELR", 6)
                .version("libc.so.6", "GLIBC_2.17", 7));

        assertThat(image.highestVersions().values())
                .extracting(SymbolVersion::toString)
                .containsExactly("CXXABI_1.3.8", "GLIBC_2.36", "GLIBCXX_3.4.29");
    }

    @Test
    void knowsVersionsButNoSymbolsWithoutSectionHeaders() throws Exception {
        ElfImage image = read(elf().version("libc.so.6", "GLIBC_2.17", 2)
                .symbol("puts", 2)
                .section(".debug_info")
                .section(".symtab")
                .withoutSections());

        assertThat(image.versionNeeds()).containsExactly(new VersionNeed("libc.so.6", "GLIBC_2.17", List.of()));
        assertThat(image.stripped()).isTrue();
        assertThat(image.hasDebugInfo()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ".text,        true,  false",
        ".symtab,      false, false",
        ".debug_info,  true,  true",
        ".zdebug_info, true,  true",
        ".debug_line,  true,  false",
    })
    void tellsWhetherItIsStripped(String section, boolean stripped, boolean hasDebugInfo) throws Exception {
        ElfImage image = read(elf().section(section));

        assertThat(image.stripped()).isEqualTo(stripped);
        assertThat(image.hasDebugInfo()).isEqualTo(hasDebugInfo);
    }

    @Test
    void hasNoBuildIdWithoutANote() throws Exception {
        assertThat(read(elf()).buildId()).isEmpty();
    }

    static Stream<Arguments> damage() {
        byte[] image = elf().interpreter(LOADER)
                .needs("libc.so.6")
                .version("libc.so.6", "GLIBC_2.17", 2)
                .build();
        int interpreter = 64;
        int dynamic = interpreter + 56;
        int load = dynamic + 56;
        int sections =
                (int) ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getLong(40);
        int tags = (int) ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getLong(dynamic + 8);
        int need =
                (int) (ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getLong(tags + 16 + 8) - ElfBuilder.BASE);
        int needCount = tags + 2 * 16 + 8;
        int stringTable = tags + 5 * 16;
        long strings = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getLong(stringTable + 8);
        long stringsSize = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getLong(stringTable + 16 + 8);
        return Stream.of(
                Arguments.of(
                        Arrays.copyOf(image, 15),
                        "the ELF identification (16 bytes at offset 0) lies beyond the end of the file (15 bytes)"),
                Arguments.of(
                        Arrays.copyOf(image, 63),
                        "the ELF header (64 bytes at offset 0) lies beyond the end of the file (63 bytes)"),
                change(
                        image,
                        b -> b.put(4, (byte) 3),
                        "the ELF identification has the unknown class 3 or byte order 1"),
                change(
                        image,
                        b -> b.put(5, (byte) 0),
                        "the ELF identification has the unknown class 2 or byte order 0"),
                change(
                        image,
                        b -> b.putShort(16, (short) 1),
                        "an ELF file of type 1; executables (2) and shared objects (3) are read"),
                change(image, b -> b.putShort(18, (short) 83), "an ELF file for the unknown machine 83"),
                change(image, b -> b.putShort(54, (short) 32), "3 program headers of 32 bytes each"),
                change(image, b -> b.putShort(56, (short) 1171), "1171 program headers of 56 bytes each"),
                change(
                        image,
                        b -> b.putLong(32, -8),
                        "the program headers (168 bytes at offset 18446744073709551608) lies beyond the end of the file"
                                + " (" + image.length + " bytes)"),
                change(image, b -> b.putLong(interpreter + 32, 1), "the interpreter's name is 1 bytes long"),
                change(image, b -> b.putLong(interpreter + 32, 4097), "the interpreter's name is 4097 bytes long"),
                change(
                        image,
                        b -> b.putLong(interpreter + 32, 5),
                        "the interpreter's name at offset 288 has no end within 5 bytes"),
                change(
                        image,
                        b -> b.putLong(dynamic + 32, Long.MAX_VALUE),
                        "the dynamic section (9223372036854775807 bytes at offset " + tags
                                + ") lies beyond the end of the file (" + image.length + " bytes)"),
                change(image, b -> b.putLong(stringTable, 0x15), "the dynamic section names no string table"),
                change(
                        image,
                        b -> b.putLong(tags + 8, 4000),
                        "the name of a needed library is at offset 4000 of a string table of " + stringsSize
                                + " bytes"),
                change(
                        image,
                        b -> b.putInt(load, 6),
                        "the dynamic string table at address 0x%x is in no segment".formatted(strings)),
                change(
                        image,
                        b -> b.putLong(needCount, 2).putInt(need + 12, 8),
                        "the next version need overlaps the one before"),
                change(
                        image,
                        b -> b.putShort(need + 2, (short) 2).putInt(need + 16 + 12, 15),
                        "the next needed version overlaps the one before"),
                change(
                        image,
                        b -> b.putLong(load + 32, 1L << 40),
                        "the segment with the dynamic string table (1099511627776 bytes at offset 0) lies beyond the end"
                                + " of the file (" + image.length + " bytes)"),
                change(image, b -> b.putShort(58, (short) 63), "section headers of 63 bytes"),
                change(
                        image,
                        b -> b.putShort(60, (short) 5000),
                        "5000 section headers of 64 bytes in a file of " + image.length + " bytes"),
                change(
                        image,
                        b -> b.putShort(60, (short) 0).putLong(sections + 32, -1),
                        "18446744073709551615 section headers of 64 bytes in a file of " + image.length + " bytes"));
    }

    /** Far beyond any real image, and yet in a small file. */
    static Stream<Arguments> excess() {
        int needed = 1;
        ElfBuilder libraries = elf();
        for (int i = 0; i < 4097; i++) {
            libraries.tag(needed, 0);
        }
        ElfBuilder names = elf().needs("x".repeat(4094));
        for (int i = 0; i < 4095; i++) {
            names.tag(needed, 1);
        }
        ElfBuilder versions = elf();
        for (int i = 0; i < 32_768; i++) {
            versions.version("l", "v", i);
        }
        return Stream.of(
                Arguments.of(libraries.build(), "it needs more than 4096 libraries"),
                Arguments.of(names.build(), "its names fill more than 16777216 bytes"),
                Arguments.of(versions.withoutSections().build(), "it needs more than 32767 versions"));
    }

    private static Arguments change(byte[] image, Consumer<ByteBuffer> change, String problem) {
        byte[] changed = image.clone();
        change.accept(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN));
        return Arguments.of(changed, problem);
    }

    @ParameterizedTest
    @MethodSource({"damage", "excess"})
    void saysWhatIsWrong(byte[] bytes, String problem) throws Exception {
        Path file = write(bytes);

        assertThatThrownBy(() -> BinaryImage.readAll(file))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage(file + ": " + problem);
    }

    private static ElfBuilder elf() {
        return ElfBuilder.x86_64();
    }

    private static ElfBuilder shared() {
        return ElfBuilder.x86_64().type(ElfBuilder.SHARED);
    }

    private ElfImage read(ElfBuilder builder) throws IOException {
        return (ElfImage) BinaryImage.readAll(write(builder.build())).get(0);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("image"), bytes);
    }
}
