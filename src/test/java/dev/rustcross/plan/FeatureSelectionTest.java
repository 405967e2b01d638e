package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CargoPackage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

    @ParameterizedTest
    @CsvSource({
        "tls,           app|util, tls",
        "json,          app|util, ''",
        "tls json,      app|util, tls",
        "app/tls,       app|util, app/tls",
        "util/fast,     app|util, ''",
        "serde/derive,  app|util, serde/derive",
        "json,          app,      json",
    })
    void whatIsOnePackagesAmongSeveral(String names, String packages, String own) {
        var app = new CargoPackage(
                "id",
                "app",
                "1.0.0",
                null,
                null,
                Path.of("/app/Cargo.toml"),
                null,
                List.of(),
                Set.of("default", "tls"));

        assertThat(new FeatureSelection(List.of(names.split(" ")), true, false).of(app, List.of(packages.split("\\|"))))
                .isEqualTo(new FeatureSelection(own.isEmpty() ? List.of() : List.of(own), true, false));
    }
}
