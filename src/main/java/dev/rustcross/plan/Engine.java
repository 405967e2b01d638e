package dev.rustcross.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The way to a linker that a user asks for. */
public enum Engine {
    /** The first rule that applies. */
    AUTO,
    /** Plain cargo with what the user configured, nothing of ours. */
    CARGO,
    /** Zig, through cargo-zigbuild. */
    ZIGBUILD,
    /** Containers, through cross. */
    CROSS,
    /** Microsoft's libraries with LLVM's tools, through cargo-xwin. */
    XWIN;

    /** Returns how it is written in a POM. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the engine of that name, as a POM writes it. */
    public static Optional<Engine> parse(String value) {
        return Arrays.stream(values())
                .filter(engine -> engine.value().equals(value))
                .findFirst();
    }
}
