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
import java.util.List;
import java.util.Set;

/** Looks at the compiler, and at the standard libraries and the rustup that adds them. */
final class ToolchainCheck {

    private static final String STD = "standard library";

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

    void examine(Rustc rustc) {
        List<String> all = request.targets().stream().map(TargetRequest::name).toList();
        checklist.found(
                "rustc",
                rustc.version().release(),
                rustc.executable(),
                rustc.isManagedByRustup() ? "toolchain " + rustc.toolchainName() : "not installed by rustup",
                all);
        var there = new ArrayList<TargetRequest>();
        var missing = new ArrayList<TargetRequest>();
        for (TargetRequest target : request.targets()) {
            (rustc.hasStd(target.triple()) ? there : missing).add(target);
        }
        selection
                .companion("rustup")
                .ifPresentOrElse(
                        path -> checklist.found(
                                "rustup",
                                versions.ask(List.of(path.toString(), "--version")),
                                path,
                                null,
                                names(missing)),
                        () -> withoutRustup(rustc, missing));
        if (!there.isEmpty()) {
            Path rustlib = rustc.sysroot().resolve("lib").resolve("rustlib");
            checklist.found(STD, null, rustlib, null, names(there));
        }
        if (!missing.isEmpty()) {
            examineMissing(rustc, missing);
        }
    }

    private void withoutRustup(Rustc rustc, List<TargetRequest> missing) {
        if (!rustc.isManagedByRustup() || missing.isEmpty()) {
            checklist.optional("rustup", "not on PATH, and not needed: it adds standard libraries", List.of());
        } else {
            checklist.missing(
                    "rustup",
                    "not on PATH: add its folder to PATH (usually ~/.cargo/bin), or install it (rustup.rs)",
                    names(missing));
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
                            + "` shows those that it has",
                    names(unknown));
        }
        if (!addable.isEmpty()) {
            String command = "`" + Rustup.addTargetsCommand(rustc, triples(addable)) + "`";
            request.installationForbidden()
                    .ifPresentOrElse(
                            reason -> checklist.missing(
                                    STD, "type " + command + "; the build does not, as " + reason, names(addable)),
                            () -> checklist.installable(STD, "the build runs " + command, names(addable)));
        }
    }

    private static List<String> names(List<TargetRequest> targets) {
        return targets.stream().map(TargetRequest::name).toList();
    }

    private static List<TargetTriple> triples(List<TargetRequest> targets) {
        return targets.stream().map(TargetRequest::triple).distinct().toList();
    }
}
