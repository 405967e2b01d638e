package dev.rustcross.archive;

import java.util.Arrays;
import java.util.Optional;

/** What a target's files are packed into. */
public enum ArchiveFormat {
    /** A tar compressed by gzip. */
    TAR_GZ("tar.gz"),
    /** A tar compressed by xz. */
    TAR_XZ("tar.xz"),
    /** A tar compressed by Zstandard. */
    TAR_ZST("tar.zst"),
    /** A ZIP with Unix modes. */
    ZIP("zip"),
    /** No archive: the bare program. */
    BINARY("binary");

    private final String id;

    ArchiveFormat(String id) {
        this.id = id;
    }

    /** Returns the format of this name, such as {@code tar.gz}; empty when there is none. */
    public static Optional<ArchiveFormat> parse(String id) {
        return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
    }

    /** Returns the name a POM has for the format; for all but {@link #BINARY} it is the file extension too. */
    public String id() {
        return id;
    }

    /**
     * Returns the name of the file this format makes.
     *
     * @param stem the name without an extension, such as {@code myapp-1.4.2-linux-amd64}
     * @param windows whether the program is one for Windows, which a bare file has to show by {@code .exe}
     */
    public String fileName(String stem, boolean windows) {
        if (this == BINARY) {
            return windows ? stem + ".exe" : stem;
        }
        return stem + '.' + id;
    }

    /**
     * Returns the type of the Maven artifact, which is its extension: Maven needs one, so that of a bare Unix program is {@code bin}.
     *
     * @param windows whether the program is one for Windows
     */
    public String type(boolean windows) {
        if (this == BINARY) {
            return windows ? "exe" : "bin";
        }
        return id;
    }

    /** Returns {@link #id()}. */
    @Override
    public String toString() {
        return id;
    }
}
