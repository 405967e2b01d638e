package dev.rustcross.execution;

import dev.rustcross.failure.Problem;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.plan.BuildPlanner;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CompilerCache;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.Surroundings;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.toolchain.VersionProbe;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the planner what keeps the targets from being built as the POM has them, and looks at what the POM names. */
final class PlanCheck {

    private static final String CONFIGURATION = "configuration";

    private final BuildRequest request;
    private final Surroundings surroundings;
    private final BuildPlanner planner;
    private final VersionProbe versions;
    private final Checklist checklist;
    private final List<String> all;

    PlanCheck(BuildRequest request, Surroundings surroundings, VersionProbe versions, Checklist checklist) {
        this.request = request;
        this.surroundings = surroundings;
        this.planner = new BuildPlanner(surroundings);
        this.versions = versions;
        this.checklist = checklist;
        this.all = request.targets().stream().map(TargetRequest::name).toList();
    }

    /** Returns the linkers of the targets that have one, by the targets' names. */
    Map<String, LinkerDecision> linkers() {
        var linkers = new HashMap<String, LinkerDecision>();
        for (TargetRequest target : request.targets()) {
            planner.linker(target).ifPresent(linker -> linkers.put(target.name(), linker));
        }
        return linkers;
    }

    /** Looks at all else that the POM asks for, where these are the products of the crate. */
    void examine(List<CrateProduct> products) {
        report(planner.problems(request), all);
        for (TargetRequest target : request.targets()) {
            report(planner.problems(target, products), List.of(target.name()));
            target.namedPrograms().forEach((element, program) -> examineNamed(target, element, program));
            examineSdk(target);
        }
        examineCache();
    }

    private void report(List<Problem> problems, List<String> targets) {
        problems.forEach(problem -> checklist.missing(CONFIGURATION, problem.render(), targets));
    }

    private void examineNamed(TargetRequest target, String element, String program) {
        List<String> name = List.of(target.name());
        Optional<Problem> problem = planner.missingProgram(target, element, program);
        if (problem.isPresent()) {
            checklist.missing(
                    program,
                    "no such program on PATH, and <" + element + "> names it: "
                            + problem.get().fix(),
                    name);
        } else if (!element.equals("linker")) {
            surroundings
                    .findProgram(program)
                    .ifPresent(path -> checklist.found(program, version(path), path, "<" + element + ">", name));
        }
    }

    private void examineSdk(TargetRequest target) {
        if (target.sdkRoot() != null) {
            Path sdk = Path.of(target.sdkRoot());
            if (surroundings.isFolder(sdk)) {
                checklist.found("macOS SDK", null, sdk, "<sdkRoot>", List.of(target.name()));
            }
        }
    }

    private void examineCache() {
        CompilerCache cache = request.cargo().compilerCache();
        if (cache != null) {
            try {
                Path program = cache.program(surroundings);
                checklist.found("sccache", version(program), program, "<compilerCache>", all);
            } catch (ToolMissingException e) {
                checklist.missing("sccache", String.valueOf(e.getMessage()), all);
            }
        }
    }

    private @Nullable String version(Path program) {
        return versions.ask(List.of(program.toString(), "--version"));
    }
}
