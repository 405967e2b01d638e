package dev.rustcross.plan;

import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CargoTarget;
import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Finds the binaries that a request asks for among those that the crate declares. */
public final class CrateSelection {

    private CrateSelection() {}

    /**
     * Returns the binaries, in cargo's order.
     *
     * @param found receives a problem for a name that the crate does not have, for two binaries of one name, and where there is no binary
     *     at all
     */
    static List<CrateBinary> binaries(BuildRequest request, CrateMetadata metadata, List<Problem> found) {
        List<Problem> problems = new ArrayList<>();
        List<CargoPackage> packages = packages(request, metadata, problems);
        List<CrateBinary> declared = packages.stream()
                .flatMap(crate -> crate.targets().stream()
                        .filter(CargoTarget::isBinary)
                        .map(target -> new CrateBinary(
                                crate.id(),
                                crate.name(),
                                target.name(),
                                !target.requiredFeatures().isEmpty())))
                .toList();
        for (String name : request.binaries()) {
            if (declared.stream().noneMatch(binary -> binary.name().equals(name))) {
                problems.add(unknown("<binaries>", "the selected packages have no such binary", name, names(declared)));
            }
        }
        List<CrateBinary> selected = declared.stream()
                .filter(binary ->
                        request.binaries().isEmpty() || request.binaries().contains(binary.name()))
                .map(binary -> request.binaries().isEmpty()
                        ? binary
                        : new CrateBinary(binary.packageId(), binary.packageName(), binary.name(), false))
                .toList();
        problems.addAll(clashes(selected));
        if (selected.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(
                    "<manifestPath>",
                    "nothing to pack: no binary target in "
                            + String.join(
                                    ", ",
                                    packages.stream().map(CargoPackage::name).toList()),
                    request.manifest().toString(),
                    "add a src/main.rs, or select packages that have one by <packages>."));
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

    /** Cargo writes two binaries of one name to one file, where the later one wins. */
    private static List<Problem> clashes(List<CrateBinary> selected) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (CrateBinary binary : selected) {
            String owner = owners.putIfAbsent(binary.name(), binary.packageName());
            if (owner != null) {
                problems.add(new Problem(
                        "<packages>",
                        "the packages " + owner + " and " + binary.packageName() + " have binaries of one name",
                        binary.name(),
                        "rename one, or select packages by <packages>."));
            }
        }
        return problems;
    }

    private static List<String> names(List<CrateBinary> binaries) {
        return binaries.stream().map(CrateBinary::name).toList();
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
