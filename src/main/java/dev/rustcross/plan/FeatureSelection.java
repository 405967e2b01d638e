package dev.rustcross.plan;

import dev.rustcross.cargo.CargoPackage;
import java.util.ArrayList;
import java.util.List;

/**
 * The Cargo features of a build.
 *
 * @param names features by name
 * @param noDefault whether the default features are left out
 * @param all whether all features are on
 */
public record FeatureSelection(List<String> names, boolean noDefault, boolean all) {

    /** The features a plain {@code cargo build} has. */
    public static final FeatureSelection DEFAULT = new FeatureSelection(List.of(), false, false);

    public FeatureSelection {
        names = List.copyOf(names);
    }

    /**
     * Returns what of this selection is one package's among several: a feature has to be one of all packages of a call together, and asked
     * for one alone, cargo refuses those of the others.
     *
     * @param each the package
     * @param packages the names of all of them
     */
    public FeatureSelection of(CargoPackage each, List<String> packages) {
        return new FeatureSelection(
                names.stream()
                        .filter(name -> packages.size() == 1 || concerns(name, each, packages))
                        .toList(),
                noDefault,
                all);
    }

    /** {@code PACKAGE/FEATURE} is that of a package of the workspace, or of a dependency. */
    private static boolean concerns(String feature, CargoPackage each, List<String> packages) {
        int slash = feature.indexOf('/');
        if (slash < 0) {
            return each.features().contains(feature);
        }
        String owner = feature.substring(0, slash);
        return owner.equals(each.name()) || !packages.contains(owner);
    }

    /** Returns cargo's options for this selection. */
    public List<String> cargoArguments() {
        var arguments = new ArrayList<String>();
        if (all) {
            arguments.add("--all-features");
        }
        if (noDefault) {
            arguments.add("--no-default-features");
        }
        if (!names.isEmpty()) {
            arguments.add("--features");
            arguments.add(String.join(",", names));
        }
        return arguments;
    }
}
