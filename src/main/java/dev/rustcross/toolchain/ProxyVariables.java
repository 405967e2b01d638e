package dev.rustcross.toolchain;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The variables that tell cargo, rustup, pip and uv of a proxy.
 *
 * <p>They are what each of these tools asks last: cargo's {@code http.proxy} (its own and git's), pip's {@code proxy} and what uv is
 * configured to win by themselves. What is set in the environment has to be left alone here.
 */
public final class ProxyVariables {

    private static final String NO_PROXY = "NO_PROXY";
    private static final Pattern ADDRESS_PREFIX = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){0,2})(?:\\.\\*)+");
    private static final int ADDRESS_BYTES = 4;
    private static final int BYTE_BITS = 8;

    private ProxyVariables() {}

    /** Returns whether the environment names a proxy, if only to say, by an empty value, that there is none. */
    public static boolean areSet(BuildEnvironment environment) {
        return Stream.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy")
                .anyMatch(name -> environment.get(name) != null);
    }

    /**
     * Returns the variables for an environment that names no proxy.
     *
     * @param https the proxy for https URLs, a URL
     * @param http the proxy for http URLs, a URL
     * @param nonProxyHosts the hosts to be reached directly, as Java and Maven write them: {@code *.example.com|localhost}
     */
    public static Map<String, String> of(
            String https, Optional<String> http, @Nullable String nonProxyHosts, BuildEnvironment environment) {
        var variables = new TreeMap<String, String>();
        variables.put("HTTPS_PROXY", https);
        // In capitals curl ignores this one, which a web server could be made to set.
        http.ifPresent(url -> variables.put("http_proxy", url));
        String direct = nonProxyHosts == null ? "" : noProxy(nonProxyHosts);
        boolean ofUser = environment.get(NO_PROXY) != null || environment.get("no_proxy") != null;
        if (!direct.isEmpty() && !ofUser) {
            variables.put(NO_PROXY, direct);
        }
        return variables;
    }

    /**
     * Translates Java's list of hosts into the one of {@code NO_PROXY}, which knows suffixes and, for addresses, network prefixes.
     *
     * <p>A pattern with a star elsewhere cannot be said in it and is left out: such hosts are reached through the proxy.
     */
    static String noProxy(String nonProxyHosts) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String entry : nonProxyHosts.split("[|,\\s]+", -1)) {
            String suffix = entry.startsWith("*") ? entry.substring(1) : entry;
            Matcher prefix = ADDRESS_PREFIX.matcher(entry);
            if (entry.equals("*")) {
                hosts.add(entry);
            } else if (prefix.matches()) {
                hosts.add(network(prefix.group(1)));
            } else if (!suffix.isEmpty() && !suffix.contains("*")) {
                hosts.add(entry.startsWith("*") && !suffix.startsWith(".") ? "." + suffix : suffix);
            }
        }
        return String.join(",", hosts);
    }

    private static String network(String bytes) {
        int given = bytes.split("\\.", -1).length;
        return bytes + ".0".repeat(ADDRESS_BYTES - given) + "/" + given * BYTE_BITS;
    }
}
