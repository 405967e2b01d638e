package dev.rustcross.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.binary.BinaryImage.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeImageTest {

    /** {@code RSDS}, the GUID, an age of 1, the path of the PDB. */
    private static final byte[] CODE_VIEW =
            HexFormat.of().parseHex("52534453" + "a5159ba4e926de4091ce9590e951d84e" + "01000000" + "612e70646200");

    private static final int IMPORTS = PeBuilder.OPTIONAL + 112 + 8;

    @TempDir
    Path folder;

    /** PE Format, "Machine Types" and "Optional Header Standard Fields". */
    @ParameterizedTest
    @CsvSource({
        " 0x14c, 32, x86",
        " 0x1c0, 32, arm",
        " 0x1c2, 32, arm",
        " 0x1c4, 32, arm",
        "0x5064, 64, riscv64",
        "0x6264, 64, loongarch64",
        "0x8664, 64, x86_64",
        "0xa641, 64, arm64ec",
        "0xaa64, 64, aarch64",
    })
    void readsAnImage(String machine, int bits, String expected) throws Exception {
        PeImage image = read(PeBuilder.image(bits, Integer.decode(machine))
                .imports("KERNEL32.dll", "ntdll.dll")
                .delayImports("dwmapi.dll")
                .codeView(CODE_VIEW));

        assertThat(image.architecture()).hasToString(expected);
        assertThat(image)
                .isEqualTo(new PeImage(
                        image.architecture(),
                        bits,
                        Kind.EXECUTABLE,
                        PeImage.SUBSYSTEM_CONSOLE,
                        List.of("KERNEL32.dll", "ntdll.dll"),
                        List.of("dwmapi.dll"),
                        Optional.of("A49B15A5-26E9-40DE-91CE-9590E951D84E"),
                        true,
                        false));
        assertThat(image.libraries()).containsExactly("KERNEL32.dll", "ntdll.dll", "dwmapi.dll");
        assertThat(image.format()).isEqualTo(BinaryFormat.PE);
        assertThat(image.byteOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void knowsADll() throws Exception {
        assertThat(read(PeBuilder.x86_64().dll()).kind()).isEqualTo(Kind.LIBRARY);
    }

    @ParameterizedTest
    @ValueSource(ints = {PeImage.SUBSYSTEM_GUI, 10})
    void readsTheSubsystem(int subsystem) throws Exception {
        assertThat(read(PeBuilder.x86_64().subsystem(subsystem)).subsystem()).isEqualTo(subsystem);
    }

    /** PE Format, "The Delay-Load Directory Table": without the attribute's bit, addresses are as loaded. */
    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void readsDelayImportsWithAbsoluteAddresses(int bits) throws Exception {
        assertThat(read(PeBuilder.image(bits, 0x8664)
                                .delayImports("a.dll", "b.dll")
                                .absoluteDelayNames())
                        .delayImports())
                .containsExactly("a.dll", "b.dll");
    }

    @Test
    void isNotStrippedWithCoffSymbols() throws Exception {
        assertThat(read(PeBuilder.x86_64().symbols(3)).stripped()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({".debug_info, 0, true", ".debug_info, 5, true", ".debug_line_str, 5, false"})
    void findsDebugInfoByTheLongNameOfItsSection(String section, int symbols, boolean expected) throws Exception {
        PeBuilder builder =
                PeBuilder.x86_64().symbols(symbols).section(".debug_aranges").section(section);

        assertThat(read(builder).hasDebugInfo()).isEqualTo(expected);
    }

    /** The string table starts at 5120; place 4 in it, or none where the name is no number or there is no table. */
    @ParameterizedTest
    @CsvSource({"//AAAAAE, true", "//AAAAAF, false", "//****, false", "/4, true", "/04, true", "/x, false"})
    void decodesPlacesInTheStringTable(String place, boolean expected) throws Exception {
        assertThat(read(withSectionName(place)).hasDebugInfo()).isEqualTo(expected);
    }

    private static byte[] withSectionName(String name) {
        byte[] image = PeBuilder.x86_64().section(".debug_info").build();
        int header = PeBuilder.OPTIONAL + 112 + 16 * 8 + 40;
        ByteBuffer.wrap(image).putLong(header, 0).put(header, name.getBytes(StandardCharsets.US_ASCII));
        return image;
    }

    @Test
    void hasNoDebugInfoByNameWithoutAStringTable() throws Exception {
        byte[] image = PeBuilder.x86_64().section(".debug_info").build();
        ByteBuffer.wrap(image).putInt(PeBuilder.PE + 12, 0);

        assertThat(read(image).hasDebugInfo()).isFalse();
    }

    static Stream<byte[]> otherCodeViews() {
        byte[] pdb20 = CODE_VIEW.clone();
        pdb20[0] = 'N';
        return Stream.of(pdb20, Arrays.copyOf(CODE_VIEW, 23));
    }

    @ParameterizedTest
    @MethodSource("otherCodeViews")
    void hasNoBuildIdWithoutAGuid(byte[] codeView) throws Exception {
        assertThat(read(PeBuilder.x86_64().codeView(codeView)).buildId()).isEmpty();
    }

    @Test
    void readsAnImageThatImportsNothing() throws Exception {
        assertThat(read(PeBuilder.x86_64()).libraries()).isEmpty();
    }

    static Stream<Arguments> damage() {
        byte[] image = PeBuilder.x86_64().imports("a.dll").codeView(CODE_VIEW).build();
        int name = PeBuilder.DATA + 12;
        int debugEntry = PeBuilder.DATA + 2 * 20 + "a.dll\0".length();
        return Stream.of(
                change(
                        image,
                        b -> b.putShort(PeBuilder.PE + 4, (short) 0x200),
                        "a Windows executable for the unknown" + " machine 0x200"),
                Arguments.of(
                        withSectionName("/9999999"),
                        "the name of a section at offset 10005119 lies beyond its table's end (5136)"),
                change(image, b -> b.putInt(IMPORTS, 0x10), "the import table at address 0x10 is in no section"),
                change(
                        image,
                        b -> b.putInt(name, 0x9000),
                        "the name of an imported library at address 0x9000 is in no section"),
                change(
                        image,
                        b -> b.putInt(PeBuilder.DATA + 20 + 12, PeBuilder.ADDRESS + 4096 - 3)
                                .put(PeBuilder.DATA + 4096 - 3, new byte[] {'x', 'y', 'z'}),
                        "the name of an imported library at offset 5117 has no end within 3 bytes"),
                change(
                        image,
                        b -> b.putInt(debugEntry + 24, 1 << 20),
                        "the CodeView record (24 bytes at offset 1048576) lies beyond the end of the file ("
                                + image.length + " bytes)"));
    }

    @Test
    void refusesMoreLibrariesThanAnyImageHas() throws Exception {
        String[] names = new String[4097];
        Arrays.fill(names, "a");
        Path file = write(PeBuilder.x86_64().imports(names).build());

        assertThatThrownBy(() -> BinaryImage.readAll(file))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage(file + ": it imports more than 4096 libraries");
    }

    private static Arguments change(byte[] image, Consumer<ByteBuffer> change, String problem) {
        byte[] changed = image.clone();
        change.accept(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN));
        return Arguments.of(changed, problem);
    }

    @ParameterizedTest
    @MethodSource("damage")
    void saysWhatIsWrong(byte[] bytes, String problem) throws Exception {
        Path file = write(bytes);

        assertThatThrownBy(() -> BinaryImage.readAll(file))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage(file + ": " + problem);
    }

    private PeImage read(PeBuilder builder) throws IOException {
        return read(builder.build());
    }

    private PeImage read(byte[] bytes) throws IOException {
        return (PeImage) BinaryImage.readAll(write(bytes)).get(0);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("image.exe"), bytes);
    }
}
