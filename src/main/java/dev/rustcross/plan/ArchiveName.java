package dev.rustcross.plan;

import dev.rustcross.failure.Problem;
import dev.rustcross.failure.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What archives are called, but for their extensions.
 *
 * @param pattern a text that may hold placeholders: <code>{crate}</code> and <code>{crateVersion}</code> until the plan is made, and
 *     <code>{classifier}</code>, which is appended with a dash where it is missing
 */
public record ArchiveName(String pattern) {

    private static final String CRATE = "{crate}";
    private static final String CRATE_VERSION = "{crateVersion}";
    private static final String ARTIFACT_ID = "{artifactId}";
    private static final String VERSION = "{version}";
    private static final String CLASSIFIER = "{classifier}";
    private static final List<String> PLACEHOLDERS = List.of(CRATE, CRATE_VERSION, ARTIFACT_ID, VERSION, CLASSIFIER);

    /**
     * Returns the name that a POM's text stands for, with the POM's own values in it.
     *
     * @param problems receives one for each placeholder that there is not
     */
    public static ArchiveName parse(String text, String artifactId, String version, List<Problem> problems) {
        if (text.indexOf('{') >= 0) {
            Pattern.compile("\\{[^{}]*}")
                    .matcher(text)
                    .results()
                    .map(found -> found.group())
                    .filter(placeholder -> !PLACEHOLDERS.contains(placeholder))
                    .forEach(placeholder -> problems.add(unknown(placeholder, text)));
        }
        return new ArchiveName(text.replace(ARTIFACT_ID, artifactId).replace(VERSION, version));
    }

    private static Problem unknown(String placeholder, String text) {
        String nearest = Suggestion.nearest(placeholder, PLACEHOLDERS)
                .map(known -> "did you mean " + known + "? ")
                .orElse("");
        return new Problem(
                "<archiveName>",
                "unknown placeholder " + placeholder,
                text,
                nearest + "The placeholders are " + String.join(", ", PLACEHOLDERS) + ".");
    }

    /** Returns whether it names the crate, which only a plan knows. */
    public boolean namesCrate() {
        return pattern.contains(CRATE) || pattern.contains(CRATE_VERSION);
    }

    /** Returns what keeps these products from giving the archives one name. */
    public List<Problem> problems(List<CrateProduct> products) {
        var problems = new ArrayList<Problem>();
        List<String> crates = distinct(products, CrateProduct::packageName);
        if (pattern.contains(CRATE) && crates.size() > 1) {
            problems.add(ambiguous(CRATE, "one package", crates));
        }
        List<String> versions = distinct(products, CrateProduct::packageVersion);
        if (pattern.contains(CRATE_VERSION) && versions.size() > 1) {
            problems.add(ambiguous(CRATE_VERSION, "one version", versions));
        }
        return problems;
    }

    /** Returns what keeps the archives from having a name where nobody tells of the crate: nothing of it is compiled. */
    public List<Problem> problemsWithoutCrate() {
        return namesCrate()
                ? List.of(new Problem(
                        "<archiveName>",
                        CRATE + " and " + CRATE_VERSION + " stand for what is compiled, but all targets are <prebuilt>",
                        pattern,
                        "write a text instead, or {artifactId} and {version}."))
                : List.of();
    }

    private Problem ambiguous(String placeholder, String meant, List<String> found) {
        return new Problem(
                "<archiveName>",
                placeholder + " stands for " + meant + ", but an archive holds programs or libraries of "
                        + String.join(", ", found),
                pattern,
                "choose one package by <packages>, or write a text instead of " + placeholder + ".");
    }

    /** Returns this name with the values of the crate whose products are packed; as it is where those are of several. */
    public ArchiveName of(List<CrateProduct> products) {
        if (!namesCrate() || products.isEmpty() || !problems(products).isEmpty()) {
            return this;
        }
        CrateProduct product = products.get(0);
        return new ArchiveName(
                pattern.replace(CRATE, product.packageName()).replace(CRATE_VERSION, product.packageVersion()));
    }

    /** Returns the name of a classifier's files without an extension. */
    public String of(String classifier) {
        return pattern.contains(CLASSIFIER) ? pattern.replace(CLASSIFIER, classifier) : pattern + "-" + classifier;
    }

    private static List<String> distinct(List<CrateProduct> products, Function<CrateProduct, String> property) {
        return products.stream().map(property).distinct().toList();
    }
}
