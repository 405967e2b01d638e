package dev.rustcross.execution;

import dev.rustcross.cargo.RustFlags;
import dev.rustcross.host.InstallCommands;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.DefaultLinker;
import dev.rustcross.plan.Engine;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.LinkerRules;
import dev.rustcross.plan.MissingLinkers;
import dev.rustcross.plan.Surroundings;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.CargoXwin;
import dev.rustcross.toolchain.ContainerEngine;
import dev.rustcross.toolchain.CrossImage;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.VersionProbe;
import dev.rustcross.toolchain.ZigToolchain;
import dev.rustcross.toolchain.ZigToolchains;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at the linkers that the targets would get, and at what those need. */
final class LinkerCheck {

    private final BuildRequest request;
    private final Inspection inspection;
    private final Surroundings surroundings;
    private final BuildEnvironment environment;
    private final Path workspaceRoot;
    private final VersionProbe versions;
    private final Checklist checklist;

    LinkerCheck(
            BuildRequest request,
            Inspection inspection,
            Surroundings surroundings,
            Path workspaceRoot,
            VersionProbe versions,
            Checklist checklist) {
        this.request = request;
        this.inspection = inspection;
        this.surroundings = surroundings;
        this.environment = inspection.environment();
        this.workspaceRoot = workspaceRoot;
        this.versions = versions;
        this.checklist = checklist;
    }

    /**
     * Looks at what a linker needs.
     *
     * @param linker what the planner chose for the target; null where no rule applies
     * @param rustc the compiler; null where there is none
     */
    void examine(TargetRequest target, @Nullable LinkerDecision linker, @Nullable Rustc rustc) {
        if (linker != null) {
            examineChosen(target, linker, rustc);
        } else if (target.linker() == null) {
            unserved(target);
        }
    }

    private void examineChosen(TargetRequest target, LinkerDecision decision, @Nullable Rustc rustc) {
        switch (decision.kind()) {
            case NATIVE -> examineNative(target);
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

    private void examineNative(TargetRequest target) {
        RustFlags flags = surroundings.rustflags(target);
        List<String> inFlags = flags.codegen("linker");
        if (!inFlags.isEmpty()) {
            examineProgram(target, inFlags.get(inFlags.size() - 1));
        } else if (flags.codegen("linker-flavor").isEmpty()) {
            DefaultLinker.of(target.triple(), surroundings.hostTriple())
                    .ifPresent(program -> examineDefault(target, program));
        }
    }

    private void examineDefault(TargetRequest target, String program) {
        String orElse = target.engine() == Engine.CARGO ? ", or remove <engine> to let the plugin choose a linker" : "";
        environment
                .find(program)
                .ifPresentOrElse(
                        path -> checklist.found(program, version(path), path, null, names(target)),
                        () -> checklist.missing(
                                program, "not on PATH: " + installation(program) + orElse, names(target)));
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

    /** Looks for zig, which links the target or what runs on this machine meanwhile. */
    void examineZig(TargetRequest target) {
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
                                zigs.lacking(),
                                "the build installs " + zigs.pinnedVersions() + " by " + client,
                                names(target)),
                        () -> checklist.missing(
                                "python3",
                                "neither python3 with pip nor uv is on PATH, by which the build installs "
                                        + zigs.pinnedVersions() + ": " + ZigToolchains.clientRemedy() + ".",
                                names(target)));
    }

    private void examineXwin(TargetRequest target) {
        var xwin = CargoXwin.ofUser(environment.with(target.environment()));
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
        BuildEnvironment ofTarget = environment.with(target.environment());
        ContainerEngine.find(ofTarget).ifPresent(engine -> {
            checklist.found("container engine", version(engine.program()), engine.program(), null, names(target));
            CrossImage.named(target.triple(), workspaceRoot, ofTarget)
                    .ifPresent(image -> examineImage(target, engine, image));
        });
    }

    private void examineImage(TargetRequest target, ContainerEngine engine, String image) {
        // Its answer is the image's identity.
        boolean there =
                versions.ask(List.of(engine.program().toString(), "image", "inspect", "--format={{.Id}}", image))
                        != null;
        if (there) {
            checklist.found("image", null, null, image, names(target));
        } else if (request.cargo().offline()) {
            checklist.missing(
                    "image",
                    "type `" + engine.name() + " pull " + image + "`; the build does not, as Maven is offline (-o)",
                    names(target));
        } else {
            checklist.installable("image", engine.name() + " fetches " + image + " at the first build", names(target));
        }
    }

    /** What is missing has the name of the first that would help. */
    private void unserved(TargetRequest target) {
        if (LinkerRules.isMsvc(target.triple()) && target.engine() != Engine.CROSS) {
            CargoXwin.ofUser(environment.with(target.environment()))
                    .obstacles(request.acceptMicrosoftLicense(), request.cargo().offline())
                    .forEach(obstacle -> checklist.missing(obstacle.name(), obstacle.remedy(), names(target)));
        } else {
            checklist.missing(nameOfUnserved(target), MissingLinkers.remedy(target, surroundings), names(target));
        }
    }

    private String nameOfUnserved(TargetRequest target) {
        if (target.engine() == Engine.CROSS) {
            return surroundings.of(target).crossLacks().orElse("cross");
        }
        if (target.asksForZig() || LinkerRules.zigServes(target.triple())) {
            return request.installationForbidden().isPresent()
                            || inspection.zigs().hasClient()
                    ? inspection.zigs().lacking()
                    : "python3";
        }
        return "linker";
    }

    private String installation(String program) {
        return InstallCommands.of(program, environment.packageManager(surroundings.operatingSystem()))
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
