package dev.rustcross.cargo;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The packages that binaries are made of.
 *
 * @param packages the packages by their identifiers
 * @param linked the identifiers of those whose code ends up in the binaries; the others run inside the compiler, as procedural macros
 *     and what only those use
 * @param uses the normal dependencies of each, by identifiers
 */
public record Inventory(Map<String, CargoPackage> packages, Set<String> linked, Map<String, Set<String>> uses) {

    public Inventory {
        packages = Map.copyOf(packages);
        linked = Set.copyOf(linked);
        uses = Map.copyOf(uses);
    }

    /** Returns this inventory with another one of the same workspace, for another platform. */
    public Inventory and(Inventory other) {
        var allPackages = new TreeMap<>(packages);
        allPackages.putAll(other.packages);
        var allLinked = new TreeSet<>(linked);
        allLinked.addAll(other.linked);
        var allUses = new TreeMap<>(uses);
        other.uses.forEach((user, used) -> allUses.merge(user, used, Inventory::union));
        return new Inventory(allPackages, allLinked, allUses);
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        var all = new TreeSet<>(left);
        all.addAll(right);
        return all;
    }
}
