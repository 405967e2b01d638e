package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.process.OutputListener;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples as cargo 1.95 wrote them; {@code ␛} stands for the escape character. */
class CargoProgressTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "    Building [                             ] 0/3: itoa, ryu          →0/3 [itoa, ryu]",
                "    Building [==================>          ] 2/3: hello(bin)        →2/3 [hello(bin)]",
                "    Building [=============================] 13/13: hello(bin)→13/13 [hello(bin)]",
                "    Building [=========>                  ] 5/13: zmij, serde_json(…→5/13 [zmij, serde_json(…]",
                "    Building [>   ] 0/7:      →0/7 []",
                "    Building [>   ] 1/7      →1/7 []",
                "␛[1m␛[96m    Building␛[0m [========>          ] 1/3: ryu    →1/3 [ryu]",
                "␛[K␛[1m␛[96m    Building␛[0m [========>          ] 1/3: ryu→1/3 [ryu]",
                "␛]9;4;1;33␛\\    Building [========>          ] 1/3: ryu→1/3 [ryu]",
            })
    void bars(String text, String expected) {
        assertThat(CargoProgress.parse(text.replace('␛', '\u001b')))
                .map(progress -> progress.done() + "/" + progress.total() + " " + progress.inFlight())
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   Compiling ryu v1.0.23",
                " Downloading 1 crate            ",
                "    Building hello",
                "    Building [===>] 1: x",
                "    Building [===>] 99999999999/99999999999: x",
                "warning: Building [==> ] 1/2: x",
            })
    void otherText(String text) {
        assertThat(CargoProgress.parse(text)).isEmpty();
    }

    @Test
    @RequiresTool("cargo")
    void whatCargoWrites() throws Exception {
        CargoSandbox sandbox =
                new CargoSandbox(folder).library("one", "").library("two", "[dependencies]\none = { path = '../one' }");
        List<CargoProgress> seen = Collections.synchronizedList(new ArrayList<>());
        OutputListener stderr = new OutputListener() {
            @Override
            public void line(String line) {}

            @Override
            public void overwritten(String text) {
                CargoProgress.parse(text).ifPresent(seen::add);
            }
        };

        sandbox.watch(
                "two",
                Map.of(
                        "CARGO_TERM_PROGRESS_WHEN", "always",
                        "CARGO_TERM_PROGRESS_WIDTH", "100",
                        "CARGO_TERM_COLOR", "always"),
                stderr,
                "build");

        assertThat(seen).contains(new CargoProgress(1, 2, List.of("two")));
        assertThat(seen).isSortedAccordingTo((a, b) -> Integer.compare(a.done(), b.done()));
    }
}
