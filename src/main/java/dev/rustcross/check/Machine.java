package dev.rustcross.check;

import dev.rustcross.binary.Architecture;
import dev.rustcross.binary.BinaryFormat;
import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.ElfImage;
import dev.rustcross.target.TargetTriple;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kind of machine and system that a file is for.
 *
 * @param format the file's format
 * @param architecture the processor family
 * @param bits the width of an address
 * @param byteOrder the byte order
 * @param floats how floating-point numbers are passed; null where that is not known, or not told apart
 */
record Machine(
        BinaryFormat format,
        Architecture architecture,
        int bits,
        ByteOrder byteOrder,
        @Nullable String floats) {

    // ELF for the ARM Architecture, table "ARM-specific e_flags".
    private static final int EF_ARM_ABI_FLOAT_SOFT = 0x200;
    private static final int EF_ARM_ABI_FLOAT_HARD = 0x400;

    // RISC-V ELF psABI, chapter "File Header".
    private static final int EF_RISCV_FLOAT_ABI = 0x6;
    private static final int EF_RISCV_FLOAT_ABI_SOFT = 0;
    private static final int EF_RISCV_FLOAT_ABI_DOUBLE = 4;

    private static final String SOFT = "soft-float";
    private static final String HARD = "hard-float";

    /** Returns the machine of a triple, or empty where there are no readers for its files, as for WebAssembly. */
    static Optional<Machine> of(TargetTriple triple) {
        return Architecture.ofTriple(triple.name())
                .map(architecture -> new Machine(
                        format(triple),
                        architecture,
                        bits(architecture, triple),
                        isBigEndian(architecture, triple.architecture())
                                ? ByteOrder.BIG_ENDIAN
                                : ByteOrder.LITTLE_ENDIAN,
                        floats(architecture, triple)));
    }

    static Machine of(BinaryImage image) {
        return new Machine(
                image.format(),
                image.architecture(),
                image.bits(),
                image.byteOrder(),
                image instanceof ElfImage elf ? floats(elf) : null);
    }

    boolean runs(Machine other) {
        return format == other.format
                && architecture == other.architecture
                && bits == other.bits
                && byteOrder.equals(other.byteOrder)
                && (floats == null || other.floats == null || floats.equals(other.floats));
    }

    private static BinaryFormat format(TargetTriple triple) {
        if (triple.name().contains("-apple-")) {
            return BinaryFormat.MACH_O;
        }
        boolean isPe = triple.isWindows()
                || triple.name().endsWith("-uefi")
                || triple.name().endsWith("-cygwin");
        return isPe ? BinaryFormat.PE : BinaryFormat.ELF;
    }

    private static int bits(Architecture architecture, TargetTriple triple) {
        return switch (architecture) {
            case ARM, CSKY, HEXAGON, LOONGARCH32, M68K, MIPS, MIPS32R6, POWERPC, RISCV32, SPARC, X86 -> 32;
            case AARCH64, X86_64 -> triple.abi().endsWith("x32") || triple.abi().endsWith("_ilp32") ? 32 : 64;
            case ARM64EC, LOONGARCH64, MIPS64, MIPS64R6, POWERPC64, RISCV64, S390X, SPARC64 -> 64;
        };
    }

    private static boolean isBigEndian(Architecture architecture, String cpu) {
        return switch (architecture) {
            case M68K, S390X, SPARC, SPARC64 -> true;
            case AARCH64 -> cpu.startsWith("aarch64_be");
            case ARM -> cpu.startsWith("armeb") || cpu.startsWith("thumbeb");
            case MIPS, MIPS32R6, MIPS64, MIPS64R6 -> !cpu.endsWith("el");
            case POWERPC, POWERPC64 -> !cpu.endsWith("le");
            default -> false;
        };
    }

    private static @Nullable String floats(Architecture architecture, TargetTriple triple) {
        if (architecture == Architecture.ARM) {
            // Android's and other ABIs set neither flag.
            return switch (triple.abi()) {
                case "gnueabihf", "musleabihf", "eabihf" -> HARD;
                case "gnueabi", "musleabi", "eabi" -> SOFT;
                default -> null;
            };
        }
        if (architecture == Architecture.RISCV64 || architecture == Architecture.RISCV32) {
            String cpu = triple.architecture();
            return cpu.endsWith("gc") ? HARD : cpu.endsWith("imac") ? SOFT : null;
        }
        return null;
    }

    private static @Nullable String floats(ElfImage image) {
        return switch (image.architecture()) {
            case ARM ->
                (image.flags() & EF_ARM_ABI_FLOAT_HARD) != 0
                        ? HARD
                        : (image.flags() & EF_ARM_ABI_FLOAT_SOFT) != 0 ? SOFT : null;
            case RISCV32, RISCV64 ->
                switch (image.flags() & EF_RISCV_FLOAT_ABI) {
                    case EF_RISCV_FLOAT_ABI_SOFT -> SOFT;
                    case EF_RISCV_FLOAT_ABI_DOUBLE -> HARD;
                    default -> null;
                };
            default -> null;
        };
    }

    /** Returns it in words, such as {@code ELF, 32-bit big-endian powerpc}. */
    @Override
    public String toString() {
        String order = byteOrder.equals(ByteOrder.BIG_ENDIAN) ? "big-endian" : "little-endian";
        return format + ", " + bits + "-bit " + order + " " + architecture + (floats == null ? "" : ", " + floats);
    }
}
