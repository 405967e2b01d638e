package dev.rustcross.binary;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a 64-bit little-endian Mach-O image says of itself: a thin file, or a slice of a universal binary.
 *
 * <p>Rules: Apple's {@code mach-o/loader.h} and {@code mach/machine.h}.
 *
 * @param cpuSubtype the member of the processor family as stored, capability bits included
 * @param range where in the file the image is
 * @param uuidOffset where in the file the 16 bytes of {@code LC_UUID} are
 * @param buildId the UUID
 * @param signature what {@code LC_CODE_SIGNATURE} points to
 * @param minimumMacOs the lowest macOS that runs the image, such as {@code 11.0}; empty for another platform too
 * @param installName the name by which a dynamic library asks to be found, of {@code LC_ID_DYLIB}
 * @param dylibs the dynamic libraries, in the order of their load commands
 * @param stripped whether there are no local symbols, which "are used only for debugging" ({@code dysymtab_command})
 * @param hasDebugInfo whether there is a section {@code __debug_info} in a segment {@code __DWARF}
 */
public record MachOImage(
        Architecture architecture,
        int cpuSubtype,
        Kind kind,
        Range range,
        OptionalLong uuidOffset,
        Optional<String> buildId,
        Optional<CodeSignature> signature,
        Optional<String> minimumMacOs,
        Optional<InstallName> installName,
        List<Dylib> dylibs,
        boolean stripped,
        boolean hasDebugInfo)
        implements BinaryImage {

    static final int CPU_TYPE_X86_64 = 0x0100_0007;
    static final int CPU_TYPE_ARM64 = 0x0100_000c;

    /** Returns whether macOS would end it at once: code for ARM that has no signature, not even an ad hoc one. */
    public boolean lacksSignature() {
        return architecture == Architecture.AARCH64
                && signature.filter(found -> !found.codeDirectories().isEmpty()).isEmpty();
    }

    /** The size of a UUID in bytes. */
    public static final int UUID_SIZE = 16;

    private static final int CPU_SUBTYPE_MASK = 0x00ff_ffff; // without the capability bits
    private static final int CPU_SUBTYPE_X86_64_ALL = 3;
    private static final int CPU_SUBTYPE_X86_64_H = 8;
    private static final int CPU_SUBTYPE_ARM64_ALL = 0;
    private static final int CPU_SUBTYPE_ARM64E = 2;

    /**
     * A dynamic library that an image names.
     *
     * @param name its install name, such as {@code /usr/lib/libSystem.B.dylib}
     * @param weak whether the image runs without it, too
     */
    public record Dylib(String name, boolean weak) {}

    /**
     * The install name of a dynamic library: what a program that is linked with it looks for.
     *
     * @param name the name, such as {@code @rpath/libgreeting.dylib}
     * @param field where in the file it is, with the zeros behind it
     */
    public record InstallName(String name, Range field) {}

    public MachOImage {
        dylibs = List.copyOf(dylibs);
    }

    /**
     * Reads a thin file.
     *
     * @throws BinaryFormatException if the file is anything but a well-formed thin 64-bit Mach-O image
     * @throws IOException if it cannot be read
     */
    public static MachOImage read(Path path) throws IOException {
        try (BinaryFile file = BinaryFile.openForReading(path)) {
            return read(file);
        }
    }

    /** Reads a thin file that is open, as {@link #read(Path)} does. */
    public static MachOImage read(BinaryFile file) throws IOException {
        return MachOReader.readThin(file);
    }

    @Override
    public BinaryFormat format() {
        return BinaryFormat.MACH_O;
    }

    /** Returns 64, which all that macOS runs is. */
    @Override
    public int bits() {
        return 64;
    }

    /** Returns little endian, which all that macOS runs is. */
    @Override
    public ByteOrder byteOrder() {
        return ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public List<String> libraries() {
        return dylibs.stream().map(Dylib::name).toList();
    }

    /** Returns the processor family as stored in headers. */
    public int cpuType() {
        return architecture == Architecture.AARCH64 ? CPU_TYPE_ARM64 : CPU_TYPE_X86_64;
    }

    /** Returns the name that {@code lipo} gives the architecture, or the numbers where it has none. */
    public String lipoName() {
        return lipoName(cpuType(), cpuSubtype);
    }

    static String lipoName(int cpuType, int cpuSubtype) {
        int subtype = cpuSubtype & CPU_SUBTYPE_MASK;
        if (cpuType == CPU_TYPE_X86_64 && subtype == CPU_SUBTYPE_X86_64_ALL) {
            return "x86_64";
        }
        if (cpuType == CPU_TYPE_X86_64 && subtype == CPU_SUBTYPE_X86_64_H) {
            return "x86_64h";
        }
        if (cpuType == CPU_TYPE_ARM64 && subtype == CPU_SUBTYPE_ARM64_ALL) {
            return "arm64";
        }
        if (cpuType == CPU_TYPE_ARM64 && subtype == CPU_SUBTYPE_ARM64E) {
            return "arm64e";
        }
        return "cputype (%d) cpusubtype (%d)".formatted(cpuType, subtype);
    }
}
