package dev.rustcross.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a PE image keeps what depends on its link time. Offsets are from the start of the file.
 *
 * <p>Rules: Microsoft's PE Format specification, sections "COFF File Header", "Optional Header", "The .edata Section" and
 * "The .debug Section".
 *
 * @param timestampOffsets the {@code TimeDateStamp} fields: file header first, then export directory, then debug entries
 * @param checksumOffset the optional header's {@code CheckSum}
 * @param authenticodeSigned whether the attribute certificate table holds something
 * @param stampsAreHashes whether a debug entry says that the stamps are a hash of the content ({@code /Brepro})
 */
record PeImage(List<Long> timestampOffsets, long checksumOffset, boolean authenticodeSigned, boolean stampsAreHashes) {

    private static final int DOS_HEADER_SIZE = 64;
    private static final int LFANEW_OFFSET = 0x3c;
    private static final int FILE_HEADER_SIZE = 24; // with the signature before it
    private static final int SECTION_HEADER_SIZE = 40;
    private static final int EXPORT_DIRECTORY_SIZE = 40;
    private static final int DEBUG_ENTRY_SIZE = 28;
    private static final int DIRECTORY_STAMP_OFFSET = 4; // in the export directory and in a debug entry
    private static final int DEBUG_TYPE_OFFSET = 12;
    private static final int DEBUG_TYPE_REPRO = 16;
    // Linkers write a handful; the bound keeps a damaged size field from costing memory.
    private static final int MAX_DEBUG_ENTRIES = 4096;

    static PeImage read(BinaryFile file) throws IOException {
        return new Reader(file).read();
    }

    private record Section(long virtualAddress, long rawSize, long rawOffset) {}

    private record DataDirectory(long address, long size) {
        boolean isEmpty() {
            return address == 0 || size == 0;
        }
    }

    private static final class Reader {

        private final BinaryFile file;

        Reader(BinaryFile file) {
            this.file = file;
        }

        PeImage read() throws IOException {
            long peOffset = peOffset();
            ByteBuffer fileHeader = read("file header", peOffset, FILE_HEADER_SIZE);
            if (fileHeader.getInt(0) != 0x4550) { // PE\0\0
                throw new PeFormatException(
                        file.path(), "not a Windows executable: no PE signature at offset " + peOffset);
            }
            long optionalOffset = peOffset + FILE_HEADER_SIZE;
            int optionalSize = Short.toUnsignedInt(fileHeader.getShort(20));
            ByteBuffer optional = read("optional header", optionalOffset, optionalSize);
            int directoriesAt = directoriesAt(optional);
            List<Section> sections =
                    sections(optionalOffset + optionalSize, Short.toUnsignedInt(fileHeader.getShort(6)));

            List<Long> stamps = new ArrayList<>(List.of(peOffset + 8));
            exportDirectory(dataDirectory(optional, directoriesAt, 0), sections)
                    .ifPresent(offset -> stamps.add(offset + DIRECTORY_STAMP_OFFSET));
            boolean stampsAreHashes = false;
            for (long entry : debugEntries(dataDirectory(optional, directoriesAt, 6), sections)) {
                stamps.add(entry + DIRECTORY_STAMP_OFFSET);
                stampsAreHashes |=
                        read("debug entry", entry, DEBUG_ENTRY_SIZE).getInt(DEBUG_TYPE_OFFSET) == DEBUG_TYPE_REPRO;
            }
            boolean signed = dataDirectory(optional, directoriesAt, 4).size() != 0;
            return new PeImage(List.copyOf(stamps), optionalOffset + 64, signed, stampsAreHashes);
        }

        private long peOffset() throws IOException {
            if (!file.contains(0, DOS_HEADER_SIZE)) {
                throw new PeFormatException(
                        file.path(), "not a Windows executable: only " + file.size() + " bytes long");
            }
            ByteBuffer dosHeader = read("DOS header", 0, DOS_HEADER_SIZE);
            if (dosHeader.getShort(0) != 0x5a4d) { // MZ
                throw new PeFormatException(
                        file.path(), "not a Windows executable: it does not begin with the DOS signature MZ");
            }
            return Integer.toUnsignedLong(dosHeader.getInt(LFANEW_OFFSET));
        }

        private int directoriesAt(ByteBuffer optional) throws IOException {
            int magic = optional.capacity() < 2 ? 0 : Short.toUnsignedInt(optional.getShort(0));
            int directoriesAt =
                    switch (magic) {
                        case 0x10b -> 96; // PE32
                        case 0x20b -> 112; // PE32+
                        default ->
                            throw new PeFormatException(
                                    file.path(), "the optional header has the unknown magic 0x%x".formatted(magic));
                    };
            if (optional.capacity() < directoriesAt) {
                throw new PeFormatException(
                        file.path(), "the optional header is only " + optional.capacity() + " bytes long");
            }
            return directoriesAt;
        }

        private static DataDirectory dataDirectory(ByteBuffer optional, int directoriesAt, int index) {
            long count = Integer.toUnsignedLong(optional.getInt(directoriesAt - 4));
            int offset = directoriesAt + 8 * index;
            if (index >= count || offset + 8 > optional.capacity()) {
                return new DataDirectory(0, 0);
            }
            return new DataDirectory(
                    Integer.toUnsignedLong(optional.getInt(offset)),
                    Integer.toUnsignedLong(optional.getInt(offset + 4)));
        }

        private List<Section> sections(long offset, int count) throws IOException {
            ByteBuffer headers = read("section table", offset, count * SECTION_HEADER_SIZE);
            List<Section> sections = new ArrayList<>();
            for (int at = 0; at < headers.capacity(); at += SECTION_HEADER_SIZE) {
                sections.add(new Section(
                        Integer.toUnsignedLong(headers.getInt(at + 12)),
                        Integer.toUnsignedLong(headers.getInt(at + 16)),
                        Integer.toUnsignedLong(headers.getInt(at + 20))));
            }
            return sections;
        }

        private Optional<Long> exportDirectory(DataDirectory directory, List<Section> sections) throws IOException {
            return directory.isEmpty()
                    ? Optional.empty()
                    : Optional.of(fileOffset("export directory", directory, EXPORT_DIRECTORY_SIZE, sections));
        }

        private List<Long> debugEntries(DataDirectory directory, List<Section> sections) throws IOException {
            List<Long> entries = new ArrayList<>();
            if (directory.isEmpty()) {
                return entries;
            }
            long count = directory.size() / DEBUG_ENTRY_SIZE;
            if (count > MAX_DEBUG_ENTRIES) {
                throw new PeFormatException(file.path(), "the debug directory claims " + count + " entries");
            }
            long first = fileOffset("debug directory", directory, count * DEBUG_ENTRY_SIZE, sections);
            for (long index = 0; index < count; index++) {
                entries.add(first + index * DEBUG_ENTRY_SIZE);
            }
            return entries;
        }

        private long fileOffset(String what, DataDirectory directory, long length, List<Section> sections)
                throws IOException {
            for (Section section : sections) {
                long inSection = directory.address() - section.virtualAddress();
                if (inSection >= 0 && inSection + length <= section.rawSize()) {
                    long offset = section.rawOffset() + inSection;
                    requireInFile(what, offset, length);
                    return offset;
                }
            }
            throw new PeFormatException(
                    file.path(), "the %s at address 0x%x is in no section".formatted(what, directory.address()));
        }

        private ByteBuffer read(String what, long offset, int length) throws IOException {
            requireInFile(what, offset, length);
            return file.read(offset, length, ByteOrder.LITTLE_ENDIAN);
        }

        private void requireInFile(String what, long offset, long length) throws IOException {
            if (!file.contains(offset, length)) {
                throw new PeFormatException(
                        file.path(),
                        "the %s (%d bytes at offset %d) lies beyond the end of the file (%d bytes)"
                                .formatted(what, length, offset, file.size()));
            }
        }
    }
}
