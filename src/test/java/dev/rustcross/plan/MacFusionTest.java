package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.ATarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class MacFusionTest {

    private static final String X86 = "x86_64-apple-darwin";
    private static final String ARM = "aarch64-apple-darwin";
    private static final String LINUX = "x86_64-unknown-linux-musl";

    private static List<TargetRequest> targets(String... triples) {
        return Stream.of(triples).map(triple -> ATarget.of(triple).build()).toList();
    }

    @ParameterizedTest
    @CsvSource({"AUTO, true, true", "TRUE, true, true", "ONLY, true, false", "FALSE, false, true"})
    void withBothHalves(LipoMode mode, boolean fuse, boolean thin) {
        assertThat(MacFusion.decide(mode, targets(ARM, LINUX, X86))).isEqualTo(new MacFusion(fuse, thin, null));
    }

    @ParameterizedTest
    @CsvSource({X86 + ", " + ARM, ARM + ", " + X86})
    void withOneHalfTheOtherIsNamed(String present, String missing) {
        assertThat(MacFusion.decide(LipoMode.AUTO, targets(LINUX, present)))
                .isEqualTo(new MacFusion(false, true, "no universal binary: " + missing + " is not built"));
        assertThat(MacFusion.decide(LipoMode.FALSE, targets(LINUX, present)).reason())
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FALSE")
    void withNeitherHalfThisIsSaid(LipoMode mode) {
        assertThat(MacFusion.decide(mode, targets(LINUX)))
                .isEqualTo(new MacFusion(false, true, "no universal binary: neither macOS target is built"));
    }

    @Test
    void whereNoneIsWantedThereIsNothingToSay() {
        assertThat(MacFusion.decide(LipoMode.FALSE, targets(LINUX))).isEqualTo(new MacFusion(false, true, null));
    }

    @Test
    void missingHalves() {
        assertThat(MacFusion.missingHalves(targets(ARM))).containsExactly(new TargetTriple(X86));
        assertThat(MacFusion.missingHalves(targets(LINUX)))
                .containsExactly(new TargetTriple(X86), new TargetTriple(ARM));
        assertThat(MacFusion.missingHalves(targets(X86, ARM))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ONLY, " + X86 + ", false",
        "ONLY, " + ARM + ", false",
        "ONLY, " + LINUX + ", true",
        "AUTO, " + X86 + ", true",
    })
    void thinArchives(LipoMode mode, String triple, boolean packed) {
        MacFusion fusion = MacFusion.decide(mode, targets(X86, ARM, LINUX));

        assertThat(fusion.packsThin(new TargetTriple(triple))).isEqualTo(packed);
    }

    @ParameterizedTest
    @CsvSource({"AUTO, false", "TRUE, true", "ONLY, true", "FALSE, false"})
    void whenAMissingHalfIsAnError(LipoMode mode, boolean required) {
        assertThat(mode.required()).isEqualTo(required);
    }
}
