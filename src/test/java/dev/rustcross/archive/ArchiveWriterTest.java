package dev.rustcross.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ArchiveWriterTest {

    /** Exists in UTC, but neither in Berlin nor in Oslo: skipped for summer time there. */
    private static final Instant TIMESTAMP = Instant.parse("2026-03-29T02:30:00Z");

    private static final String LONG_NAME = "docs/" + "a-rather-long-name-".repeat(8) + "ä.txt";

    @TempDir
    Path folder;

    private Path sources;

    @BeforeEach
    void createSources() throws IOException {
        sources = createSources(folder.resolve("sources"), "rw-r--r--", FileTime.from(Instant.EPOCH));
    }

    @Test
    @RequiresTool({"tar", "gzip", "xz", "zstd"})
    void tarListsEntriesSortedWithModesOwnerAndTime() throws Exception {
        for (ArchiveFormat format : List.of(ArchiveFormat.TAR_GZ, ArchiveFormat.TAR_XZ, ArchiveFormat.TAR_ZST)) {
            Path archive = write(format);

            List<String> listing =
                    Tool.run(folder, "tar", "--full-time", "--quoting-style=literal", "-tvf", archive.toString());

            assertThat(listing.stream().map(line -> line.replaceAll(" +", " ")))
                    .as(format.id())
                    .containsExactly(
                            "drwxr-xr-x 0/0 0 2026-03-29 02:30:00 app-1.0/",
                            "-rw-r--r-- 0/0 8 2026-03-29 02:30:00 app-1.0/README.md",
                            "-rwxr-xr-x 0/0 21 2026-03-29 02:30:00 app-1.0/app",
                            "drwxr-xr-x 0/0 0 2026-03-29 02:30:00 app-1.0/docs/",
                            "-rw-r--r-- 0/0 0 2026-03-29 02:30:00 app-1.0/" + LONG_NAME,
                            "-rw-r--r-- 0/0 7 2026-03-29 02:30:00 app-1.0/docs/größe und maß.txt");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "BINARY", mode = Mode.EXCLUDE)
    @RequiresTool({"tar", "unzip", "gzip", "xz", "zstd"})
    void extractsToTheSameFiles(ArchiveFormat format) throws Exception {
        Path archive = write(format);
        Path extracted = Files.createDirectory(folder.resolve("extracted"));

        if (format == ArchiveFormat.ZIP) {
            Tool.run(extracted, "unzip", "-q", archive.toString());
        } else {
            Tool.run(extracted, "tar", "-xpf", archive.toString());
        }

        Path root = extracted.resolve("app-1.0");
        for (String name : List.of("README.md", "app", LONG_NAME, "docs/größe und maß.txt")) {
            assertThat(root.resolve(name)).hasSameBinaryContentAs(sources.resolve(name));
        }
        assertThat(permissions(root)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(root.resolve("README.md"))).isEqualTo("rw-r--r--");
        assertThat(Tool.run(root, "./app")).containsExactly("hello");
        assertThat(Files.getLastModifiedTime(root.resolve("app")).toInstant()).isEqualTo(TIMESTAMP);
        assertThat(Files.getLastModifiedTime(root.resolve("docs")).toInstant()).isEqualTo(TIMESTAMP);
    }

    @Test
    @RequiresTool("unzip")
    void zipListsEntriesSortedWithUnixModesAndTime() throws Exception {
        Path archive = write(ArchiveFormat.ZIP);

        List<String> listing = Tool.run(folder, "unzip", "-Z", "-T", "-s", archive.toString());

        assertThat(listing.subList(2, listing.size() - 1).stream().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "drwxr-xr-x 2.0 unx 0 b- stor 20260329.023000 app-1.0/",
                        "-rw-r--r-- 2.0 unx 8 bl defN 20260329.023000 app-1.0/README.md",
                        "-rwxr-xr-x 2.0 unx 21 bl defN 20260329.023000 app-1.0/app",
                        "drwxr-xr-x 2.0 unx 0 b- stor 20260329.023000 app-1.0/docs/",
                        "-rw-r--r-- 2.0 unx 0 bl defN 20260329.023000 app-1.0/" + LONG_NAME,
                        "-rw-r--r-- 2.0 unx 7 bl defN 20260329.023000 app-1.0/docs/größe und maß.txt");
        assertThat(Tool.run(folder, "unzip", "-t", archive.toString()))
                .last()
                .asString()
                .startsWith("No errors detected");
    }

    @ParameterizedTest
    @CsvSource({
        "TAR_GZ,  gzip, gzip compressed data",
        "TAR_XZ,  xz,   XZ compressed data",
        "TAR_ZST, zstd, Zstandard compressed data",
    })
    @RequiresTool({"gzip", "xz", "zstd", "file"})
    void compressorsOwnToolsAcceptIt(ArchiveFormat format, String tool, String kind) throws Exception {
        Path archive = write(format);

        Tool.run(folder, tool, "-t", archive.toString());

        assertThat(Tool.run(folder, "file", "-b", archive.toString()))
                .first()
                .asString()
                .startsWith(kind);
    }

    @Test
    void gzipHeaderHasNoNameNoTimeAndNoSystem() throws IOException {
        assertThat(Files.readAllBytes(write(ArchiveFormat.TAR_GZ))).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
    }

    @ParameterizedTest
    @EnumSource
    @RequiresTool("sha256sum")
    void returnsTheChecksumOfWhatItWrote(ArchiveFormat format) throws Exception {
        Path output = folder.resolve("out." + format.id());

        Checksum checksum = ArchiveWriter.write(
                format, List.of(new ArchiveEntry("app", sources.resolve("app"), true)), TIMESTAMP, output);

        assertThat(Tool.run(folder, "sha256sum", "out." + format.id())).containsExactly(checksum.line());
    }

    @ParameterizedTest
    @EnumSource(names = "BINARY", mode = Mode.EXCLUDE)
    void givesTheSameBytesFromOtherFilesInAnotherZoneAndLocale(ArchiveFormat format) throws IOException {
        byte[] expected = Files.readAllBytes(write(format));
        Path others = createSources(folder.resolve("other/place"), "rwxrwx---", FileTime.from(Instant.now()));
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try {
            for (String zoneId : List.of("Europe/Berlin", "Asia/Kathmandu", "America/Los_Angeles")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zoneId));
                Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
                Path output = folder.resolve("again");
                List<ArchiveEntry> reordered = entries(others).stream()
                        .sorted((a, b) -> b.name().compareTo(a.name()))
                        .toList();

                ArchiveWriter.write(format, reordered, TIMESTAMP, output);

                assertThat(output).as(zoneId).hasBinaryContent(expected);
            }
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    @Test
    @RequiresTool("sh")
    void givesTheSameBytesInAnotherJvmWithAnotherUmask() throws Exception {
        Path source = sources.resolve("app");
        Path here = Files.createDirectory(folder.resolve("here"));
        Path there = Files.createDirectory(folder.resolve("there"));
        ArchiveFormat[] formats = ArchiveFormat.values();

        ChildJvm.pack(
                List.of("-Duser.timezone=Europe/Berlin", "-Duser.language=ar", "-Dfile.encoding=ISO-8859-1"),
                "077",
                there,
                source,
                formats);

        ChildJvm.main(
                new String[] {here.toString(), source.toString(), "TAR_GZ", "TAR_XZ", "TAR_ZST", "ZIP", "BINARY"});
        for (ArchiveFormat format : formats) {
            assertThat(ChildJvm.output(there, format))
                    .as(format.id())
                    .hasSameBinaryContentAs(ChildJvm.output(here, format));
        }
    }

    @ParameterizedTest
    @CsvSource({"TAR_GZ, 500000000", "TAR_XZ, 200000000", "TAR_ZST, 200000000", "ZIP, 500000000"})
    @RequiresTool({"sh", "tar", "gzip", "xz", "zstd", "unzip"})
    void packsALargeFileInASmallHeap(ArchiveFormat format, long size) throws Exception {
        Path large = createSparse(size);

        ChildJvm.pack(List.of("-Xmx64m"), "022", folder, large, format);

        String archive = ChildJvm.output(folder, format).toString();
        List<String> listing = format == ArchiveFormat.ZIP
                ? Tool.run(folder, "unzip", "-Z", archive)
                : Tool.run(folder, "tar", "-tvf", archive);
        assertThat(listing).anyMatch(line -> line.contains(" " + size + " ") && line.endsWith("packed/bin/grüße"));
        assertThat(Files.size(Path.of(archive))).isBetween(1_000_000L, 3_000_000L);
    }

    @ParameterizedTest
    @EnumSource(names = "BINARY", mode = Mode.EXCLUDE)
    void aFailureInTheMiddleLeavesTheOlderArchiveAndNoPart(ArchiveFormat format) throws IOException {
        Path dist = Files.createDirectory(folder.resolve("dist"));
        Path output = Files.writeString(dist.resolve("app.archive"), "older");
        Path missing = sources.resolve("missing");
        List<ArchiveEntry> entries =
                List.of(new ArchiveEntry("a", sources.resolve("app"), true), new ArchiveEntry("b/c", missing, true));

        assertThatThrownBy(() -> ArchiveWriter.write(format, entries, TIMESTAMP, output))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot pack " + missing + " as b/c: no such file");

        assertThat(output).hasContent("older");
        assertThat(dist).isDirectoryNotContaining(file -> !file.equals(output));
    }

    @ParameterizedTest
    @EnumSource
    void aFolderInPlaceOfAFileLeavesNoPart(ArchiveFormat format) throws IOException {
        Path dist = Files.createDirectory(folder.resolve("dist"));
        Path source = sources.resolve("docs");

        assertThatThrownBy(() -> ArchiveWriter.write(
                        format, List.of(new ArchiveEntry("docs", source, false)), TIMESTAMP, dist.resolve("x")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot pack " + source + " as docs: ");

        assertThat(dist).isEmptyDirectory();
    }

    @Test
    void aBareProgramIsTheFileWithItsExecutableBit() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path program = folder.resolve("app-1.0-linux-amd64");
        Path text = folder.resolve("app.txt");
        Path source = sources.resolve("app");

        ArchiveWriter.write(ArchiveFormat.BINARY, List.of(new ArchiveEntry("app", source, true)), TIMESTAMP, program);
        ArchiveWriter.write(ArchiveFormat.BINARY, List.of(new ArchiveEntry("app", source, false)), TIMESTAMP, text);

        assertThat(program).hasSameBinaryContentAs(source);
        var readable = Files.getPosixFilePermissions(text);
        assertThat(readable).doesNotContain(PosixFilePermission.OWNER_EXECUTE);
        var expected = EnumSet.copyOf(readable);
        expected.add(PosixFilePermission.OWNER_EXECUTE);
        if (readable.contains(PosixFilePermission.GROUP_READ)) {
            expected.add(PosixFilePermission.GROUP_EXECUTE);
        }
        if (readable.contains(PosixFilePermission.OTHERS_READ)) {
            expected.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        assertThat(Files.getPosixFilePermissions(program)).isEqualTo(expected);
    }

    @Test
    void aBareProgramIsOneFile() {
        assertThatThrownBy(() ->
                        ArchiveWriter.write(ArchiveFormat.BINARY, entries(sources), TIMESTAMP, folder.resolve("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a bare program is one file, not 4");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b,   two entries have the name a/b",
        "a/b, a/b/c, both a file and a folder: a/b",
        "a/b, a,     both a file and a folder: a",
    })
    void refusesNamesThatExcludeEachOther(String first, String second, String message) {
        List<ArchiveEntry> entries =
                List.of(new ArchiveEntry(first, sources, false), new ArchiveEntry(second, sources, false));

        assertThatThrownBy(() -> ArchiveWriter.write(ArchiveFormat.ZIP, entries, TIMESTAMP, folder.resolve("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private Path write(ArchiveFormat format) throws IOException {
        Path output = folder.resolve("app." + format.id());
        ArchiveWriter.write(format, entries(sources), TIMESTAMP, output);
        return output;
    }

    private static List<ArchiveEntry> entries(Path sources) {
        return List.of(
                new ArchiveEntry("app-1.0/app", sources.resolve("app"), true),
                new ArchiveEntry("app-1.0/README.md", sources.resolve("README.md"), false),
                new ArchiveEntry("app-1.0/docs/größe und maß.txt", sources.resolve("docs/größe und maß.txt"), false),
                new ArchiveEntry("app-1.0/" + LONG_NAME, sources.resolve(LONG_NAME), false));
    }

    private static Path createSources(Path folder, String permissions, FileTime time) throws IOException {
        Files.createDirectories(folder.resolve("docs"));
        Files.writeString(folder.resolve("app"), "#!/bin/sh\necho hello\n");
        Files.writeString(folder.resolve("README.md"), "# My app");
        Files.writeString(folder.resolve("docs/größe und maß.txt"), "Größe");
        Files.createFile(folder.resolve(LONG_NAME));
        for (ArchiveEntry entry : entries(folder)) {
            Files.setLastModifiedTime(entry.source(), time);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(entry.source(), PosixFilePermissions.fromString(permissions));
            }
        }
        return folder;
    }

    /** Creates a file of 1 MB that does not compress, and a hole. */
    private Path createSparse(long size) throws IOException {
        Path file = folder.resolve("large");
        byte[] noise = new byte[1_000_000];
        new Random(42).nextBytes(noise);
        Files.write(file, noise);
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        return file;
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
