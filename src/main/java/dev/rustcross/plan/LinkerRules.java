package dev.rustcross.plan;

import dev.rustcross.cargo.RustFlags;
import dev.rustcross.plan.LinkerDecision.Kind;
import dev.rustcross.plan.Surroundings.UserLinker;
import dev.rustcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the linker of a target: the first rule that applies.
 *
 * <ol>
 *   <li>what the POM says of the target
 *   <li>what the user's own cargo configuration or environment says
 *   <li>the host's own triple: native; by rule 7 where the host has no {@code cc}
 *   <li>a macOS host and a macOS triple: Apple's clang; a Windows host and an MSVC triple: MSVC
 *   <li>the usual cross compiler on {@code PATH}
 *   <li>{@code rust-lld} for musl with the static C runtime, where no C is in the crate's graph
 *   <li>zig, through cargo-zigbuild
 *   <li>cargo-xwin, for MSVC
 *   <li>cross, where a container engine answers
 * </ol>
 */
public final class LinkerRules {

    /** GNU's names for rustc's architectures, where they differ. */
    private static final Map<String, String> GNU_ARCHITECTURES = Map.of(
            "armv4t", "arm",
            "armv5te", "arm",
            "armv7", "arm",
            "riscv64gc", "riscv64",
            "riscv32gc", "riscv32",
            "i586", "i686");

    private static final String RUST_LLD = "rust-lld";

    private final Surroundings surroundings;

    /** Creates the rules for a machine and a crate. */
    public LinkerRules(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Returns the linker of a target, or empty where no rule applies. */
    public Optional<LinkerDecision> choose(TargetRequest target) {
        TargetTriple triple = target.triple();
        if (target.asksForZig()) {
            return surroundings.zigUnavailable().isPresent() ? Optional.empty() : zigAskedFor(target);
        }
        if (target.linker() != null) {
            return named(target.linker());
        }
        String asked = "1: <engine> in the POM";
        if (target.engine() == Engine.XWIN && isMsvc(triple)) {
            return xwin(triple, asked);
        }
        if (target.engine() == Engine.CROSS) {
            return cross(asked);
        }
        if (target.engine() == Engine.CARGO) {
            return fromUser(target).or(() -> cargoDefault(target));
        }
        return fromUser(target)
                .or(() -> nativeHost(target))
                .or(() -> platformLinker(triple))
                .or(() -> crossCompiler(target))
                .or(() -> rustLld(target))
                .or(() -> zig(triple))
                .or(() -> xwin(triple, "8: cargo-xwin for MSVC"))
                .or(() -> crossServes(triple) ? cross("9: cross, in a container") : Optional.empty());
    }

    private Optional<LinkerDecision> xwin(TargetTriple triple, String reason) {
        return isMsvc(triple) && surroundings.xwinUnavailable().isEmpty()
                ? decided(Kind.XWIN, null, reason)
                : Optional.empty();
    }

    private Optional<LinkerDecision> cross(String reason) {
        return surroundings.crossUnavailable().isEmpty() ? decided(Kind.CROSS, null, reason) : Optional.empty();
    }

    /** Returns whether a triple needs Microsoft's libraries. */
    public static boolean isMsvc(TargetTriple triple) {
        return triple.isWindows() && triple.abi().equals("msvc");
    }

    private static Optional<LinkerDecision> zigAskedFor(TargetRequest target) {
        return decided(
                Kind.ZIG, null, target.glibc() != null ? "7: a <glibc> floor needs zig" : "1: <engine> in the POM");
    }

    private Optional<LinkerDecision> cargoDefault(TargetRequest target) {
        RustFlags flags = surroundings.rustflags(target);
        boolean linkerInFlags = !flags.codegen("linker").isEmpty()
                || !flags.codegen("linker-flavor").isEmpty();
        return linkerInFlags || !hostCompilerFails(target.triple())
                ? decided(Kind.NATIVE, null, "1: <engine>cargo</engine> in the POM: cargo's own default")
                : Optional.empty();
    }

    /** Returns whether rustc's own default for a triple is this machine's {@code cc}, and that certainly cannot link it. */
    private boolean hostCompilerFails(TargetTriple triple) {
        TargetTriple host = surroundings.hostTriple();
        if (triple.isMacOs()) {
            return !host.isMacOs();
        }
        boolean sameMachine = triple.architecture().equals(host.architecture()) || (isX86(triple) && isX86(host));
        return triple.isLinux() && !(host.isLinux() && sameMachine);
    }

    /** A compiler for one of them mostly serves the other, with its libraries installed. */
    private static boolean isX86(TargetTriple triple) {
        return triple.architecture().matches("x86_64|i[3-6]86");
    }

    /** Returns the linker of a name or path that the POM gives, or empty where there is no such program. */
    Optional<LinkerDecision> named(String linker) {
        String reason = "1: <linker> in the POM";
        // Before PATH is searched, rustc finds its own by that name.
        return linker.equals(RUST_LLD) && surroundings.hasRustLld()
                ? decided(Kind.RUST_LLD, RUST_LLD, reason)
                : surroundings
                        .findProgram(linker)
                        .flatMap(program -> decided(Kind.PROGRAM, program.toString(), reason));
    }

    private Optional<LinkerDecision> fromUser(TargetRequest target) {
        return surroundings
                .userLinker(target)
                .map((UserLinker user) -> new LinkerDecision(Kind.USER, user.program(), "2: " + user.source()));
    }

    private Optional<LinkerDecision> nativeHost(TargetRequest target) {
        TargetTriple triple = target.triple();
        if (triple.equals(surroundings.hostTriple())) {
            return zigServesHost(target)
                    ? decided(Kind.ZIG, null, "7: zig, since the host has no cc")
                    : decided(Kind.NATIVE, null, "3: the host's own triple");
        }
        if (triple.isWebAssembly()) {
            return decided(Kind.NATIVE, null, "3: rustc links WebAssembly itself");
        }
        return Optional.empty();
    }

    private Optional<LinkerDecision> platformLinker(TargetTriple triple) {
        return switch (surroundings.operatingSystem()) {
            case MACOS -> triple.isMacOs() ? decided(Kind.NATIVE, null, "4: Apple's clang") : Optional.empty();
            case WINDOWS ->
                isMsvc(triple) ? decided(Kind.NATIVE, null, "4: MSVC, which rustc finds itself") : Optional.empty();
            case LINUX, OTHER -> Optional.empty();
        };
    }

    private Optional<LinkerDecision> crossCompiler(TargetRequest target) {
        return crossCompilers(target.triple(), surroundings.hostTriple()).stream()
                .flatMap(name -> surroundings.findProgram(name).stream())
                .filter(program -> !surroundings.isMuslGcc(program) || linksStatically(target))
                .findFirst()
                .flatMap(path -> decided(Kind.PROGRAM, path.toString(), "5: the cross compiler on PATH"));
    }

    private Optional<LinkerDecision> rustLld(TargetRequest target) {
        TargetTriple triple = target.triple();
        // musl itself comes with a standard library that rustup has.
        return triple.isLinux()
                        && triple.isMusl()
                        && surroundings.hasRustLld()
                        && !surroundings.buildsStd(target)
                        && linksStatically(target)
                        && surroundings.isPureRust(target)
                ? decided(Kind.RUST_LLD, RUST_LLD, "6: musl without C code links with rust-lld")
                : Optional.empty();
    }

    /** Returns whether the C runtime becomes part of each binary, so that it can load no library: the last flag about it counts. */
    public boolean linksStatically(TargetRequest target) {
        return surroundings.rustflags(target).codegen("target-feature").stream()
                .flatMap(features -> Stream.of(features.split(",", -1)))
                .filter(feature ->
                        feature.substring(Math.min(1, feature.length())).equals("crt-static"))
                .reduce((earlier, later) -> later)
                .map(feature -> feature.startsWith("+"))
                .orElseGet(() -> surroundings.hasStaticRuntime(target.triple()));
    }

    /** Returns whether zig has to link what runs on this machine while a target is built, since nothing else does. */
    public boolean zigServesHost(TargetRequest target) {
        // Not tried for rustc on musl, whose procedural macros are linked with a musl that is a shared library.
        return surroundings.hostTriple().isGlibc()
                && !surroundings.hasHostLinker(target)
                && surroundings.zigUnavailable().isEmpty();
    }

    private Optional<LinkerDecision> zig(TargetTriple triple) {
        return zigServes(triple) && surroundings.zigUnavailable().isEmpty()
                ? decided(Kind.ZIG, null, "7: zig through cargo-zigbuild")
                : Optional.empty();
    }

    private static Optional<LinkerDecision> decided(Kind kind, @Nullable String program, String reason) {
        return Optional.of(new LinkerDecision(kind, program, reason));
    }

    /** Returns whether zig brings the C library of a triple. */
    public static boolean zigServes(TargetTriple triple) {
        return triple.isMacOs()
                || (triple.isLinux() && (triple.isMusl() || triple.isGlibc()))
                || (triple.isWindows() && !isMsvc(triple));
    }

    /** Returns whether cross has an image for a triple like this one; for Apple's and MSVC's it may give none away. */
    static boolean crossServes(TargetTriple triple) {
        return !triple.name().contains("-apple-") && !isMsvc(triple);
    }

    /** Returns the usual names of the GCC that links a triple, as distributions and musl.cc name them, most specific first. */
    public static List<String> crossCompilers(TargetTriple triple, TargetTriple host) {
        String architecture = GNU_ARCHITECTURES.getOrDefault(triple.architecture(), triple.architecture());
        var names = new ArrayList<String>();
        if (triple.isWindows() && triple.abi().equals("gnu")) {
            names.add(architecture + "-w64-mingw32-gcc");
        } else if (triple.isLinux() && triple.isMusl()) {
            names.add(architecture + "-linux-" + triple.abi() + "-gcc");
            names.add(architecture + "-unknown-linux-" + triple.abi() + "-gcc");
            if (triple.architecture().equals(host.architecture()) && host.isLinux()) {
                names.add("musl-gcc");
            }
        } else if (triple.isGlibc()) {
            names.add(architecture + "-linux-" + triple.abi() + "-gcc");
            names.add(architecture + "-unknown-linux-" + triple.abi() + "-gcc");
        }
        return names;
    }
}
