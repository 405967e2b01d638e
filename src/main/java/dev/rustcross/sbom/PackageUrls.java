package dev.rustcross.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.rustcross.cargo.CargoPackage;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The package URLs of crates and Maven artifacts.
 *
 * @see <a href="https://github.com/package-url/purl-spec">the specification</a>
 */
final class PackageUrls {

    private static final String CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index";

    /** As cargo-cyclonedx writes the folder of the workspace. */
    private static final String FOLDER = "file://.";

    private PackageUrls() {}

    /**
     * Returns that of a crate; one that is not from crates.io says where it is from. That of a folder, whose path is the machine's, must not
     * pass for the one that crates.io may have of its name.
     */
    static String of(CargoPackage crate) {
        Map<String, String> qualifiers = new TreeMap<>();
        String source = crate.source();
        if (source == null) {
            qualifiers.put("download_url", FOLDER);
        } else if (!source.equals(CRATES_IO)) {
            if (source.startsWith("git+")) {
                qualifiers.put("vcs_url", repository(source));
            } else {
                qualifiers.put("repository_url", withoutLogin(source.substring(source.indexOf('+') + 1)));
            }
        }
        return url("cargo", null, crate.name(), crate.version(), qualifiers);
    }

    /** Returns that of a Maven artifact. */
    static String of(ShippedArtifact artifact) {
        return url(
                "maven",
                artifact.groupId(),
                artifact.artifactId(),
                artifact.version(),
                Map.of("classifier", artifact.classifier(), "type", artifact.type()));
    }

    /** Cargo's {@code git+URL?branch=NAME#COMMIT}, as SPDX writes a place in a repository: {@code git+URL@COMMIT}. */
    private static String repository(String source) {
        int end = source.indexOf('?') >= 0 ? source.indexOf('?') : source.indexOf('#');
        int commit = source.indexOf('#');
        return "git+" + withoutLogin(source.substring("git+".length(), end < 0 ? source.length() : end))
                + (commit < 0 ? "" : "@" + source.substring(commit + 1));
    }

    /** A login in a URL is a secret. */
    private static String withoutLogin(String url) {
        String login = URI.create(url).getRawUserInfo();
        return login == null ? url : url.replace(login + "@", "");
    }

    private static String url(
            String type, @Nullable String namespace, String name, String version, Map<String, String> qualifiers) {
        try {
            return new PackageURL(type, namespace, name, version, new TreeMap<>(qualifiers), null).canonicalize();
        } catch (MalformedPackageURLException e) {
            throw new IllegalArgumentException("not the name of a package: " + name + " " + version, e);
        }
    }
}
