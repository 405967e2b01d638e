package dev.rustcross.execution;

import dev.rustcross.execution.DoctorReport.Target;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.InstallCommands;
import dev.rustcross.host.PackageManager;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.Engine;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.LinkerRules;
import dev.rustcross.plan.MissingLinkers;
import dev.rustcross.plan.Surroundings;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.CargoXwin;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.VersionProbe;
import dev.rustcross.toolchain.ZigToolchain;
import dev.rustcross.toolchain.ZigToolchains;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at the linkers that the targets would get, and at what those need. */
final class LinkerCheck {

    private static final String CC = "cc";
    private static final String CONFIGURATION = "configuration";

    private final BuildRequest request;
    private final HostPlatform host;
    private final Inspection inspection;
    private final BuildEnvironment environment;
    private final VersionProbe versions;
    private final Checklist checklist;

    LinkerCheck(
            BuildRequest request,
            HostPlatform host,
            Inspection inspection,
            VersionProbe versions,
            Checklist checklist) {
        this.request = request;
        this.host = host;
        this.inspection = inspection;
        this.environment = inspection.environment();
        this.versions = versions;
        this.checklist = checklist;
    }

    /**
     * Returns the targets with their linkers.
     *
     * @param rustc the compiler; null where there is none
     * @param pureRust whether the crate is known to need no C compiler for a target
     */
    List<Target> examine(@Nullable Rustc rustc, Predicate<TargetRequest> pureRust) {
        try {
            return examine(rustc, inspection.surroundings(rustc, pureRust));
        } catch (RustCrossException e) {
            List<Target> unknown = request.targets().stream()
                    .map(target -> result(target, null))
                    .toList();
            // Without rustc, tables of the user's for kinds of targets cannot be read; that it is missing is told
            // already.
            if (rustc != null) {
                checklist.missing(
                        CONFIGURATION,
                        String.valueOf(e.getMessage()),
                        unknown.stream().map(Target::target).toList());
            }
            return unknown;
        }
    }

    private List<Target> examine(@Nullable Rustc rustc, Surroundings surroundings) {
        var targets = new ArrayList<Target>();
        var rules = new LinkerRules(surroundings);
        for (TargetRequest target : request.targets()) {
            LinkerDecision decision = rules.choose(target).orElse(null);
            if (decision != null) {
                examine(target, decision, surroundings, rustc);
            } else if (target.linker() == null) {
                unserved(target, surroundings);
            }
            examineNamed(target, surroundings, decision != null);
            surroundings
                    .contradictions(target)
                    .forEach(problem -> checklist.missing(CONFIGURATION, problem.render(), names(target)));
            targets.add(result(target, decision));
        }
        examineHostCompiler();
        return targets;
    }

    private static Target result(TargetRequest target, @Nullable LinkerDecision decision) {
        return decision == null
                ? new Target(target.name(), false, null, null, null)
                : new Target(target.name(), true, decision.engine().value(), decision.summary(), decision.reason());
    }

    /** A crate for other targets has build scripts or macros more often than not, which are programs of the host. */
    private void examineHostCompiler() {
        if (!host.isWindows() && environment.find(CC).isEmpty() && !checklist.holds(CC)) {
            checklist.optional(
                    CC,
                    "not on PATH; only crates with build scripts or procedural macros need it: " + installation(CC),
                    List.of());
        }
    }

    private void examine(
            TargetRequest target, LinkerDecision decision, Surroundings surroundings, @Nullable Rustc rustc) {
        switch (decision.kind()) {
            case NATIVE -> examineNative(target, surroundings);
            case PROGRAM, USER -> examineProgram(target, String.valueOf(decision.program()));
            case RUST_LLD -> {
                if (rustc != null) {
                    checklist.found("rust-lld", rustc.version().release(), rustc.rustLld(), null, names(target));
                }
            }
            case ZIG -> examineZig(target);
            case XWIN -> examineXwin(target);
            case CROSS -> examineCross(target);
        }
    }

    private void examineNative(TargetRequest target, Surroundings surroundings) {
        if (isLinkedByCc(target, surroundings)) {
            environment
                    .find(CC)
                    .ifPresentOrElse(
                            path -> checklist.found(CC, version(path), path, null, names(target)),
                            () -> checklist.missing(CC, "not on PATH: " + installation(CC), names(target)));
        }
    }

    /** Off Windows, rustc links for its own system by the C compiler. */
    private boolean isLinkedByCc(TargetRequest target, Surroundings surroundings) {
        return switch (host.operatingSystem()) {
            case WINDOWS -> false;
            case MACOS -> target.triple().isMacOs();
            case LINUX, OTHER -> target.triple().equals(surroundings.hostTriple());
        };
    }

    private void examineProgram(TargetRequest target, String linker) {
        environment
                .find(linker)
                .ifPresentOrElse(
                        path -> checklist.found(
                                path.getFileName().toString(), version(path), path, "linker", names(target)),
                        () -> absent(target, linker));
    }

    /** A relative path in a configuration file starts from that file's folder, which is not known here. */
    private void absent(TargetRequest target, String linker) {
        Path path = Path.of(linker);
        if (path.isAbsolute() || path.getParent() == null) {
            checklist.missing(linker, "no such program, the target's linker: " + installation(linker), names(target));
        }
    }

    private void examineZig(TargetRequest target) {
        ZigToolchains zigs = inspection.zigs();
        Optional<ZigToolchain> found = zigs.find();
        if (found.isPresent()) {
            ZigToolchain zig = found.get();
            String whose = zig.embedded() ? "installed by the plugin" : "your own";
            checklist.found("zig", zig.zigVersion(), zig.zig(), whose, names(target));
            checklist.found("cargo-zigbuild", zig.cargoZigbuildVersion(), zig.cargoZigbuild(), whose, names(target));
            return;
        }
        zigs.client()
                .ifPresentOrElse(
                        client -> checklist.installable(
                                "zig", "the build installs " + zigs.pinnedVersions() + " by " + client, names(target)),
                        () -> checklist.missing(
                                "python3",
                                "neither python3 with pip nor uv is on PATH, by which the build installs "
                                        + zigs.pinnedVersions() + ": " + ZigToolchains.clientRemedy() + ".",
                                names(target)));
    }

    private void examineXwin(TargetRequest target) {
        var xwin = CargoXwin.ofUser(environment);
        xwin.program().ifPresent(path -> checklist.found("cargo-xwin", version(path), path, null, names(target)));
        checklist.found("Microsoft's licence", null, null, "accepted by <acceptMicrosoftLicense>", names(target));
        if (xwin.hasSdk()) {
            checklist.found("Microsoft's SDK", null, xwin.sdk(), null, names(target));
        } else {
            checklist.installable(
                    "Microsoft's SDK", "cargo-xwin downloads it at the first build, to " + xwin.sdk(), names(target));
        }
    }

    private void examineCross(TargetRequest target) {
        environment.find("cross").ifPresent(path -> checklist.found("cross", version(path), path, null, names(target)));
    }

    /** What is missing has the name of the first that would help. */
    private void unserved(TargetRequest target, Surroundings surroundings) {
        if (LinkerRules.isMsvc(target.triple()) && target.engine() != Engine.CROSS) {
            CargoXwin.ofUser(environment)
                    .obstacles(request.acceptMicrosoftLicense(), request.cargo().offline())
                    .forEach(obstacle -> checklist.missing(obstacle.name(), obstacle.remedy(), names(target)));
        } else {
            checklist.missing(nameOfUnserved(target), MissingLinkers.remedy(target, surroundings), names(target));
        }
    }

    private String nameOfUnserved(TargetRequest target) {
        if (target.engine() == Engine.CROSS) {
            return environment.find("cross").isPresent() ? "container engine" : "cross";
        }
        if (target.asksForZig() || LinkerRules.zigServes(target.triple())) {
            return request.installationForbidden().isPresent()
                            || inspection.zigs().hasClient()
                    ? "zig"
                    : "python3";
        }
        return "linker";
    }

    private void examineNamed(TargetRequest target, Surroundings surroundings, boolean served) {
        target.namedPrograms().forEach((element, program) -> {
            Optional<Path> path = surroundings.findProgram(program);
            boolean isLinker = element.equals("linker");
            if (path.isPresent() && !isLinker) {
                checklist.found(program, version(path.get()), path.get(), "<" + element + ">", names(target));
            } else if (path.isEmpty() && !(isLinker && served)) {
                checklist.missing(
                        program,
                        "no such program on PATH, and <" + element + "> names it: "
                                + MissingLinkers.remedyOfNamed(program, element, surroundings),
                        names(target));
            }
        });
    }

    private String installation(String program) {
        return InstallCommands.of(program, PackageManager.of(host.operatingSystem(), name -> environment
                        .find(name)
                        .isPresent()))
                .map(command -> "type `" + command + "`")
                .orElse("install it");
    }

    private @Nullable String version(Path program) {
        return versions.ask(List.of(program.toString(), "--version"));
    }

    private static List<String> names(TargetRequest target) {
        return List.of(target.name());
    }
}
