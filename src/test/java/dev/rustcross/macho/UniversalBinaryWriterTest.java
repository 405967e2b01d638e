package dev.rustcross.macho;

import static dev.rustcross.macho.MachOBuilder.ARM64;
import static dev.rustcross.macho.MachOBuilder.X86_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rustcross.binary.Architecture;
import dev.rustcross.binary.BinaryFormatException;
import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.binary.Range;
import dev.rustcross.macho.UniversalBinaryWriter.Placement;
import dev.rustcross.macho.UniversalBinaryWriter.Slice;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UniversalBinaryWriterTest {

    @TempDir
    Path folder;

    private Path output;

    @BeforeEach
    void nameOutput() {
        output = folder.resolve("universal");
    }

    @Test
    @RequiresTool("llvm-lipo-19")
    void writesWhatLlvmLipoWritesForARealProgram() throws Exception {
        assertSameAsLlvmLipo(RealImages.program());
    }

    @Test
    @RequiresTool("llvm-lipo-19")
    void writesWhatLlvmLipoWritesForARealLibrary() throws Exception {
        assertSameAsLlvmLipo(RealImages.library(folder));
    }

    /** Sizes about the alignments, the subtypes a Mac knows, capability bits, one slice and many. */
    static Stream<List<MachOBuilder>> syntheticSlices() {
        int lib64 = 0x8000_0000;
        return Stream.of(
                List.of(MachOBuilder.x86().content(1), MachOBuilder.arm().content(1)),
                List.of(
                        MachOBuilder.x86().content(4096 - 32),
                        MachOBuilder.arm().content(16384 - 32)),
                List.of(
                        MachOBuilder.x86().content(8192 - 32),
                        MachOBuilder.arm().content(5)),
                List.of(
                        MachOBuilder.x86().content(8192 - 16),
                        MachOBuilder.arm().content(5)),
                List.of(MachOBuilder.image(X86_64, 3 | lib64), MachOBuilder.arm()),
                List.of(MachOBuilder.image(X86_64, 8), MachOBuilder.x86(), MachOBuilder.arm()),
                List.of(MachOBuilder.image(X86_64, 8), MachOBuilder.image(X86_64, 3 | lib64), MachOBuilder.arm()),
                List.of(MachOBuilder.image(ARM64, 2 | 0x8100_0000), MachOBuilder.arm(), MachOBuilder.x86()),
                List.of(MachOBuilder.image(ARM64, 2), MachOBuilder.image(X86_64, 8)),
                List.of(MachOBuilder.arm()));
    }

    @ParameterizedTest
    @MethodSource("syntheticSlices")
    @RequiresTool("llvm-lipo-19")
    void writesWhatLlvmLipoWritesForSyntheticSlices(List<MachOBuilder> images) throws Exception {
        List<Path> slices = new ArrayList<>();
        for (MachOBuilder image : images) {
            slices.add(write("slice-" + slices.size(), image.build()));
        }
        assertSameAsLlvmLipo(slices);
    }

    private void assertSameAsLlvmLipo(List<Path> slices) throws Exception {
        Path expected = folder.resolve("expected");
        List<String> command = new ArrayList<>(List.of("llvm-lipo-19", "-create", "-output", expected.toString()));
        slices.forEach(slice -> command.add(slice.toString()));
        Llvm.run(command);

        UniversalBinaryWriter.write(slices, output);
        assertThat(output).hasSameBinaryContentAs(expected);

        List<Path> reversed = new ArrayList<>(slices);
        Collections.reverse(reversed);
        UniversalBinaryWriter.write(reversed, output);
        assertThat(output).hasSameBinaryContentAs(expected);
    }

    @Test
    @RequiresTool("llvm-lipo-19")
    void llvmLipoReadsTheResult() throws Exception {
        UniversalBinaryWriter.write(
                List.of(
                        write("arm", MachOBuilder.arm().build()),
                        write("x86", MachOBuilder.x86().build())),
                output);

        assertThat(Llvm.run(List.of("llvm-lipo-19", "-archs", output.toString()))
                        .trim())
                .isEqualTo("x86_64 arm64");
    }

    static Stream<Arguments> placements() {
        long largest = 0xffff_ffffL;
        return Stream.of(
                Arguments.of(List.of(slice("a", ARM64, 0, 1), slice("x", X86_64, 3, 1)), List.of("x@4096", "a@16384")),
                Arguments.of(
                        List.of(slice("x", X86_64, 3, 12_288), slice("a", ARM64, 0, 1)), List.of("x@4096", "a@16384")),
                Arguments.of(
                        List.of(slice("x", X86_64, 3, 12_289), slice("a", ARM64, 0, 1)), List.of("x@4096", "a@32768")),
                Arguments.of(
                        List.of(slice("h", X86_64, 8, 1), slice("e", ARM64, 2, 1), slice("x", X86_64, 3, 1)),
                        List.of("x@4096", "h@8192", "e@16384")),
                Arguments.of(List.of(slice("a", ARM64, 0, largest)), List.of("a@16384")),
                Arguments.of(
                        List.of(slice("x", X86_64, 3, 0xffff_b000L), slice("a", ARM64, 0, largest)),
                        List.of("x@4096", "a@4294950912")));
    }

    @ParameterizedTest
    @MethodSource("placements")
    void placesSlicesOnThePagesOfTheirArchitecture(List<Slice> slices, List<String> expected) throws Exception {
        assertThat(UniversalBinaryWriter.place(slices))
                .extracting(placement -> placement.slice().path() + "@" + placement.offset())
                .isEqualTo(expected);
    }

    private static Slice slice(String name, int cpuType, int cpuSubtype, long size) {
        return new Slice(
                Path.of(name),
                new MachOImage(
                        cpuType == ARM64 ? Architecture.AARCH64 : Architecture.X86_64,
                        cpuSubtype,
                        BinaryImage.Kind.EXECUTABLE,
                        new Range(0, size),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        true,
                        false));
    }

    @Test
    void refusesAnOffsetBeyond32Bits() {
        List<Slice> slices = List.of(slice("x", X86_64, 3, 0xffff_f000L), slice("a", ARM64, 0, 1));

        assertThatThrownBy(() -> UniversalBinaryWriter.place(slices))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage("a: too large for a universal binary: its 1 bytes at offset 4294967296 do not fit the"
                        + " header's 32 bits");
    }

    @Test
    void refusesASizeBeyond32Bits() throws Exception {
        Path arm = write("arm", MachOBuilder.arm().build());
        Path x86 = write("x86", MachOBuilder.x86().build());
        try (RandomAccessFile sparse = new RandomAccessFile(x86.toFile(), "rw")) {
            sparse.setLength(0x1_0000_0000L);
        }

        assertRefused(
                List.of(x86, arm),
                x86 + ": too large for a universal binary: its 4294967296 bytes at offset 4096 do not fit the header's"
                        + " 32 bits");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x8000_0000})
    void refusesTwoSlicesOfOneArchitecture(int capabilityBits) throws Exception {
        Path one = write("one", MachOBuilder.x86().build());
        Path two = write("two", MachOBuilder.image(X86_64, 3 | capabilityBits).build());

        assertRefused(
                List.of(one, two),
                two + ": has the architecture x86_64, as " + one
                        + " has, and a universal binary holds one slice for each");
    }

    @Test
    void refusesAUniversalBinaryAsASlice() throws Exception {
        Path arm = write("arm", MachOBuilder.arm().build());
        Path fat = folder.resolve("fat");
        UniversalBinaryWriter.write(List.of(arm), fat);

        assertRefused(List.of(fat, arm), fat + ": already a universal binary; a thin Mach-O file is needed");
    }

    @Test
    void refusesWhatIsNoMachOFile() throws Exception {
        Path text = write("text", "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII));

        assertRefused(List.of(text), text + ": not a Mach-O file: it begins with 0x23212f62");
    }

    @Test
    void refusesAnArchitectureOfNoMac() throws Exception {
        Path powerPc = write("powerpc", MachOBuilder.image(0x0100_0012, 0).build());

        assertRefused(List.of(powerPc), powerPc + ": cputype (16777234) cpusubtype (0) is no architecture of a Mac");
    }

    @Test
    void noticesASliceThatChangesMeanwhile() throws Exception {
        Path arm = write("arm", MachOBuilder.arm().build());
        List<Placement> placements = UniversalBinaryWriter.place(List.of(new Slice(arm, MachOImage.read(arm))));
        Files.write(arm, new byte[100]);

        assertThatThrownBy(() -> UniversalBinaryWriter.writeContent(output, placements))
                .isInstanceOf(IOException.class)
                .hasMessage(arm + ": changed while it was being copied");
    }

    @Test
    void refusesAnEmptyList() {
        assertThatThrownBy(() -> UniversalBinaryWriter.write(List.of(), output))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a universal binary needs at least one slice");
    }

    private void assertRefused(List<Path> slices, String message) throws IOException {
        Files.writeString(output, "the earlier one");
        List<Path> before = list();

        assertThatThrownBy(() -> UniversalBinaryWriter.write(slices, output))
                .isInstanceOf(BinaryFormatException.class)
                .hasMessage(message);

        assertThat(output).hasContent("the earlier one");
        assertThat(list()).isEqualTo(before);
    }

    @Test
    void leavesNothingBehindWhenTheOutputCannotBeReplaced() throws Exception {
        Path arm = write("arm", MachOBuilder.arm().build());
        Files.createDirectories(output.resolve("not-empty"));
        List<Path> before = list();

        assertThatThrownBy(() -> UniversalBinaryWriter.write(List.of(arm), output))
                .isInstanceOf(IOException.class);

        assertThat(list()).isEqualTo(before);
    }

    @Test
    void replacesASliceByTheUniversalBinary() throws Exception {
        byte[] image = MachOBuilder.arm().build();
        Path arm = write("arm", image);

        UniversalBinaryWriter.write(List.of(arm), arm);

        byte[] universal = Files.readAllBytes(arm);
        assertThat(Arrays.copyOfRange(universal, 16384, universal.length)).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isExecutableWhenASliceIs(boolean executable) throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "POSIX permissions");
        Path x86 = write("x86", MachOBuilder.x86().build());
        Path arm = write("arm", MachOBuilder.arm().build());
        assertThat(arm.toFile().setExecutable(executable)).isTrue();

        UniversalBinaryWriter.write(List.of(x86, arm), output);

        // A new file has what the umask grants; whoever may read it may execute it, as with any linker's output.
        assertThat(Files.getPosixFilePermissions(output).contains(PosixFilePermission.OWNER_EXECUTE))
                .isEqualTo(executable);
        assertThat(Files.getPosixFilePermissions(output).contains(PosixFilePermission.OTHERS_EXECUTE))
                .isEqualTo(executable && Files.getPosixFilePermissions(x86).contains(PosixFilePermission.OTHERS_READ));
    }

    @ParameterizedTest
    @RequiresTool("llvm-lipo-19")
    @CsvSource({"rwxr-x---, rwxr-x---", "rwx------, rw-r--r--", "rw-r-----, rwxr-xr-x", "rw-r--r--, rw-------"})
    void hasTheModeThatLlvmLipoGives(String x86Mode, String armMode) throws Exception {
        Path x86 = write("x86", MachOBuilder.x86().build());
        Path arm = write("arm", MachOBuilder.arm().build());
        Files.setPosixFilePermissions(x86, PosixFilePermissions.fromString(x86Mode));
        Files.setPosixFilePermissions(arm, PosixFilePermissions.fromString(armMode));
        Path expected = folder.resolve("expected");
        Llvm.run(List.of("llvm-lipo-19", "-create", "-output", expected.toString(), x86.toString(), arm.toString()));

        UniversalBinaryWriter.write(List.of(x86, arm), output);

        assertThat(Files.getPosixFilePermissions(output)).isEqualTo(Files.getPosixFilePermissions(expected));
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
