package dev.rustcross.check;

import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.ElfImage;
import dev.rustcross.binary.MachOImage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an executable or a library says of itself.
 *
 * @param format {@code ELF}, {@code PE} or {@code Mach-O}
 * @param architecture the processor family, as Rust names it
 * @param bits 32 or 64
 * @param kind {@code executable} or {@code library}
 * @param linkage {@code static}, {@code static-pie} or {@code dynamic}
 * @param interpreter the dynamic linker that an ELF file names; null for none
 * @param libraries the dynamic libraries that it needs
 * @param floor the oldest system that it runs on, such as {@code glibc 2.17} or {@code macOS 11.0}; null where it does not say
 * @param floorSymbols the symbols that need that glibc
 * @param stripped whether it has no symbol table
 * @param debugInfo whether it has debug information
 * @param signature {@code certificate} or {@code ad hoc}; null for none, and for other formats than Mach-O
 * @param buildId what ties it to its debug symbols; null for none
 */
public record CheckedImage(
        String format,
        String architecture,
        int bits,
        String kind,
        String linkage,
        @Nullable String interpreter,
        List<String> libraries,
        @Nullable String floor,
        List<String> floorSymbols,
        boolean stripped,
        boolean debugInfo,
        @Nullable String signature,
        @Nullable String buildId) {

    public CheckedImage {
        libraries = List.copyOf(libraries);
        floorSymbols = List.copyOf(floorSymbols);
    }

    /** Returns what an image says. */
    public static CheckedImage of(BinaryImage image) {
        ElfImage elf = image instanceof ElfImage each ? each : null;
        return new CheckedImage(
                image.format().toString(),
                image.architecture().toString(),
                image.bits(),
                lowerCase(image.kind()),
                elf == null ? "dynamic" : lowerCase(elf.linkage()),
                elf == null ? null : elf.interpreter().orElse(null),
                image.libraries(),
                floor(image),
                elf == null ? List.of() : GlibcRule.symbolsOfFloor(elf),
                image.stripped(),
                image.hasDebugInfo(),
                signature(image),
                image.buildId().orElse(null));
    }

    private static @Nullable String floor(BinaryImage image) {
        if (image instanceof ElfImage elf) {
            return GlibcRule.floor(elf).map(version -> "glibc " + version).orElse(null);
        }
        return image instanceof MachOImage slice
                ? slice.minimumMacOs().map(version -> "macOS " + version).orElse(null)
                : null;
    }

    private static @Nullable String signature(BinaryImage image) {
        return image instanceof MachOImage slice
                ? slice.signature()
                        .map(signature -> signature.isAdHoc() ? "ad hoc" : "certificate")
                        .orElse(null)
                : null;
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
