package dev.rustcross.check;

import dev.rustcross.binary.BinaryFile;
import dev.rustcross.binary.ByteSearch;
import dev.rustcross.binary.ByteSearch.Match;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Folders of the machine that builds, of which none may be named in a binary. */
public final class BuildPaths {

    /** Longer than the names that build scripts make; what is no name ends at once. */
    private static final int SHOWN = 1000;

    private static final String NOT_BY_RUSTC = "C code, build scripts and env!(\"OUT_DIR\") write them too";
    private static final String GIVE_UP = ". Or write <forbidBuildPaths>false</forbidBuildPaths>.";

    private final ByteSearch search;
    private final boolean remapped;

    /**
     * Prepares the search.
     *
     * @param folders absolute paths; the root folder does not count
     * @param remapped whether rustc was told to write other names
     */
    public BuildPaths(List<Path> folders, boolean remapped) {
        this.remapped = remapped;
        this.search = new ByteSearch(folders.stream()
                .filter(folder -> folder.getNameCount() > 0)
                .map(folder -> (folder + folder.getFileSystem().getSeparator()).getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** Returns the first name in the file that begins with one of the folders. */
    public List<Finding> check(Path file) throws IOException {
        try (BinaryFile open = BinaryFile.openForReading(file)) {
            List<Match> matches = search.find(open, 1);
            if (matches.isEmpty()) {
                return List.of();
            }
            long offset = matches.get(0).offset();
            int length = (int) Math.min(SHOWN, open.size() - offset);
            return List.of(Finding.failure(
                    "build-paths",
                    name(open.read(offset, length, ByteOrder.BIG_ENDIAN)) + " at byte " + offset,
                    "no folder of the machine that built it",
                    remapped
                            ? "strip = \"debuginfo\" in [profile] of Cargo.toml removes those of linkers and of C code; "
                                    + NOT_BY_RUSTC + GIVE_UP
                            : "write <remapPaths>true</remapPaths>, for what rustc writes; " + NOT_BY_RUSTC + GIVE_UP));
        }
    }

    /** Names lie in a binary one behind the other, with nothing between them or a zero. */
    private static String name(ByteBuffer bytes) {
        int end = 0;
        while (end < bytes.limit() && bytes.get(end) > ' ' && bytes.get(end) < 0x7f) {
            end++;
        }
        return StandardCharsets.US_ASCII.decode(bytes.limit(end)).toString();
    }
}
