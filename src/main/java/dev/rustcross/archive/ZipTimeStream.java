package dev.rustcross.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Sets one time, in UTC, in every header of a ZIP that is written through it.
 *
 * <p>A ZIP holds MS-DOS times, which know no zone. commons-compress converts an instant by the default zone, and no
 * instant gives it an hour that this zone skips for summer time; so the fields are overwritten here, and the bytes are
 * the same in every zone. Offsets are those of APPNOTE.TXT 6.3, sections 4.3.7 (local file header) and 4.3.12 (central
 * directory header). Relies on headers being written whole, as commons-compress does.
 */
final class ZipTimeStream extends FilterOutputStream {

    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_TIME = 10;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int CENTRAL_TIME = 12;
    private static final int CENTRAL_NAME_LENGTH = 28;
    private static final int CENTRAL_EXTRA_LENGTH = 30;
    private static final int CENTRAL_COMMENT_LENGTH = 32;
    private static final int CENTRAL_LENGTH = 46;

    private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final LocalDateTime LATEST = LocalDateTime.of(2107, 12, 31, 23, 59, 58);

    private final int dosTime;
    private boolean content;

    ZipTimeStream(OutputStream out, Instant timestamp) {
        super(out);
        dosTime = dosTime(timestamp);
    }

    /** Returns the MS-DOS date and time in UTC, in steps of two seconds, clamped to the years 1980 to 2107. */
    static int dosTime(Instant timestamp) {
        LocalDateTime time = LocalDateTime.ofInstant(timestamp, ZoneOffset.UTC);
        if (time.isBefore(EARLIEST)) {
            time = EARLIEST;
        } else if (time.isAfter(LATEST)) {
            time = LATEST;
        }
        return (time.getYear() - 1980) << 25
                | time.getMonthValue() << 21
                | time.getDayOfMonth() << 16
                | time.getHour() << 11
                | time.getMinute() << 5
                | time.getSecond() >> 1;
    }

    /** Lets everything pass unchanged from here, even what looks like a header. */
    void beginContent() {
        content = true;
    }

    /** Expects headers from here. */
    void endContent() {
        content = false;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!content) {
            setTimes(ByteBuffer.wrap(bytes, offset, length).slice().order(ByteOrder.LITTLE_ENDIAN));
        }
        out.write(bytes, offset, length);
    }

    private void setTimes(ByteBuffer headers) {
        if (startsWith(headers, 0, LOCAL_SIGNATURE)) {
            headers.putInt(LOCAL_TIME, dosTime);
        }
        int header = 0;
        while (startsWith(headers, header, CENTRAL_SIGNATURE)) {
            headers.putInt(header + CENTRAL_TIME, dosTime);
            header += CENTRAL_LENGTH
                    + Short.toUnsignedInt(headers.getShort(header + CENTRAL_NAME_LENGTH))
                    + Short.toUnsignedInt(headers.getShort(header + CENTRAL_EXTRA_LENGTH))
                    + Short.toUnsignedInt(headers.getShort(header + CENTRAL_COMMENT_LENGTH));
        }
    }

    private static boolean startsWith(ByteBuffer bytes, int offset, int signature) {
        return bytes.limit() - offset >= Integer.BYTES && bytes.getInt(offset) == signature;
    }
}
