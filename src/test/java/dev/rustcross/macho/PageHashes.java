package dev.rustcross.macho;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks a code signature from the format's definition, sharing no code with what is tested. */
public final class PageHashes {

    private static final String[] ALGORITHMS = {"", "SHA-1", "SHA-256", "SHA-256", "SHA-384"};

    private PageHashes() {}

    /** How many hashes of pages there are over all code directories, and which of them do not hold. */
    public record Verdict(int count, List<String> wrong) {}

    static Verdict verify(Path file) throws IOException {
        return verify(Files.readAllBytes(file));
    }

    /** Checks the arm64 slice of a universal binary, or the thin file that is one. */
    public static Verdict verifyArm64(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (header.getInt(0) != 0xcafebabe) {
            return verify(bytes);
        }
        int slice = 8;
        while (header.getInt(slice) != MachOBuilder.ARM64) {
            slice += 20;
        }
        int offset = header.getInt(slice + 8);
        return verify(Arrays.copyOfRange(bytes, offset, offset + header.getInt(slice + 12)));
    }

    private static Verdict verify(byte[] image) {
        ByteBuffer commands = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int command = 32;
        while (commands.getInt(command) != 0x1d) {
            command += commands.getInt(command + 4);
        }
        int signature = commands.getInt(command + 8);
        ByteBuffer blobs = ByteBuffer.wrap(image);
        int count = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < blobs.getInt(signature + 8); i++) {
            int blob = signature + blobs.getInt(signature + 12 + 8 * i + 4);
            if (blobs.getInt(blob) != 0xfade0c02) {
                continue;
            }
            int hashes = blob + blobs.getInt(blob + 16);
            int slots = blobs.getInt(blob + 28);
            int limit = blobs.getInt(blob + 32);
            int size = image[blob + 36];
            String algorithm = ALGORITHMS[image[blob + 37]];
            int page = image[blob + 39] == 0 ? limit : 1 << image[blob + 39];
            for (int slot = 0; slot < slots; slot++) {
                byte[] expected = MachOBuilder.hash(algorithm, image, slot * page, Math.min(page, limit - slot * page));
                int stored = hashes + slot * size;
                if (!Arrays.equals(expected, 0, size, image, stored, stored + size)) {
                    wrong.add("directory " + i + " page " + slot);
                }
                count++;
            }
        }
        return new Verdict(count, wrong);
    }
}
