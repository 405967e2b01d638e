package dev.rustcross.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The embedded signature of an image: code directories with the hashes of its pages, and perhaps a certificate's
 * signature over them.
 *
 * <p>Rules: {@code CS_SuperBlob} in XNU's {@code osfmk/kern/cs_blobs.h}; all numbers are big endian.
 *
 * @param range where the signature is in the file
 * @param codeDirectories where the code directory is, and its alternates with other hashes
 * @param hasCertificate whether there is a CMS signature, which any change would break; false means ad hoc
 */
public record CodeSignature(Range range, List<Range> codeDirectories, boolean hasCertificate) {

    private static final int CSMAGIC_EMBEDDED_SIGNATURE = 0xfade0cc0;
    private static final int CSMAGIC_CODEDIRECTORY = 0xfade0c02;
    private static final int CSMAGIC_BLOBWRAPPER = 0xfade0b01;
    private static final int SUPER_BLOB_SIZE = 12;
    private static final int INDEX_ENTRY_SIZE = 8;
    private static final int BLOB_HEADER_SIZE = 8;
    // There are about twenty kinds of blob; the bound keeps a damaged count from costing time.
    private static final int MAX_BLOBS = 256;

    /** Returns whether nobody vouches for the image: its signature says only that it has not changed. */
    public boolean isAdHoc() {
        return !hasCertificate;
    }

    static CodeSignature read(BinaryFile file, Range range) throws IOException {
        Range superBlob = blob(file, range, 0, SUPER_BLOB_SIZE);
        ByteBuffer header = file.read(superBlob.offset(), SUPER_BLOB_SIZE, ByteOrder.BIG_ENDIAN);
        long count = Integer.toUnsignedLong(header.getInt(8));
        if (header.getInt(0) != CSMAGIC_EMBEDDED_SIGNATURE
                || count > MAX_BLOBS
                || SUPER_BLOB_SIZE + INDEX_ENTRY_SIZE * count > superBlob.size()) {
            throw new BinaryFormatException(file.path(), "the code signature has no valid header");
        }
        List<Range> codeDirectories = new ArrayList<>();
        boolean hasCertificate = false;
        ByteBuffer index =
                file.read(superBlob.offset() + SUPER_BLOB_SIZE, INDEX_ENTRY_SIZE * (int) count, ByteOrder.BIG_ENDIAN);
        for (int entry = 0; entry < count; entry++) {
            long offset = Integer.toUnsignedLong(index.getInt(INDEX_ENTRY_SIZE * entry + 4));
            Range blob = blob(file, superBlob, offset, BLOB_HEADER_SIZE);
            int magic = file.read(blob.offset(), BLOB_HEADER_SIZE, ByteOrder.BIG_ENDIAN)
                    .getInt();
            if (magic == CSMAGIC_CODEDIRECTORY) {
                codeDirectories.add(blob);
            } else if (magic == CSMAGIC_BLOBWRAPPER && blob.size() > BLOB_HEADER_SIZE) {
                // An ad hoc signature may have an empty wrapper here.
                hasCertificate = true;
            }
        }
        return new CodeSignature(range, List.copyOf(codeDirectories), hasCertificate);
    }

    /** Returns where the blob at the offset is, having seen that it and its header lie within the outer one. */
    private static Range blob(BinaryFile file, Range outer, long offset, int headerSize) throws IOException {
        if (offset + headerSize <= outer.size()) {
            long length =
                    Integer.toUnsignedLong(file.read(outer.offset() + offset, BLOB_HEADER_SIZE, ByteOrder.BIG_ENDIAN)
                            .getInt(4));
            if (length >= headerSize && offset + length <= outer.size()) {
                return new Range(outer.offset() + offset, length);
            }
        }
        throw new BinaryFormatException(
                file.path(), "the code signature has a blob that goes beyond its end, at offset " + offset);
    }
}
