package dev.rustcross.cargo;

import dev.rustcross.cargo.CrateMetadata.Dependency;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The resolved packages of a workspace and who uses whom. */
record DependencyGraph(Map<String, CargoPackage> packages, Map<String, List<Dependency>> dependencies) {

    /** Crates through which build scripts call a C compiler, or look for native libraries and their headers. */
    private static final Set<String> C_TOOLS =
            Set.of("autotools", "bindgen", "cc", "cmake", "pkg-config", "system-deps", "vcpkg");

    /** Returns what these packages and all that they use by normal edges are, with those edges. */
    Inventory inventory(List<String> roots) {
        Map<String, CargoPackage> used = new TreeMap<>();
        Map<String, Set<String>> uses = new TreeMap<>();
        reachable(roots, any -> true).forEach(found -> {
            used.put(found.id(), found);
            uses.put(
                    found.id(),
                    edges(found).stream()
                            .filter(Dependency::normal)
                            .map(Dependency::packageId)
                            .collect(Collectors.toSet()));
        });
        Set<String> linked = reachable(roots, found -> !found.isProcMacro()).stream()
                .filter(found -> !found.isProcMacro())
                .map(CargoPackage::id)
                .collect(Collectors.toSet());
        return new Inventory(used, linked, uses);
    }

    /** Returns the first reason, breadth first, why these packages may need C tools for the target. */
    Optional<String> nativeCode(List<String> roots) {
        return reachable(roots, found -> !found.isProcMacro()).stream()
                .filter(found -> !found.isProcMacro())
                .flatMap(found -> nativeCodeOf(found).stream())
                .findFirst();
    }

    /** Returns the first package, breadth first, that runs on the machine that builds. */
    Optional<String> hostCode(List<String> roots) {
        return reachable(roots, any -> true).stream()
                .filter(found -> found.isProcMacro() || found.hasBuildScript())
                .map(found -> found.name() + " " + found.version())
                .findFirst();
    }

    private Optional<String> nativeCodeOf(CargoPackage found) {
        String name = found.name() + " " + found.version();
        if (found.links() != null) {
            return Optional.of(name + " (links " + found.links() + ")");
        }
        List<String> usedByBuildScript = edges(found).stream()
                .filter(Dependency::build)
                .map(Dependency::packageId)
                .toList();
        return reachable(usedByBuildScript, any -> true).stream()
                .map(CargoPackage::name)
                .filter(C_TOOLS::contains)
                .findFirst()
                .map(tool -> name + " (its build script uses " + tool + ")");
    }

    /** Returns the packages that these use by normal edges, themselves included, going on only from those chosen. */
    private Collection<CargoPackage> reachable(List<String> roots, Predicate<CargoPackage> goesOn) {
        Map<String, CargoPackage> reached = new LinkedHashMap<>();
        Deque<String> waiting = new ArrayDeque<>(roots);
        while (!waiting.isEmpty()) {
            CargoPackage found = packages.get(waiting.remove());
            if (found != null && reached.put(found.id(), found) == null && goesOn.test(found)) {
                edges(found).stream()
                        .filter(Dependency::normal)
                        .map(Dependency::packageId)
                        .forEach(waiting::add);
            }
        }
        return reached.values();
    }

    private List<Dependency> edges(CargoPackage dependent) {
        return dependencies.getOrDefault(dependent.id(), List.of());
    }
}
