package dev.rustcross.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A tar: the ustar format, with the pax extended headers of POSIX.1-2001 only where a name or size does not fit.
 *
 * <p>Owner and group are 0 without names, so that what root extracts belongs to root.
 */
final class TarStream implements ArchiveStream {

    private static final int FOLDER_MODE = 0755;

    private final TarArchiveOutputStream tar;
    private final FileTime time;

    TarStream(OutputStream out, Instant timestamp) {
        tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        // A fraction of a second would take a pax header for every entry.
        time = FileTime.from(timestamp.truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public void addFolder(String name) throws IOException {
        tar.putArchiveEntry(header(name, FOLDER_MODE));
        tar.closeArchiveEntry();
    }

    @Override
    public void addFile(ArchiveEntry entry) throws IOException {
        TarArchiveEntry header = header(entry.name(), entry.mode());
        header.setSize(entry.size());
        tar.putArchiveEntry(header);
        entry.copyTo(tar);
        tar.closeArchiveEntry();
    }

    private TarArchiveEntry header(String name, int mode) {
        var header = new TarArchiveEntry(name, true);
        header.setMode(mode);
        header.setIds(0, 0);
        header.setNames("", "");
        header.setLastModifiedTime(time);
        return header;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
