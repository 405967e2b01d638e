package dev.rustcross.mojo;

import dev.rustcross.cargo.RegistryTokens;
import dev.rustcross.maven.NetworkSettings;
import dev.rustcross.maven.NetworkSettings.ProxyServer;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.ProxyVariables;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Maven's settings add to the environment of cargo, rustup and pip: proxies and the tokens of registries. */
final class NetworkVariables {

    private final NetworkSettings settings;
    private final BuildEnvironment environment;

    /**
     * Creates the reader of what the settings add.
     *
     * @param environment what the machine and the POM set, which wins
     */
    NetworkVariables(NetworkSettings settings, BuildEnvironment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /**
     * Returns the variables; values are secret.
     *
     * @param directory cargo's working directory
     * @throws dev.rustcross.failure.InvalidConfigurationException when a configuration file of cargo's that declares registries is not
     *     TOML
     */
    Map<String, String> read(Path directory) {
        var variables = new HashMap<String, String>();
        settings.proxy("https")
                .filter(https -> !ProxyVariables.areSet(environment))
                .ifPresent(https -> variables.putAll(proxies(https)));
        List<String> servers = settings.tokenServers(RegistryTokens.PREFIX);
        if (!servers.isEmpty()) {
            variables.putAll(
                    RegistryTokens.read(directory, environment.variables()).variables(servers, settings::password));
        }
        return variables;
    }

    private Map<String, String> proxies(ProxyServer https) {
        return ProxyVariables.of(
                https.url(), settings.proxy("http").map(ProxyServer::url), https.nonProxyHosts(), environment);
    }
}
