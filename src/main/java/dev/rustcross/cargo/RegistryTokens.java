package dev.rustcross.cargo;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which of Maven's servers hold the tokens of the user's cargo registries.
 *
 * <p>The registry {@code NAME} of {@code [registries.NAME]} has the token of the server {@code cargo:NAME}, else of the server
 * {@code NAME}. One that has a token or a credential provider of its own, in the environment or in cargo's files, keeps it.
 *
 * @see <a href="https://doc.rust-lang.org/cargo/reference/registry-authentication.html">Cargo's rules</a>
 */
public final class RegistryTokens {

    /** Starts the id of a server that is for cargo alone. */
    public static final String PREFIX = "cargo:";

    private final CargoConfig config;
    private final CargoConfigFiles credentials;

    private RegistryTokens(CargoConfig config, CargoConfigFiles credentials) {
        this.config = config;
        this.credentials = credentials;
    }

    /**
     * Reads what the user has set for registries.
     *
     * @param directory cargo's working directory
     * @param environment cargo's environment
     * @throws dev.rustcross.failure.InvalidConfigurationException when a file is not TOML
     * @throws dev.rustcross.failure.BuildIoException when a file cannot be read
     */
    public static RegistryTokens read(Path directory, Map<String, String> environment) {
        // No question here depends on what a cfg(…) table would be matched with.
        return new RegistryTokens(
                CargoConfig.read(directory, environment, triple -> Set.of()),
                CargoConfigFiles.credentials(directory, environment));
    }

    /**
     * Returns the variables that give cargo the tokens.
     *
     * @param ids the servers that may hold one
     * @param passwords has the password of a server, asked only where cargo needs it
     */
    public Map<String, String> variables(Collection<String> ids, Function<String, Optional<String>> passwords) {
        var variables = new TreeMap<String, String>();
        servers(ids).forEach((registry, id) -> passwords.apply(id).ifPresent(token -> {
            variables.put(CargoConfig.registryVariable(registry, "token"), token);
            if (config.credentialProviders().isEmpty()) {
                // Without one, cargo takes a token to publish, but to no registry that wants it for downloads.
                variables.put(CargoConfig.registryVariable(registry, "credential-provider"), "cargo:token");
            }
        }));
        return variables;
    }

    /** Returns the servers by the registries that have their tokens from them. */
    private Map<String, String> servers(Collection<String> ids) {
        var servers = new TreeMap<String, String>();
        for (String id : ids) {
            boolean explicit = id.startsWith(PREFIX);
            String registry = explicit ? id.substring(PREFIX.length()) : id;
            if ((explicit || !servers.containsKey(registry)) && isDeclared(registry) && !hasCredentials(registry)) {
                servers.put(registry, id);
            }
        }
        return servers;
    }

    private boolean isDeclared(String registry) {
        return config.registry(registry, "index").isPresent();
    }

    private boolean hasCredentials(String registry) {
        return config.registry(registry, "token").isPresent()
                || config.registry(registry, "credential-provider").isPresent()
                || credentials
                        .strongest(List.of("registries", registry, "token"))
                        .isPresent();
    }
}
