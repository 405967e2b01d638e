package dev.rustcross.process;

import dev.rustcross.failure.BuildIoException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Drains one stream of a process into a listener.
 *
 * <p>The stream is cut at the bytes LF and CR, which UTF-8 uses for nothing else, and each piece is decoded as UTF-8 with
 * a replacement character for what is malformed.
 */
final class LinePump implements Runnable {

    private static final int BUFFER_BYTES = 8 * 1024;

    private final InputStream stream;
    private final String program;
    private final int maximumLineBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private volatile OutputListener listener;
    private boolean afterCarriageReturn;
    private boolean announced;

    /**
     * Creates a pump that has not begun.
     *
     * @param stream what to drain
     * @param program whose output it is, for messages
     * @param listener who receives the lines
     * @param maximumLineBytes a longer line is handed over in pieces of this length, so that endless output without a line
     *     feed cannot fill the heap
     */
    LinePump(InputStream stream, String program, OutputListener listener, int maximumLineBytes) {
        this.stream = stream;
        this.program = program;
        this.listener = listener;
        this.maximumLineBytes = maximumLineBytes;
    }

    /** Stops calling the listener, for a stream that outlives the interest in it. */
    void mute() {
        listener = OutputListener.none();
    }

    /**
     * Drains the stream to its end, also when the listener throws: a program must not block on a full pipe because its
     * reader has gone. What the listener threw is the cause of the {@link CompletionException} thrown at the end.
     */
    @Override
    public void run() {
        @Nullable Throwable failure = null;
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            try {
                accept(buffer, count);
            } catch (RuntimeException | Error e) {
                failure = e;
                mute();
            }
        }
        if (failure != null) {
            throw new CompletionException(failure);
        }
        if (line.size() > 0 && !afterCarriageReturn) {
            listener.line(takeLine());
        }
    }

    private int read(byte[] buffer) {
        try {
            return stream.read(buffer);
        } catch (IOException e) {
            throw new BuildIoException("cannot read the output of " + program + ": " + e.getMessage(), e);
        }
    }

    private void accept(byte[] buffer, int count) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            byte current = buffer[i];
            if (afterCarriageReturn && current != '\n') {
                overwritten();
                line.reset();
                afterCarriageReturn = false;
            }
            if (current == '\n' || current == '\r') {
                line.write(buffer, start, i - start);
                start = i + 1;
                if (current == '\r') {
                    afterCarriageReturn = true;
                    announced = false;
                } else {
                    // the CR just before, if any, was part of this line's end and not in it
                    afterCarriageReturn = false;
                    listener.line(takeLine());
                }
            } else if (line.size() + i + 1 - start == maximumLineBytes) {
                line.write(buffer, start, i + 1 - start);
                start = i + 1;
                listener.line(takeLine());
            }
        }
        line.write(buffer, start, count - start);
        if (afterCarriageReturn) {
            // What comes next decides whether this was a bare CR, but a progress bar may rest here for minutes.
            overwritten();
        }
    }

    private void overwritten() {
        if (!announced) {
            announced = true;
            listener.overwritten(line.toString(StandardCharsets.UTF_8));
        }
    }

    private String takeLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text;
    }
}
