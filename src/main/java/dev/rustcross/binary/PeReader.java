package dev.rustcross.binary;

import dev.rustcross.binary.BinaryImage.Kind;
import dev.rustcross.binary.PeHeaders.DataDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads PE images.
 *
 * <p>Rules: Microsoft's PE Format specification, sections "COFF File Header", "Optional Header", "Section Table", "The
 * .idata Section", "Delay-Load Import Tables" and "The .debug Section".
 */
final class PeReader {

    private static final int IMPORT_TABLE = 1;
    private static final int IMPORT_DESCRIPTOR_SIZE = 20;
    private static final int IMPORT_NAME_OFFSET = 12;
    private static final int DELAY_IMPORT_TABLE = 13;
    private static final int DELAY_DESCRIPTOR_SIZE = 32;
    private static final int DELAY_NAME_OFFSET = 4;
    private static final int DELAY_ADDRESSES_ARE_RELATIVE = 1;
    private static final int MAX_LIBRARIES = 4096;

    private static final int FILE_IS_DLL = 0x2000;
    private static final int SYMBOL_SIZE = 18;
    private static final String BASE_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static final int RSDS = 0x5344_5352; // CodeView's signature, little endian
    private static final int GUID_OFFSET = 4;
    private static final int CODE_VIEW_SIZE = 24; // signature, GUID and age

    private final PeHeaders headers;
    private final ImageBytes bytes;

    private PeReader(PeHeaders headers) {
        this.headers = headers;
        this.bytes = headers.bytes();
    }

    static PeImage read(BinaryFile file) throws IOException {
        return new PeReader(PeHeaders.read(file)).read();
    }

    private PeImage read() throws IOException {
        return new PeImage(
                architecture(),
                headers.is64() ? 64 : 32,
                (headers.characteristics() & FILE_IS_DLL) == 0 ? Kind.EXECUTABLE : Kind.LIBRARY,
                headers.subsystem(),
                imports(),
                delayImports(),
                guid(),
                headers.symbolCount() == 0,
                hasDebugInfo());
    }

    /** The values of {@code Machine} for the architectures that Rust has targets for. */
    private Architecture architecture() throws IOException {
        return switch (headers.machine()) {
            case 0x14c -> Architecture.X86;
            case 0x1c0, 0x1c2, 0x1c4 -> Architecture.ARM; // ARM, THUMB, ARMNT
            case 0x5064 -> Architecture.RISCV64;
            case 0x6264 -> Architecture.LOONGARCH64;
            case 0x8664 -> Architecture.X86_64;
            case 0xa641 -> Architecture.ARM64EC;
            case 0xaa64 -> Architecture.AARCH64;
            default ->
                throw bytes.damaged("a Windows executable for the unknown machine 0x%x".formatted(headers.machine()));
        };
    }

    /** The table ends with an empty entry; its size is not relied on, since linkers count that one or not. */
    private List<String> imports() throws IOException {
        List<String> names = new ArrayList<>();
        DataDirectory directory = headers.directory(IMPORT_TABLE);
        if (directory.isEmpty()) {
            return names;
        }
        for (long at = directory.address(); ; at += IMPORT_DESCRIPTOR_SIZE) {
            ByteBuffer entry = entry("import table", at, IMPORT_DESCRIPTOR_SIZE);
            long name = Integer.toUnsignedLong(entry.getInt(IMPORT_NAME_OFFSET));
            if (name == 0) {
                return names;
            }
            add(names, headers.name("name of an imported library", name));
        }
    }

    private List<String> delayImports() throws IOException {
        List<String> names = new ArrayList<>();
        DataDirectory directory = headers.directory(DELAY_IMPORT_TABLE);
        if (directory.isEmpty()) {
            return names;
        }
        for (long at = directory.address(); ; at += DELAY_DESCRIPTOR_SIZE) {
            ByteBuffer entry = entry("delay import table", at, DELAY_DESCRIPTOR_SIZE);
            long name = Integer.toUnsignedLong(entry.getInt(DELAY_NAME_OFFSET));
            if (name == 0) {
                return names;
            }
            // Visual C++ 6 wrote absolute addresses.
            boolean isRelative = (entry.getInt(0) & DELAY_ADDRESSES_ARE_RELATIVE) != 0;
            add(names, headers.name("name of a library loaded late", isRelative ? name : name - headers.imageBase()));
        }
    }

    private ByteBuffer entry(String what, long address, int size) throws IOException {
        return bytes.read(what, headers.fileOffset(what, address, size), size);
    }

    private void add(List<String> names, String name) throws IOException {
        names.add(name);
        if (names.size() > MAX_LIBRARIES) {
            throw bytes.damaged("it imports more than %d libraries".formatted(MAX_LIBRARIES));
        }
    }

    /** Returns the GUID of the first CodeView record, by which a debugger finds the symbols. */
    private Optional<String> guid() throws IOException {
        for (PeDebugEntry entry : PeDebugEntry.readAll(headers)) {
            if (entry.type() == PeDebugEntry.TYPE_CODEVIEW && entry.dataSize() >= CODE_VIEW_SIZE) {
                ByteBuffer record = bytes.read("CodeView record", entry.dataOffset(), CODE_VIEW_SIZE);
                if (record.getInt(0) == RSDS) {
                    return Optional.of(guid(record));
                }
            }
        }
        return Optional.empty();
    }

    /** Renders the GUID as Windows does: its first three numbers are stored little endian, the other bytes in order. */
    private static String guid(ByteBuffer record) {
        long tail = record.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(GUID_OFFSET + 8);
        return "%08x-%04x-%04x-%04x-%012x"
                .formatted(
                        record.getInt(GUID_OFFSET),
                        record.getShort(GUID_OFFSET + 4),
                        record.getShort(GUID_OFFSET + 6),
                        tail >>> 48,
                        tail & 0xffff_ffff_ffffL)
                .toUpperCase(Locale.ROOT);
    }

    private boolean hasDebugInfo() throws IOException {
        for (PeHeaders.Section section : headers.sections()) {
            // "/" stands before a place in the string table: only a long name has one.
            if (section.name().startsWith("/") && longName(section.name()).equals(".debug_info")) {
                return true;
            }
        }
        return false;
    }

    /** The string table follows the symbols; the place in it is decimal, or beyond seven digits LLVM's base 64 after "//". */
    private String longName(String reference) throws IOException {
        long place = 0;
        boolean isBase64 = reference.startsWith("//");
        for (int i = isBase64 ? 2 : 1; i < reference.length(); i++) {
            int digit = isBase64 ? BASE_64.indexOf(reference.charAt(i)) : Character.digit(reference.charAt(i), 10);
            if (digit < 0) {
                return reference;
            }
            place = place * (isBase64 ? 64 : 10) + digit;
        }
        if (headers.symbolTableOffset() == 0) {
            return reference;
        }
        long strings = headers.symbolTableOffset() + SYMBOL_SIZE * headers.symbolCount();
        return bytes.name("name of a section", strings + place, bytes.size());
    }
}
