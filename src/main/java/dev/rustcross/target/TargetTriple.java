package dev.rustcross.target;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A Rust target triple, such as {@code x86_64-unknown-linux-musl}.
 *
 * <p>The parts are read as rustc's own names are built ({@code rustc --print target-list}): architecture, vendor where
 * there is one, operating system, and ABI where there is one.
 *
 * @param name the triple as rustc spells it
 */
public record TargetTriple(String name) implements Comparable<TargetTriple> {

    public TargetTriple {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a target triple cannot be blank");
        }
    }

    /** Returns the architecture as rustc spells it, such as {@code aarch64} or {@code armv7}. */
    public String architecture() {
        int dash = name.indexOf('-');
        return dash < 0 ? name : name.substring(0, dash);
    }

    /** Returns the operating system as the triple spells it, such as {@code linux}, {@code darwin} or {@code windows}. */
    public String operatingSystem() {
        String[] parts = name.split("-", -1);
        return parts[Math.min(parts.length - 1, hasVendor(parts) ? 2 : 1)];
    }

    /** Returns what follows the operating system, such as {@code gnu}, {@code musl} or {@code msvc}; empty for nothing. */
    public String environment() {
        String[] parts = name.split("-", -1);
        int index = hasVendor(parts) ? 3 : 2;
        return index < parts.length ? parts[index] : "";
    }

    /** Some triples leave the vendor out: {@code aarch64-linux-android}, {@code wasm32-wasip1}. */
    private static boolean hasVendor(String[] parts) {
        return parts.length > 3 || (parts.length == 3 && !parts[1].equals("linux"));
    }

    /** Returns whether programs for it are WebAssembly. */
    public boolean isWebAssembly() {
        return architecture().startsWith("wasm");
    }

    /** Returns whether the triple names macOS. */
    public boolean isMacOs() {
        return name.endsWith("-apple-darwin");
    }

    /** Returns whether the triple names Windows. */
    public boolean isWindows() {
        return name.contains("-windows-");
    }

    /** Returns whether the triple names Linux, whatever its C library. */
    public boolean isLinux() {
        return name.contains("-linux-") && !isAndroid();
    }

    /** Returns whether the triple names Android, whose triples carry {@code linux} as well. */
    public boolean isAndroid() {
        return name.contains("-android");
    }

    /** Returns whether binaries of this triple link musl, and so are static by default. */
    public boolean isMusl() {
        return name.contains("-musl");
    }

    /** Returns whether the triple names Linux with glibc. */
    public boolean isGlibc() {
        return isLinux() && name.contains("-gnu");
    }

    /** Returns the last part of the triple, which tells targets of one platform apart: {@code gnu}, {@code musl}, {@code msvc}. */
    public String abi() {
        return name.substring(name.lastIndexOf('-') + 1);
    }

    /** Returns the file name of an executable of this triple. */
    public String executableName(String binary) {
        return isWindows() ? binary + ".exe" : binary;
    }

    /** Returns the form that the variables of cc-rs end in: lower case, underscores. */
    public String variableSuffix() {
        return name.replace('-', '_').replace('.', '_');
    }

    /** Returns the form inside Cargo's variables, {@code CARGO_TARGET_<this>_LINKER}: upper case, underscores. */
    public String cargoVariableInfix() {
        return variableSuffix().toUpperCase(Locale.ROOT);
    }

    /** By hand, as {@link #hashCode}: linking a record's own at run time is felt at the start of every build. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TargetTriple triple && name.equals(triple.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(TargetTriple other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
