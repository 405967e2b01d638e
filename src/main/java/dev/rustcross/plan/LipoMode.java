package dev.rustcross.plan;

/** When the two macOS builds are fused. */
public enum LipoMode {
    /** Where both are built. */
    AUTO,
    /** Always; a half that is not declared, or not selected beside the other, is an error. */
    TRUE,
    /** Always, and the thin archives are left out. */
    ONLY,
    /** Never. */
    FALSE;

    /** Returns whether a missing half is an error. */
    public boolean required() {
        return this == TRUE || this == ONLY;
    }
}
