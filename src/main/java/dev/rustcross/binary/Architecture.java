package dev.rustcross.binary;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A processor family, by the name that Rust gives it in {@code cfg(target_arch)}.
 *
 * <p>Width and byte order are no part of it: {@code powerpc64} and {@code powerpc64le} are one architecture, as in Rust.
 */
public enum Architecture {
    AARCH64("aarch64"),
    ARM64EC("arm64ec"),
    ARM("arm"),
    CSKY("csky"),
    HEXAGON("hexagon"),
    LOONGARCH32("loongarch32"),
    LOONGARCH64("loongarch64"),
    M68K("m68k"),
    MIPS("mips"),
    MIPS32R6("mips32r6"),
    MIPS64("mips64"),
    MIPS64R6("mips64r6"),
    POWERPC("powerpc"),
    POWERPC64("powerpc64"),
    RISCV32("riscv32"),
    RISCV64("riscv64"),
    S390X("s390x"),
    SPARC("sparc"),
    SPARC64("sparc64"),
    X86("x86"),
    X86_64("x86_64");

    /** How triples begin ({@code rustc --print target-list}); the longest that fits counts. */
    private static final Map<String, Architecture> PREFIXES = Map.ofEntries(
            Map.entry("aarch64", AARCH64),
            Map.entry("arm64", AARCH64),
            Map.entry("arm64ec", ARM64EC),
            Map.entry("arm", ARM),
            Map.entry("thumb", ARM),
            Map.entry("csky", CSKY),
            Map.entry("hexagon", HEXAGON),
            Map.entry("loongarch32", LOONGARCH32),
            Map.entry("loongarch64", LOONGARCH64),
            Map.entry("m68k", M68K),
            Map.entry("mips", MIPS),
            Map.entry("mipsisa32r6", MIPS32R6),
            Map.entry("mips64", MIPS64),
            Map.entry("mipsisa64r6", MIPS64R6),
            Map.entry("powerpc", POWERPC),
            Map.entry("powerpc64", POWERPC64),
            Map.entry("riscv32", RISCV32),
            Map.entry("riscv64", RISCV64),
            Map.entry("s390x", S390X),
            Map.entry("sparc", SPARC),
            Map.entry("sparc64", SPARC64),
            Map.entry("sparcv9", SPARC64),
            Map.entry("i386", X86),
            Map.entry("i486", X86),
            Map.entry("i586", X86),
            Map.entry("i686", X86),
            Map.entry("x86_64", X86_64));

    private final String rustName;

    Architecture(String rustName) {
        this.rustName = rustName;
    }

    /**
     * Returns the architecture of a target triple, such as {@link #ARM} for {@code armv7-unknown-linux-gnueabihf}.
     *
     * @param triple a triple, or just its first part
     * @return empty where this package reads no such machine's binaries, as for {@code wasm32}
     */
    public static Optional<Architecture> ofTriple(String triple) {
        return PREFIXES.keySet().stream()
                .filter(triple::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(PREFIXES::get);
    }

    /** Returns the name in {@code cfg(target_arch)}, such as {@code x86_64}. */
    @Override
    public String toString() {
        return rustName;
    }
}
