package dev.rustcross.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Takes the link time out of a Windows executable, so that two links of the same objects are the same bytes.
 *
 * <p>The result is what GNU ld writes with {@code --no-insert-timestamp}: zero in the {@code TimeDateStamp} of the file
 * header, of the export directory and of every debug entry, and a {@code CheckSum} to match.
 */
public final class PeTimestampNormalizer {

    private PeTimestampNormalizer() {}

    /**
     * Sets the time stamps of an executable or DLL to zero, in place.
     *
     * <p>Left alone is a file with an Authenticode signature, which covers the stamps, and one linked with
     * {@code /Brepro}, whose stamps are a hash of its content. A {@code CheckSum} of zero, "not computed", stays zero.
     *
     * @return whether anything changed
     * @throws BinaryFormatException if the file is not a PE image, or a damaged one; it is then unchanged
     * @throws IOException if the file cannot be read or written
     */
    public static boolean normalize(Path executable) throws IOException {
        try (BinaryFile file = BinaryFile.openForUpdate(executable)) {
            PeTimestamps image = PeTimestamps.read(file);
            if (image.authenticodeSigned() || image.stampsAreHashes() || allZero(file, image)) {
                return false;
            }
            // The checksum goes first: as long as a stamp is left, an interrupted run is made good by the next one.
            if (uint32(file, image.checksumOffset()) != 0) {
                file.replace(image.checksumOffset(), littleEndian(checksumOfNormalized(file, image)));
            }
            for (long offset : image.timestampOffsets()) {
                file.replace(offset, littleEndian(0));
            }
            return true;
        }
    }

    private static boolean allZero(BinaryFile file, PeTimestamps image) throws IOException {
        for (long offset : image.timestampOffsets()) {
            if (uint32(file, offset) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Computes the checksum of ImageHlp's CheckSumMappedFile as it will be once the stamps are zero: all little-endian
     * 16-bit words summed with end-around carry, the checksum field itself as zero, plus the file's length.
     */
    private static int checksumOfNormalized(BinaryFile file, PeTimestamps image) throws IOException {
        WordSum sum = new WordSum();
        file.forEachPiece(0, file.size(), sum::add);
        long total = sum.total - wordSum(file, image.checksumOffset());
        for (long offset : image.timestampOffsets()) {
            total -= wordSum(file, offset);
        }
        while (total >>> 16 != 0) {
            total = (total & 0xffff) + (total >>> 16);
        }
        return (int) (total + file.size());
    }

    /** Returns what a 32-bit field contributes to the sum, also at an odd offset. */
    private static long wordSum(BinaryFile file, long offset) throws IOException {
        ByteBuffer field = file.read(offset, Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
        long sum = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            sum += (long) Byte.toUnsignedInt(field.get(i)) << ((offset + i) % 2 * Byte.SIZE);
        }
        return sum;
    }

    private static long uint32(BinaryFile file, long offset) throws IOException {
        return Integer.toUnsignedLong(
                file.read(offset, Integer.BYTES, ByteOrder.LITTLE_ENDIAN).getInt());
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static final class WordSum {

        // Words sum without a carry: 2^63 is never reached.
        private long total;

        void add(ByteBuffer piece) {
            ByteBuffer words = piece.order(ByteOrder.LITTLE_ENDIAN);
            while (words.remaining() >= Short.BYTES) {
                total += Short.toUnsignedInt(words.getShort());
            }
            if (words.hasRemaining()) {
                total += Byte.toUnsignedInt(words.get());
            }
        }
    }
}
