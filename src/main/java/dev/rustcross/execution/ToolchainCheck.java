package dev.rustcross.execution;

import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.Rustup;
import dev.rustcross.toolchain.ToolchainSelection;
import dev.rustcross.toolchain.VersionProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Looks at the standard libraries, built or to be built, and at the rustup that adds them. */
final class ToolchainCheck {

    private static final String STD = "standard library";
    private static final String SOURCES = "rust-src";

    private final BuildRequest request;
    private final ToolchainSelection selection;
    private final Rustup rustup;
    private final VersionProbe versions;
    private final Checklist checklist;

    ToolchainCheck(
            BuildRequest request,
            ToolchainSelection selection,
            Rustup rustup,
            VersionProbe versions,
            Checklist checklist) {
        this.request = request;
        this.selection = selection;
        this.rustup = rustup;
        this.versions = versions;
        this.checklist = checklist;
    }

    /**
     * Looks at what the targets need.
     *
     * @param rustc the compiler on this machine
     * @param inContainer which targets a container's compiler builds
     * @param fromSource for which the standard library is built from source
     */
    void examine(Rustc rustc, Predicate<TargetRequest> inContainer, Predicate<TargetRequest> fromSource) {
        Rustc contained = rustc.inContainer();
        var installed = new LinkedHashMap<Rustc, List<TargetRequest>>();
        var lacking = new LinkedHashMap<Rustc, List<TargetRequest>>();
        var building = new ArrayList<TargetRequest>();
        for (TargetRequest target : request.targets()) {
            Rustc compiler = inContainer.test(target) ? contained : rustc;
            if (fromSource.test(target)) {
                building.add(target);
            } else {
                var found = compiler.hasStd(target.triple()) ? installed : lacking;
                found.computeIfAbsent(compiler, key -> new ArrayList<>()).add(target);
            }
        }
        var incomplete = new ArrayList<TargetRequest>();
        lacking.values().forEach(incomplete::addAll);
        if (!rustc.hasSources()) {
            incomplete.addAll(building);
        }
        examineRustup(rustc, names(incomplete));
        installed.forEach((compiler, targets) ->
                checklist.found(STD, null, compiler.sysroot().resolve("lib").resolve("rustlib"), null, names(targets)));
        lacking.forEach(this::examineMissing);
        if (!building.isEmpty()) {
            examineSources(rustc, names(building));
        }
    }

    private void examineRustup(Rustc rustc, List<String> needing) {
        Path program = selection.companion("rustup").orElse(null);
        if (program != null) {
            checklist.found("rustup", versions.ask(List.of(program.toString(), "--version")), program, null, needing);
        } else if (!rustc.isManagedByRustup() || needing.isEmpty()) {
            checklist.optional("rustup", "not on PATH, and not needed: it adds standard libraries", List.of());
        } else {
            checklist.missing(
                    "rustup",
                    "not on PATH: add its folder to PATH (usually ~/.cargo/bin), or install it (rustup.rs)",
                    needing);
        }
    }

    private void examineMissing(Rustc rustc, List<TargetRequest> missing) {
        if (!rustc.isManagedByRustup()) {
            checklist.missing(STD, Rustup.remedy(rustc, triples(missing)), names(missing));
            return;
        }
        Set<TargetTriple> known = rustup.available(rustc);
        var unknown = new ArrayList<TargetRequest>();
        var addable = new ArrayList<TargetRequest>();
        for (TargetRequest target : missing) {
            // Where rustup cannot tell, the build will see.
            (known.isEmpty() || known.contains(target.triple()) ? addable : unknown).add(target);
        }
        if (!unknown.isEmpty()) {
            checklist.missing(
                    STD,
                    "rustup has none for this target; `rustup target list --toolchain " + rustc.toolchainName()
                            + "` shows those that it has, and a nightly toolchain builds others from source:"
                            + " <toolchain>nightly</toolchain> <buildStd>true</buildStd>",
                    names(unknown));
        }
        if (!addable.isEmpty()) {
            installable(STD, Rustup.addTargetsCommand(rustc, triples(addable)), names(addable));
        }
    }

    private void examineSources(Rustc rustc, List<String> targets) {
        if (rustc.hasSources()) {
            checklist.found(SOURCES, null, rustc.sources(), "the standard library is built from it", targets);
        } else if (rustc.isManagedByRustup()) {
            installable(SOURCES, Rustup.addSourcesCommand(rustc), targets);
        } else {
            checklist.missing(SOURCES, Rustup.sourcesRemedy(rustc), targets);
        }
    }

    private void installable(String name, String command, List<String> targets) {
        request.installationForbidden()
                .ifPresentOrElse(
                        reason -> checklist.missing(
                                name, "type `" + command + "`; the build does not, as " + reason, targets),
                        () -> checklist.installable(name, "the build runs `" + command + "`", targets));
    }

    private static List<String> names(List<TargetRequest> targets) {
        return targets.stream().map(TargetRequest::name).toList();
    }

    private static List<TargetTriple> triples(List<TargetRequest> targets) {
        return targets.stream().map(TargetRequest::triple).distinct().toList();
    }
}
