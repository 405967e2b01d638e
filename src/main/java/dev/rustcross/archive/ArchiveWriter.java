package dev.rustcross.archive;

import com.github.luben.zstd.ZstdOutputStream;
import dev.rustcross.file.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Writes archives whose bytes depend on nothing but the names, contents and executable flags of the entries, the time
 * given and the compressors' versions: not on the files' own times, modes, owners and places, nor on time zone, locale
 * and umask. gzip and ZIP compress by the JDK's zlib, so a JDK built on another zlib may give other bytes.
 *
 * <p>Entries are sorted by name, but for a jar's manifest, which is first as the JAR specification asks of signed jars and {@code
 * JarInputStream} of all, each folder before what is in it; folders and executables have mode 0755, other files
 * 0644. The heap needed is the same for any file size: below 30 MiB with xz, below 1 MiB otherwise.
 *
 * <p>The levels, by what a stripped Rust program of 21 MB took on one core:
 *
 * <ul>
 *   <li>gzip, ZIP: zlib's default 6, 30 MB/s. Level 9 takes more than three times as long to save 0.6 %; level 5 saves
 *       40 % of the time and costs 0.9 %.
 *   <li>Zstandard: 9, 30 MB/s and 15 % smaller than gzip. Level 19 takes twelve times as long to save 11 %.
 *   <li>xz: preset 6 with a dictionary of 2 MiB instead of 8, 2.3 MB/s and 29 % smaller than gzip: 1.8 % larger than
 *       the plain preset, in half the time and a quarter of the memory.
 * </ul>
 */
public final class ArchiveWriter {

    private static final int DEFLATE_LEVEL = 6;
    private static final int ZSTD_LEVEL = 9;
    private static final int XZ_PRESET = LZMA2Options.PRESET_DEFAULT;
    private static final int XZ_DICTIONARY_BYTES = 2 << 20;
    private static final int BUFFER_BYTES = 64 << 10;

    private static final String MANIFEST_FOLDER = "META-INF/";

    private static final Comparator<String> ORDER =
            Comparator.comparing((String name) -> !isManifest(name)).thenComparing(Comparator.naturalOrder());

    private ArchiveWriter() {}

    /**
     * Creates or replaces an archive in one step; when anything fails, an older one is still there.
     *
     * @param entries the files; for {@link ArchiveFormat#BINARY} the only one, whose bytes become the output
     * @param timestamp the time of every entry, to the second; in a ZIP to two seconds, from 1980 to 2107
     * @return the checksum of the written file, taken on the way
     * @throws IOException when an entry cannot be read or the output not be written
     * @throws IllegalArgumentException when two entries have one name, one is below another, or a bare program is asked
     *     for with other than one entry
     */
    public static Checksum write(ArchiveFormat format, List<ArchiveEntry> entries, Instant timestamp, Path output)
            throws IOException {
        NavigableMap<String, Optional<ArchiveEntry>> members = members(entries);
        if (format == ArchiveFormat.BINARY && entries.size() != 1) {
            throw new IllegalArgumentException("a bare program is one file, not " + entries.size());
        }
        MessageDigest sha256 = Checksum.sha256();
        AtomicFile.replace(output, file -> {
            try (var out = new BufferedOutputStream(
                    new DigestOutputStream(Files.newOutputStream(file), sha256), BUFFER_BYTES)) {
                if (format == ArchiveFormat.BINARY) {
                    entries.get(0).copyTo(out);
                } else {
                    pack(members, open(format, out, timestamp));
                }
            }
            if (format == ArchiveFormat.BINARY && entries.get(0).executable()) {
                makeExecutable(file);
            }
        });
        return Checksum.of(output.getFileName().toString(), sha256);
    }

    private static boolean isManifest(String name) {
        return name.equals(JarFile.MANIFEST_NAME) || name.equals(MANIFEST_FOLDER);
    }

    /** Returns the entries and all their parent folders, these without an entry, in the archive's order. */
    static NavigableMap<String, Optional<ArchiveEntry>> members(List<ArchiveEntry> entries) {
        var members = new TreeMap<String, Optional<ArchiveEntry>>(ORDER);
        for (ArchiveEntry entry : entries) {
            String name = entry.name();
            if (members.put(name, Optional.of(entry)) != null) {
                throw new IllegalArgumentException("two entries have the name " + name);
            }
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                members.put(name.substring(0, slash + 1), Optional.empty());
            }
        }
        for (ArchiveEntry entry : entries) {
            if (members.containsKey(entry.name() + '/')) {
                throw new IllegalArgumentException("both a file and a folder: " + entry.name());
            }
        }
        return members;
    }

    private static void pack(Map<String, Optional<ArchiveEntry>> members, ArchiveStream archive) throws IOException {
        try (archive) {
            for (Map.Entry<String, Optional<ArchiveEntry>> member : members.entrySet()) {
                if (member.getValue().isPresent()) {
                    archive.addFile(member.getValue().get());
                } else {
                    archive.addFolder(member.getKey());
                }
            }
        }
    }

    private static ArchiveStream open(ArchiveFormat format, OutputStream out, Instant timestamp) throws IOException {
        return switch (format) {
            case TAR_GZ -> tar(gzip(out), timestamp);
            case TAR_XZ -> tar(xz(out), timestamp);
            case TAR_ZST -> tar(zstd(out), timestamp);
            case ZIP -> new ZipStream(out, DEFLATE_LEVEL, timestamp);
            case BINARY -> throw new IllegalArgumentException("a bare program is not an archive");
        };
    }

    private static ArchiveStream tar(OutputStream compressor, Instant timestamp) {
        // A tar comes in blocks of 512 bytes: too small for a call into a native compressor.
        return new TarStream(new BufferedOutputStream(compressor, BUFFER_BYTES), timestamp);
    }

    private static OutputStream gzip(OutputStream out) throws IOException {
        var parameters = new GzipParameters();
        parameters.setCompressionLevel(DEFLATE_LEVEL);
        parameters.setBufferSize(BUFFER_BYTES);
        // RFC 1952, as "gzip -n": no file name, and no time, as the tar within has it; the system is 255, unknown.
        parameters.setModificationInstant(Instant.EPOCH);
        parameters.setOS(GzipParameters.OS.UNKNOWN);
        return new GzipCompressorOutputStream(out, parameters);
    }

    private static OutputStream xz(OutputStream out) throws IOException {
        var options = new LZMA2Options(XZ_PRESET);
        options.setDictSize(XZ_DICTIONARY_BYTES);
        return new XZOutputStream(out, options);
    }

    private static OutputStream zstd(OutputStream out) throws IOException {
        var compressor = new ZstdOutputStream(out, ZSTD_LEVEL);
        // As the zstd program does.
        compressor.setChecksum(true);
        return compressor;
    }

    /** Lets everyone execute the file who can read it, where the file system knows of that. */
    private static void makeExecutable(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        if (permissions.contains(PosixFilePermission.GROUP_READ)) {
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
        }
        if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        view.setPermissions(permissions);
    }
}
