package dev.rustcross.binary;

import dev.rustcross.binary.BinaryImage.Kind;
import dev.rustcross.binary.MachOImage.Dylib;
import dev.rustcross.binary.MachOImage.InstallName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Reads Mach-O images, thin and within a universal binary.
 *
 * <p>Rules: Apple's {@code mach-o/loader.h}, {@code mach-o/fat.h} and {@code mach/machine.h}.
 */
final class MachOReader {

    private static final int HEADER_SIZE = 32;
    private static final int MH_MAGIC = 0xfeedface;
    private static final int MH_MAGIC_64 = 0xfeedfacf;
    private static final int MH_EXECUTE = 2;
    private static final int MH_DYLIB = 6;
    private static final int MH_BUNDLE = 8;

    private static final int FAT_MAGIC = 0xcafebabe; // stored big endian, and that of a Java class file too
    private static final int FAT_MAGIC_64 = 0xcafebabf;
    private static final int FAT_HEADER_SIZE = 8;
    private static final int FAT_ARCH_SIZE = 20;
    private static final int FAT_ARCH_64_SIZE = 32;
    // The word after the magic: a count of slices, but 45 and more for a class file.
    private static final int FAT_MAX_SLICES = 42;

    private static final int LC_SYMTAB = 0x2;
    private static final int LC_DYSYMTAB = 0xb;
    private static final int LC_LOAD_DYLIB = 0xc;
    private static final int LC_ID_DYLIB = 0xd;
    private static final int LC_LOAD_WEAK_DYLIB = 0x8000_0018;
    private static final int LC_SEGMENT_64 = 0x19;
    private static final int LC_UUID = 0x1b;
    private static final int LC_CODE_SIGNATURE = 0x1d;
    private static final int LC_REEXPORT_DYLIB = 0x8000_001f;
    private static final int LC_LAZY_LOAD_DYLIB = 0x20;
    private static final int LC_LOAD_UPWARD_DYLIB = 0x8000_0023;
    private static final int LC_VERSION_MIN_MACOSX = 0x24;
    private static final int LC_BUILD_VERSION = 0x32;
    private static final int PLATFORM_MACOS = 1;

    private static final int SEGMENT_SIZE = 72;
    private static final int SECTION_SIZE = 80;
    private static final int NAME_SIZE = 16;

    private static final int SYMBOL_SIZE = 16;
    private static final int SYMBOL_TYPE_OFFSET = 4;
    private static final int N_OPT = 0x3c;

    /** Symbols in LC_SYMTAB: where they are in the file; in LC_DYSYMTAB: the index of the first. And how many. */
    private record Symbols(long start, long count) {}

    private final ImageBytes bytes;
    private final Set<Integer> seen = new HashSet<>();
    private final List<Dylib> dylibs = new ArrayList<>();
    private Optional<InstallName> installName = Optional.empty();
    private OptionalLong uuidOffset = OptionalLong.empty();
    private Optional<String> uuid = Optional.empty();
    private Optional<Range> signature = Optional.empty();
    private Optional<String> minimumMacOs = Optional.empty();
    private Symbols symbols = new Symbols(0, 0);
    private Optional<Symbols> localSymbols = Optional.empty();
    private boolean hasDebugInfo;

    private MachOReader(ImageBytes bytes) {
        this.bytes = bytes;
    }

    /** Returns whether a file that begins so, read big endian, is a Mach-O file; a Java class file may be one, too. */
    static boolean isMagic(int magic) {
        int reversed = Integer.reverseBytes(magic);
        return reversed == MH_MAGIC || reversed == MH_MAGIC_64 || magic == FAT_MAGIC || magic == FAT_MAGIC_64;
    }

    static MachOImage readThin(BinaryFile file) throws IOException {
        ImageBytes bytes = ImageBytes.of(file, ByteOrder.LITTLE_ENDIAN);
        if (fatCount(bytes) > 0) {
            throw bytes.damaged("already a universal binary; a thin Mach-O file is needed");
        }
        return new MachOReader(bytes).read();
    }

    /** Reads a thin file, or all slices of a universal binary. */
    static List<MachOImage> readAll(BinaryFile file) throws IOException {
        ImageBytes thin = ImageBytes.of(file, ByteOrder.LITTLE_ENDIAN);
        int count = fatCount(thin);
        if (count == 0) {
            return List.of(new MachOReader(thin).read());
        }
        ImageBytes header = ImageBytes.of(file, ByteOrder.BIG_ENDIAN);
        boolean is64 = header.read("universal header", 0, FAT_HEADER_SIZE).getInt(0) == FAT_MAGIC_64;
        int entrySize = is64 ? FAT_ARCH_64_SIZE : FAT_ARCH_SIZE;
        ByteBuffer table = header.read("table of slices", FAT_HEADER_SIZE, (long) count * entrySize);
        List<MachOImage> images = new ArrayList<>();
        for (int at = 0; at < table.capacity(); at += entrySize) {
            Range slice = is64
                    ? new Range(table.getLong(at + 8), table.getLong(at + 16))
                    : new Range(uint32(table, at + 8), uint32(table, at + 12));
            header.require("slice", slice.offset(), slice.size());
            ImageBytes bytes = ImageBytes.ofSlice(file, slice, ByteOrder.LITTLE_ENDIAN);
            MachOImage image = new MachOReader(bytes).read();
            if (image.cpuType() != table.getInt(at)) {
                throw bytes.damaged(
                        "it is for %s, but entered as cputype (%d)".formatted(image.lipoName(), table.getInt(at)));
            }
            images.add(image);
        }
        return images;
    }

    /** Returns how many slices there are; 0 for all but a universal binary. */
    private static int fatCount(ImageBytes bytes) throws IOException {
        if (!bytes.contains(0, FAT_HEADER_SIZE)) {
            return 0;
        }
        ByteBuffer start = bytes.read("universal header", 0, FAT_HEADER_SIZE).order(ByteOrder.BIG_ENDIAN);
        int count = start.getInt(4);
        boolean isFat = start.getInt(0) == FAT_MAGIC || start.getInt(0) == FAT_MAGIC_64;
        return isFat && Integer.compareUnsigned(count, FAT_MAX_SLICES) <= 0 ? count : 0;
    }

    private MachOImage read() throws IOException {
        requireMagic();
        if (!bytes.contains(0, HEADER_SIZE)) {
            throw bytes.damaged("the file ends within the Mach-O header");
        }
        ByteBuffer header = bytes.read("Mach-O header", 0, HEADER_SIZE);
        int cpuType = header.getInt(4);
        int cpuSubtype = header.getInt(8);
        if (cpuType != MachOImage.CPU_TYPE_X86_64 && cpuType != MachOImage.CPU_TYPE_ARM64) {
            throw bytes.damaged(MachOImage.lipoName(cpuType, cpuSubtype) + " is no architecture of a Mac");
        }
        Kind kind = kind(header.getInt(12));
        long commandsSize = uint32(header, 20);
        readCommands(uint32(header, 16), commandsSize);
        return new MachOImage(
                cpuType == MachOImage.CPU_TYPE_ARM64 ? Architecture.AARCH64 : Architecture.X86_64,
                cpuSubtype,
                kind,
                bytes.range(),
                uuidOffset,
                uuid,
                signature(HEADER_SIZE + commandsSize),
                minimumMacOs,
                installName,
                dylibs,
                stripped(),
                hasDebugInfo);
    }

    private Kind kind(int fileType) throws IOException {
        return switch (fileType) {
            case MH_EXECUTE -> Kind.EXECUTABLE;
            case MH_DYLIB, MH_BUNDLE -> Kind.LIBRARY;
            default ->
                throw bytes.damaged(
                        "a Mach-O file of type %s; executables (2), dynamic libraries (6) and bundles (8) are read"
                                .formatted(Integer.toUnsignedString(fileType)));
        };
    }

    private void requireMagic() throws IOException {
        if (!bytes.contains(0, Long.BYTES)) {
            throw bytes.damaged("not a Mach-O file: only " + bytes.size() + " bytes long");
        }
        int magic = bytes.read("Mach-O header", 0, Integer.BYTES).getInt(0);
        if (magic == MH_MAGIC) {
            throw bytes.damaged("a 32-bit Mach-O file; macOS runs 64-bit ones only (x86_64, arm64)");
        }
        if (magic != MH_MAGIC_64) {
            throw bytes.damaged("not a Mach-O file: it begins with 0x%08x".formatted(Integer.reverseBytes(magic)));
        }
    }

    private void readCommands(long count, long size) throws IOException {
        if (!bytes.contains(HEADER_SIZE, size)) {
            throw bytes.damaged(
                    "%d bytes of load commands go beyond the end of the file (%d bytes)".formatted(size, bytes.size()));
        }
        ByteBuffer commands = bytes.read("load commands", HEADER_SIZE, size);
        for (long index = 0; index < count; index++) {
            int start = commands.position();
            if (commands.remaining() < 8) {
                throw bytes.damaged("load command %d of %d goes beyond sizeofcmds (%d)".formatted(index, count, size));
            }
            int type = commands.getInt(start);
            long commandSize = uint32(commands, start + 4);
            if (commandSize < 8 || commandSize % 8 != 0 || commandSize > commands.remaining()) {
                throw bytes.damaged("load command %d has the wrong size %d".formatted(index, commandSize));
            }
            ByteBuffer command = commands.slice(start, (int) commandSize).order(ByteOrder.LITTLE_ENDIAN);
            readCommand(index, type, HEADER_SIZE + start, command);
            commands.position(start + (int) commandSize);
        }
    }

    private void readCommand(long index, int type, long offset, ByteBuffer command) throws IOException {
        switch (type) {
            case LC_SYMTAB -> {
                requireOnce(index, type, "LC_SYMTAB", command, 24);
                symbols = new Symbols(uint32(command, 8), uint32(command, 12));
            }
            case LC_DYSYMTAB -> {
                requireOnce(index, type, "LC_DYSYMTAB", command, 80);
                localSymbols = Optional.of(new Symbols(uint32(command, 8), uint32(command, 12)));
            }
            case LC_LOAD_DYLIB, LC_REEXPORT_DYLIB, LC_LAZY_LOAD_DYLIB, LC_LOAD_UPWARD_DYLIB ->
                dylibs.add(new Dylib(dylibName(index, command), false));
            case LC_LOAD_WEAK_DYLIB -> dylibs.add(new Dylib(dylibName(index, command), true));
            case LC_ID_DYLIB -> {
                requireOnce(index, type, "LC_ID_DYLIB", command, 24);
                String name = dylibName(index, command);
                long start = uint32(command, 8);
                installName = Optional.of(new InstallName(
                        name, new Range(bytes.range().offset() + offset + start, command.limit() - start)));
            }
            case LC_SEGMENT_64 -> readSegment(index, command);
            case LC_UUID -> {
                requireOnce(index, type, "LC_UUID", command, 24);
                uuidOffset = OptionalLong.of(bytes.range().offset() + offset + 8);
                ByteBuffer stored = command.duplicate().order(ByteOrder.BIG_ENDIAN);
                uuid = Optional.of(new UUID(stored.getLong(8), stored.getLong(16))
                        .toString()
                        .toUpperCase(Locale.ROOT));
            }
            case LC_CODE_SIGNATURE -> {
                requireOnce(index, type, "LC_CODE_SIGNATURE", command, 16);
                signature = Optional.of(new Range(uint32(command, 8), uint32(command, 12)));
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

    private String dylibName(long index, ByteBuffer command) throws IOException {
        requireSize(index, "a dylib", command, 24);
        long at = uint32(command, 8);
        if (at >= command.capacity()) {
            throw bytes.damaged("load command %d names its dylib beyond its end".formatted(index));
        }
        return FixedName.read(command, (int) at, command.capacity() - (int) at);
    }

    private void readSegment(long index, ByteBuffer command) throws IOException {
        requireSize(index, "LC_SEGMENT_64", command, SEGMENT_SIZE);
        long sections = uint32(command, 64);
        if (SEGMENT_SIZE + sections * SECTION_SIZE > command.capacity()) {
            throw bytes.damaged(
                    "load command %d (LC_SEGMENT_64) has no room for its %d sections".formatted(index, sections));
        }
        if (FixedName.read(command, 8, NAME_SIZE).equals("__DWARF")) {
            for (int section = 0; section < sections; section++) {
                String name = FixedName.read(command, SEGMENT_SIZE + section * SECTION_SIZE, NAME_SIZE);
                hasDebugInfo |= name.equals("__debug_info");
            }
        }
    }

    /** Apple's strip may leave one entry of its own in place of all local symbols, {@code radr://5614542}. */
    private boolean stripped() throws IOException {
        if (localSymbols.isEmpty() || localSymbols.get().count() != 1) {
            return localSymbols.map(Symbols::count).orElse(symbols.count()) == 0;
        }
        long offset = symbols.start() + localSymbols.get().start() * SYMBOL_SIZE;
        return bytes.read("local symbol", offset, SYMBOL_SIZE).get(SYMBOL_TYPE_OFFSET) == N_OPT;
    }

    private void requireOnce(long index, int type, String name, ByteBuffer command, int size) throws IOException {
        requireSize(index, name, command, size);
        if (!seen.add(type)) {
            throw bytes.damaged("more than one " + name);
        }
    }

    private void requireSize(long index, String name, ByteBuffer command, int size) throws IOException {
        if (command.capacity() < size) {
            throw bytes.damaged(
                    "load command %d (%s) has the wrong size %d".formatted(index, name, command.capacity()));
        }
    }

    private Optional<CodeSignature> signature(long commandsEnd) throws IOException {
        if (signature.isEmpty()) {
            return Optional.empty();
        }
        Range inImage = signature.get();
        if (!bytes.contains(inImage.offset(), inImage.size())) {
            throw bytes.damaged("the code signature (%d bytes at offset %d) goes beyond the end of the file (%d bytes)"
                    .formatted(inImage.size(), inImage.offset(), bytes.size()));
        }
        if (inImage.offset() < commandsEnd) {
            throw bytes.damaged(
                    "the code signature at offset %d overlaps the load commands".formatted(inImage.offset()));
        }
        Range inFile = new Range(bytes.range().offset() + inImage.offset(), inImage.size());
        return Optional.of(CodeSignature.read(bytes.file(), inFile));
    }

    /** Renders the nibbles xxxx.yy.zz as Apple's tools do: the third number only where it is not zero. */
    private static String version(int packed) {
        String version = (packed >>> 16) + "." + ((packed >>> 8) & 0xff);
        return (packed & 0xff) == 0 ? version : version + "." + (packed & 0xff);
    }

    private static long uint32(ByteBuffer buffer, int at) {
        return Integer.toUnsignedLong(buffer.getInt(at));
    }
}
