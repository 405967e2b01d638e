package dev.rustcross.execution;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.archive.ArchiveWriter;
import dev.rustcross.execution.ResourcesRecord.Embedded;
import dev.rustcross.execution.Shipment.ShippedFile;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.FileState;
import dev.rustcross.plan.ArchiveSettings;
import dev.rustcross.plan.CrateProduct.Kind;
import dev.rustcross.plan.LipoMode;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.ResourceLayout;
import dev.rustcross.plan.ResourceLayout.Place;
import dev.rustcross.plan.ResourceMode;
import dev.rustcross.plan.ResourceSettings;
import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The goal {@code resources}: puts libraries where Java programs load them from, their class path. */
public final class Embedding {

    private final BuildLog log;

    /** Creates the goal's work. */
    public Embedding(BuildLog log) {
        this.log = log;
    }

    /** A file of a classifier and its path in the jar. */
    private record Resource(String classifier, Path source, String path) {}

    /** Writes a file. */
    private interface Writer {
        void write() throws IOException;
    }

    /** A file to be there, the text that tells whether it is current, and what writes it. */
    private record Planned(Path file, String inputs, Writer writer) {}

    /**
     * Copies the libraries of all targets, or packs them, and removes what an earlier run left elsewhere. Where a crate has no library, its
     * programs take their place.
     *
     * @param attached the files that are attached to the project already
     * @return what is to be attached: a jar for each target, in the mode for that
     * @throws InvalidConfigurationException where two files would have one path
     */
    public List<ProducedArtifact> run(PackageRequest request, ResourceSettings settings, Set<Path> attached) {
        var records = new Records(request.build().outputDirectory());
        List<Resource> resources = resources(request, settings.layout(), records);
        Map<Path, Embedded> earlier = records.find(ResourcesRecord.KIND).stream()
                .flatMap(record -> record.files().stream())
                .collect(Collectors.toMap(Embedded::file, file -> file, (first, second) -> second));
        try {
            var artifacts = new ArrayList<ProducedArtifact>();
            List<Planned> planned = settings.mode() == ResourceMode.CLASSES
                    ? copies(resources, settings.classes())
                    : jars(request, records, resources, artifacts);
            Set<Path> wanted = planned.stream().map(Planned::file).collect(Collectors.toSet());
            List<Planned> outOfDate = planned.stream()
                    .filter(each -> !isCurrent(each, earlier.get(each.file())))
                    .toList();
            List<Embedded> outdated = earlier.values().stream()
                    .filter(each -> !wanted.contains(each.file()) && !attached.contains(each.file()))
                    .toList();
            if (!outOfDate.isEmpty() || !outdated.isEmpty()) {
                write(records, earlier, outOfDate, outdated, settings.classes());
                var written = new ArrayList<Embedded>();
                for (Planned each : planned) {
                    written.add(new Embedded(each.file(), each.inputs(), FileState.of(each.file())));
                }
                records.write(ResourcesRecord.KIND, new ResourcesRecord(written));
            }
            tell(resources, outOfDate, outdated, settings);
            return artifacts;
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("write resources to", settings.classes(), e);
        }
    }

    private static boolean isCurrent(Planned planned, @Nullable Embedded before) {
        return before != null
                && before.inputs().equals(planned.inputs())
                && before.state().matches(planned.file());
    }

    private static void write(
            Records records,
            Map<Path, Embedded> earlier,
            List<Planned> outOfDate,
            List<Embedded> outdated,
            Path classes)
            throws IOException {
        // Recorded before they are made, so that a killed build's files are known to the next.
        var known = new LinkedHashMap<>(earlier);
        outOfDate.forEach(each -> known.put(each.file(), Embedded.begun(each.file())));
        records.write(ResourcesRecord.KIND, new ResourcesRecord(List.copyOf(known.values())));
        for (Path file : known.keySet()) {
            AtomicFile.removeAbandoned(Objects.requireNonNull(file.getParent()), 1);
        }
        for (Planned each : outOfDate) {
            each.writer().write();
        }
        for (Embedded each : outdated) {
            if (each.isOurs()) {
                remove(each.file(), classes);
            }
        }
    }

    /** The folders that were made for it go with it: a jar would hold them. */
    private static void remove(Path file, Path classes) throws IOException {
        Files.deleteIfExists(file);
        Path folder = file.getParent();
        while (folder != null && folder.startsWith(classes) && !folder.equals(classes) && isEmptyFolder(folder)) {
            Files.delete(folder);
            folder = folder.getParent();
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private void tell(
            List<Resource> resources, List<Planned> written, List<Embedded> removed, ResourceSettings settings) {
        if (resources.isEmpty()) {
            log.info("No resources: nothing was built.");
        } else if (written.isEmpty()) {
            log.info("Resources: " + resources.size() + (removed.isEmpty() ? ", unchanged." : "."));
        } else {
            resources.forEach(resource -> log.info("  " + resource.path()
                    + (settings.mode() == ResourceMode.CLASSES ? "" : ", in the jar " + resource.classifier())));
        }
        if (!removed.isEmpty()) {
            log.info("Removed, of an earlier build: " + removed.size()
                    + (removed.size() == 1 ? " resource." : " resources."));
        }
    }

    /** The fused library goes in only where it takes the place of the thin ones: both would double what a jar holds. */
    private static List<Resource> resources(PackageRequest request, ResourceLayout layout, Records records) {
        BinariesRecord binaries = BinariesRecord.of(request.build(), records);
        List<Shipment> shipments = request.build().lipo() == LipoMode.ONLY
                ? Shipments.of(request, binaries, records)
                : Shipments.thin(request, binaries);
        var resources = new ArrayList<Resource>();
        var places = new ArrayList<Place>();
        for (Shipment shipment : shipments) {
            TargetTriple triple =
                    shipment.isUniversal() ? null : shipment.targets().get(0).triple();
            for (Path file : loadable(shipment)) {
                String name = file.getFileName().toString();
                String path = layout.path(shipment.classifier(), triple, name);
                resources.add(new Resource(shipment.classifier(), file, path));
                places.add(new Place(path, name + " of " + shipment.classifier()));
            }
        }
        List<Problem> problems = ResourceLayout.problems(places, layout.pattern());
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return resources;
    }

    /** Programs load a library; what linkers read beside it is not for them. */
    private static List<Path> loadable(Shipment shipment) {
        List<Path> libraries = shipment.files().stream()
                .filter(file -> file.kind() == Kind.LIBRARY)
                .map(ShippedFile::file)
                .filter(file ->
                        !file.toString().endsWith(".a") && !file.toString().endsWith(".lib"))
                .toList();
        return libraries.isEmpty() ? shipment.files(Kind.BINARY) : libraries;
    }

    private static List<Planned> copies(List<Resource> resources, Path classes) {
        return resources.stream()
                .map(resource -> {
                    Path file = classes.resolve(resource.path());
                    return new Planned(file, FileState.describe(resource.source()), () -> copy(resource, file));
                })
                .toList();
    }

    /** The time is a whole number of milliseconds: maven-jar-plugin's archiver leaves no finer one in the folder that it packs. */
    private static void copy(Resource resource, Path file) throws IOException {
        AtomicFile.replace(file, temporary -> {
            Files.copy(resource.source(), temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(
                    temporary,
                    FileTime.fromMillis(
                            Files.getLastModifiedTime(resource.source()).toMillis()));
        });
    }

    private static List<Planned> jars(
            PackageRequest request, Records records, List<Resource> resources, List<ProducedArtifact> artifacts)
            throws IOException {
        var jars = new ArrayList<Planned>();
        PlanRecord planned = PlanRecord.recorded(request.build(), records);
        ArchiveSettings settings = request.archives().of(planned.plan().products());
        Path folder = request.build().outputDirectory().resolve("jars");
        Path manifest = folder.resolve("MANIFEST.MF");
        AtomicFile.writeString(manifest, "Manifest-Version: 1.0\r\n\r\n");
        List<ArchiveEntry> common = new ArrayList<>();
        common.add(new ArchiveEntry("META-INF/MANIFEST.MF", manifest, false));
        Documents.find(request.build().crateDirectory(), planned.plan().workspaceRoot(), List.of())
                .forEach((name, file) -> {
                    if (name.toUpperCase(Locale.ROOT).startsWith("LICENSE")) {
                        common.add(new ArchiveEntry("META-INF/" + name, file, false));
                    }
                });
        List<String> classifiers =
                resources.stream().map(Resource::classifier).distinct().toList();
        for (String classifier : classifiers) {
            List<ArchiveEntry> entries = new ArrayList<>(common);
            resources.stream()
                    .filter(resource -> resource.classifier().equals(classifier))
                    .forEach(resource -> entries.add(new ArchiveEntry(resource.path(), resource.source(), true)));
            Path jar = folder.resolve(settings.name().of(classifier) + ".jar");
            String inputs = settings.timestamp()
                    + PluginJar.state()
                    + entries.stream()
                            .skip(1)
                            .map(entry -> entry.name() + " " + FileState.describe(entry.source()))
                            .collect(Collectors.joining("|"));
            jars.add(new Planned(
                    jar, inputs, () -> ArchiveWriter.write(ArchiveFormat.ZIP, entries, settings.timestamp(), jar)));
            if (settings.attach()) {
                artifacts.add(new ProducedArtifact(jar, "jar", classifier));
            }
        }
        return jars;
    }
}
