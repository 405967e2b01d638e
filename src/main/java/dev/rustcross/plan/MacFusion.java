package dev.rustcross.plan;

import dev.rustcross.target.TargetTriple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the two macOS builds become one universal binary.
 *
 * @param fuse whether they are fused
 * @param thinArchives whether the two builds get archives of their own as well
 * @param reason why they are not fused, for the user; null where they are, and where there is nothing to say
 */
public record MacFusion(
        boolean fuse, boolean thinArchives, @Nullable String reason) {

    /** The triples whose binaries are fused. */
    public static final List<TargetTriple> HALVES =
            List.of(new TargetTriple("x86_64-apple-darwin"), new TargetTriple("aarch64-apple-darwin"));

    /**
     * Returns what a mode means for the targets that are built.
     *
     * @param mode the mode, {@link LipoMode#FALSE} where the POM declares no half
     * @param targets the targets
     */
    public static MacFusion decide(LipoMode mode, List<TargetRequest> targets) {
        List<TargetTriple> missing = missingHalves(targets);
        if (mode == LipoMode.FALSE) {
            return new MacFusion(false, true, null);
        }
        if (missing.isEmpty()) {
            return new MacFusion(true, mode != LipoMode.ONLY, null);
        }
        String why =
                missing.size() == HALVES.size() ? "neither macOS target is built" : missing.get(0) + " is not built";
        return new MacFusion(false, true, "no universal binary: " + why);
    }

    /** Returns the halves that are not among the targets. */
    public static List<TargetTriple> missingHalves(List<TargetRequest> targets) {
        return HALVES.stream()
                .filter(half ->
                        targets.stream().noneMatch(target -> target.triple().equals(half)))
                .toList();
    }

    /** Returns whether a triple gets an archive of its own. */
    public boolean packsThin(TargetTriple triple) {
        return thinArchives || !HALVES.contains(triple);
    }
}
