package dev.rustcross.archive;

import com.github.luben.zstd.ZstdInputStream;
import dev.rustcross.file.AtomicFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Takes files out of archives as {@link ArchiveWriter} makes them. */
public final class ArchiveReader {

    private static final int BUFFER_BYTES = 64 << 10;

    private ArchiveReader() {}

    /**
     * Writes some of an archive's files; one that is there already is replaced.
     *
     * @param format how the archive is packed; the only file of {@link ArchiveFormat#BINARY} has any name
     * @param wanted where files go, by their names in the archive
     * @throws IOException when the archive cannot be read or lacks one of them, or a file cannot be written
     */
    public static void extract(ArchiveFormat format, Path archive, Map<String, Path> wanted) throws IOException {
        Set<String> missing = new HashSet<>(wanted.keySet());
        try (var in = new BufferedInputStream(Files.newInputStream(archive), BUFFER_BYTES)) {
            if (format == ArchiveFormat.BINARY) {
                for (Path file : wanted.values()) {
                    copy(in, file);
                }
                missing.clear();
            } else {
                extract(open(format, in), wanted, missing);
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException("there is no " + String.join(", ", missing) + " in " + archive);
        }
    }

    private static void extract(ArchiveInputStream<?> archive, Map<String, Path> wanted, Set<String> missing)
            throws IOException {
        ArchiveEntry entry = archive.getNextEntry();
        while (entry != null && !missing.isEmpty()) {
            Path file = wanted.get(entry.getName());
            if (file != null && missing.remove(entry.getName())) {
                copy(archive, file);
            }
            entry = archive.getNextEntry();
        }
    }

    private static void copy(InputStream from, Path file) throws IOException {
        AtomicFile.replace(file, temporary -> {
            try (var out = Files.newOutputStream(temporary)) {
                from.transferTo(out);
            }
        });
    }

    private static ArchiveInputStream<?> open(ArchiveFormat format, InputStream in) throws IOException {
        return switch (format) {
            case TAR_GZ -> new TarArchiveInputStream(new GzipCompressorInputStream(in));
            case TAR_XZ -> new TarArchiveInputStream(new XZInputStream(in));
            case TAR_ZST -> new TarArchiveInputStream(new ZstdInputStream(in));
            case ZIP -> new ZipArchiveInputStream(in);
            case BINARY -> throw new IllegalArgumentException("a bare program is not an archive");
        };
    }
}
