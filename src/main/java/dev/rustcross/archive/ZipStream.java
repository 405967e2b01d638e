package dev.rustcross.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** A ZIP: UTF-8 names, Unix modes, times in UTC without any extra time field, Zip64 only above 4 GiB. */
final class ZipStream implements ArchiveStream {

    /** {@code S_IFDIR | 0755} */
    private static final int FOLDER_MODE = 040755;

    /** {@code S_IFREG} */
    private static final int REGULAR_FILE = 0100000;

    /** Any time that is after 1980 in every zone; {@link ZipTimeStream} replaces it. */
    private static final long REPLACED_TIME =
            Instant.parse("1980-02-01T00:00:00Z").toEpochMilli();

    private final ZipTimeStream times;
    private final ZipArchiveOutputStream zip;

    ZipStream(OutputStream out, int deflateLevel, Instant timestamp) {
        times = new ZipTimeStream(out, timestamp);
        zip = new ZipArchiveOutputStream(times);
        zip.setEncoding(StandardCharsets.UTF_8.name());
        zip.setUseLanguageEncodingFlag(true);
        zip.setLevel(deflateLevel);
    }

    @Override
    public void addFolder(String name) throws IOException {
        ZipArchiveEntry header = header(name, FOLDER_MODE);
        header.setMethod(ZipEntry.STORED);
        header.setSize(0);
        header.setCrc(0);
        zip.putArchiveEntry(header);
        zip.closeArchiveEntry();
    }

    @Override
    public void addFile(ArchiveEntry entry) throws IOException {
        ZipArchiveEntry header = header(entry.name(), REGULAR_FILE | entry.mode());
        header.setMethod(ZipEntry.DEFLATED);
        // Known beforehand, it decides between ZIP and Zip64.
        header.setSize(entry.size());
        zip.putArchiveEntry(header);
        times.beginContent();
        entry.copyTo(zip);
        zip.closeArchiveEntry();
        times.endContent();
    }

    private static ZipArchiveEntry header(String name, int mode) {
        var header = new ZipArchiveEntry(name);
        header.setUnixMode(mode);
        header.setTime(REPLACED_TIME);
        return header;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
