package dev.rustcross.execution;

import dev.rustcross.cargo.LockedPackages;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.InstallCommands;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.VersionProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at what build scripts and procedural macros need of this machine: a linker for themselves, and the programs they call. */
final class BuildScriptCheck {

    private static final String CC = "cc";

    /** The programs that build scripts call through a crate, or for one. */
    private static final Map<String, List<String>> CALLED = new TreeMap<>(Map.of(
            "openssl-src", List.of("perl", "make"),
            "pkg-config", List.of("pkg-config"),
            "cmake", List.of("cmake")));

    private final HostPlatform host;
    private final BuildEnvironment environment;
    private final VersionProbe versions;
    private final Checklist checklist;

    BuildScriptCheck(HostPlatform host, BuildEnvironment environment, VersionProbe versions, Checklist checklist) {
        this.host = host;
        this.environment = environment;
        this.versions = versions;
        this.checklist = checklist;
    }

    /**
     * Looks for the C compiler, by which rustc links what runs on this machine. It is missing where the crate is known to have such code.
     *
     * @param targets the targets that this machine's cargo builds
     * @param hostCode returns a package that runs on this machine while a target is built, by its name, or empty where none is known
     */
    void examineLinker(List<TargetRequest> targets, Function<TargetRequest, Optional<String>> hostCode) {
        if (host.isWindows() || checklist.holds(CC)) {
            return;
        }
        Optional<Path> found = environment.find(CC);
        if (found.isPresent()) {
            checklist.found(
                    CC, version(found.get()), found.get(), "for build scripts and procedural macros", List.of());
            return;
        }
        var needing = new ArrayList<String>();
        String example = null;
        for (TargetRequest target : targets) {
            Optional<String> code = hostCode.apply(target);
            if (code.isPresent()) {
                example = code.get();
                needing.add(target.name());
            }
        }
        if (example == null) {
            checklist.optional(
                    CC,
                    "not on PATH; only crates with build scripts or procedural macros need it: " + installation(CC),
                    List.of());
        } else {
            checklist.missing(
                    CC,
                    "not on PATH, and " + example + " has a build script or a procedural macro, which it links: "
                            + installation(CC),
                    needing);
        }
    }

    /** Looks for programs that crates of a Cargo.lock are known to call: not with every feature, nor for every target. */
    void examineCalled(Path lockFile) {
        Set<String> locked = LockedPackages.names(lockFile);
        CALLED.forEach((crate, programs) -> {
            if (locked.contains(crate)) {
                programs.forEach(program -> environment
                        .find(program)
                        .ifPresentOrElse(
                                path -> checklist.found(
                                        program, version(path), path, "for the crate " + crate, List.of()),
                                () -> checklist.optional(
                                        program,
                                        "not on PATH; the crate " + crate + " calls it: " + installation(program),
                                        List.of())));
            }
        });
    }

    private String installation(String program) {
        return InstallCommands.of(program, environment.packageManager(host.operatingSystem()))
                .map(command -> "type `" + command + "`")
                .orElse("install it");
    }

    private @Nullable String version(Path program) {
        return versions.ask(List.of(program.toString(), "--version"));
    }
}
