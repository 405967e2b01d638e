package dev.rustcross.execution;

import dev.rustcross.file.RecordJson;
import dev.rustcross.plan.ArchivePlanner;
import dev.rustcross.plan.ArchiveSettings;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.MacFusion;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.plan.RunnerRules;
import dev.rustcross.plan.SkippedTarget;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.plan.TestRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan, as the goal {@code targets} prints it. The names of the components are those of the JSON, and are kept.
 *
 * @param targets the targets, in the POM's order
 * @param universal the fused macOS binary; null where none is made
 */
public record TargetsReport(List<Target> targets, @Nullable Universal universal) implements Report {

    /**
     * A target.
     *
     * @param target its name, unique among the targets: the triple, with the glibc floor behind a dot where there is one
     * @param triple its triple
     * @param engine what serves it: {@code cargo}, {@code zigbuild}, {@code cross} or {@code xwin}
     * @param linker the program, or the kind of linker
     * @param rule the rule, or the file and line, that chose it
     * @param std whence its standard library comes: {@code installed}, {@code missing}, or {@code from source}
     * @param runner what the goal {@code test} runs its tests by; null for nothing on this machine
     * @param cargoCall the number of the cargo call that builds it, from 1
     * @param classifier the classifier of its artifacts
     * @param archives the file names of its archives; empty where only the universal binary is packed
     */
    public record Target(
            String target,
            String triple,
            String engine,
            String linker,
            String rule,
            String std,
            @Nullable String runner,
            int cargoCall,
            String classifier,
            List<String> archives) {}

    /**
     * The fused macOS binary.
     *
     * @param classifier the classifier of its artifacts
     * @param archives the file names of its archives
     */
    public record Universal(String classifier, List<String> archives) {}

    private static final String NONE = "-";

    public TargetsReport {
        targets = List.copyOf(targets);
    }

    static TargetsReport of(BuildPlan plan, Inspection inspection, PackageRequest packages) {
        MacFusion fusion =
                MacFusion.decide(packages.build().lipo(), packages.build().targets());
        ArchiveSettings archives = packages.archives().of(plan.products());
        RunnerRules runners = inspection.runners();
        var targets = new ArrayList<Target>();
        for (TargetRequest request : packages.build().targets()) {
            Optional<PlannedTarget> compiled = plan.targets().stream()
                    .filter(planned -> planned.name().equals(request.name()))
                    .findFirst();
            if (compiled.isEmpty()) {
                targets.add(notCompiled(request, plan, fusion, archives));
                continue;
            }
            PlannedTarget planned = compiled.get();
            targets.add(new Target(
                    planned.name(),
                    planned.triple().name(),
                    planned.linker().engine().value(),
                    planned.linker().summary(),
                    planned.linker().reason(),
                    std(planned, inspection),
                    runners.choose(request, planned.linker().tool())
                            .map(TestRunner::label)
                            .orElse(null),
                    plan.callOf(planned),
                    planned.classifier(),
                    fusion.packsThin(planned.triple()) ? archives(archives, request) : List.of()));
        }
        return new TargetsReport(targets, fusion.fuse() ? universal(packages, archives) : null);
    }

    private static Target notCompiled(
            TargetRequest target, BuildPlan plan, MacFusion fusion, ArchiveSettings archives) {
        Optional<SkippedTarget> skipped = plan.skipped().stream()
                .filter(each -> each.name().equals(target.name()))
                .findFirst();
        boolean packed = skipped.isEmpty() && fusion.packsThin(target.triple());
        return new Target(
                target.name(),
                target.triple().name(),
                NONE,
                NONE,
                skipped.map(each -> "left out: " + each.reason())
                        .orElseGet(() ->
                                target.prebuilt() == null ? "built by a shard" : "prebuilt: " + target.prebuilt()),
                NONE,
                null,
                0,
                target.classifier(),
                packed ? archives(archives, target) : List.of());
    }

    private static String std(PlannedTarget target, Inspection inspection) {
        if (target.buildsStd()) {
            return "from source";
        }
        return inspection.rustcOf(target).hasStd(target.triple()) ? "installed" : "missing";
    }

    private static List<String> archives(ArchiveSettings archives, TargetRequest target) {
        return ArchivePlanner.fileNames(
                archives, target.classifier(), target.triple().isWindows(), target.formats());
    }

    private static Universal universal(PackageRequest packages, ArchiveSettings archives) {
        return new Universal(
                packages.universalClassifier(),
                ArchivePlanner.fileNames(archives, packages.universalClassifier(), false, packages.universalFormats()));
    }

    @Override
    public List<String> table() {
        var table = new TextTable(
                "target", "engine", "linker", "chosen by rule", "std", "runner", "cargo call", "classifier", "archive");
        for (Target target : targets) {
            table.row(
                    target.target,
                    target.engine,
                    target.linker,
                    target.rule,
                    target.std,
                    target.runner == null ? "-" : target.runner,
                    Integer.toString(target.cargoCall),
                    target.classifier,
                    target.archives.isEmpty() ? "-" : String.join(" ", target.archives));
        }
        if (universal != null) {
            table.row(
                    "universal macOS",
                    "-",
                    "-",
                    "fused by the goal lipo",
                    "-",
                    "-",
                    "-",
                    universal.classifier,
                    String.join(" ", universal.archives));
        }
        return table.lines();
    }

    @Override
    public String json() {
        return RecordJson.write(this);
    }
}
