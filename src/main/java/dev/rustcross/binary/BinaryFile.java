package dev.rustcross.binary;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/** An executable open for reading, or for changing single fields; no more of it is in memory than what is asked for. */
public final class BinaryFile implements Closeable {

    // Even, so that a consumer of 16-bit words finds a half word in the last piece only.
    private static final int PIECE = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final long size;

    private BinaryFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.size = channel.size();
    }

    /** Opens the file for reading only. */
    public static BinaryFile openForReading(Path path) throws IOException {
        return new BinaryFile(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    /** Opens the file for reading and {@link #replace}. */
    public static BinaryFile openForUpdate(Path path) throws IOException {
        return new BinaryFile(path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Returns the path as it was given. */
    public Path path() {
        return path;
    }

    /** Returns the size in bytes that the file had when it was opened. */
    public long size() {
        return size;
    }

    /** Returns the channel, for copying whole ranges. */
    public FileChannel channel() {
        return channel;
    }

    /** Returns whether the file has all of {@code length} bytes at the offset; false for negative arguments. */
    public boolean contains(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
    }

    /**
     * Reads a range.
     *
     * @return a buffer with exactly {@code length} bytes, index 0 being the byte at the offset
     * @throws EOFException if the file ends before the range does; {@link #contains} tells beforehand
     */
    public ByteBuffer read(long offset, int length, ByteOrder order) throws IOException {
        if (!contains(offset, length)) {
            throw endsEarly(offset, length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(order);
        fill(buffer, offset);
        return buffer;
    }

    /**
     * Hands the bytes from one offset up to another to the consumer, piece by piece in order.
     *
     * <p>Every piece but the last has an even length; the buffer is reused and must not be kept.
     */
    public void forEachPiece(long from, long to, Consumer<ByteBuffer> consumer) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(0, to - from)));
        for (long position = from; position < to; position += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), to - position));
            fill(buffer, position);
            consumer.accept(buffer);
        }
    }

    /**
     * Overwrites the bytes at the offset, writing only when they differ.
     *
     * @return whether they differed
     */
    public boolean replace(long offset, byte[] bytes) throws IOException {
        if (Arrays.equals(read(offset, bytes.length, ByteOrder.BIG_ENDIAN).array(), bytes)) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, offset + buffer.position());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void fill(ByteBuffer buffer, long offset) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw endsEarly(offset, buffer.limit());
            }
        }
        buffer.flip();
    }

    private EOFException endsEarly(long offset, long length) {
        return new EOFException("%s: ended before the %d bytes at offset %d were read".formatted(path, length, offset));
    }
}
