package dev.rustcross.execution;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.plan.BuildRequest;
import java.nio.file.Files;
import java.util.List;

/**
 * What the goal {@code lipo} leaves.
 *
 * @param requestDigest the digest of the request it was made for
 * @param plugin the state of the plugin that fused them
 * @param binaries the fused binaries; empty where nothing is fused
 */
public record UniversalRecord(String requestDigest, String plugin, List<UniversalBinary> binaries) {

    static final Records.Kind<UniversalRecord> KIND =
            new Records.Kind<>("universal.json", UniversalRecord.class, "lipo", "process-classes");

    public UniversalRecord {
        binaries = List.copyOf(binaries);
    }

    /**
     * Returns the record of a request.
     *
     * @throws InvalidConfigurationException where there is none, it is for something else or an earlier build, or its files are gone
     */
    static UniversalRecord of(BuildRequest request, Records records, BinariesRecord built) {
        UniversalRecord record = records.require(KIND);
        if (!record.requestDigest.equals(request.digest())) {
            throw records.missing(KIND, "the goal lipo ran with another configuration");
        }
        for (UniversalBinary binary : record.binaries) {
            if (!Files.isRegularFile(binary.file())) {
                throw records.missing(KIND, "it names " + binary.file() + ", which is gone");
            }
            if (!binary.isMadeOf(built)) {
                throw records.missing(KIND, "the goal build ran after the goal lipo");
            }
        }
        return record;
    }
}
