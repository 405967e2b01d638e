package dev.rustcross.binary;

import dev.rustcross.binary.PeHeaders.DataDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

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
record PeTimestamps(
        List<Long> timestampOffsets, long checksumOffset, boolean authenticodeSigned, boolean stampsAreHashes) {

    private static final int EXPORT_TABLE = 0;
    private static final int CERTIFICATE_TABLE = 4;
    private static final int EXPORT_DIRECTORY_SIZE = 40;
    private static final int FILE_STAMP_OFFSET = 8; // from the signature on
    private static final int DIRECTORY_STAMP_OFFSET = 4; // in the export directory and in a debug entry
    private static final int CHECKSUM_OFFSET = 64; // in the optional header

    static PeTimestamps read(BinaryFile file) throws IOException {
        PeHeaders headers = PeHeaders.read(file);
        List<Long> stamps = new ArrayList<>(List.of(headers.offset() + FILE_STAMP_OFFSET));
        exportDirectory(headers).ifPresent(offset -> stamps.add(offset + DIRECTORY_STAMP_OFFSET));
        boolean stampsAreHashes = false;
        for (PeDebugEntry entry : PeDebugEntry.readAll(headers)) {
            stamps.add(entry.offset() + DIRECTORY_STAMP_OFFSET);
            stampsAreHashes |= entry.type() == PeDebugEntry.TYPE_REPRO;
        }
        boolean signed = headers.directory(CERTIFICATE_TABLE).size() != 0;
        return new PeTimestamps(
                List.copyOf(stamps), headers.optionalOffset() + CHECKSUM_OFFSET, signed, stampsAreHashes);
    }

    private static OptionalLong exportDirectory(PeHeaders headers) throws IOException {
        DataDirectory directory = headers.directory(EXPORT_TABLE);
        return directory.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(headers.fileOffset("export directory", directory.address(), EXPORT_DIRECTORY_SIZE));
    }
}
