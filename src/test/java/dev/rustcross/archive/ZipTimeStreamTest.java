package dev.rustcross.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipTimeStreamTest {

    @ParameterizedTest
    @CsvSource({
        "1980-01-01T00:00:00Z, 0x00210000",
        "1980-02-01T00:00:00Z, 0x00410000",
        "2026-11-22T18:16:47Z, 0x5d769217",
        "2107-12-31T23:59:59Z, 0xff9fbf7d",
        // clamped
        "1970-01-01T00:00:00Z, 0x00210000",
        "1979-12-31T23:59:59Z, 0x00210000",
        "2108-01-01T00:00:00Z, 0xff9fbf7d",
    })
    void dosTimeIsInUtcAndClamped(Instant timestamp, String expected) {
        assertThat(ZipTimeStream.dosTime(timestamp))
                .isEqualTo(Long.decode(expected).intValue());
    }

    @Test
    void contentThatLooksLikeAHeaderPasses() throws IOException {
        byte[] header = new byte[30];
        System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, header, 0, 4);
        var written = new ByteArrayOutputStream();
        var times = new ZipTimeStream(written, Instant.parse("2026-11-22T18:16:47Z"));

        times.beginContent();
        times.write(header.clone());
        times.endContent();
        times.write(header.clone());

        byte[] stamped = header.clone();
        System.arraycopy(new byte[] {0x17, (byte) 0x92, 0x76, 0x5d}, 0, stamped, 10, 4);
        assertThat(written.toByteArray()).startsWith(header).endsWith(stamped).hasSize(60);
    }
}
