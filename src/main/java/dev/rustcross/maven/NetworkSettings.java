package dev.rustcross.maven;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Server;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * The proxies and servers of Maven's settings.
 *
 * <p>They are asked of the session for repositories: Maven has decrypted their passwords for it, and it decides which proxy is for which
 * URL. Nothing of that is done where the settings name none.
 */
public final class NetworkSettings {

    /** A host that no list of exceptions names, but for one that excepts all. */
    private static final String ANY_HOST = "rust-cross.invalid";

    private final MavenSession session;

    /** Creates the reader of a session's settings. */
    public NetworkSettings(MavenSession session) {
        this.session = session;
    }

    /**
     * A proxy.
     *
     * @param url its URL, with user and password where it has them; secret
     * @param nonProxyHosts the hosts to be reached without it, as Maven writes them
     */
    public record ProxyServer(String url, @Nullable String nonProxyHosts) {}

    /**
     * Returns the proxy that Maven itself uses for URLs of a protocol: the first active one whose {@code <protocol>} is this, and for https,
     * where there is none, the first for http. Maven speaks plain http to the proxy itself, whatever its {@code <protocol>}.
     *
     * @param protocol {@code http} or {@code https}
     * @throws InvalidConfigurationException when Maven could not decrypt its password
     */
    public Optional<ProxyServer> proxy(String protocol) {
        if (session.getSettings().getActiveProxy() == null) {
            return Optional.empty();
        }
        RemoteRepository direct = repository("any", protocol);
        org.eclipse.aether.repository.Proxy proxy =
                session.getRepositorySession().getProxySelector().getProxy(direct);
        if (proxy == null) {
            return Optional.empty();
        }
        RemoteRepository proxied =
                new RemoteRepository.Builder(direct).setProxy(proxy).build();
        try (AuthenticationContext context = AuthenticationContext.forProxy(session.getRepositorySession(), proxied)) {
            return Optional.of(new ProxyServer(
                    "http://" + user(context) + proxy.getHost() + ":" + proxy.getPort(),
                    nonProxyHosts(proxy.getType(), proxy.getHost(), proxy.getPort())));
        }
    }

    private static String user(@Nullable AuthenticationContext context) {
        String user = context == null ? null : context.get(AuthenticationContext.USERNAME);
        if (context == null || user == null) {
            return "";
        }
        String password = context.get(AuthenticationContext.PASSWORD);
        return encoded(user) + (password == null ? "" : ":" + encoded(decrypted(password, "<proxy>"))) + "@";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private @Nullable String nonProxyHosts(String type, String host, int port) {
        return session.getSettings().getProxies().stream()
                .filter(proxy -> proxy.isActive()
                        && proxy.getProtocol().equalsIgnoreCase(type)
                        && proxy.getHost().equals(host)
                        && proxy.getPort() == port)
                .findFirst()
                .map(org.apache.maven.settings.Proxy::getNonProxyHosts)
                .orElse(null);
    }

    /**
     * Returns the ids of the servers whose password can be a token: it has no user beside it, which tells it from the login of a Maven
     * repository, or the id starts with a prefix that says so.
     */
    public List<String> tokenServers(String prefix) {
        var ids = new ArrayList<String>();
        for (Server server : session.getSettings().getServers()) {
            if (server.getPassword() != null
                    && (server.getUsername() == null || server.getId().startsWith(prefix))) {
                ids.add(server.getId());
            }
        }
        return ids;
    }

    /**
     * Returns the password of a server.
     *
     * @throws InvalidConfigurationException when Maven could not decrypt it
     */
    public Optional<String> password(String id) {
        RepositorySystemSession repositories = session.getRepositorySession();
        RemoteRepository open = repository(id, "https");
        Authentication authentication = repositories.getAuthenticationSelector().getAuthentication(open);
        RemoteRepository locked = new RemoteRepository.Builder(open)
                .setAuthentication(authentication)
                .build();
        try (AuthenticationContext context = AuthenticationContext.forRepository(repositories, locked)) {
            return Optional.ofNullable(context)
                    .map(server -> server.get(AuthenticationContext.PASSWORD))
                    .map(password -> decrypted(password, "<server> " + id));
        }
    }

    /** Maven goes on with the encrypted text where it cannot decrypt it; a registry or a proxy would only say that it is wrong. */
    private static String decrypted(String password, String where) {
        if (password.startsWith("{") && password.endsWith("}")) {
            throw new InvalidConfigurationException(new Problem(
                    "settings.xml: " + where + " <password>",
                    "Maven could not decrypt it",
                    null,
                    "see that the master password it was encrypted with is in ~/.m2/settings-security.xml, or encrypt it anew with"
                            + " `mvn --encrypt-password`."));
        }
        return password;
    }

    private static RemoteRepository repository(String id, String protocol) {
        return new RemoteRepository.Builder(id, "default", protocol + "://" + ANY_HOST + "/").build();
    }
}
