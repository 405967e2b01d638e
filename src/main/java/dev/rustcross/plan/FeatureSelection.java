package dev.rustcross.plan;

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
