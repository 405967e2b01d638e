package dev.rustcross.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Checked access to the bytes of an image, which is a file or a slice of a universal binary.
 *
 * <p>Offsets are from the start of the image. What lies outside the image, or would cost more memory than any real image
 * asks for, is a {@link BinaryFormatException} that names the thing.
 */
final class ImageBytes {

    private static final int WINDOW = 1 << 16;
    private static final int MAX_BLOCK = 4 << 20; // real tables that are read as one have a few kilobytes
    private static final int NAMES_WINDOW = 1 << 14;
    private static final int MAX_NAME = 1 << 12;
    private static final int NAME_OVERHEAD = 64; // of a string in memory
    private static final int MAX_NAMES = 16 << 20;

    private final BinaryFile file;
    private final Range range;
    private final ByteOrder order;
    private final String which;
    private byte[] window = new byte[0];
    private long windowOffset;
    private long namesSize;

    private ImageBytes(BinaryFile file, Range range, ByteOrder order, String which) {
        this.file = file;
        this.range = range;
        this.order = order;
        this.which = which;
    }

    /** Returns the bytes of an image that is a whole file. */
    static ImageBytes of(BinaryFile file, ByteOrder order) {
        return new ImageBytes(file, new Range(0, file.size()), order, "");
    }

    /** Returns the bytes of a slice, which must lie within the file; failures name it. */
    static ImageBytes ofSlice(BinaryFile file, Range slice, ByteOrder order) {
        return new ImageBytes(
                file, slice, order, "the slice of %d bytes at offset %d: ".formatted(slice.size(), slice.offset()));
    }

    BinaryFile file() {
        return file;
    }

    Range range() {
        return range;
    }

    long size() {
        return range.size();
    }

    /** Returns whether the image has all of {@code length} bytes at the offset; false for negative arguments. */
    boolean contains(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= size() && length <= size() - offset;
    }

    void require(String what, long offset, long length) throws BinaryFormatException {
        if (!contains(offset, length)) {
            throw damaged("the %s (%s bytes at offset %s) lies beyond the end of the file (%d bytes)"
                    .formatted(what, Long.toUnsignedString(length), Long.toUnsignedString(offset), size()));
        }
    }

    /** Reads a range of at most 4 MiB; index 0 of the result is the byte at the offset. */
    ByteBuffer read(String what, long offset, long length) throws IOException {
        require(what, offset, length);
        if (length > MAX_BLOCK) {
            throw damaged("%d bytes of %s; at most %d are read".formatted(length, what, MAX_BLOCK));
        }
        return file.read(range.offset() + offset, (int) length, order);
    }

    /** Looks at an entry, which is the index-th and stands in the buffer, and tells whether the next one is wanted. */
    @FunctionalInterface
    interface EntryVisitor {
        boolean visit(ByteBuffer table, int at, long index) throws IOException;
    }

    /**
     * Visits the entries of a table in their order, of which only a window is in memory.
     *
     * @param count at most 2<sup>47</sup>, so that the size of the table is a number
     * @param entrySize 1 to 65535 bytes
     */
    void forEachEntry(String what, long offset, long count, int entrySize, EntryVisitor visitor) throws IOException {
        require(what, offset, count * entrySize);
        int perWindow = Math.max(1, WINDOW / entrySize);
        for (long first = 0; first < count; first += perWindow) {
            int entries = (int) Math.min(perWindow, count - first);
            ByteBuffer table = read(what, offset + first * entrySize, (long) entries * entrySize);
            for (int entry = 0; entry < entries; entry++) {
                if (!visitor.visit(table, entry * entrySize, first + entry)) {
                    return;
                }
            }
        }
    }

    /**
     * Reads a string that ends with a zero byte.
     *
     * @param end where the table of strings ends, at the latest where the image does
     */
    String name(String what, long offset, long end) throws IOException {
        if (offset < 0 || offset >= Math.min(end, size())) {
            throw damaged("the %s at offset %s lies beyond its table's end (%s)"
                    .formatted(what, Long.toUnsignedString(offset), Long.toUnsignedString(Math.min(end, size()))));
        }
        int limit = (int) Math.min(MAX_NAME, Math.min(end, size()) - offset);
        loadWindow(offset, limit);
        int from = (int) (offset - windowOffset);
        int length = 0;
        while (length < limit && window[from + length] != 0) {
            length++;
        }
        if (length == limit) {
            throw damaged("the %s at offset %d has no end within %d bytes".formatted(what, offset, limit));
        }
        namesSize += length + NAME_OVERHEAD;
        if (namesSize > MAX_NAMES) {
            throw damaged("its names fill more than %d bytes".formatted(MAX_NAMES));
        }
        return new String(window, from, length, StandardCharsets.UTF_8);
    }

    /** Names lie close together: a window is kept for the next one. */
    private void loadWindow(long offset, int length) throws IOException {
        if (offset < windowOffset || offset + length > windowOffset + window.length) {
            window = file.read(range.offset() + offset, (int) Math.min(NAMES_WINDOW, size() - offset), order)
                    .array();
            windowOffset = offset;
        }
    }

    BinaryFormatException damaged(String problem) {
        return new BinaryFormatException(file.path(), which + problem);
    }
}
