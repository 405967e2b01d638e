package dev.rustcross.plan;

import dev.rustcross.failure.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares the POM's version with those of the crates that are packed.
 *
 * @param projectVersion the POM's version
 * @param policy what follows from a difference
 */
public record VersionAgreement(String projectVersion, VersionPolicy policy) {

    private static final String SNAPSHOT = "-SNAPSHOT";

    /** What Maven takes for the release itself. */
    private static final Set<String> RELEASE = Set.of("final", "ga", "release");

    /** Returns a problem for each crate of another version, where the policy is to fail. */
    public List<Problem> problems(List<CrateProduct> products) {
        return policy == VersionPolicy.FAIL ? differing(products, this::problem) : List.of();
    }

    /** Returns a sentence for each crate of another version, where the policy is to warn. */
    public List<String> warnings(List<CrateProduct> products) {
        return policy == VersionPolicy.WARN ? differing(products, this::warning) : List.of();
    }

    private Problem problem(String crate, String version) {
        return new Problem(
                "<version>",
                "the crate " + crate + " has version " + version,
                projectVersion,
                remedy(crate) + ", or <versionPolicy>warn</versionPolicy> to be told only.");
    }

    private String warning(String crate, String version) {
        return "The POM has version " + projectVersion + ", but the crate " + crate + " has " + version + ": "
                + remedy(crate) + ", or <versionPolicy>ignore</versionPolicy>.";
    }

    private String remedy(String crate) {
        return inCargo(projectVersion)
                .map(version -> "write version = \"" + version + "\" into the Cargo.toml of " + crate)
                .orElse("write the crate's version into the POM");
    }

    private <T> List<T> differing(List<CrateProduct> products, BiFunction<String, String, T> told) {
        Map<String, String> versions = new LinkedHashMap<>();
        products.forEach(product -> versions.put(product.packageName(), product.packageVersion()));
        var differing = new ArrayList<T>();
        versions.forEach((crate, version) -> {
            if (!agree(projectVersion, version)) {
                differing.add(told.apply(crate, version));
            }
        });
        return differing;
    }

    /**
     * Returns whether a version of Maven's means the same as one of Cargo's.
     *
     * <p>Zeros at the end of the numbers do not count, since Cargo always has three: {@code 1.2} is {@code 1.2.0}. A pre-release is
     * compared by its words and numbers, whatever stands between them: {@code 1.2.0-RC1} is {@code 1.2.0-rc.1}. {@code -SNAPSHOT} does not
     * count, and a snapshot of a release agrees with the pre-releases of that, too: {@code 1.2.0-SNAPSHOT} with {@code 1.2.0-alpha.3}.
     * Build metadata, as in {@code 1.2.0+abc}, does not count.
     */
    static boolean agree(String maven, String cargo) {
        if (maven.equals(cargo) || maven.equals(cargo + SNAPSHOT)) {
            return true;
        }
        Parsed project = Parsed.of(maven);
        Parsed crate = Parsed.of(cargo);
        return project.numbers.equals(crate.numbers)
                && (project.qualifier.equals(crate.qualifier) || (project.snapshot && project.qualifier.isEmpty()));
    }

    /** Returns what Cargo calls a version of Maven's; empty where it has no such versions. */
    static Optional<String> inCargo(String maven) {
        Parsed parsed = Parsed.of(maven);
        if (parsed.numbers.size() > 3 || parsed.numbers.contains(Parsed.NONE)) {
            return Optional.empty();
        }
        var numbers = new ArrayList<>(parsed.numbers);
        while (numbers.size() < 3) {
            numbers.add("0");
        }
        String release = String.join(".", numbers);
        return Optional.of(parsed.qualifier.isEmpty() ? release : release + "-" + String.join(".", parsed.qualifier));
    }

    /** A version in lower case, by its parts. */
    private record Parsed(List<String> numbers, List<String> qualifier, boolean snapshot) {

        /** Stands for the numbers of a version that begins with none. */
        private static final String NONE = "";

        private static final Pattern NUMBERS = Pattern.compile("(\\d+(?:\\.\\d+)*)?([^+]*).*", Pattern.DOTALL);
        private static final Pattern WORD = Pattern.compile("\\d+|[^\\d._-]+");

        static Parsed of(String version) {
            boolean snapshot =
                    version.regionMatches(true, version.length() - SNAPSHOT.length(), SNAPSHOT, 0, SNAPSHOT.length());
            String text = snapshot ? version.substring(0, version.length() - SNAPSHOT.length()) : version;
            Matcher parts = NUMBERS.matcher(text.toLowerCase(Locale.ROOT));
            parts.matches();
            List<String> qualifier = words(parts.group(2));
            boolean release = qualifier.size() == 1 && RELEASE.contains(qualifier.get(0));
            return new Parsed(numbers(parts.group(1)), release ? List.of() : qualifier, snapshot);
        }

        private static List<String> numbers(@Nullable String text) {
            if (text == null) {
                return List.of(NONE);
            }
            List<String> numbers = words(text);
            int significant = numbers.size();
            while (significant > 0 && numbers.get(significant - 1).equals("0")) {
                significant--;
            }
            return numbers.subList(0, significant);
        }

        private static List<String> words(String text) {
            return WORD.matcher(text)
                    .results()
                    .map(word -> word.group().replaceFirst("^0+(?=\\d)", ""))
                    .toList();
        }
    }
}
