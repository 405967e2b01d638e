package dev.rustcross.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of a PE image, and where they say that the parts of it are. Offsets are from the start of the file.
 *
 * <p>Rules: Microsoft's PE Format specification, sections "COFF File Header", "Optional Header" and "Section Table".
 */
final class PeHeaders {

    /** The first two bytes, {@code MZ}. */
    static final int DOS_MAGIC_BIG_ENDIAN = 0x4d5a;

    private static final int DOS_HEADER_SIZE = 64;
    private static final int LFANEW_OFFSET = 0x3c;
    private static final int FILE_HEADER_SIZE = 24; // with the signature before it
    private static final int SECTION_HEADER_SIZE = 40;
    private static final int PE32 = 0x10b;
    private static final int PE32_PLUS = 0x20b;

    /** A section; {@code name} is as it stands in the header, without the zeros behind it. */
    record Section(String name, long virtualAddress, long rawSize, long rawOffset) {}

    /** Where a table is: its address in memory, relative to the image's. */
    record DataDirectory(long address, long size) {
        boolean isEmpty() {
            return address == 0 || size == 0;
        }
    }

    private final ImageBytes bytes;
    private final long offset;
    private final ByteBuffer fileHeader;
    private final ByteBuffer optional;
    private final boolean is64;
    private final List<Section> sections = new ArrayList<>();

    private PeHeaders(ImageBytes bytes, long offset, ByteBuffer fileHeader, ByteBuffer optional, boolean is64) {
        this.bytes = bytes;
        this.offset = offset;
        this.fileHeader = fileHeader;
        this.optional = optional;
        this.is64 = is64;
    }

    static PeHeaders read(BinaryFile file) throws IOException {
        ImageBytes bytes = ImageBytes.of(file, ByteOrder.LITTLE_ENDIAN);
        long offset = peOffset(bytes);
        ByteBuffer fileHeader = bytes.read("file header", offset, FILE_HEADER_SIZE);
        if (fileHeader.getInt(0) != 0x4550) { // PE\0\0
            throw bytes.damaged("not a Windows executable: no PE signature at offset " + offset);
        }
        int optionalSize = Short.toUnsignedInt(fileHeader.getShort(20));
        ByteBuffer optional = bytes.read("optional header", offset + FILE_HEADER_SIZE, optionalSize);
        int magic = optionalSize < 2 ? 0 : Short.toUnsignedInt(optional.getShort(0));
        if (magic != PE32 && magic != PE32_PLUS) {
            throw bytes.damaged("the optional header has the unknown magic 0x%x".formatted(magic));
        }
        PeHeaders headers = new PeHeaders(bytes, offset, fileHeader, optional, magic == PE32_PLUS);
        if (optionalSize < headers.directoriesAt()) {
            throw bytes.damaged("the optional header is only " + optionalSize + " bytes long");
        }
        headers.readSections();
        return headers;
    }

    private static long peOffset(ImageBytes bytes) throws IOException {
        if (!bytes.contains(0, DOS_HEADER_SIZE)) {
            throw bytes.damaged("not a Windows executable: only " + bytes.size() + " bytes long");
        }
        ByteBuffer dosHeader = bytes.read("DOS header", 0, DOS_HEADER_SIZE);
        if (Short.reverseBytes(dosHeader.getShort(0)) != DOS_MAGIC_BIG_ENDIAN) {
            throw bytes.damaged("not a Windows executable: it does not begin with the DOS signature MZ");
        }
        return Integer.toUnsignedLong(dosHeader.getInt(LFANEW_OFFSET));
    }

    private void readSections() throws IOException {
        int count = Short.toUnsignedInt(fileHeader.getShort(6));
        ByteBuffer headers =
                bytes.read("section table", optionalOffset() + optional.capacity(), (long) count * SECTION_HEADER_SIZE);
        for (int at = 0; at < headers.capacity(); at += SECTION_HEADER_SIZE) {
            sections.add(new Section(
                    FixedName.read(headers, at, 8),
                    Integer.toUnsignedLong(headers.getInt(at + 12)),
                    Integer.toUnsignedLong(headers.getInt(at + 16)),
                    Integer.toUnsignedLong(headers.getInt(at + 20))));
        }
    }

    ImageBytes bytes() {
        return bytes;
    }

    /** Returns where the signature is, before the file header. */
    long offset() {
        return offset;
    }

    long optionalOffset() {
        return offset + FILE_HEADER_SIZE;
    }

    boolean is64() {
        return is64;
    }

    int machine() {
        return Short.toUnsignedInt(fileHeader.getShort(4));
    }

    long symbolTableOffset() {
        return Integer.toUnsignedLong(fileHeader.getInt(12));
    }

    long symbolCount() {
        return Integer.toUnsignedLong(fileHeader.getInt(16));
    }

    int characteristics() {
        return Short.toUnsignedInt(fileHeader.getShort(22));
    }

    long imageBase() {
        return is64 ? optional.getLong(24) : Integer.toUnsignedLong(optional.getInt(28));
    }

    int subsystem() {
        return Short.toUnsignedInt(optional.getShort(68));
    }

    List<Section> sections() {
        return sections;
    }

    /** Returns an entry of the optional header's table; an empty one where the table is shorter. */
    DataDirectory directory(int index) {
        long count = Integer.toUnsignedLong(optional.getInt(directoriesAt() - 4));
        int at = directoriesAt() + 8 * index;
        if (index >= count || at + 8 > optional.capacity()) {
            return new DataDirectory(0, 0);
        }
        return new DataDirectory(
                Integer.toUnsignedLong(optional.getInt(at)), Integer.toUnsignedLong(optional.getInt(at + 4)));
    }

    private int directoriesAt() {
        return is64 ? 112 : 96;
    }

    /** Returns where in the file the section's data begins that has all of {@code length} bytes at the address. */
    long fileOffset(String what, long address, long length) throws IOException {
        Section section = section(what, address, length);
        long start = section.rawOffset() + address - section.virtualAddress();
        bytes.require(what, start, length);
        return start;
    }

    /** Reads the string at an address, which ends where its section does at the latest. */
    String name(String what, long address) throws IOException {
        Section section = section(what, address, 1);
        return bytes.name(
                what,
                section.rawOffset() + address - section.virtualAddress(),
                section.rawOffset() + section.rawSize());
    }

    private Section section(String what, long address, long length) throws IOException {
        for (Section section : sections) {
            long inSection = address - section.virtualAddress();
            if (inSection >= 0 && inSection + length <= section.rawSize()) {
                return section;
            }
        }
        throw bytes.damaged("the %s at address 0x%x is in no section".formatted(what, address));
    }
}
