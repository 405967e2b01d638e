package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTokensTest {

    private static final String TOKEN = "CARGO_REGISTRIES_MY_CORP_TOKEN";
    private static final String PROVIDER = "CARGO_REGISTRIES_MY_CORP_CREDENTIAL_PROVIDER";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aDeclaredRegistry() throws IOException {
        environment.put("CARGO_HOME", folder.resolve("home").toString());
        write("crate/.cargo/config.toml", """
                [registries.my-corp]
                index = "sparse+https://cargo.example.com/"
                """);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Map<String, String> variables(String... ids) {
        return RegistryTokens.read(folder.resolve("crate"), environment)
                .variables(List.of(ids), id -> id.equals("lost") ? Optional.empty() : Optional.of("token of " + id));
    }

    private static Map<String, String> token(String id) {
        return Map.of(TOKEN, "token of " + id, PROVIDER, "cargo:token");
    }

    @Test
    void theServerIsNamedLikeTheRegistry() {
        assertThat(variables("central", "my-corp", "other")).isEqualTo(token("my-corp"));
    }

    @Test
    void theServerForCargoAloneIsPreferred() {
        assertThat(variables("cargo:my-corp", "my-corp")).isEqualTo(token("cargo:my-corp"));
        assertThat(variables("my-corp", "cargo:my-corp")).isEqualTo(token("cargo:my-corp"));
    }

    @Test
    void aRegistryNobodyDeclaredGetsNothing() {
        assertThat(variables("central", "cargo:central")).isEmpty();
    }

    @Test
    void aVariableDeclaresARegistryToo() {
        environment.put("CARGO_REGISTRIES_INTERN_INDEX", "sparse+https://intern.example.com/");

        assertThat(variables("intern"))
                .isEqualTo(Map.of(
                        "CARGO_REGISTRIES_INTERN_TOKEN",
                        "token of intern",
                        "CARGO_REGISTRIES_INTERN_CREDENTIAL_PROVIDER",
                        "cargo:token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN, PROVIDER})
    void theEnvironmentWins(String variable) {
        environment.put(variable, "x");

        assertThat(variables("my-corp")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"home/credentials.toml", "home/credentials", "home/config.toml"})
    void whatCargoLoginKeptWins(String file) throws IOException {
        write(file, """
                [registries.my-corp]
                token = "x"
                """);

        assertThat(variables("my-corp")).isEmpty();
    }

    @Test
    void aCredentialProviderOfTheRegistryWins() throws IOException {
        write("home/config.toml", """
                [registries.my-corp]
                credential-provider = ["cargo:libsecret"]
                """);

        assertThat(variables("my-corp")).isEmpty();
    }

    @Test
    void providersForAllRegistriesAreLeftToTheUser() throws IOException {
        write("home/config.toml", """
                [registry]
                global-credential-providers = ["cargo:token", "cargo:libsecret"]
                """);

        assertThat(variables("my-corp")).isEqualTo(Map.of(TOKEN, "token of my-corp"));
    }

    @Test
    void aServerWithoutAPasswordGivesNone() throws IOException {
        write("home/config.toml", """
                [registries.lost]
                index = "sparse+https://lost.example.com/"
                """);

        assertThat(variables("lost")).isEmpty();
    }
}
