package dev.rustcross.binary;

import dev.rustcross.binary.BinaryImage.Kind;
import dev.rustcross.binary.ElfImage.Linkage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads ELF images.
 *
 * <p>Rules: the System V ABI, chapters "Object Files" and "Program Loading and Dynamic Linking"; for symbol versions the
 * Linux Standard Base, "Symbol Versioning". What the loader uses is read as it does, by segments and the dynamic section;
 * section headers, which a file need not have, tell only what is there for people: symbols and debug information.
 */
final class ElfReader {

    static final int MAGIC = 0x7f454c46;

    private static final int IDENT_SIZE = 16;
    private static final int ELFCLASS32 = 1;
    private static final int ELFCLASS64 = 2;
    private static final int ELFDATA2LSB = 1;
    private static final int ELFDATA2MSB = 2;
    private static final int ET_EXEC = 2;
    private static final int ET_DYN = 3;
    private static final int EF_MIPS_ARCH_32R6 = 0x9;
    private static final int EF_MIPS_ARCH_64R6 = 0xa;

    // What Linux accepts: fs/binfmt_elf.c, load_elf_phdrs() and load_elf_binary().
    private static final int MAX_PROGRAM_HEADERS_SIZE = 1 << 16;
    private static final int MIN_INTERPRETER = 2;
    private static final int MAX_INTERPRETER = 4096;

    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;
    private static final int PT_NOTE = 4;

    private static final int DT_NULL = 0;
    private static final int DT_NEEDED = 1;
    private static final int DT_STRTAB = 5;
    private static final int DT_STRSZ = 10;
    private static final int DT_SONAME = 14;
    private static final int DT_FLAGS_1 = 0x6fff_fffb;
    private static final int DT_VERNEED = 0x6fff_fffe;
    private static final int DT_VERNEEDNUM = 0x6fff_ffff;
    private static final long DF_1_PIE = 0x0800_0000;
    private static final int MAX_LIBRARIES = 4096;

    private static final int SHT_SYMTAB = 2;
    private static final int SHT_NOBITS = 8;
    private static final int SHT_DYNSYM = 11;
    private static final int SHT_GNU_VERSYM = 0x6fff_ffff;

    private static final int VERSION_ENTRY_SIZE = 16; // of Elfxx_Verneed and of Elfxx_Vernaux
    private static final int VERSYM_INDEX = 0x7fff; // the other bit hides a symbol

    private static final int NOTE_HEADER_SIZE = 12;
    private static final int NT_GNU_BUILD_ID = 3;
    private static final int GNU = 0x474e_5500; // GNU\0, big endian
    private static final int MAX_NOTES_SIZE = 1 << 16;
    private static final int MAX_BUILD_ID = 64;

    private record Segment(int type, long offset, long address, long size) {}

    private record Section(int type, long offset, long size) {}

    /** A needed version while its symbols are being collected. */
    private record OpenNeed(String library, String name, List<String> symbols) {}

    /** The entries of the dynamic section that matter here; addresses are the image's own. */
    private static final class Dynamic {
        final List<Long> needed = new ArrayList<>();

        @Nullable Long strings;

        long stringsSize;

        @Nullable Long versionNeeds;

        long versionNeedCount;
        boolean hasSoname;
        boolean isPie;
    }

    private final ImageBytes bytes;
    private final boolean is64;
    private final List<Segment> segments = new ArrayList<>();
    private final Map<Integer, OpenNeed> needsByIndex = new HashMap<>();
    private final List<OpenNeed> needs = new ArrayList<>();
    private @Nullable Section dynamicSymbols;
    private @Nullable Section symbolVersions;
    private boolean hasSymbolTable;
    private boolean hasDebugInfo;

    private ElfReader(ImageBytes bytes, boolean is64) {
        this.bytes = bytes;
        this.is64 = is64;
    }

    static ElfImage read(BinaryFile file) throws IOException {
        ImageBytes ident = ImageBytes.of(file, ByteOrder.BIG_ENDIAN);
        ByteBuffer start = ident.read("ELF identification", 0, IDENT_SIZE);
        int elfClass = start.get(4);
        int data = start.get(5);
        if ((elfClass != ELFCLASS32 && elfClass != ELFCLASS64) || (data != ELFDATA2LSB && data != ELFDATA2MSB)) {
            throw ident.damaged("the ELF identification has the unknown class %d or byte order %d"
                    .formatted(Byte.toUnsignedInt(start.get(4)), Byte.toUnsignedInt(start.get(5))));
        }
        ByteOrder order = data == ELFDATA2LSB ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return new ElfReader(ImageBytes.of(file, order), elfClass == ELFCLASS64).read(order);
    }

    private ElfImage read(ByteOrder order) throws IOException {
        ByteBuffer header = bytes.read("ELF header", 0, is64 ? 64 : 52);
        int type = uint16(header, 16);
        if (type != ET_EXEC && type != ET_DYN) {
            throw bytes.damaged(
                    "an ELF file of type %d; executables (2) and shared objects (3) are read".formatted(type));
        }
        int flags = header.getInt(is64 ? 48 : 36);
        Architecture architecture = architecture(uint16(header, 18), flags);
        readSegments(header);
        Optional<String> interpreter = interpreter();
        Dynamic dynamic = dynamic();
        ImageStrings strings = new ImageStrings(dynamic);
        List<String> libraries = new ArrayList<>();
        for (long offset : dynamic.needed) {
            libraries.add(strings.at("name of a needed library", offset));
        }
        readVersionNeeds(dynamic, strings);
        readSections(header);
        readVersionedSymbols(strings);
        Kind kind = kind(type, dynamic, interpreter.isPresent());
        return new ElfImage(
                architecture,
                is64 ? 64 : 32,
                order,
                flags,
                kind,
                linkage(type, kind, interpreter.isPresent() || !libraries.isEmpty()),
                interpreter,
                libraries,
                needs.stream()
                        .map(need -> new VersionNeed(need.library(), need.name(), need.symbols()))
                        .toList(),
                buildId(),
                !hasSymbolTable,
                hasDebugInfo);
    }

    /** A position-independent executable is of the same type as a library; some libraries can be run, and name an interpreter. */
    private static Kind kind(int type, Dynamic dynamic, boolean hasInterpreter) {
        boolean isProgram = type == ET_EXEC || dynamic.isPie || (hasInterpreter && !dynamic.hasSoname);
        return isProgram ? Kind.EXECUTABLE : Kind.LIBRARY;
    }

    private static Linkage linkage(int type, Kind kind, boolean needsAnother) {
        if (needsAnother || kind == Kind.LIBRARY) {
            return Linkage.DYNAMIC;
        }
        return type == ET_EXEC ? Linkage.STATIC : Linkage.STATIC_PIE;
    }

    /** The values of {@code e_machine} for the architectures that Rust has targets for. */
    private Architecture architecture(int machine, int flags) throws IOException {
        boolean isMipsRelease6 = flags >>> 28 == EF_MIPS_ARCH_32R6 || flags >>> 28 == EF_MIPS_ARCH_64R6;
        return switch (machine) {
            case 2, 18 -> Architecture.SPARC; // EM_SPARC, EM_SPARC32PLUS
            case 3 -> Architecture.X86;
            case 4 -> Architecture.M68K;
            case 8 ->
                is64
                        ? isMipsRelease6 ? Architecture.MIPS64R6 : Architecture.MIPS64
                        : isMipsRelease6 ? Architecture.MIPS32R6 : Architecture.MIPS;
            case 20 -> Architecture.POWERPC;
            case 21 -> Architecture.POWERPC64;
            case 22 -> Architecture.S390X;
            case 40 -> Architecture.ARM;
            case 43 -> Architecture.SPARC64;
            case 62 -> Architecture.X86_64;
            case 164 -> Architecture.HEXAGON;
            case 183 -> Architecture.AARCH64;
            case 243 -> is64 ? Architecture.RISCV64 : Architecture.RISCV32;
            case 252 -> Architecture.CSKY;
            case 258 -> is64 ? Architecture.LOONGARCH64 : Architecture.LOONGARCH32;
            default -> throw bytes.damaged("an ELF file for the unknown machine " + machine);
        };
    }

    private void readSegments(ByteBuffer header) throws IOException {
        int entrySize = uint16(header, is64 ? 54 : 42);
        int count = uint16(header, is64 ? 56 : 44);
        if (count == 0) {
            return;
        }
        if (entrySize < (is64 ? 56 : 32) || entrySize * count > MAX_PROGRAM_HEADERS_SIZE) {
            throw bytes.damaged("%d program headers of %d bytes each".formatted(count, entrySize));
        }
        long offset = word(header, 28, 32);
        bytes.forEachEntry(
                "program headers",
                offset,
                count,
                entrySize,
                (table, at, index) -> segments.add(new Segment(
                        table.getInt(at),
                        word(table, at + 4, at + 8),
                        word(table, at + 8, at + 16),
                        word(table, at + 16, at + 32))));
    }

    private Optional<String> interpreter() throws IOException {
        for (Segment segment : segments) {
            if (segment.type() == PT_INTERP) {
                if (segment.size() < MIN_INTERPRETER || segment.size() > MAX_INTERPRETER) {
                    throw bytes.damaged(
                            "the interpreter's name is %s bytes long".formatted(Long.toUnsignedString(segment.size())));
                }
                bytes.require("interpreter's name", segment.offset(), segment.size());
                return Optional.of(
                        bytes.name("interpreter's name", segment.offset(), segment.offset() + segment.size()));
            }
        }
        return Optional.empty();
    }

    private Dynamic dynamic() throws IOException {
        Dynamic dynamic = new Dynamic();
        for (Segment segment : segments) {
            if (segment.type() == PT_DYNAMIC) {
                int entrySize = is64 ? 16 : 8;
                bytes.require("dynamic section", segment.offset(), segment.size());
                bytes.forEachEntry(
                        "dynamic section",
                        segment.offset(),
                        segment.size() / entrySize,
                        entrySize,
                        (table, at, index) -> readDynamic(dynamic, word(table, at, at), word(table, at + 4, at + 8)));
                break;
            }
        }
        return dynamic;
    }

    private boolean readDynamic(Dynamic dynamic, long tag, long value) throws IOException {
        if (tag == DT_NULL) {
            return false;
        }
        if (tag == DT_NEEDED) {
            dynamic.needed.add(value);
            if (dynamic.needed.size() > MAX_LIBRARIES) {
                throw bytes.damaged("it needs more than %d libraries".formatted(MAX_LIBRARIES));
            }
        } else if (tag == DT_STRTAB) {
            dynamic.strings = value;
        } else if (tag == DT_STRSZ) {
            dynamic.stringsSize = value;
        } else if (tag == DT_SONAME) {
            dynamic.hasSoname = true;
        } else if (tag == DT_FLAGS_1) {
            dynamic.isPie = (value & DF_1_PIE) != 0;
        } else if (tag == DT_VERNEED) {
            dynamic.versionNeeds = value;
        } else if (tag == DT_VERNEEDNUM) {
            dynamic.versionNeedCount = value;
        }
        return true;
    }

    /** The string table of the dynamic section; it is looked for when the first string is asked for. */
    private final class ImageStrings {

        private final Dynamic dynamic;
        private @Nullable Range table;

        ImageStrings(Dynamic dynamic) {
            this.dynamic = dynamic;
        }

        String at(String what, long offset) throws IOException {
            Range strings = table();
            if (offset < 0 || offset >= strings.size()) {
                throw bytes.damaged("the %s is at offset %s of a string table of %d bytes"
                        .formatted(what, Long.toUnsignedString(offset), strings.size()));
            }
            return bytes.name(what, strings.offset() + offset, strings.end());
        }

        private Range table() throws IOException {
            if (table == null) {
                if (dynamic.strings == null) {
                    throw bytes.damaged("the dynamic section names no string table");
                }
                long offset = fileOffset("dynamic string table", dynamic.strings);
                bytes.require("dynamic string table", offset, dynamic.stringsSize);
                table = new Range(offset, dynamic.stringsSize);
            }
            return table;
        }
    }

    private long fileOffset(String what, long address) throws IOException {
        for (Segment segment : segments) {
            long inSegment = address - segment.address();
            if (segment.type() == PT_LOAD && Long.compareUnsigned(inSegment, segment.size()) < 0) {
                bytes.require("segment with the " + what, segment.offset(), segment.size());
                return segment.offset() + inSegment;
            }
        }
        throw bytes.damaged("the %s at address 0x%x is in no segment".formatted(what, address));
    }

    private void readVersionNeeds(Dynamic dynamic, ImageStrings strings) throws IOException {
        if (dynamic.versionNeeds == null) {
            return;
        }
        long library = fileOffset("version needs", dynamic.versionNeeds);
        for (long index = 0; index != dynamic.versionNeedCount; index++) {
            ByteBuffer entry = bytes.read("version need", library, VERSION_ENTRY_SIZE);
            String name = strings.at("name of a versioned library", uint32(entry, 4));
            readVersions(name, library + uint32(entry, 8), uint16(entry, 2), strings);
            long next = uint32(entry, 12);
            if (next == 0) {
                return;
            }
            requireForward("version need", next);
            library += next;
        }
    }

    private void readVersions(String library, long first, int count, ImageStrings strings) throws IOException {
        long version = first;
        for (int index = 0; index < count; index++) {
            ByteBuffer entry = bytes.read("needed version", version, VERSION_ENTRY_SIZE);
            OpenNeed need =
                    new OpenNeed(library, strings.at("name of a needed version", uint32(entry, 8)), new ArrayList<>());
            needs.add(need);
            // Each has an index of its own, of 15 bits.
            if (needs.size() > VERSYM_INDEX) {
                throw bytes.damaged("it needs more than %d versions".formatted(VERSYM_INDEX));
            }
            needsByIndex.put(uint16(entry, 6) & VERSYM_INDEX, need);
            long next = uint32(entry, 12);
            if (next == 0) {
                return;
            }
            requireForward("needed version", next);
            version += next;
        }
    }

    private void requireForward(String what, long next) throws IOException {
        if (next < VERSION_ENTRY_SIZE) {
            throw bytes.damaged("the next %s overlaps the one before".formatted(what));
        }
    }

    private void readSections(ByteBuffer header) throws IOException {
        long offset = word(header, 32, 40);
        if (offset == 0) {
            return;
        }
        int entrySize = uint16(header, is64 ? 58 : 46);
        if (entrySize < (is64 ? 64 : 40)) {
            throw bytes.damaged("section headers of %d bytes".formatted(entrySize));
        }
        ByteBuffer first = bytes.read("first section header", offset, entrySize);
        // Numbers that do not fit the header stand in the first section's.
        long count = uint16(header, is64 ? 60 : 48);
        count = count == 0 ? word(first, 20, 32) : count;
        long namesIndex = uint16(header, is64 ? 62 : 50);
        namesIndex = namesIndex == 0xffff ? uint32(first, is64 ? 40 : 24) : namesIndex;
        if (count < 0 || count > bytes.size() / entrySize) {
            throw bytes.damaged("%s section headers of %d bytes in a file of %d bytes"
                    .formatted(Long.toUnsignedString(count), entrySize, bytes.size()));
        }
        Section names = namesIndex == 0 || namesIndex >= count
                ? new Section(0, 0, 0)
                : section(bytes.read("section header", offset + namesIndex * entrySize, entrySize), 0);
        bytes.forEachEntry("section headers", offset, count, entrySize, (table, at, index) -> {
            Section section = section(table, at);
            switch (section.type()) {
                case SHT_SYMTAB -> hasSymbolTable = true;
                case SHT_DYNSYM -> dynamicSymbols = section;
                case SHT_GNU_VERSYM -> symbolVersions = section;
                default -> hasDebugInfo |= section.type() != SHT_NOBITS && isDebugInfo(names, uint32(table, at));
            }
            return true;
        });
    }

    private Section section(ByteBuffer table, int at) {
        return new Section(table.getInt(at + 4), word(table, at + 16, at + 24), word(table, at + 20, at + 32));
    }

    private boolean isDebugInfo(Section names, long offset) throws IOException {
        if (hasDebugInfo || offset >= names.size()) {
            return false;
        }
        bytes.require("section names", names.offset(), names.size());
        String name = bytes.name("name of a section", names.offset() + offset, names.offset() + names.size());
        return name.equals(".debug_info") || name.equals(".zdebug_info");
    }

    private void readVersionedSymbols(ImageStrings strings) throws IOException {
        Section symbols = dynamicSymbols;
        Section versions = symbolVersions;
        if (symbols == null || versions == null || needs.isEmpty()) {
            return;
        }
        int symbolSize = is64 ? 24 : 16;
        bytes.require("dynamic symbols", symbols.offset(), symbols.size());
        bytes.require("symbol versions", versions.offset(), versions.size());
        long count = Math.min(symbols.size() / symbolSize, versions.size() / Short.BYTES);
        bytes.forEachEntry("symbol versions", versions.offset(), count, Short.BYTES, (table, at, index) -> {
            OpenNeed need = needsByIndex.get(uint16(table, at) & VERSYM_INDEX);
            if (need != null) {
                ByteBuffer symbol = bytes.read("dynamic symbol", symbols.offset() + index * symbolSize, symbolSize);
                need.symbols().add(strings.at("name of a symbol", uint32(symbol, 0)));
            }
            return true;
        });
    }

    private Optional<String> buildId() throws IOException {
        for (Segment segment : segments) {
            if (segment.type() == PT_NOTE) {
                bytes.require("notes", segment.offset(), segment.size());
                Optional<String> buildId =
                        buildId(bytes.read("notes", segment.offset(), Math.min(segment.size(), MAX_NOTES_SIZE)));
                if (buildId.isPresent()) {
                    return buildId;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> buildId(ByteBuffer notes) {
        long at = 0;
        while (at + NOTE_HEADER_SIZE <= notes.capacity()) {
            int start = (int) at;
            long nameSize = uint32(notes, start);
            long size = uint32(notes, start + 4);
            long content = at + NOTE_HEADER_SIZE + aligned(nameSize);
            at = content + aligned(size);
            if (notes.getInt(start + 8) == NT_GNU_BUILD_ID
                    && nameSize == Integer.BYTES
                    && size <= MAX_BUILD_ID
                    && content + size <= notes.capacity()
                    && notes.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(start + NOTE_HEADER_SIZE) == GNU) {
                byte[] id = new byte[(int) size];
                notes.get((int) content, id);
                return Optional.of(HexFormat.of().formatHex(id));
            }
        }
        return Optional.empty();
    }

    private static long aligned(long size) {
        return (size + 3) & ~3L;
    }

    private static int uint16(ByteBuffer buffer, int at) {
        return Short.toUnsignedInt(buffer.getShort(at));
    }

    private static long uint32(ByteBuffer buffer, int at) {
        return Integer.toUnsignedLong(buffer.getInt(at));
    }

    /** Reads an offset, address or size; one beyond 2<sup>63</sup> is negative, and so in no file. */
    private long word(ByteBuffer buffer, int at32, int at64) {
        return is64 ? buffer.getLong(at64) : uint32(buffer, at32);
    }
}
