package dev.rustcross.plan;

import org.jspecify.annotations.Nullable;

/**
 * What links a target, and why.
 *
 * @param kind the kind of linker
 * @param program the linker program; null where cargo finds it itself or zig's wrapper serves
 * @param reason which rule, or which file and line, chose it
 */
public record LinkerDecision(Kind kind, @Nullable String program, String reason) {

    /** The ways a target gets its linker. */
    public enum Kind {
        /** Cargo's own default for this triple on this host. */
        NATIVE("native"),
        /** A program, named in the generated configuration. */
        PROGRAM("system"),
        /** The LLD that comes with rustc. */
        RUST_LLD("rust-lld"),
        /** Zig, through cargo-zigbuild's wrapper. */
        ZIG("zig"),
        /** What the user's own cargo configuration or environment says. */
        USER("user's own"),
        /** LLVM's, with Microsoft's libraries, as cargo-xwin sets it up. */
        XWIN("cargo-xwin"),
        /** That of a container, as cross sets it up. */
        CROSS("cross");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Returns the short name shown to users. */
        public String label() {
            return label;
        }
    }

    /** Returns the program that makes the cargo call of a target with this linker. */
    public BuildTool tool() {
        return switch (kind) {
            case XWIN -> BuildTool.CARGO_XWIN;
            case CROSS -> BuildTool.CROSS;
            case NATIVE, PROGRAM, RUST_LLD, ZIG, USER -> BuildTool.CARGO;
        };
    }

    /** Returns the engine that this amounts to, as a POM writes it. */
    public Engine engine() {
        return switch (kind) {
            case ZIG -> Engine.ZIGBUILD;
            case XWIN -> Engine.XWIN;
            case CROSS -> Engine.CROSS;
            case NATIVE, PROGRAM, RUST_LLD, USER -> Engine.CARGO;
        };
    }

    /** Returns whether this is served by zig. */
    public boolean isZig() {
        return kind == Kind.ZIG;
    }

    /** Returns the linker in a word or two, for tables. */
    public String summary() {
        return program == null ? kind.label() : program;
    }
}
