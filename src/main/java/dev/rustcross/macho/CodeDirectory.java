package dev.rustcross.macho;

import dev.rustcross.binary.BinaryFile;
import dev.rustcross.binary.BinaryFormatException;
import dev.rustcross.binary.CodeSignature;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.binary.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The page hashes of a code signature.
 *
 * <p>Rules: {@code CS_CodeDirectory} in XNU's {@code osfmk/kern/cs_blobs.h}. Slot <i>n</i> is the hash of the page from
 * <i>n</i> × the page size on; the last page ends at the code limit, which is where the signature begins.
 *
 * @param hashesOffset where in the file the hash of page 0 is
 * @param hashSize the bytes kept of each hash
 * @param algorithm its name for {@link MessageDigest}
 * @param pageSize in bytes
 * @param codeLimit the end of what is hashed
 */
record CodeDirectory(long hashesOffset, int hashSize, String algorithm, long pageSize, long codeLimit) {

    private static final int MINIMUM_SIZE = 44;
    private static final int VERSION_WITH_SCATTER = 0x20100;
    private static final int SIZE_WITH_SCATTER = 48;
    private static final int VERSION_WITH_CODE_LIMIT_64 = 0x20300;
    private static final int SIZE_WITH_CODE_LIMIT_64 = 64;
    private static final int MAX_PAGE_SHIFT = 30;

    private record HashType(String algorithm, int size) {}

    /**
     * Reads a code directory.
     *
     * @param signatureOffset where the signature begins in the file: no code lies beyond
     * @throws BinaryFormatException if the directory is damaged, or of a kind whose hashes are not understood
     */
    static CodeDirectory read(BinaryFile file, Range blob, long signatureOffset) throws IOException {
        if (blob.size() < MINIMUM_SIZE) {
            throw new BinaryFormatException(file.path(), "a code directory is only " + blob.size() + " bytes long");
        }
        int headerSize = (int) Math.min(blob.size(), SIZE_WITH_CODE_LIMIT_64);
        ByteBuffer header = file.read(blob.offset(), headerSize, ByteOrder.BIG_ENDIAN);
        int version = header.getInt(8);
        if (version >= VERSION_WITH_SCATTER && headerSize >= SIZE_WITH_SCATTER && header.getInt(44) != 0) {
            throw new BinaryFormatException(
                    file.path(), "the code signature uses a scatter table; sign the file after this step instead");
        }
        HashType hashType = hashType(file, header.get(37), Byte.toUnsignedInt(header.get(36)));
        long codeLimit = codeLimit(header, version);
        long pageSize = pageSize(file, Byte.toUnsignedInt(header.get(39)), codeLimit);
        long hashes = Integer.toUnsignedLong(header.getInt(16));
        long slots = Integer.toUnsignedLong(header.getInt(28));
        if (codeLimit > signatureOffset
                || slots != (codeLimit + pageSize - 1) / pageSize
                || hashes + slots * hashType.size() > blob.size()) {
            throw new BinaryFormatException(
                    file.path(),
                    "a code directory of %d bytes with %d hashes for %d bytes of code is damaged"
                            .formatted(blob.size(), slots, codeLimit));
        }
        return new CodeDirectory(blob.offset() + hashes, hashType.size(), hashType.algorithm(), pageSize, codeLimit);
    }

    /**
     * Returns the code directories of an image, none where it is not signed; empty where it is signed with a certificate, whose signature
     * no other than its owner can make anew.
     */
    static Optional<List<CodeDirectory>> ofUncertified(BinaryFile file, MachOImage image) throws IOException {
        List<CodeDirectory> directories = new ArrayList<>();
        if (image.signature().isPresent()) {
            CodeSignature signature = image.signature().get();
            if (signature.hasCertificate()) {
                return Optional.empty();
            }
            for (Range blob : signature.codeDirectories()) {
                directories.add(read(file, blob, signature.range().offset()));
            }
        }
        return Optional.of(directories);
    }

    /**
     * Recomputes the hashes of the pages that hold any of the given bytes.
     *
     * @return whether a hash changed
     */
    boolean rehash(BinaryFile file, Range changed) throws IOException {
        boolean anyChanged = false;
        for (long page = changed.offset() / pageSize; page * pageSize < Math.min(changed.end(), codeLimit); page++) {
            anyChanged |= file.replace(hashesOffset + page * hashSize, hash(file, page));
        }
        return anyChanged;
    }

    private byte[] hash(BinaryFile file, long page) throws IOException {
        MessageDigest digest = digest(algorithm);
        file.forEachPiece(page * pageSize, Math.min((page + 1) * pageSize, codeLimit), digest::update);
        return Arrays.copyOf(digest.digest(), hashSize);
    }

    /** Returns a digest by a name that stands in this package. */
    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HashType hashType(BinaryFile file, byte type, int size) throws IOException {
        HashType hashType =
                switch (type) {
                    case 1 -> new HashType("SHA-1", 20);
                    case 2 -> new HashType("SHA-256", 32);
                    case 3 -> new HashType("SHA-256", 20);
                    case 4 -> new HashType("SHA-384", 48);
                    default -> new HashType("", -1);
                };
        if (hashType.size() != size) {
            throw new BinaryFormatException(
                    file.path(),
                    "the code signature has hashes of the unknown type %d with %d bytes"
                            .formatted(Byte.toUnsignedInt(type), size));
        }
        return hashType;
    }

    private static long codeLimit(ByteBuffer header, int version) {
        if (version >= VERSION_WITH_CODE_LIMIT_64
                && header.capacity() >= SIZE_WITH_CODE_LIMIT_64
                && header.getLong(56) != 0) {
            // A value beyond 2^63 is beyond any file as well.
            return header.getLong(56) < 0 ? Long.MAX_VALUE : header.getLong(56);
        }
        return Integer.toUnsignedLong(header.getInt(32));
    }

    private static long pageSize(BinaryFile file, int shift, long codeLimit) throws IOException {
        if (shift > MAX_PAGE_SHIFT) {
            throw new BinaryFormatException(
                    file.path(), "the code signature has pages of the impossible size 2^" + shift);
        }
        // Zero stands for one page as long as the code.
        return shift == 0 ? Math.max(1, codeLimit) : 1L << shift;
    }
}
