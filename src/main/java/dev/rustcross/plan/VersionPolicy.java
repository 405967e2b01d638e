package dev.rustcross.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is done where the POM and a packed crate have different versions. */
public enum VersionPolicy {
    /** It is said. */
    WARN,
    /** Nothing is built. */
    FAIL,
    /** Nothing. */
    IGNORE;

    /** Returns the policy that a POM names. */
    public static Optional<VersionPolicy> parse(String value) {
        return Arrays.stream(values())
                .filter(each -> each.value().equals(value))
                .findFirst();
    }

    /** Returns all that a POM may name. */
    public static List<String> names() {
        return Arrays.stream(values()).map(VersionPolicy::value).toList();
    }

    private String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
