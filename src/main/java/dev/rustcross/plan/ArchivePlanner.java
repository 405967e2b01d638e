package dev.rustcross.plan;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.plan.CrateProduct.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what each archive is called and what lies in it. */
public final class ArchivePlanner {

    private final ArchiveSettings settings;
    private final Path distDirectory;
    private final Map<String, Path> documents;

    /**
     * Creates a planner.
     *
     * @param settings how archives are made
     * @param distDirectory the folder for archives
     * @param documents the files beside the binaries, by their name inside the archive's folder
     */
    public ArchivePlanner(ArchiveSettings settings, Path distDirectory, Map<String, Path> documents) {
        this.settings = settings;
        this.distDirectory = distDirectory;
        this.documents = new TreeMap<>(documents);
    }

    /** Returns the file names of a classifier's archives. */
    public static List<String> fileNames(
            ArchiveSettings settings, String classifier, boolean windows, List<ArchiveFormat> formats) {
        return formats.stream()
                .map(format -> format.fileName(settings.name().of(classifier), windows))
                .toList();
    }

    /**
     * Returns the archives of one classifier, one for each format.
     *
     * @param classifier the artifacts' classifier
     * @param windows whether the binaries are for Windows
     * @param formats the formats
     * @param executables the programs
     * @param libraries what else was built
     * @throws InvalidConfigurationException where a bare file is asked for and there is not just one program, and where a document has a
     *     binary's place
     */
    public List<ArchivePlan> plan(
            String classifier,
            boolean windows,
            List<ArchiveFormat> formats,
            List<Path> executables,
            List<Path> libraries) {
        String stem = settings.name().of(classifier);
        List<Path> binaries =
                Stream.concat(executables.stream(), libraries.stream()).toList();
        var plans = new ArrayList<ArchivePlan>();
        for (ArchiveFormat format : formats) {
            Path file = distDirectory.resolve(format.fileName(stem, windows));
            plans.add(
                    format == ArchiveFormat.BINARY
                            ? bare(classifier, windows, file, executables, libraries)
                            : new ArchivePlan(
                                    classifier,
                                    format.id(),
                                    file,
                                    format,
                                    entries(stem, executables, libraries),
                                    binaries));
        }
        return plans;
    }

    /**
     * Returns what will keep archives from being made, as far as that is known before a compiler starts.
     *
     * @param request what is to be packed
     * @param products what the crate has; one that hangs on features counts only once it is built
     * @param buildDirectories Maven's and Cargo's: extra files below them may be made by the build
     */
    public static List<Problem> problems(
            PackageRequest request, List<CrateProduct> products, List<Path> buildDirectories) {
        var problems = new ArrayList<>(request.archives().name().problems(products));
        problems.addAll(request.versions().problems(products));
        BuildRequest build = request.build();
        long programs = products.stream()
                .filter(product -> product.kind() == Kind.BINARY && !product.optional())
                .count();
        boolean libraries = products.stream().anyMatch(product -> product.kind() == Kind.LIBRARY);
        if (programs > 1 || libraries) {
            MacFusion fusion = MacFusion.decide(build.lipo(), build.targets());
            for (TargetRequest target : build.targets()) {
                if (fusion.packsThin(target.triple()) && target.formats().contains(ArchiveFormat.BINARY)) {
                    problems.add(notOneProgram(target.classifier(), programs, libraries));
                }
            }
            if (fusion.fuse() && request.universalFormats().contains(ArchiveFormat.BINARY)) {
                problems.add(notOneProgram(request.universalClassifier(), programs, libraries));
            }
        }
        for (Path file : request.archives().extraFiles()) {
            boolean mayBeMade = buildDirectories.stream().anyMatch(file::startsWith);
            if (!mayBeMade && !Files.exists(file)) {
                problems.add(noExtraFile(file));
            }
        }
        return problems;
    }

    /** Returns the problem of an extra file that is not there. */
    public static Problem noExtraFile(Path file) {
        return new Problem("<extraFiles>", "no such file", file.toString(), "correct the path, or remove it.");
    }

    private static Problem notOneProgram(String classifier, long programs, boolean libraries) {
        return new Problem(
                "<formats>",
                "the format binary holds one program, but " + classifier + " has " + programs
                        + (programs == 1 ? " program" : " programs") + (libraries ? " and a library" : ""),
                ArchiveFormat.BINARY.id(),
                "choose one by <binaries>, or pack them as tar.gz or zip.");
    }

    private static ArchivePlan bare(
            String classifier, boolean windows, Path file, List<Path> executables, List<Path> libraries) {
        if (executables.size() != 1 || !libraries.isEmpty()) {
            throw new InvalidConfigurationException(
                    notOneProgram(classifier, executables.size(), !libraries.isEmpty()));
        }
        Path executable = executables.get(0);
        ArchiveEntry entry = new ArchiveEntry(executable.getFileName().toString(), executable, true);
        return new ArchivePlan(
                classifier,
                ArchiveFormat.BINARY.type(windows),
                file,
                ArchiveFormat.BINARY,
                List.of(entry),
                executables);
    }

    private List<ArchiveEntry> entries(String stem, List<Path> executables, List<Path> libraries) {
        String root = settings.root() == null ? stem : settings.root();
        String prefix = root.equals(".") ? "" : root + "/";
        var entries = new ArrayList<ArchiveEntry>();
        executables.forEach(file -> entries.add(new ArchiveEntry(prefix + file.getFileName(), file, true)));
        libraries.forEach(file -> entries.add(new ArchiveEntry(prefix + file.getFileName(), file, false)));
        Set<String> built = Stream.concat(executables.stream(), libraries.stream())
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        documents.forEach((name, file) -> {
            String top = name.split("/", 2)[0];
            if (built.contains(top)) {
                throw new InvalidConfigurationException(new Problem(
                        "<extraFiles>",
                        "it takes the place of the binary " + top + " in the archive",
                        file.toString(),
                        "rename it."));
            }
            entries.add(new ArchiveEntry(prefix + name, file, false));
        });
        return entries;
    }
}
