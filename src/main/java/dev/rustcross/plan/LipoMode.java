package dev.rustcross.plan;

import java.util.Locale;

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

    /** Returns the mode as the POM has it: {@code auto}, {@code true}, {@code only} or {@code false}. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether a missing half is an error. */
    public boolean required() {
        return this == TRUE || this == ONLY;
    }
}
