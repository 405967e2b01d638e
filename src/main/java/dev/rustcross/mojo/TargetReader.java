package dev.rustcross.mojo;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.check.ByteSize;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.Suggestion;
import dev.rustcross.mojo.config.TargetElement;
import dev.rustcross.plan.BinaryLimits;
import dev.rustcross.plan.Engine;
import dev.rustcross.plan.FeatureSelection;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.target.ClassifierStyle;
import dev.rustcross.target.KnownTriples;
import dev.rustcross.target.TargetTriple;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the POM's targets into validated requests, collecting what is wrong with them. */
final class TargetReader {

    private static final Set<Engine> ZIG_ENGINES = EnumSet.of(Engine.AUTO, Engine.ZIGBUILD);

    private static final List<String> UNAVAILABLE = List.of("fail", "skip");

    private static final Pattern CLASSIFIER = Pattern.compile("\\w[\\w.-]*");

    private static final List<String> BUILD_DIRECTORY = List.of("CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR");

    private final Predicate<TargetTriple> known;
    private final Path baseDirectory;
    private final ClassifierStyle style;
    private final Engine defaultEngine;
    private final FeatureSelection defaultFeatures;
    private final List<ArchiveFormat> defaultFormats;
    private final boolean skippedByDefault;
    private final List<Problem> problems;

    /**
     * Creates the reader.
     *
     * @param known whether rustc has a triple
     * @param baseDirectory the POM's folder, which relative paths start from
     * @param style the vocabulary of classifiers
     * @param defaultEngine the engine of a target that names none
     * @param defaultFeatures the features of a target that names none
     * @param defaultFormats the formats of a target that names none; empty for the usual one of its platform
     * @param skippedByDefault whether a target that says nothing of it is left out where it cannot be built
     * @param problems where problems are added
     */
    TargetReader(
            Predicate<TargetTriple> known,
            Path baseDirectory,
            ClassifierStyle style,
            Engine defaultEngine,
            FeatureSelection defaultFeatures,
            List<ArchiveFormat> defaultFormats,
            boolean skippedByDefault,
            List<Problem> problems) {
        this.known = known;
        this.baseDirectory = baseDirectory;
        this.style = style;
        this.defaultEngine = defaultEngine;
        this.defaultFeatures = defaultFeatures;
        this.defaultFormats = List.copyOf(defaultFormats);
        this.skippedByDefault = skippedByDefault;
        this.problems = problems;
    }

    /** Returns the targets that could be read, in the POM's order. */
    List<TargetRequest> read(List<TargetElement> elements) {
        if (elements.isEmpty()) {
            problems.add(new Problem(
                    "<targets>",
                    "no target is declared",
                    null,
                    "add at least one, such as <targets><target>x86_64-unknown-linux-musl</target></targets>."));
            return List.of();
        }
        Map<TargetElement, TargetTriple> triples = triples(elements);
        Map<TargetElement, String> classifiers = classifiers(triples);
        return triples.entrySet().stream()
                .map(entry -> request(
                        entry.getKey(),
                        entry.getValue(),
                        classifiers.getOrDefault(entry.getKey(), style.classifier(entry.getValue()))))
                .toList();
    }

    private Map<TargetElement, TargetTriple> triples(List<TargetElement> elements) {
        var triples = new LinkedHashMap<TargetElement, TargetTriple>();
        var seen = new HashMap<String, String>();
        for (TargetElement element : elements) {
            String name = element.value("triple");
            if (name == null) {
                problems.add(new Problem(
                        element.path("triple"),
                        "a target needs a triple",
                        null,
                        "write one, such as <triple>x86_64-unknown-linux-musl</triple>."));
                continue;
            }
            var triple = new TargetTriple(name);
            if (!known.test(triple)) {
                problems.add(new Problem(
                        element.where(),
                        "unknown target triple",
                        name,
                        KnownTriples.nearest(name)
                                        .map(nearest -> "did you mean " + nearest + "? ")
                                        .orElse("")
                                + "`rustc --print target-list` shows them all."));
                continue;
            }
            String glibc = element.value("glibc");
            String earlier = seen.putIfAbsent(name + "." + glibc, element.where());
            if (earlier != null) {
                problems.add(new Problem(
                        element.where(),
                        "duplicate target, declared before at " + earlier,
                        name,
                        "remove one of the two."));
                continue;
            }
            triples.put(element, triple);
        }
        return triples;
    }

    /** A target's own classifier wins; those that the style makes equal get their ABI appended, and their floor where that is equal too. */
    private Map<TargetElement, String> classifiers(Map<TargetElement, TargetTriple> triples) {
        Map<String, Long> uses = triples.entrySet().stream()
                .filter(entry -> entry.getKey().value("classifier") == null)
                .collect(Collectors.groupingBy(entry -> style.classifier(entry.getValue()), Collectors.counting()));
        var classifiers = new LinkedHashMap<TargetElement, String>();
        var taken = new HashMap<String, String>();
        taken.put(style.universalMacOs(), "the universal macOS binary");
        triples.forEach((element, triple) -> {
            String own = element.value("classifier");
            String classifier = own != null ? own : style.classifier(triple);
            if (own == null && uses.getOrDefault(classifier, 0L) > 1) {
                classifier = withAbi(classifier, triple);
                String glibc = element.value("glibc");
                if (glibc != null && isRepeated(triple, triples)) {
                    classifier += "-" + glibc;
                }
            }
            String holder = taken.putIfAbsent(classifier, element.where());
            if (holder != null) {
                problems.add(new Problem(
                        own != null ? element.path("classifier") : element.where(),
                        "duplicate classifier, used by " + holder + " too",
                        classifier,
                        "give this target a <classifier> of its own."));
            }
            classifiers.put(element, classifier);
        });
        return classifiers;
    }

    private String withAbi(String classifier, TargetTriple triple) {
        return style == ClassifierStyle.TRIPLE ? classifier : classifier + "-" + triple.abi();
    }

    private static boolean isRepeated(TargetTriple triple, Map<TargetElement, TargetTriple> triples) {
        return Collections.frequency(triples.values(), triple) > 1;
    }

    private TargetRequest request(TargetElement element, TargetTriple triple, String classifier) {
        checkClassifier(element);
        String engineName = element.value("engine");
        Engine engine = engineName == null ? defaultEngine : engine(element.path("engine"), engineName, problems);
        String linker = path(element.value("linker"));
        String glibc = element.value("glibc");
        if (linker != null && engineName != null && engine != Engine.AUTO && engine != Engine.CARGO) {
            problems.add(new Problem(
                    element.path("linker"),
                    "a linker of its own contradicts <engine>" + engineName + "</engine>",
                    linker,
                    "keep one of the two."));
        }
        if (glibc != null) {
            checkGlibc(element, triple, glibc, linker, engineName == null ? null : engine);
        }
        if (engineName != null && engine == Engine.XWIN && !triple.name().endsWith("-windows-msvc")) {
            problems.add(new Problem(
                    element.path("engine"),
                    "cargo-xwin is for Windows triples with MSVC, not for " + triple,
                    engineName,
                    "write auto, cargo, zigbuild or cross, or leave the element out."));
        }
        checkBuildDirectory(element);
        checkMacOsOnly(element, triple, "macosMin", "\\d+\\.\\d+(\\.\\d+)?", "such as 11.0");
        checkMacOsOnly(element, triple, "sdkRoot", ".+", "the folder of a macOS SDK");
        return new TargetRequest(
                element.where(),
                triple,
                classifier,
                engine,
                linker,
                command(element.value("cc")),
                command(element.value("cxx")),
                path(element.value("ar")),
                words(element.value("runner")),
                glibc,
                element.value("macosMin"),
                folder(element.value("sdkRoot")),
                orEmpty(element.list("rustflags")),
                element.environment(),
                features(element),
                formats(element, triple),
                prebuilt(element),
                skippable(element),
                new BinaryLimits(
                        orEmpty(element.list("allowedLibraries")),
                        maxSize(element.path("maxSize"), element.value("maxSize"), problems)));
    }

    private @Nullable String path(@Nullable String value) {
        return value == null ? null : absolute(value);
    }

    /** A name is left to {@code PATH}; a relative path would mean another file in every folder that a program runs in. */
    private String absolute(String program) {
        boolean hasFolder = program.indexOf('/') >= 0 || program.indexOf(File.separatorChar) >= 0;
        return hasFolder && Path.of(program).getRoot() == null
                ? baseDirectory.resolve(program).normalize().toString()
                : program;
    }

    private @Nullable String command(@Nullable String value) {
        return value == null ? null : String.join(" ", words(value));
    }

    private @Nullable String folder(@Nullable String value) {
        return value == null ? null : baseDirectory.resolve(value).normalize().toString();
    }

    /** A program may have arguments behind it, which are its own. */
    private List<String> words(@Nullable String command) {
        if (command == null) {
            return List.of();
        }
        String[] words = command.split("\\s+", -1);
        words[0] = absolute(words[0]);
        return List.of(words);
    }

    private @Nullable Path prebuilt(TargetElement element) {
        String folder = folder(element.value("prebuilt"));
        return folder == null ? null : Path.of(folder);
    }

    private boolean skippable(TargetElement element) {
        String value = element.value("ifUnavailable");
        return value == null ? skippedByDefault : skips(element.path("ifUnavailable"), value, problems);
    }

    /** Returns whether a value of {@code ifUnavailable} lets a target be left out. */
    static boolean skips(String where, String value, List<Problem> problems) {
        if (!UNAVAILABLE.contains(value)) {
            problems.add(unknownValue(where, "unknown value", value, UNAVAILABLE));
        }
        return value.equals("skip");
    }

    /** What is built is looked for where {@code cargo metadata} says, which is asked once for all targets. */
    private void checkBuildDirectory(TargetElement element) {
        for (String variable : BUILD_DIRECTORY) {
            if (element.environment().containsKey(variable)) {
                problems.add(new Problem(
                        element.path("environment"),
                        "a target cannot have a build directory of its own",
                        variable,
                        "remove it; for all targets together, set target-dir in the table [build] of .cargo/config.toml,"
                                + " or the variable outside of <targets>."));
            }
        }
    }

    /** It becomes part of file names and of the artifact's coordinates. */
    private void checkClassifier(TargetElement element) {
        String classifier = element.value("classifier");
        if (classifier != null && !CLASSIFIER.matcher(classifier).matches()) {
            problems.add(new Problem(
                    element.path("classifier"),
                    "not a classifier",
                    classifier,
                    "write letters, digits, dots, dashes and underscores, such as linux-amd64."));
        }
    }

    private void checkGlibc(
            TargetElement element,
            TargetTriple triple,
            String glibc,
            @Nullable String linker,
            @Nullable Engine ownEngine) {
        if (!triple.isGlibc()) {
            problems.add(new Problem(
                    element.path("glibc"),
                    "a glibc floor is for Linux triples with glibc, not for " + triple,
                    glibc,
                    "remove it."));
        } else if (!glibc.matches("2\\.\\d+")) {
            problems.add(new Problem(
                    element.path("glibc"), "not a version of glibc", glibc, "write major and minor, such as 2.17."));
        } else if (linker != null || (ownEngine != null && !ZIG_ENGINES.contains(ownEngine))) {
            problems.add(new Problem(
                    element.path("glibc"),
                    "only zig can hold a glibc floor, but the target asks for another linker",
                    glibc,
                    "remove <glibc>, or remove <linker> and <engine>."));
        }
    }

    private void checkMacOsOnly(TargetElement element, TargetTriple triple, String name, String form, String example) {
        String value = element.value(name);
        if (value == null) {
            return;
        }
        if (!triple.isMacOs()) {
            problems.add(new Problem(
                    element.path(name), "<" + name + "> is for macOS triples, not for " + triple, value, "remove it."));
        } else if (!value.matches(form)) {
            problems.add(new Problem(element.path(name), "not a macOS version", value, "write one, " + example + "."));
        }
    }

    private FeatureSelection features(TargetElement element) {
        List<String> names = element.list("features");
        String noDefault = element.value("noDefaultFeatures");
        if (noDefault != null && !noDefault.equals("true") && !noDefault.equals("false")) {
            problems.add(new Problem(
                    element.path("noDefaultFeatures"), "neither true nor false", noDefault, "write true or false."));
        }
        if (names == null && noDefault == null) {
            return defaultFeatures;
        }
        return new FeatureSelection(
                names == null ? defaultFeatures.names() : names,
                noDefault == null ? defaultFeatures.noDefault() : Boolean.parseBoolean(noDefault),
                names == null && defaultFeatures.all());
    }

    private List<ArchiveFormat> formats(TargetElement element, TargetTriple triple) {
        List<String> names = element.list("formats");
        List<ArchiveFormat> formats =
                names == null ? defaultFormats : formats(element.path("formats"), names, problems);
        return formats.isEmpty() ? List.of(triple.isWindows() ? ArchiveFormat.ZIP : ArchiveFormat.TAR_GZ) : formats;
    }

    /** Returns the bytes of a size; null and a problem for what is none. */
    static @Nullable Long maxSize(String where, @Nullable String value, List<Problem> problems) {
        Optional<Long> bytes = value == null ? Optional.empty() : ByteSize.parse(value);
        if (value != null && bytes.isEmpty()) {
            problems.add(
                    new Problem(
                            where,
                            "not a size",
                            value,
                            "write a number and a unit, such as 5MB (5,000,000 bytes), 800KiB (819,200 bytes), or bytes without a unit."));
        }
        return bytes.orElse(null);
    }

    /** Returns the formats of those names, each once; an unknown one is a problem. */
    static List<ArchiveFormat> formats(String where, List<String> names, List<Problem> problems) {
        var formats = new LinkedHashSet<ArchiveFormat>();
        for (String name : names) {
            ArchiveFormat.parse(name)
                    .ifPresentOrElse(
                            formats::add,
                            () -> problems.add(unknownValue(
                                    where,
                                    "unknown archive format",
                                    name,
                                    Arrays.stream(ArchiveFormat.values())
                                            .map(ArchiveFormat::id)
                                            .toList())));
        }
        return List.copyOf(formats);
    }

    /** Returns the engine of that name; {@link Engine#AUTO} and a problem for one that is not there. */
    static Engine engine(String where, String name, List<Problem> problems) {
        return Engine.parse(name).orElseGet(() -> {
            problems.add(unknownValue(
                    where,
                    "unknown engine",
                    name,
                    Arrays.stream(Engine.values()).map(Engine::value).toList()));
            return Engine.AUTO;
        });
    }

    /** Returns the problem of a value that is none of the known ones. */
    static Problem unknownValue(String where, String what, String value, List<String> known) {
        var fix = new ArrayList<String>();
        Suggestion.nearest(value, known).ifPresent(nearest -> fix.add("did you mean " + nearest + "?"));
        fix.add("The values are " + String.join(", ", known) + ".");
        return new Problem(where, what, value, String.join(" ", fix));
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
