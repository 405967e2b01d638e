package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CargoConfigFile.ProfileTable;
import dev.rustcross.cargo.CargoConfigFile.TargetTable;
import dev.rustcross.target.TargetTriple;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

class CargoConfigFileTest {

    private static final TargetTriple MUSL = new TargetTriple("x86_64-unknown-linux-musl");
    private static final TargetTriple MAC = new TargetTriple("aarch64-apple-darwin");
    private static final ProfileTable NO_PROFILE = new ProfileTable("release", Map.of());
    private static final String HEAD = "# Written by rust-cross-maven-plugin at each build: edit the POM instead.\n";

    @Test
    void everyKey() {
        var file = new CargoConfigFile(
                List.of(
                        new TargetTable(
                                MUSL,
                                "/zig/musl",
                                List.of("-g", "-Clink-arg=-s"),
                                List.of("/my tools/qemu", "-L", "/lib")),
                        new TargetTable(MAC, "/zig/mac", List.of(), List.of())),
                new ProfileTable("dist", Map.of("opt-level", "\"z\"")),
                Map.of("CXX_x", "b", "CC_x86_64-unknown-linux-musl", "a"));

        assertThat(file.render()).isEqualTo(HEAD + """

                [target."x86_64-unknown-linux-musl"]
                linker = "/zig/musl"
                rustflags = ["-g", "-Clink-arg=-s"]
                runner = ["/my tools/qemu", "-L", "/lib"]

                [target."aarch64-apple-darwin"]
                linker = "/zig/mac"

                [profile."dist"]
                opt-level = "z"

                [env]
                "CC_x86_64-unknown-linux-musl" = "a"
                "CXX_x" = "b"
                """);
    }

    @Test
    void whatIsLeftOpenStandsNowhere() {
        assertThat(new CargoConfigFile(List.of(new TargetTable(MUSL, null, List.of(), List.of())), NO_PROFILE, Map.of())
                        .render())
                .isEqualTo(HEAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\zig\\cc.bat", "say \"hi\"", "a\tb\nc\u007f", "Grüße \uD83E\uDD80", "'", ""})
    void aTomlReaderReadsWhatWasMeant(String text) {
        var file = new CargoConfigFile(
                List.of(new TargetTable(MUSL, text, List.of(text), List.of(text))),
                NO_PROFILE,
                Map.of("name " + text, text));

        TomlParseResult read = Toml.parse(file.render());

        assertThat(read.errors()).isEmpty();
        assertThat(read.getString(List.of("target", MUSL.name(), "linker"))).isEqualTo(text);
        assertThat(read.getArray(List.of("target", MUSL.name(), "runner")).getString(0))
                .isEqualTo(text);
        assertThat(read.getArray(List.of("target", MUSL.name(), "rustflags")).getString(0))
                .isEqualTo(text);
        assertThat(read.getString(List.of("env", "name " + text))).isEqualTo(text);
    }
}
