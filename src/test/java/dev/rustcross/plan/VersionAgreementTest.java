package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.failure.Problem;
import dev.rustcross.plan.CrateProduct.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VersionAgreementTest {

    private static final List<CrateProduct> PRODUCTS =
            List.of(product("cli", "1.4.2", "myapp"), product("cli", "1.4.2", "tool"), product("ffi", "1.5.0", "ffi"));

    private static CrateProduct product(String crate, String version, String name) {
        return new CrateProduct(crate + "#1", crate, version, Kind.BINARY, name, false);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "1.2.3,                 1.2.3,         true",
        "1.2.3,                 1.2.4,         false",
        // Cargo has three numbers
        "1.2,                   1.2.0,         true",
        "1,                     1.0.0,         true",
        "1.2,                   1.2.1,         false",
        "1.2.0.0,               1.2.0,         true",
        "1.2.3.4,               1.2.3,         false",
        "01.2.3,                1.2.3,         true",
        "0,                     0.0.0,         true",
        // snapshots
        "1.2.3-SNAPSHOT,        1.2.3,         true",
        "1.2-SNAPSHOT,          1.2.0,         true",
        "1.2.3-snapshot,        1.2.3,         true",
        "1.2.4-SNAPSHOT,        1.2.3,         false",
        "1.2.3-SNAPSHOT,        1.2.3-alpha.3, true",
        "1.2.3-SNAPSHOT,        1.2.3-dev,     true",
        "1.2.3-rc.1-SNAPSHOT,   1.2.3-rc.1,    true",
        "1.2.3-rc.2-SNAPSHOT,   1.2.3-rc.1,    false",
        // pre-releases
        "1.2.3,                 1.2.3-rc.1,    false",
        "1.2.3-rc.1,            1.2.3,         false",
        "1.2.3-RC1,             1.2.3-rc.1,    true",
        "1.2.3-rc-1,            1.2.3-rc.1,    true",
        "1.2.3.RC1,             1.2.3-rc.1,    true",
        "1.2-beta-2,            1.2.0-beta.2,  true",
        "1.2.3-rc.11,           1.2.3-rc.1.1,  false",
        "1.2.3-1,               1.2.3-1,       true",
        // the release by another name
        "1.2.3.Final,           1.2.3,         true",
        "1.2.3-RELEASE,         1.2.3,         true",
        "1.2.3.GA,              1.2.3,         true",
        // build metadata
        "1.2.3,                 1.2.3+linux.5, true",
        "1.2.3+7,               1.2.3+8,       true",
        // no numbers
        "latest,                0.0.0,         false",
        "${revision},           1.2.3,         false",
    })
    void whatAgrees(String maven, String cargo, boolean expected) {
        assertThat(VersionAgreement.agree(maven, cargo)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1.2.3,          1.2.3",
                "1.2,            1.2.0",
                "1.2.3-SNAPSHOT, 1.2.3",
                "2.0-RC1,        2.0.0-rc.1",
                "1.2.3.Final,    1.2.3",
                "1.2.3.4,        -",
                "latest,         -",
            })
    void whatCargoCallsIt(String maven, String cargo) {
        assertThat(VersionAgreement.inCargo(maven)).isEqualTo(Optional.ofNullable(cargo));
    }

    @Test
    void eachCrateOfAnotherVersionIsNamedOnce() {
        assertThat(new VersionAgreement("1.5-SNAPSHOT", VersionPolicy.WARN).warnings(PRODUCTS))
                .containsExactly(
                        "The POM has version 1.5-SNAPSHOT, but the crate cli has 1.4.2: write version = \"1.5.0\""
                                + " into the Cargo.toml of cli, or <versionPolicy>ignore</versionPolicy>.");
        assertThat(new VersionAgreement("1.4.2.1", VersionPolicy.FAIL).problems(PRODUCTS))
                .containsExactly(
                        new Problem(
                                "<version>",
                                "the crate cli has version 1.4.2",
                                "1.4.2.1",
                                "write the crate's version into the POM, or <versionPolicy>warn</versionPolicy> to be told only."),
                        new Problem(
                                "<version>",
                                "the crate ffi has version 1.5.0",
                                "1.4.2.1",
                                "write the crate's version into the POM, or <versionPolicy>warn</versionPolicy> to be told only."));
    }

    @ParameterizedTest
    @EnumSource(VersionPolicy.class)
    void eachPolicyHasItsOwnWay(VersionPolicy policy) {
        var agreement = new VersionAgreement("9", policy);

        assertThat(agreement.problems(PRODUCTS)).hasSize(policy == VersionPolicy.FAIL ? 2 : 0);
        assertThat(agreement.warnings(PRODUCTS)).hasSize(policy == VersionPolicy.WARN ? 2 : 0);
    }
}
