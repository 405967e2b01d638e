package dev.rustcross.execution;

import dev.rustcross.cargo.CompilerArtifact;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.CrateProduct.Kind;
import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows one cargo call: which products came for which target, how long each target took.
 *
 * <p>Cargo's messages name no target; it is read from where the file lies below the build directory, which is Cargo's documented
 * layout.
 */
final class CompilationReport {

    private final BuildPlan plan;
    private final BuildLog log;
    private final Path targetDirectory;
    private final ProgressLog progress;
    private final Map<TargetTriple, Map<CrateProduct, List<Path>>> reported = new LinkedHashMap<>();
    private final Map<TargetTriple, Duration> finished = new LinkedHashMap<>();
    private final Set<String> unplanned = new TreeSet<>();
    private boolean anythingCompiled;

    CompilationReport(BuildPlan plan, CargoCall call, BuildLog log, ProgressLog progress) {
        this.plan = plan;
        this.log = log;
        this.progress = progress;
        this.targetDirectory = plan.targetDirectory(call);
        plan.targets(call).forEach(target -> reported.put(target.triple(), new LinkedHashMap<>()));
    }

    /** Takes note of something cargo built, or found unchanged. */
    synchronized void artifact(CompilerArtifact artifact) {
        anythingCompiled |= !artifact.fresh();
        Path executable = artifact.executable();
        if (executable != null && artifact.targetKinds().contains("bin")) {
            if (!take(artifact, Kind.BINARY, List.of(executable))) {
                unplanned.add(artifact.targetName());
            }
        } else {
            // A library of another package is one that the crate uses.
            take(artifact, Kind.LIBRARY, artifact.sharedLibrary());
        }
    }

    /** Returns whether the plan has the product. */
    private boolean take(CompilerArtifact artifact, Kind kind, List<Path> files) {
        if (files.isEmpty()) {
            return false;
        }
        TargetTriple triple = triple(files.get(0));
        Map<CrateProduct, List<Path>> products = reported.get(triple);
        for (CrateProduct product : plan.products()) {
            if (product.kind() == kind
                    && product.packageId().equals(artifact.packageId())
                    && product.name().equals(artifact.targetName())) {
                if (products != null) {
                    products.put(product, files);
                    reportFinished(triple, products.keySet());
                }
                return true;
            }
        }
        return false;
    }

    /** Returns the files of the products that came for a triple of the call. */
    synchronized Map<CrateProduct, List<Path>> products(TargetTriple triple) {
        return reported.getOrDefault(triple, Map.of());
    }

    /** Returns the triples that still lack a product. */
    synchronized List<TargetTriple> unfinished() {
        return reported.keySet().stream()
                .filter(triple -> !missing(triple).isEmpty())
                .toList();
    }

    /** Returns the names of binaries that cargo built and the plan does not know. */
    synchronized Set<String> unplanned() {
        return Set.copyOf(unplanned);
    }

    /** Returns the products that a triple lacks, other than those that Cargo may leave out, unless it left out all. */
    synchronized List<CrateProduct> missing(TargetTriple triple) {
        Map<CrateProduct, List<Path>> present = reported.getOrDefault(triple, Map.of());
        return plan.products().stream()
                .filter(product -> (!product.optional() || present.isEmpty()) && !present.containsKey(product))
                .toList();
    }

    /** Returns the lines that say how long each target took, in the order in which they were done. */
    synchronized List<String> summary() {
        if (!anythingCompiled) {
            String targets = finished.size() == 1 ? " target is" : " targets are";
            return List.of("Nothing to compile: " + finished.size() + targets + " up to date.");
        }
        var table = new TextTable("  target", "built after");
        finished.forEach((triple, time) -> table.row("  " + triple, ProgressLog.seconds(time)));
        return table.lines();
    }

    private void reportFinished(TargetTriple triple, Set<CrateProduct> present) {
        boolean complete =
                plan.products().stream().allMatch(product -> product.optional() || present.contains(product));
        if (complete && !finished.containsKey(triple)) {
            finished.put(triple, progress.elapsed());
            if (anythingCompiled) {
                log.info("  " + triple + " is built, after " + ProgressLog.seconds(progress.elapsed()));
            }
        }
    }

    private TargetTriple triple(Path file) {
        return new TargetTriple(targetDirectory.relativize(file).getName(0).toString());
    }
}
