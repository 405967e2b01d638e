package dev.rustcross.execution;

import java.util.List;

/**
 * What the goal {@code lipo} leaves.
 *
 * @param requestDigest the digest of the request it was made for
 * @param binaries the fused binaries; empty where nothing is fused
 */
public record UniversalRecord(String requestDigest, List<UniversalBinary> binaries) {

    static final Records.Kind<UniversalRecord> KIND =
            new Records.Kind<>("universal.json", UniversalRecord.class, "lipo", "process-classes");

    public UniversalRecord {
        binaries = List.copyOf(binaries);
    }
}
