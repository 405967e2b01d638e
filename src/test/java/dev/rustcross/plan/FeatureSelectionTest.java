package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureSelectionTest {

    @ParameterizedTest
    @CsvSource({
        "'',       false, false, ''",
        "tls,      false, false, --features tls",
        "'tls json', false, false, '--features tls,json'",
        "tls,      true,  false, --no-default-features --features tls",
        "'',       true,  false, --no-default-features",
        "'',       false, true,  --all-features",
    })
    void cargosOptions(String names, boolean noDefault, boolean all, String arguments) {
        List<String> features =
                Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty()).toList();

        assertThat(String.join(" ", new FeatureSelection(features, noDefault, all).cargoArguments()))
                .isEqualTo(arguments);
    }
}
