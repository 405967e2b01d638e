package dev.rustcross.macho;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Puts together small Mach-O images, with an ad hoc signature where asked for. */
public final class MachOBuilder {

    public static final int X86_64 = 0x0100_0007;
    public static final int ARM64 = 0x0100_000c;

    /** One code directory to be written: a type and size of hash, and the binary logarithm of the page size. */
    public record Hashing(int type, String algorithm, int size, int pageShift) {
        public static final Hashing SHA1 = new Hashing(1, "SHA-1", 20, 12);
        public static final Hashing SHA256 = new Hashing(2, "SHA-256", 32, 12);
        public static final Hashing SHA256_TRUNCATED = new Hashing(3, "SHA-256", 20, 12);
        public static final Hashing SHA384 = new Hashing(4, "SHA-384", 48, 12);
        public static final Hashing WHOLE_FILE = new Hashing(2, "SHA-256", 32, 0);
    }

    private final int cpuType;
    private final int cpuSubtype;
    private final List<byte[]> commands = new ArrayList<>();
    private final List<Hashing> hashings = new ArrayList<>();
    private byte[] certificate = new byte[0];
    private int version = 0x20400;
    private int contentSize = 10_000;

    private MachOBuilder(int cpuType, int cpuSubtype) {
        this.cpuType = cpuType;
        this.cpuSubtype = cpuSubtype;
    }

    public static MachOBuilder image(int cpuType, int cpuSubtype) {
        return new MachOBuilder(cpuType, cpuSubtype);
    }

    public static MachOBuilder x86() {
        return image(X86_64, 3);
    }

    public static MachOBuilder arm() {
        return image(ARM64, 0);
    }

    /** Sets the size of the pseudo-random bytes behind the load commands. */
    public MachOBuilder content(int size) {
        contentSize = size;
        return this;
    }

    public MachOBuilder command(int type, int... words) {
        ByteBuffer command = littleEndian(8 + 4 * words.length);
        command.putInt(type).putInt(command.capacity());
        for (int word : words) {
            command.putInt(word);
        }
        commands.add(command.array());
        return this;
    }

    /** Adds a command that names a dynamic library, zeros behind the name as linkers put there. */
    public MachOBuilder dylib(int type, String name) {
        ByteBuffer words = littleEndian(16 + (name.length() + 8) / 8 * 8);
        words.putInt(24).putInt(0).putInt(0).putInt(0).put(name.getBytes(StandardCharsets.US_ASCII));
        return command(type, words(words));
    }

    /** Adds an empty segment with empty sections. */
    public MachOBuilder segment(String name, String... sections) {
        ByteBuffer words = littleEndian(64 + 80 * sections.length);
        words.put(name.getBytes(StandardCharsets.US_ASCII)).putInt(56, sections.length);
        for (int i = 0; i < sections.length; i++) {
            words.put(64 + 80 * i, sections[i].getBytes(StandardCharsets.US_ASCII));
            words.put(64 + 80 * i + 16, name.getBytes(StandardCharsets.US_ASCII));
        }
        return command(0x19, words(words));
    }

    private static int[] words(ByteBuffer bytes) {
        int[] words = new int[bytes.capacity() / Integer.BYTES];
        bytes.rewind().asIntBuffer().get(words);
        return words;
    }

    public MachOBuilder uuid(int seed) {
        return command(0x1b, seed, seed + 1, seed + 2, seed + 3);
    }

    /** Adds a command that the reader skips, so that a later one starts that much further on. */
    public MachOBuilder padding(int size) {
        return command(0x7777, new int[(size - 8) / 4]);
    }

    public MachOBuilder signed(Hashing... directories) {
        hashings.addAll(List.of(directories));
        return this;
    }

    public MachOBuilder codeDirectoryVersion(int newVersion) {
        version = newVersion;
        return this;
    }

    /** Adds a CMS blob: empty for what codesign writes with an ad hoc signature. */
    public MachOBuilder certificate(int size) {
        certificate = new byte[size];
        return this;
    }

    public byte[] build() {
        boolean signed = !hashings.isEmpty();
        int commandsSize = commands.stream().mapToInt(command -> command.length).sum() + (signed ? 16 : 0);
        int codeSize = 32 + commandsSize + contentSize;
        int codeLimit = signed ? (codeSize + 15) / 16 * 16 : codeSize;
        byte[] unhashed = code(commandsSize, codeLimit, signed, signature(new byte[codeLimit]).length);
        if (!signed) {
            return unhashed;
        }
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        image.writeBytes(unhashed);
        image.writeBytes(signature(unhashed));
        return image.toByteArray();
    }

    private byte[] code(int commandsSize, int codeLimit, boolean signed, int signatureSize) {
        ByteBuffer code = littleEndian(codeLimit);
        code.putInt(0xfeedfacf).putInt(cpuType).putInt(cpuSubtype).putInt(2);
        code.putInt(commands.size() + (signed ? 1 : 0))
                .putInt(commandsSize)
                .putInt(0x0020_0085)
                .putInt(0);
        commands.forEach(code::put);
        if (signed) {
            code.putInt(0x1d).putInt(16).putInt(codeLimit).putInt(signatureSize);
        }
        for (int i = code.position(); i < codeLimit; i++) {
            code.put((byte) (i * 31 + i / 251));
        }
        return code.array();
    }

    private byte[] signature(byte[] code) {
        List<byte[]> blobs = new ArrayList<>();
        hashings.forEach(hashing -> blobs.add(codeDirectory(hashing, code)));
        blobs.add(ByteBuffer.allocate(8 + certificate.length)
                .putInt(0xfade0b01)
                .putInt(8 + certificate.length)
                .array());
        int size = 12
                + 8 * blobs.size()
                + blobs.stream().mapToInt(blob -> blob.length).sum();
        ByteBuffer superBlob = ByteBuffer.allocate(size);
        superBlob.putInt(0xfade0cc0).putInt(size).putInt(blobs.size());
        int offset = 12 + 8 * blobs.size();
        for (int i = 0; i < blobs.size(); i++) {
            int slot = i == blobs.size() - 1 ? 0x10000 : i == 0 ? 0 : 0x1000 + i - 1;
            superBlob.putInt(slot).putInt(offset);
            offset += blobs.get(i).length;
        }
        blobs.forEach(superBlob::put);
        return superBlob.array();
    }

    private byte[] codeDirectory(Hashing hashing, byte[] code) {
        int headerSize = version >= 0x20400 ? 88 : 44;
        byte[] identifier = "synthetic\0".getBytes(StandardCharsets.US_ASCII);
        int pageSize = hashing.pageShift() == 0 ? code.length : 1 << hashing.pageShift();
        int slots = (code.length + pageSize - 1) / pageSize;
        int hashOffset = headerSize + identifier.length;
        ByteBuffer directory = ByteBuffer.allocate(hashOffset + slots * hashing.size());
        directory
                .putInt(0xfade0c02)
                .putInt(directory.capacity())
                .putInt(version)
                .putInt(0x2);
        directory.putInt(hashOffset).putInt(headerSize).putInt(0).putInt(slots).putInt(code.length);
        directory
                .put((byte) hashing.size())
                .put((byte) hashing.type())
                .put((byte) 0)
                .put((byte) hashing.pageShift());
        directory.position(headerSize).put(identifier);
        for (int slot = 0; slot < slots; slot++) {
            int from = slot * pageSize;
            directory.put(
                    hash(hashing.algorithm(), code, from, Math.min(pageSize, code.length - from)), 0, hashing.size());
        }
        return directory.array();
    }

    static byte[] hash(String algorithm, byte[] bytes, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(bytes, offset, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
