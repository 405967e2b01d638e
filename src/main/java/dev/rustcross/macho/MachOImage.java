package dev.rustcross.macho;

import dev.rustcross.binary.BinaryFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the header and load commands of a thin 64-bit little-endian Mach-O file say. Offsets and sizes are in bytes, from
 * the start of the file.
 *
 * <p>Rules: Apple's {@code mach-o/loader.h} and {@code mach/machine.h}.
 *
 * @param cpuType the processor family, such as {@link #CPU_TYPE_ARM64}
 * @param cpuSubtype the member of the family as stored, capability bits included
 * @param fileType 2 an executable, 6 a dynamic library
 * @param size the size of the file
 * @param uuidOffset where the 16 bytes of {@code LC_UUID} are
 * @param signature what {@code LC_CODE_SIGNATURE} points to
 * @param minimumMacOs the lowest macOS that runs the image, such as {@code 11.0}; empty for another platform too
 */
public record MachOImage(
        int cpuType,
        int cpuSubtype,
        int fileType,
        long size,
        OptionalLong uuidOffset,
        Optional<Range> signature,
        Optional<String> minimumMacOs) {

    public static final int CPU_TYPE_X86_64 = 0x0100_0007;
    public static final int CPU_TYPE_ARM64 = 0x0100_000c;

    static final int UUID_SIZE = 16;

    private static final int CPU_SUBTYPE_MASK = 0x00ff_ffff; // without the capability bits
    private static final int CPU_SUBTYPE_X86_64_ALL = 3;
    private static final int CPU_SUBTYPE_X86_64_H = 8;
    private static final int CPU_SUBTYPE_ARM64_ALL = 0;
    private static final int CPU_SUBTYPE_ARM64E = 2;

    /** A part of the file: offset and size in bytes. */
    public record Range(long offset, long size) {
        long end() {
            return offset + size;
        }
    }

    /**
     * Reads the header and the load commands.
     *
     * @throws MachOFormatException if the file is anything but a well-formed thin 64-bit Mach-O image
     * @throws IOException if it cannot be read
     */
    public static MachOImage read(Path path) throws IOException {
        try (BinaryFile file = BinaryFile.openForReading(path)) {
            return read(file);
        }
    }

    static MachOImage read(BinaryFile file) throws IOException {
        return new Reader(file).read();
    }

    /** Returns the name that {@code lipo} gives the architecture, or the numbers where it is none of a Mac's. */
    public String architecture() {
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

    private static final class Reader {

        private static final int HEADER_SIZE = 32;
        private static final int MH_MAGIC = 0xfeedface;
        private static final int MH_MAGIC_64 = 0xfeedfacf;
        private static final int FAT_MAGIC = 0xcafebabe; // stored big endian, and that of a Java class file too
        private static final int FAT_MAGIC_64 = 0xcafebabf;
        // The word after the magic: a count of slices, but 45 and more for a class file.
        private static final int FAT_MAX_SLICES = 42;
        // Real images have a few kilobytes of load commands; the bound keeps a damaged field from costing memory.
        private static final int MAX_COMMANDS_SIZE = 4 << 20;

        private static final int LC_UUID = 0x1b;
        private static final int LC_CODE_SIGNATURE = 0x1d;
        private static final int LC_VERSION_MIN_MACOSX = 0x24;
        private static final int LC_BUILD_VERSION = 0x32;
        private static final int PLATFORM_MACOS = 1;

        private final BinaryFile file;
        private final Set<Integer> seen = new HashSet<>();
        private OptionalLong uuidOffset = OptionalLong.empty();
        private Optional<Range> signature = Optional.empty();
        private Optional<String> minimumMacOs = Optional.empty();

        Reader(BinaryFile file) {
            this.file = file;
        }

        MachOImage read() throws IOException {
            requireMagic();
            if (!file.contains(0, HEADER_SIZE)) {
                throw damaged("the file ends within the Mach-O header");
            }
            ByteBuffer header = file.read(0, HEADER_SIZE, ByteOrder.LITTLE_ENDIAN);
            long commandsSize = Integer.toUnsignedLong(header.getInt(20));
            readCommands(Integer.toUnsignedLong(header.getInt(16)), commandsSize);
            if (signature.isPresent() && signature.get().offset() < HEADER_SIZE + commandsSize) {
                throw damaged("the code signature at offset %d overlaps the load commands"
                        .formatted(signature.get().offset()));
            }
            return new MachOImage(
                    header.getInt(4),
                    header.getInt(8),
                    header.getInt(12),
                    file.size(),
                    uuidOffset,
                    signature,
                    minimumMacOs);
        }

        private void requireMagic() throws IOException {
            if (!file.contains(0, Long.BYTES)) {
                throw damaged("not a Mach-O file: only " + file.size() + " bytes long");
            }
            ByteBuffer start = file.read(0, Long.BYTES, ByteOrder.BIG_ENDIAN);
            int magic = start.getInt();
            int next = start.getInt();
            if (Integer.reverseBytes(magic) == MH_MAGIC_64) {
                return;
            }
            if (Integer.reverseBytes(magic) == MH_MAGIC) {
                throw damaged("a 32-bit Mach-O file; macOS runs 64-bit ones only (x86_64, arm64)");
            }
            if (magic == FAT_MAGIC_64 || (magic == FAT_MAGIC && Integer.compareUnsigned(next, FAT_MAX_SLICES) <= 0)) {
                throw damaged("already a universal binary; a thin Mach-O file is needed");
            }
            throw damaged("not a Mach-O file: it begins with 0x%08x".formatted(magic));
        }

        private void readCommands(long count, long size) throws IOException {
            if (!file.contains(HEADER_SIZE, size)) {
                throw damaged("%d bytes of load commands go beyond the end of the file (%d bytes)"
                        .formatted(size, file.size()));
            }
            if (size > MAX_COMMANDS_SIZE) {
                throw damaged("%d bytes of load commands; at most %d are read".formatted(size, MAX_COMMANDS_SIZE));
            }
            ByteBuffer commands = file.read(HEADER_SIZE, (int) size, ByteOrder.LITTLE_ENDIAN);
            for (long index = 0; index < count; index++) {
                int start = commands.position();
                if (commands.remaining() < 8) {
                    throw damaged("load command %d of %d goes beyond sizeofcmds (%d)".formatted(index, count, size));
                }
                int type = commands.getInt(start);
                long commandSize = Integer.toUnsignedLong(commands.getInt(start + 4));
                if (commandSize < 8 || commandSize % 8 != 0 || commandSize > commands.remaining()) {
                    throw damaged("load command %d has the wrong size %d".formatted(index, commandSize));
                }
                ByteBuffer command = commands.slice(start, (int) commandSize).order(ByteOrder.LITTLE_ENDIAN);
                readCommand(index, type, HEADER_SIZE + start, command);
                commands.position(start + (int) commandSize);
            }
        }

        private void readCommand(long index, int type, long offset, ByteBuffer command) throws IOException {
            switch (type) {
                case LC_UUID -> {
                    requireOnce(index, type, "LC_UUID", command, 24);
                    uuidOffset = OptionalLong.of(offset + 8);
                }
                case LC_CODE_SIGNATURE -> {
                    requireOnce(index, type, "LC_CODE_SIGNATURE", command, 16);
                    signature = Optional.of(signature(command));
                }
                case LC_VERSION_MIN_MACOSX -> {
                    requireOnce(index, type, "LC_VERSION_MIN_MACOSX", command, 16);
                    minimumMacOs = Optional.of(version(command.getInt(8)));
                }
                case LC_BUILD_VERSION -> {
                    requireSize(index, "LC_BUILD_VERSION", command, 24);
                    if (command.getInt(8) == PLATFORM_MACOS) {
                        minimumMacOs = Optional.of(version(command.getInt(12)));
                    }
                }
                default -> {
                    // Nothing this plugin needs.
                }
            }
        }

        private void requireOnce(long index, int type, String name, ByteBuffer command, int size) throws IOException {
            requireSize(index, name, command, size);
            if (!seen.add(type)) {
                throw damaged("more than one " + name);
            }
        }

        private void requireSize(long index, String name, ByteBuffer command, int size) throws IOException {
            if (command.capacity() < size) {
                throw damaged("load command %d (%s) has the wrong size %d".formatted(index, name, command.capacity()));
            }
        }

        private Range signature(ByteBuffer command) throws IOException {
            Range range =
                    new Range(Integer.toUnsignedLong(command.getInt(8)), Integer.toUnsignedLong(command.getInt(12)));
            if (!file.contains(range.offset(), range.size())) {
                throw damaged("the code signature (%d bytes at offset %d) goes beyond the end of the file (%d bytes)"
                        .formatted(range.size(), range.offset(), file.size()));
            }
            return range;
        }

        /** Renders the nibbles xxxx.yy.zz as Apple's tools do: the third number only where it is not zero. */
        private static String version(int packed) {
            String version = (packed >>> 16) + "." + ((packed >>> 8) & 0xff);
            return (packed & 0xff) == 0 ? version : version + "." + (packed & 0xff);
        }

        private MachOFormatException damaged(String problem) {
            return new MachOFormatException(file.path(), problem);
        }
    }
}
