package dev.rustcross.binary;

import java.util.List;
import java.util.Optional;

/**
 * A version that an ELF image needs of a library.
 *
 * @param library the library, such as {@code libc.so.6}
 * @param name the version, such as {@code GLIBC_2.17}
 * @param symbols the symbols of that version that the image uses, in the order of its symbol table; empty too where its
 *     section headers are removed
 */
public record VersionNeed(String library, String name, List<String> symbols) {

    public VersionNeed {
        symbols = List.copyOf(symbols);
    }

    /** Returns the version, so that it can be compared; empty for a name without a number, as {@code GLIBC_PRIVATE}. */
    public Optional<SymbolVersion> version() {
        return SymbolVersion.parse(name);
    }
}
