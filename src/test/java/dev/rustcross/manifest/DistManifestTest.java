package dev.rustcross.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistManifestTest {

    private static final String SHA256 = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    private static DistManifest manifest() {
        var binary = new ManifestBinary(
                "cli",
                "1.0.0",
                "binary",
                "app",
                "app-1.0-darwin-universal/app",
                100,
                SHA256,
                List.of(
                        new ManifestImage("Mach-O", "x86_64", "dynamic", "macOS 10.12"),
                        new ManifestImage("Mach-O", "aarch64", "dynamic", null)));
        return new DistManifest(
                1,
                "rust-cross-maven-plugin 0.1.0",
                "org.example",
                "app",
                "1.0",
                true,
                List.of(new ManifestFile(
                        "darwin-universal",
                        "tar.gz",
                        "app-1.0-darwin-universal.tar.gz",
                        50,
                        SHA256,
                        List.of("x86_64-apple-darwin", "aarch64-apple-darwin"),
                        List.of(binary))),
                List.of(new ManifestFile(
                        "darwin-universal-cyclonedx",
                        "json",
                        "app-1.0-darwin-universal-cyclonedx.json",
                        9,
                        SHA256,
                        List.of("x86_64-apple-darwin", "aarch64-apple-darwin"),
                        List.of())));
    }

    private static List<Error> errors(String json) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("docs/dist-manifest.schema.json")))
                .validate(json, InputFormat.JSON);
    }

    @Test
    void isAsItsSchemaSays() throws Exception {
        assertThat(errors(manifest().json())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"schemaVersion\": 1', '\"schemaVersion\": 2'",
        "'\"complete\": true,', ''",
        "'\"kind\": \"binary\"', '\"kind\": \"script\"'",
        "'\"linkage\": \"dynamic\"', '\"linkage\": \"lazy\"'",
        "'\"sboms\"', '\"bills\"'",
        "0123456789abcdef, 0123",
    })
    void itsSchemaRefusesOthers(String text, String other) throws Exception {
        assertThat(errors(manifest().json().replace(text, other))).isNotEmpty();
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        Path file = Files.writeString(
                folder.resolve("dist-manifest.json"), manifest().json());

        assertThat(DistManifest.read(file)).isEqualTo(manifest());

        Files.writeString(file, manifest().json().replace("\"schemaVersion\": 1", "\"schemaVersion\": 3"));
        assertThatThrownBy(() -> DistManifest.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("its schemaVersion is 3, and not 1");
    }
}
