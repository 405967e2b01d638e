package dev.rustcross.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import org.cyclonedx.model.LicenseChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicensesTest {

    @ParameterizedTest
    @CsvSource({
        "MIT,                                               MIT",
        "MIT OR Apache-2.0,                                 MIT OR Apache-2.0",
        "MIT/Apache-2.0,                                    MIT OR Apache-2.0",
        "Apache-2.0 / MIT,                                  Apache-2.0 OR MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0,               (MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-2.0+,        Apache-2.0 WITH LLVM-exception OR GPL-2.0+",
        "LicenseRef-Corp,                                   LicenseRef-Corp",
    })
    void anExpression(String license, String expression) {
        LicenseChoice choice = Licenses.of(license);

        assertThat(choice.getExpression().getValue()).isEqualTo(expression);
        assertThat(choice.getLicenses()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"All rights reserved", "MIT or later", "'MIT, see LICENSE'", "''"})
    void anythingElseIsAName(String license) {
        LicenseChoice choice = Licenses.of(license);

        assertThat(choice.getExpression()).isNull();
        assertThat(choice.getLicenses()).singleElement().satisfies(named -> assertThat(named.getName())
                .isEqualTo(license));
    }
}
