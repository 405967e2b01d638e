package dev.rustcross.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a file.
 *
 * @param fileName the name of the file, without a folder
 * @param hex the digest, 64 lower-case hexadecimal digits
 */
public record Checksum(String fileName, String hex) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NOT_PLAIN = Pattern.compile("[/\\\\\\p{Cntrl}]|^$");

    /**
     * Creates a checksum.
     *
     * @throws IllegalArgumentException when the file name has a separator or control character, which
     *     {@code sha256sum} would escape or look up elsewhere, or the digest is none
     */
    public Checksum {
        if (NOT_PLAIN.matcher(fileName).find()) {
            throw new IllegalArgumentException("not a plain file name: \"" + fileName + '"');
        }
        if (!DIGEST.matcher(hex).matches()) {
            throw new IllegalArgumentException("not 64 lower-case hexadecimal digits: " + hex);
        }
    }

    /**
     * Reads a file, in pieces, for its checksum.
     *
     * @throws IOException when the file cannot be read
     */
    public static Checksum of(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return of(file.getFileName().toString(), digest);
    }

    static Checksum of(String fileName, MessageDigest sha256) {
        return new Checksum(fileName, HexFormat.of().formatHex(sha256.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Returns the line that {@code sha256sum -c} reads, without its line feed. */
    public String line() {
        return hex + "  " + fileName;
    }
}
