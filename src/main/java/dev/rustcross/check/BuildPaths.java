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
import java.util.regex.Pattern;

/** Folders of the machine that builds, of which none may be named in a binary. */
public final class BuildPaths {

    /** Longer than the names that build scripts make; what is no name ends at once. */
    private static final int SHOWN = 1000;

    private static final String NOT_BY_RUSTC = "C code, build scripts and env!(\"OUT_DIR\") write them too";
    private static final String GIVE_UP = ". Or write <forbidBuildPaths>false</forbidBuildPaths>.";

    /** Where rustc's own names for folders begin, those of {@code remapPaths} among them, and all of a name but its end. */
    private static final Pattern NAME_OF_RUSTC =
            Pattern.compile("(?:/rustc/\\p{XDigit}{40}|/cargo/registry/src|/cargo/git/checkouts)/(?:(?!\\.rs)[!-~])*");

    /** As long as any name of a source file that rustc writes. */
    private static final int LOOKED_BACK = 500;

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
                .filter(folder -> folder.isAbsolute() && folder.getNameCount() > 0)
                .map(folder -> (folder + folder.getFileSystem().getSeparator()).getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** Returns the first name in the file that begins with one of the folders. */
    public List<Finding> check(Path file) throws IOException {
        try (BinaryFile open = BinaryFile.openForReading(file)) {
            Long offset = null;
            for (Match match : search.find(open, Integer.MAX_VALUE)) {
                if (!isInNameOfRustc(open, match.offset())) {
                    offset = match.offset();
                    break;
                }
            }
            if (offset == null) {
                return List.of();
            }
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

    /** A folder as short as {@code /src} is part of names that tell nothing of this machine. */
    private static boolean isInNameOfRustc(BinaryFile file, long offset) throws IOException {
        int before = (int) Math.min(LOOKED_BACK, offset);
        int length = (int) Math.min(before + LOOKED_BACK, file.size() - offset + before);
        String around = StandardCharsets.ISO_8859_1
                .decode(file.read(offset - before, length, ByteOrder.BIG_ENDIAN))
                .toString();
        return NAME_OF_RUSTC.matcher(around).results().anyMatch(name -> name.start() <= before && before < name.end());
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
