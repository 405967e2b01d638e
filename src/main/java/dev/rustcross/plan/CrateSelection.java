package dev.rustcross.plan;

import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CargoTarget;
import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.Suggestion;
import dev.rustcross.plan.CrateProduct.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a request asks for among the programs and shared libraries that the crate declares. */
public final class CrateSelection {

    private CrateSelection() {}

    /**
     * Returns the products in cargo's order: all programs and libraries, or just the programs that the request names.
     *
     * @param found receives a problem for a name that the crate does not have, for two products of one name, and where there is none at all
     */
    public static List<CrateProduct> products(BuildRequest request, CrateMetadata metadata, List<Problem> found) {
        List<Problem> problems = new ArrayList<>();
        List<CargoPackage> packages = packages(request, metadata, problems);
        List<CrateProduct> declared = packages.stream()
                .flatMap(crate -> crate.targets().stream().flatMap(target -> product(crate, target).stream()))
                .toList();
        List<CrateProduct> selected =
                request.binaries().isEmpty() ? declared : named(request.binaries(), declared, problems);
        problems.addAll(clashes(selected));
        if (selected.isEmpty() && problems.isEmpty()) {
            problems.add(
                    new Problem(
                            "<manifestPath>",
                            "nothing to pack: no program and no cdylib in "
                                    + String.join(
                                            ", ",
                                            packages.stream()
                                                    .map(CargoPackage::name)
                                                    .toList()),
                            request.manifest().toString(),
                            "add a src/main.rs, or crate-type = [\"cdylib\"] below [lib], or select packages that have one by <packages>."));
        }
        found.addAll(problems);
        return selected;
    }

    /**
     * Returns the packages that a request builds.
     *
     * @throws InvalidConfigurationException for a name that the workspace does not have
     */
    public static List<CargoPackage> packages(BuildRequest request, CrateMetadata metadata) {
        List<Problem> problems = new ArrayList<>();
        List<CargoPackage> packages = packages(request, metadata, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return packages;
    }

    private static List<CargoPackage> packages(BuildRequest request, CrateMetadata metadata, List<Problem> problems) {
        List<CargoPackage> members = metadata.memberPackages();
        if (request.packages().isEmpty()) {
            return builtByDefault(request, metadata);
        }
        List<CargoPackage> selected = new ArrayList<>();
        List<String> names = members.stream().map(CargoPackage::name).toList();
        for (String name : new LinkedHashSet<>(request.packages())) {
            members.stream()
                    .filter(crate -> crate.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            selected::add,
                            () -> problems.add(
                                    unknown("<packages>", "the workspace has no such package", name, names)));
        }
        return selected;
    }

    /** In the folder of a member cargo builds that member, in the workspace's its default members. */
    private static List<CargoPackage> builtByDefault(BuildRequest request, CrateMetadata metadata) {
        Path directory = real(request.crateDirectory());
        if (directory.equals(real(metadata.workspaceRoot()))) {
            return metadata.defaultPackages();
        }
        return metadata.memberPackages().stream()
                .filter(crate -> real(crate.directory()).equals(directory))
                .toList();
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw BuildIoException.cannot("resolve", folder, e);
        }
    }

    private static Optional<CrateProduct> product(CargoPackage crate, CargoTarget target) {
        Optional<Kind> kind = target.isBinary()
                ? Optional.of(Kind.BINARY)
                : target.isSharedLibrary() ? Optional.of(Kind.LIBRARY) : Optional.empty();
        return kind.map(found -> new CrateProduct(
                crate.id(),
                crate.name(),
                crate.version(),
                found,
                target.name(),
                !target.requiredFeatures().isEmpty()));
    }

    private static List<CrateProduct> named(List<String> names, List<CrateProduct> declared, List<Problem> problems) {
        List<CrateProduct> binaries = declared.stream()
                .filter(product -> product.kind() == Kind.BINARY)
                .toList();
        for (String name : names) {
            if (binaries.stream().noneMatch(binary -> binary.name().equals(name))) {
                problems.add(unknown("<binaries>", "the selected packages have no such binary", name, names(binaries)));
            }
        }
        return binaries.stream()
                .filter(binary -> names.contains(binary.name()))
                .map(CrateProduct::required)
                .toList();
    }

    /** Cargo writes two products of one kind and name to one file, where the later one wins. */
    private static List<Problem> clashes(List<CrateProduct> selected) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (CrateProduct product : selected) {
            String owner = owners.putIfAbsent(product.kind() + " " + product.name(), product.packageName());
            if (owner != null) {
                problems.add(new Problem(
                        "<packages>",
                        "the packages " + owner + " and " + product.packageName() + " have "
                                + (product.kind() == Kind.BINARY ? "binaries" : "libraries") + " of one name",
                        product.name(),
                        "rename one, or select packages by <packages>."));
            }
        }
        return problems;
    }

    private static List<String> names(List<CrateProduct> products) {
        return products.stream().map(CrateProduct::name).toList();
    }

    private static Problem unknown(String where, String what, String value, List<String> known) {
        String nearest = Suggestion.nearest(value, known)
                .map(name -> "did you mean " + name + "? ")
                .orElse("");
        return new Problem(
                where,
                what,
                value,
                nearest + (known.isEmpty() ? "There is none." : "Known: " + String.join(", ", known) + "."));
    }
}
