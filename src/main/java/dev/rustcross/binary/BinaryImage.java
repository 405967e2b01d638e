package dev.rustcross.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an executable or a dynamic library says of itself, for one architecture. */
public sealed interface BinaryImage permits ElfImage, PeImage, MachOImage {

    /** What the image is for. */
    enum Kind {
        /** A program. */
        EXECUTABLE,
        /** A library, or a plug-in, that a program loads. */
        LIBRARY
    }

    /**
     * Reads all images of a file.
     *
     * <p>Any file gives an answer or a {@link BinaryFormatException}, within 64 MB of heap whatever its size.
     *
     * @return one image; for a universal binary one for each of its slices, in their order
     * @throws BinaryFormatException if the file is no executable or dynamic library, or a damaged one
     * @throws IOException if it cannot be read
     */
    static List<BinaryImage> readAll(Path path) throws IOException {
        try (BinaryFile file = BinaryFile.openForReading(path)) {
            return readAll(file);
        }
    }

    private static List<BinaryImage> readAll(BinaryFile file) throws IOException {
        if (!file.contains(0, Integer.BYTES)) {
            throw new BinaryFormatException(
                    file.path(), "not an ELF, PE or Mach-O file: only " + file.size() + " bytes long");
        }
        ByteBuffer start = file.read(0, Integer.BYTES, ByteOrder.BIG_ENDIAN);
        int magic = start.getInt(0);
        if (magic == ElfReader.MAGIC) {
            return List.of(ElfReader.read(file));
        }
        if (magic >>> Short.SIZE == PeHeaders.DOS_MAGIC_BIG_ENDIAN) {
            return List.of(PeReader.read(file));
        }
        if (MachOReader.isMagic(magic)) {
            return List.copyOf(MachOReader.readAll(file));
        }
        throw new BinaryFormatException(
                file.path(), "not an ELF, PE or Mach-O file: it begins with 0x%08x".formatted(magic));
    }

    /** Returns the format of the file. */
    BinaryFormat format();

    /** Returns the processor family. */
    Architecture architecture();

    /** Returns the width of an address: 32 or 64. */
    int bits();

    /** Returns the byte order of the machine. */
    ByteOrder byteOrder();

    /** Returns what the image is for. */
    Kind kind();

    /** Returns the dynamic libraries it names, as they are spelled there and in their order; those it loads late are the last. */
    List<String> libraries();

    /**
     * Returns what ties the image to its debug symbols, as the platform's own tools print it.
     *
     * <p>ELF: the GNU build-id in hexadecimal. PE: the GUID of the CodeView record. Mach-O: the UUID.
     */
    Optional<String> buildId();

    /** Returns whether there is no symbol table beyond what dynamic linking needs. */
    boolean stripped();

    /** Returns whether there is DWARF debug information in the file itself. */
    boolean hasDebugInfo();
}
