package dev.rustcross.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the goal {@code resources} puts libraries for Java programs. */
public enum ResourceMode {
    /** Among the module's classes, and so into its jar. */
    CLASSES,
    /** Into a jar of their own for each target, which is attached with the target's classifier. */
    CLASSIFIED_JARS;

    /** Returns the mode of this name; empty where there is none. */
    public static Optional<ResourceMode> parse(String name) {
        return Arrays.stream(values()).filter(mode -> mode.value().equals(name)).findFirst();
    }

    /** Returns the names of all modes. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ResourceMode::value).toList();
    }

    /** Returns the name as a POM has it. */
    public String value() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
