package dev.rustcross.plan;

import dev.rustcross.cargo.CargoConfig.Setting;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.plan.TestRunner.Kind;
import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules that choose what runs a target's test programs; the first that applies counts.
 *
 * @param host the machine
 * @param ofUser the runner in the user's own cargo configuration or environment
 * @param programs finds a program on {@code PATH}
 * @param exists whether a file or folder is there
 */
public record RunnerRules(
        HostPlatform host,
        Function<TargetRequest, Optional<Setting>> ofUser,
        Function<String, Optional<Path>> programs,
        Predicate<Path> exists) {

    private static final Path ROSETTA = Path.of("/Library/Apple/usr/libexec/oah/libRosettaRuntime");

    /** Debian's package {@code wine64} alone puts nothing on {@code PATH}. */
    private static final Path WINE_OF_DEBIAN = Path.of("/usr/lib/wine/wine64");

    /** The architectures whose emulator has another name than they have. */
    private static final Map<String, String> QEMU_NAMES = Map.of(
            "armv7", "arm",
            "armv5te", "arm",
            "thumbv7neon", "arm",
            "i586", "i386",
            "i686", "i386",
            "powerpc", "ppc",
            "powerpc64", "ppc64",
            "powerpc64le", "ppc64le",
            "riscv64gc", "riscv64");

    /** Returns the runner of a target that this tool builds, or empty where nothing here runs its programs. */
    public Optional<TestRunner> choose(TargetRequest target, BuildTool tool) {
        TargetTriple triple = target.triple();
        if (!target.runner().isEmpty()) {
            return Optional.of(new TestRunner(Kind.POM, String.join(" ", target.runner()), List.of()));
        }
        if (tool == BuildTool.CROSS) {
            return Optional.of(new TestRunner(Kind.CROSS, "cross", List.of()));
        }
        Optional<Setting> own = ofUser.apply(target);
        if (own.isPresent()) {
            String label = own.get().value() + " (" + own.get().source() + ")";
            return Optional.of(new TestRunner(Kind.USER, label, List.of()));
        }
        if (host.runs(triple)) {
            return Optional.of(new TestRunner(Kind.NATIVE, "native", List.of()));
        }
        if (runsByRosetta(triple)) {
            return Optional.of(new TestRunner(Kind.NATIVE, "Rosetta", List.of()));
        }
        if (host.operatingSystem() == OperatingSystem.LINUX && triple.isLinux()) {
            return qemu(target);
        }
        return triple.isWindows() && !host.isWindows() ? wine(triple) : Optional.empty();
    }

    private boolean runsByRosetta(TargetTriple triple) {
        return host.operatingSystem() == OperatingSystem.MACOS
                && host.architecture().equals("aarch64")
                && triple.name().equals("x86_64-apple-darwin")
                && exists.test(ROSETTA);
    }

    private Optional<TestRunner> qemu(TargetRequest target) {
        TargetTriple triple = target.triple();
        Optional<List<String>> libraries = libraries(target);
        if (libraries.isEmpty()) {
            return Optional.empty();
        }
        String emulated = QEMU_NAMES.getOrDefault(triple.architecture(), triple.architecture());
        return Stream.of("qemu-" + emulated, "qemu-" + emulated + "-static")
                .filter(name -> programs.apply(name).isPresent())
                .findFirst()
                .map(name -> {
                    List<String> command = Stream.concat(Stream.of(name), libraries.get().stream())
                            .toList();
                    return new TestRunner(Kind.QEMU, String.join(" ", command), command);
                });
    }

    /**
     * Returns the options for the system's libraries, or empty where a program needs them and they are not here. glibc is where the user
     * says, where distributions install it for a foreign architecture, or beside the machine's own.
     */
    private Optional<List<String>> libraries(TargetRequest target) {
        TargetTriple triple = target.triple();
        boolean isStatic = target.rustflags().stream().anyMatch(flag -> flag.contains("+crt-static"));
        if (!triple.isGlibc() || isStatic || host.variable("QEMU_LD_PREFIX").isPresent()) {
            return Optional.of(List.of());
        }
        String architecture =
                triple.architecture().replaceFirst("^riscv64gc$", "riscv64").replaceFirst("^armv7$", "arm");
        Path folder = Path.of("/usr/" + architecture + "-linux-" + triple.abi());
        if (exists.test(folder)) {
            return Optional.of(List.of("-L", folder.toString()));
        }
        String multiarch = architecture.replaceFirst("^i[56]86$", "i386") + "-linux-" + triple.abi();
        return Stream.of("/lib/", "/usr/lib/")
                        .map(lib -> Path.of(lib + multiarch))
                        .anyMatch(exists)
                ? Optional.of(List.of())
                : Optional.empty();
    }

    /** Wine runs programs for the machine's own processor, which on x86_64 is both of these. */
    private Optional<TestRunner> wine(TargetTriple triple) {
        boolean is64Bit = triple.architecture().equals("x86_64");
        if (!host.architecture().equals("x86_64")
                || !(is64Bit || triple.architecture().equals("i686"))) {
            return Optional.empty();
        }
        Stream<String> names = is64Bit ? Stream.of("wine64", "wine") : Stream.of("wine");
        return names.filter(name -> programs.apply(name).isPresent())
                .findFirst()
                .or(() -> is64Bit && exists.test(WINE_OF_DEBIAN)
                        ? Optional.of(WINE_OF_DEBIAN.toString())
                        : Optional.empty())
                .map(program -> new TestRunner(Kind.WINE, program, List.of(program)));
    }
}
