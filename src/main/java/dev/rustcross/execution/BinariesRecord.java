package dev.rustcross.execution;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CrateProduct;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * What the goal {@code build} leaves.
 *
 * @param requestDigest the digest of the request that was built
 * @param plugin the state of the plugin that copied and normalised them
 * @param targets the names of the targets that are there: all of the request but those that were left out
 * @param binaries the programs and libraries of all targets
 */
public record BinariesRecord(String requestDigest, String plugin, List<String> targets, List<BuiltBinary> binaries) {

    static final Records.Kind<BinariesRecord> KIND =
            new Records.Kind<>("binaries.json", BinariesRecord.class, "build", "compile");

    public BinariesRecord {
        targets = List.copyOf(targets);
        binaries = List.copyOf(binaries);
    }

    /**
     * Returns the record of a request.
     *
     * @throws InvalidConfigurationException where there is none, it is for something else, or its files are gone
     */
    static BinariesRecord of(BuildRequest request, Records records) {
        BinariesRecord record = records.require(KIND);
        if (!record.requestDigest.equals(request.digest())) {
            throw records.missing(KIND, "the goal build ran with another configuration");
        }
        for (BuiltBinary binary : record.binaries) {
            if (!Files.isRegularFile(binary.file())) {
                throw records.missing(KIND, "it names " + binary.file() + ", which is gone");
            }
        }
        return record;
    }

    /** Returns the request without the targets that were left out. */
    BuildRequest available(BuildRequest request) {
        return request.with(request.targets().stream()
                .filter(target -> targets.contains(target.name()))
                .toList());
    }

    /** Returns whether none of a request's targets was left out. */
    boolean isComplete(BuildRequest request) {
        return available(request).targets().size() == request.targets().size();
    }

    /** Returns the files of a target, in cargo's order. */
    List<BuiltBinary> of(String target) {
        return binaries.stream()
                .filter(binary -> binary.target().equals(target))
                .toList();
    }

    /** Returns the file of that package, kind and name for a target, where there is one. */
    Optional<BuiltBinary> find(String target, String packageName, CrateProduct.Kind kind, String name) {
        return of(target).stream()
                .filter(binary -> binary.packageName().equals(packageName)
                        && binary.kind() == kind
                        && binary.name().equals(name))
                .findFirst();
    }
}
