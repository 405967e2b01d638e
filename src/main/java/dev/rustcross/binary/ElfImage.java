package dev.rustcross.binary;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an ELF executable or shared object says of itself.
 *
 * @param flags what distinguishes machines of one architecture, {@code e_flags}: each architecture has bits of its own
 * @param linkage whether it needs a dynamic linker
 * @param interpreter the path of its dynamic linker
 * @param versionNeeds what it needs of the versioned libraries, in the file's order
 * @param stripped whether it has no section of type {@code SHT_SYMTAB}: that table is "for link editing" and none of the
 *     dynamic linker's (System V ABI, chapter "Sections")
 * @param hasDebugInfo whether it has a section {@code .debug_info} (DWARF 5, section 7.4), or a compressed one by its old
 *     name {@code .zdebug_info}
 */
public record ElfImage(
        Architecture architecture,
        int bits,
        ByteOrder byteOrder,
        int flags,
        Kind kind,
        Linkage linkage,
        Optional<String> interpreter,
        List<String> libraries,
        List<VersionNeed> versionNeeds,
        Optional<String> buildId,
        boolean stripped,
        boolean hasDebugInfo)
        implements BinaryImage {

    /** Whether an image runs by itself. */
    public enum Linkage {
        /** It needs neither an interpreter nor a library, and loads at a fixed address. */
        STATIC,
        /** It needs neither an interpreter nor a library, and loads at any address. */
        STATIC_PIE,
        /** It needs a dynamic linker: it names an interpreter or libraries, or is a library itself. */
        DYNAMIC
    }

    public ElfImage {
        libraries = List.copyOf(libraries);
        versionNeeds = List.copyOf(versionNeeds);
    }

    @Override
    public BinaryFormat format() {
        return BinaryFormat.ELF;
    }

    /** Returns the highest version that is needed of each family, such as {@code GLIBC} → {@code GLIBC_2.17}, by family. */
    public Map<String, SymbolVersion> highestVersions() {
        Map<String, SymbolVersion> highest = new TreeMap<>();
        for (VersionNeed need : versionNeeds) {
            need.version()
                    .ifPresent(version -> highest.merge(
                            version.family(), version, (one, other) -> one.compareTo(other) >= 0 ? one : other));
        }
        return highest;
    }
}
