package dev.rustcross.check;

import dev.rustcross.cargo.RustFlags;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Cargo profile has removed of a binary.
 *
 * @see <a href="https://doc.rust-lang.org/cargo/reference/profiles.html#strip">the profile's key</a>
 */
public enum Strip {
    /** Not known, or left to rustc. */
    UNKNOWN,
    /** Nothing. */
    NONE,
    /** What only a debugger reads. */
    DEBUG_INFO,
    /** All symbols that are not needed to run. */
    SYMBOLS;

    /** How linkers are told to strip, whatever the profile says. */
    private static final Pattern LINKER_STRIPS =
            Pattern.compile("(^|[\\s,])(-s|-S|-x|--strip-all|--strip-debug)($|[\\s,])");

    /**
     * Returns what is removed. A flag of rustc's goes before the profile; what a flag tells the linker may do more than either.
     *
     * @param ofProfile the value of the profile's key
     * @param flags the flags that rustc gets beside those of the profile
     */
    public static Strip of(Optional<String> ofProfile, RustFlags flags) {
        List<String> ofFlags = flags.codegen("strip");
        Optional<String> value = ofFlags.isEmpty() ? ofProfile : Optional.of(ofFlags.get(ofFlags.size() - 1));
        Strip strip = value.map(Strip::parse).orElse(UNKNOWN);
        boolean linkerStrips = Stream.of("link-arg", "link-args")
                .flatMap(option -> flags.codegen(option).stream())
                .anyMatch(argument -> LINKER_STRIPS.matcher(argument).find());
        return strip == NONE && linkerStrips ? UNKNOWN : strip;
    }

    private static Strip parse(String value) {
        return switch (value) {
            case "none", "false" -> NONE;
            case "debuginfo" -> DEBUG_INFO;
            case "symbols", "true" -> SYMBOLS;
            default -> UNKNOWN;
        };
    }
}
