package dev.rustcross.check;

import dev.rustcross.binary.BinaryFormat;
import dev.rustcross.binary.BinaryImage;
import java.util.List;

/** Symbols are there, or are not, as the profile's key {@code strip} says. */
final class StripRule implements ImageRule {

    private static final String RULE = "strip";

    @Override
    public List<Finding> check(BinaryImage image, Expectations wanted) {
        return switch (wanted.strip()) {
            case UNKNOWN -> List.of();
            case NONE -> isStrippedAgainstWill(image) ? List.of(stripped(wanted)) : List.of();
            case DEBUG_INFO ->
                image.hasDebugInfo() ? List.of(unstripped("debug information", "debuginfo", wanted)) : List.of();
            case SYMBOLS ->
                image.hasDebugInfo()
                        ? List.of(unstripped("debug information", "symbols", wanted))
                        : image.stripped() ? List.of() : List.of(unstripped("a symbol table", "symbols", wanted));
        };
    }

    /** Microsoft's linker writes symbols to a file of their own, whatever it is told. */
    private static boolean isStrippedAgainstWill(BinaryImage image) {
        return image.stripped() && image.format() != BinaryFormat.PE;
    }

    private static Finding unstripped(String what, String value, Expectations wanted) {
        return Finding.failure(
                RULE,
                what,
                "none: the profile has strip = \"" + value + "\"",
                "let a linker that strips link it (`mvn rust-cross:targets` names the one that did), or see rustc's warnings"
                        + " about its strip program. If it is to stay, write strip = \"none\" in "
                        + wanted.stripSetting() + ".");
    }

    private static Finding stripped(Expectations wanted) {
        return Finding.failure(
                RULE,
                "no symbol table",
                "one: the profile has strip = \"none\"",
                "remove what strips it (-s or -Clink-arg=-Wl,-s in the flags, a linker that always does),"
                        + " or remove strip from " + wanted.stripSetting() + ".");
    }
}
