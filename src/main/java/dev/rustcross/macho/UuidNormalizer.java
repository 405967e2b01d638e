package dev.rustcross.macho;

import dev.rustcross.binary.BinaryFile;
import dev.rustcross.binary.BinaryFormatException;
import dev.rustcross.binary.CodeSignature;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.binary.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes the UUID of a Mach-O image a function of its content, so that two links of the same objects are the same bytes.
 *
 * <p>Apple's linker does so by itself; zig's draws a new UUID at each link with LTO. The bytes of the UUID are covered by
 * a page hash of the ad hoc signature, without which arm64 code does not start: that hash is recomputed.
 */
public final class UuidNormalizer {

    private static final String DIGEST = "SHA-256";

    private UuidNormalizer() {}

    /**
     * Sets {@code LC_UUID} from the rest of the image, in place, and keeps an ad hoc signature valid.
     *
     * <p>Left alone is an image without a UUID, and one signed with a certificate. A debug symbol file made before for
     * the old UUID no longer matches.
     *
     * @return whether anything changed
     * @throws BinaryFormatException if the file is not a thin 64-bit Mach-O image, is damaged, or has a signature whose
     *     hashes are not understood; it is then unchanged
     * @throws IOException if the file cannot be read or written
     */
    public static boolean normalize(Path path) throws IOException {
        try (BinaryFile file = BinaryFile.openForUpdate(path)) {
            MachOImage image = MachOImage.read(file);
            if (image.uuidOffset().isEmpty()) {
                return false;
            }
            Range uuid = new Range(image.uuidOffset().getAsLong(), MachOImage.UUID_SIZE);
            Optional<List<CodeDirectory>> directories = CodeDirectory.ofUncertified(file, image);
            if (directories.isEmpty()) {
                return false;
            }
            // Hashes are compared even for an unchanged UUID: a run interrupted between the two is made good.
            boolean changed = file.replace(uuid.offset(), contentUuid(file, image, uuid));
            for (CodeDirectory directory : directories.get()) {
                changed |= directory.rehash(file, uuid);
            }
            return changed;
        }
    }

    /** Hashes everything but the UUID and the signature, which are derived from the rest. */
    private static byte[] contentUuid(BinaryFile file, MachOImage image, Range uuid) throws IOException {
        Range signature = image.signature().map(CodeSignature::range).orElse(new Range(file.size(), 0));
        MessageDigest digest = CodeDirectory.digest(DIGEST);
        file.forEachPiece(0, uuid.offset(), digest::update);
        file.forEachPiece(uuid.end(), signature.offset(), digest::update);
        file.forEachPiece(signature.end(), file.size(), digest::update);
        return asNameBased(Arrays.copyOf(digest.digest(), MachOImage.UUID_SIZE));
    }

    /** Marks the bytes as a name-based UUID, version 3 of the RFC 4122 variant, as the linkers ld64 and lld do. */
    private static byte[] asNameBased(byte[] uuid) {
        uuid[6] = (byte) ((uuid[6] & 0x0f) | 0x30);
        uuid[8] = (byte) ((uuid[8] & 0x3f) | 0x80);
        return uuid;
    }
}
