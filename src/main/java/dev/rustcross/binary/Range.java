package dev.rustcross.binary;

/**
 * A part of a file.
 *
 * @param offset from the start of the file, in bytes
 * @param size in bytes
 */
public record Range(long offset, long size) {

    /** Returns the offset of the first byte behind the range. */
    public long end() {
        return offset + size;
    }
}
