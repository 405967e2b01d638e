package dev.rustcross.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.macho.MachOBuilder;
import dev.rustcross.macho.RealImages;
import dev.rustcross.process.Command;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.RequiresTool;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BinaryImageTest {

    @TempDir
    Path folder;

    static Stream<Arguments> otherFiles() {
        return Stream.of(
                Arguments.of(new byte[0], "not an ELF, PE or Mach-O file: only 0 bytes long"),
                Arguments.of(new byte[3], "not an ELF, PE or Mach-O file: only 3 bytes long"),
                Arguments.of(
                        "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII),
                        "not an ELF, PE or Mach-O file: it begins with 0x23212f62"),
                Arguments.of(
                        HexFormat.of().parseHex("cafebabe00000041"), "not a Mach-O file: it begins with 0xcafebabe"),
                Arguments.of(
                        HexFormat.of().parseHex("cafebabe00000000"), "not a Mach-O file: it begins with 0xcafebabe"),
                Arguments.of(
                        HexFormat.of().parseHex("cefaedfe00000000"),
                        "a 32-bit Mach-O file; macOS runs 64-bit ones only (x86_64, arm64)"),
                Arguments.of(
                        "MZ--".getBytes(StandardCharsets.US_ASCII), "not a Windows executable: only 4 bytes long"));
    }

    @ParameterizedTest
    @MethodSource("otherFiles")
    void saysThatAFileIsNoExecutable(byte[] bytes, String problem) throws Exception {
        Path file = Files.write(folder.resolve("file"), bytes);

        assertThatThrownBy(() -> BinaryImage.readAll(file))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage(file + ": " + problem);
    }

    /** An ELF file ends with its section headers, a Mach-O file with its signature, so no prefix of them passes for whole. */
    @Test
    @RequiresTool("gcc")
    void refusesEveryPrefixOfAnElfFile() throws Exception {
        assertThat(readablePrefixes(link("gcc", "int main(void) { return 0; }", "-Wl,-z,noseparate-code")))
                .isEmpty();
    }

    @Test
    void refusesEveryPrefixOfASignedMachOFile() throws Exception {
        byte[] image = MachOBuilder.arm()
                .uuid(1)
                .dylib(0xc, "/usr/lib/libSystem.B.dylib")
                .signed(MachOBuilder.Hashing.SHA256)
                .build();

        assertThat(readablePrefixes(Files.write(folder.resolve("image"), image)))
                .isEmpty();
    }

    /** A PE file's code may be cut off unnoticed, but neither its headers nor its import table. */
    @Test
    @RequiresTool("x86_64-w64-mingw32-gcc")
    void readsEveryPrefixOfAPeFileOrRefusesIt() throws Exception {
        Path program = link(
                "x86_64-w64-mingw32-gcc",
                "__declspec(dllimport) void ExitProcess(unsigned); void start(void) { ExitProcess(0); }",
                "-nostdlib",
                "-Wl,-e,start",
                "-lkernel32");
        BinaryImage whole = BinaryImage.readAll(program).get(0);
        assertThat(whole.libraries()).containsExactly("KERNEL32.dll");

        assertThat(readablePrefixes(program)).isNotEmpty().allSatisfy(size -> assertThat(size)
                .isGreaterThan(512));
    }

    private Path link(String compiler, String source, String... options) throws Exception {
        Files.writeString(folder.resolve("source.c"), source + "\n");
        List<String> command = Stream.concat(
                        Stream.of(compiler, "-s", "source.c", "-o", "linked.exe"), Stream.of(options))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return folder.resolve("linked.exe");
    }

    /** Cuts the file off byte by byte, and returns the sizes at which it could still be read. */
    private static List<Long> readablePrefixes(Path file) throws IOException {
        Stream.Builder<Long> readable = Stream.builder();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long size = channel.size() - 1; size >= 0; size--) {
                channel.truncate(size);
                try {
                    assertThat(BinaryImage.readAll(file)).hasSize(1);
                    readable.add(size);
                } catch (BinaryFormatException e) {
                    assertThat(e).hasMessageStartingWith(file + ": ");
                }
            }
        }
        return readable.build().toList();
    }

    /** In a Java of its own with 64 MB of heap, on real files made as large by their own bytes behind them. */
    @ParameterizedTest
    @CsvSource({
        "linux/amd64/libzstd-jni-%s.so, ELF",
        "win/amd64/libzstd-jni-%s.dll, PE",
        "darwin/aarch64/libzstd-jni-%s.dylib, Mach-O"
    })
    void readsAndSearches200MegabytesInLittleMemory(String resource, String format) throws Exception {
        Path file = enlarge(RealImages.resource(resource), 200 << 20);

        String[] words = inLittleMemory(file);

        assertThat(words[0]).isEqualTo(format);
        assertThat(Long.parseLong(words[1])).as("matches").isGreaterThan(200);
    }

    @Test
    void reads200MegabytesOfSymbolsInLittleMemory() throws Exception {
        Path file = withSymbolTable(RealImages.resource("linux/amd64/libzstd-jni-%s.so"), 200 << 20);

        assertThat(BinaryImage.readAll(file)).singleElement().satisfies(image -> assertThat(image.stripped())
                .isFalse());
        assertThat(inLittleMemory(file)[0]).isEqualTo("ELF");
    }

    /** A library of 150 MB, with 160,000 symbols. */
    @Test
    @RequiresTool("rustc")
    void readsTheCompilersOwnLibraryInLittleMemory() throws Exception {
        Path sysroot = Path.of(new SystemProcessRunner()
                .capture(Command.of(folder, "rustc", "--print", "sysroot"))
                .stdout()
                .get(0));
        Path library;
        try (Stream<Path> files = Files.list(sysroot.resolve("lib"))) {
            library = files.filter(file -> file.getFileName().toString().startsWith("librustc_driver-"))
                    .findFirst()
                    .orElseThrow();
        }

        assertThat(inLittleMemory(library)[0]).isIn("ELF", "Mach-O");
    }

    /** Reads and searches a file in a Java of its own with 64 MB of heap, and returns what {@link LargeFile} printed. */
    private static String[] inLittleMemory(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeFile.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        String[] words = output.strip().split(" ");
        assertThat(words).as(output).hasSize(4);
        System.out.printf(
                "%s, %d MB, with 64 MB of heap: read in %s ms, searched in %s ms of CPU%n",
                file.getFileName(), Files.size(file) / 1_000_000, words[2], words[3]);
        assertThat(Long.parseLong(words[2])).as("ms of CPU to read").isLessThan(1_000);
        assertThat(Long.parseLong(words[3])).as("ms of CPU to search").isLessThan(2_000);
        return words;
    }

    /** Returns the 64-bit library with a symbol table, of the given size, and its names behind it (System V ABI, chapter "Sections"). */
    private Path withSymbolTable(byte[] library, int size) throws IOException {
        int sectionHeader = 64;
        int symbol = 24;
        ByteBuffer header = ByteBuffer.wrap(library.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int sections = Math.toIntExact(header.getLong(40));
        int count = header.getShort(60);
        int symbols = size / symbol * symbol;
        long symbolTable = (library.length + 7) / 8 * 8;
        long names = symbolTable + symbols;
        byte[] name = "\0a_function\0".getBytes(StandardCharsets.US_ASCII);
        header.putLong(40, names + name.length).putShort(60, (short) (count + 2));
        ByteBuffer more = ByteBuffer.allocate(2 * sectionHeader).order(ByteOrder.LITTLE_ENDIAN);
        section(more, 2, symbolTable, symbols, count + 1, symbol);
        section(more, 3, names, name.length, 0, 0);
        ByteBuffer function = ByteBuffer.allocate(symbol).order(ByteOrder.LITTLE_ENDIAN);
        function.putInt(1)
                .put((byte) 0x12)
                .put((byte) 0)
                .putShort((short) 1)
                .putLong(0x1000)
                .putLong(8);
        Path file = folder.resolve("symbols.so");
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header.array());
            out.write(new byte[(int) (symbolTable - library.length)]);
            for (int written = 0; written < symbols; written += symbol) {
                out.write(function.array());
            }
            out.write(name);
            out.write(library, sections, count * sectionHeader);
            out.write(more.array());
        }
        return file;
    }

    private static void section(ByteBuffer headers, int type, long offset, long size, int link, long entrySize) {
        headers.putInt(0).putInt(type).putLong(0).putLong(0).putLong(offset).putLong(size);
        headers.putInt(link).putInt(0).putLong(8).putLong(entrySize);
    }

    private Path enlarge(byte[] content, long size) throws IOException {
        Path file = folder.resolve("large");
        try (var out = Files.newOutputStream(file)) {
            for (long written = 0; written < size; written += content.length) {
                out.write(content);
            }
        }
        return file;
    }

    /** Prints the format, how often a name is found, and what reading and searching cost of the processor. */
    static final class LargeFile {

        private LargeFile() {}

        public static void main(String[] arguments) throws IOException {
            Path path = Path.of(arguments[0]);
            var threads = ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            List<BinaryImage> images = BinaryImage.readAll(path);
            long read = threads.getCurrentThreadCpuTime();
            ByteSearch search = new ByteSearch(List.of(
                    "/home/".getBytes(StandardCharsets.UTF_8), "ZSTD_compress".getBytes(StandardCharsets.UTF_8)));
            int matches;
            try (BinaryFile file = BinaryFile.openForReading(path)) {
                matches = search.find(file, 100_000).size();
            }
            long searched = threads.getCurrentThreadCpuTime();
            System.out.printf(
                    "%s %d %d %d%n",
                    images.get(0).format(), matches, (read - start) / 1_000_000, (searched - read) / 1_000_000);
        }
    }
}
