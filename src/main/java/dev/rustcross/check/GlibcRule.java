package dev.rustcross.check;

import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.ElfImage;
import dev.rustcross.binary.SymbolVersion;
import dev.rustcross.binary.VersionNeed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** No newer glibc is needed than that of {@code <glibc>}. */
public final class GlibcRule implements ImageRule {

    private static final String FAMILY = "GLIBC";

    /** That many symbols of a version show which code it is. */
    private static final int SHOWN = 8;

    GlibcRule() {}

    /** Returns the oldest glibc that an image runs on, or empty where it needs none. */
    public static Optional<String> floor(ElfImage image) {
        return Optional.ofNullable(image.highestVersions().get(FAMILY)).map(SymbolVersion::number);
    }

    /** Returns the symbols that need the floor, in alphabetical order. */
    public static List<String> symbolsOfFloor(ElfImage image) {
        return floor(image)
                .map(floor -> needs(image).get(new SymbolVersion(FAMILY, floor)))
                .map(List::copyOf)
                .orElse(List.of());
    }

    @Override
    public List<Finding> check(BinaryImage image, Expectations wanted) {
        if (wanted.glibc() == null || !(image instanceof ElfImage elf)) {
            return List.of();
        }
        Map<SymbolVersion, Set<String>> tooNew = needs(elf).tailMap(new SymbolVersion(FAMILY, wanted.glibc()), false);
        if (tooNew.isEmpty()) {
            return List.of();
        }
        String found = tooNew.entrySet().stream()
                .sorted(Map.Entry.<SymbolVersion, Set<String>>comparingByKey(Comparator.reverseOrder()))
                .map(version -> version.getKey() + symbols(List.copyOf(version.getValue())))
                .collect(Collectors.joining("; "));
        return List.of(Finding.failure(
                "glibc",
                found,
                "glibc " + wanted.glibc() + " or older, by <glibc>",
                "let zig link it and compile its C code (no -Clinker in the flags, no <cc> of its own), or write in "
                        + wanted.where() + " <glibc>" + floor(elf).orElseThrow() + "</glibc>."));
    }

    /** Returns what needs each version, in words; nothing where the file does not say. */
    public static String symbols(List<String> symbols) {
        if (symbols.isEmpty()) {
            return "";
        }
        int more = symbols.size() - SHOWN;
        return " for " + symbols.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static NavigableMap<SymbolVersion, Set<String>> needs(ElfImage image) {
        var needs = new TreeMap<SymbolVersion, Set<String>>();
        for (VersionNeed need : image.versionNeeds()) {
            need.version()
                    .filter(version -> version.family().equals(FAMILY))
                    .ifPresent(version -> needs.computeIfAbsent(version, key -> new TreeSet<>())
                            .addAll(need.symbols()));
        }
        return needs;
    }
}
