package dev.rustcross.cargo;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Flags for rustc, in the order in which it gets them: of an option given twice, the last counts.
 *
 * @param flags the flags, an argument each
 */
public record RustFlags(List<String> flags) {

    /** Separates the flags as {@code CARGO_ENCODED_RUSTFLAGS} does; none of them holds it. */
    static final String SEPARATOR = "\u001f";

    /** As {@code -C}, which is short for {@code --codegen}, takes it: glued to its value or apart. */
    private static final Pattern CODEGEN =
            Pattern.compile("(?:^|\u001f)(?:-C\u001f?|--codegen[=\u001f])([^\u001f=]+)=([^\u001f]+)");

    public RustFlags {
        flags = List.copyOf(flags);
    }

    /** Returns the values that a codegen option gets, such as {@code target-cpu}, in their order. */
    public List<String> codegen(String option) {
        return CODEGEN.matcher(String.join(SEPARATOR, flags))
                .results()
                // rustc takes a dash and an underscore for the same.
                .filter(setting -> setting.group(1).replace('_', '-').equals(option))
                .map(setting -> setting.group(2))
                .toList();
    }
}
