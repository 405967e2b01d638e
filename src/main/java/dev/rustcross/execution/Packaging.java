package dev.rustcross.execution;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.archive.ArchiveWriter;
import dev.rustcross.archive.Checksum;
import dev.rustcross.archive.Checksums;
import dev.rustcross.execution.ArchivesRecord.Packed;
import dev.rustcross.execution.ArchivesRecord.Sizes;
import dev.rustcross.execution.ShardsRecord.Brought;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.Directories;
import dev.rustcross.file.FileState;
import dev.rustcross.manifest.DistManifest;
import dev.rustcross.manifest.ManifestFile;
import dev.rustcross.plan.ArchiveName;
import dev.rustcross.plan.ArchivePlan;
import dev.rustcross.plan.ArchivePlanner;
import dev.rustcross.plan.ArchiveSettings;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.CrateProduct.Kind;
import dev.rustcross.plan.MacFusion;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.TargetRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The goal {@code package}: packs the binaries, writes checksums, and says what to attach. */
public final class Packaging {

    /** The classifier of the manifest of all targets. */
    private static final String MANIFEST_CLASSIFIER = "dist-manifest";

    /** That of a part's manifest, which must not pass for the whole. */
    private static final String PART_CLASSIFIER = "dist-manifest-part";

    private final Survey survey;
    private final BuildLog log;

    /** Creates the goal's work; the crate is asked for nothing but bills of materials. */
    public Packaging(Survey survey, BuildLog log) {
        this.survey = survey;
        this.log = log;
    }

    /**
     * Makes the archives that are not there yet or not current, in parallel, and removes those of earlier builds.
     *
     * @param attached the files that are attached to the project already
     * @param manifest the manifest that is attached already, by another execution or an earlier run of this one; null where none is
     * @return what is to be attached: each archive, followed by its checksum file where those are wanted
     * @throws InvalidConfigurationException where an outdated archive is attached, as that of another execution
     */
    public List<ProducedArtifact> run(PackageRequest request, Set<Path> attached, @Nullable Path manifest) {
        var records = new Records(request.build().outputDirectory());
        Path dist = dist(request.build().outputDirectory());
        ArchivesRecord last = last(records, dist);
        Map<Path, Packed> earlier = last.archives().stream()
                .collect(Collectors.toMap(Packed::file, packed -> packed, (first, second) -> second));
        Map<String, Sizes> sizes = last.sizes();
        PlanRecord planned = PlanRecord.recorded(request.build(), records);
        ArchiveSettings settings = request.archives().of(planned.plan().products());
        String name = settings.name().pattern();
        try {
            BinariesRecord binaries = BinariesRecord.of(request.build(), records);
            List<Deliverable> wanted = wanted(request, settings, planned, binaries, records);
            Directories.create(dist);
            List<Packed> current = current(wanted, earlier);
            var written = new ManifestWriter(
                    dist, request.project(), request.complete() && binaries.isComplete(request.build()));
            if (!isComplete(current, earlier, dist) || !last.manifest().equals(written.state())) {
                Map<String, ManifestFile> described = written.entries();
                current = current.stream()
                        .map(packed -> packed.isDescribed(described) ? packed : packed.unmade())
                        .toList();
                removeOutdated(current, earlier, dist, attached);
                // Recorded before they are made, so that a killed build's archives are known to the next.
                records.write(ArchivesRecord.KIND, new ArchivesRecord(name, "", current, sizes));
                List<ManifestFile> entries = pack(wanted, current, described);
                current = packed(wanted, entries);
                writeChecksums(entries, dist);
                written.write(wanted, entries);
                records.write(
                        ArchivesRecord.KIND,
                        new ArchivesRecord(name, written.state(), current, sizes(wanted, current)));
            } else {
                log.info("Nothing to pack: " + archives(wanted) + " archives are up to date.");
            }
            if (wanted.isEmpty()) {
                log.info("Nothing to pack: nothing was built.");
            } else {
                table(wanted, current, sizes).forEach(log::info);
            }
            return artifacts(wanted, published(written.file(), manifest, request), request);
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("pack into", dist, e);
        }
    }

    private static long archives(List<Deliverable> wanted) {
        return wanted.stream().filter(Deliverable::isArchive).count();
    }

    /**
     * Removes what was packed under another name, as for an earlier version: a build that fails from here on leaves no such archive.
     *
     * @param outputDirectory the folder for all that the plugin writes
     * @param name the present name, with the crate's values in it
     */
    public void removeOtherNames(Path outputDirectory, ArchiveName name) {
        Path dist = dist(outputDirectory);
        ArchivesRecord last = last(new Records(outputDirectory), dist);
        if (!last.archives().isEmpty() && !last.name().equals(name.pattern())) {
            try {
                remove(
                        inFolder(dist, last.archives().stream().map(Packed::file))
                                .toList(),
                        dist);
            } catch (IOException e) {
                throw BuildIoException.cannotInOutput("remove an earlier archive from", dist, e);
            }
        }
    }

    /**
     * Returns what {@link #run} would do.
     *
     * @param settings those of the request, with the crate's values in the name
     */
    public List<String> describe(PackageRequest request, ArchiveSettings settings) {
        MacFusion fusion =
                MacFusion.decide(request.build().lipo(), request.build().targets());
        var lines = new ArrayList<String>();
        for (TargetRequest target : request.build().targets()) {
            if (fusion.packsThin(target.triple())) {
                boolean windows = target.triple().isWindows();
                lines.add(describe(request, settings, target.classifier(), windows, target.formats()));
            }
        }
        if (fusion.fuse()) {
            lines.add(describe(request, settings, request.universalClassifier(), false, request.universalFormats()));
        }
        return lines;
    }

    private static String describe(
            PackageRequest request,
            ArchiveSettings settings,
            String classifier,
            boolean windows,
            List<ArchiveFormat> formats) {
        var names = new ArrayList<>(ArchivePlanner.fileNames(settings, classifier, windows, formats));
        if (request.sbom()) {
            names.add(Sboms.fileName(settings.name(), classifier));
        }
        return "Would write: " + String.join(" ", names);
    }

    /** Returns what was packed last; where its record is lost, or another version's, as far as the list of checksums tells. */
    private static ArchivesRecord last(Records records, Path dist) {
        return records.find(ArchivesRecord.KIND).orElseGet(() -> {
            try {
                List<Packed> listed = Checksums.listedNames(dist).stream()
                        .map(name -> new Packed(dist.resolve(name), "", null, null))
                        .toList();
                return new ArchivesRecord("", "", listed, Map.of());
            } catch (IOException e) {
                throw BuildIoException.cannotInOutput("read", dist.resolve(Checksums.LIST_NAME), e);
            }
        });
    }

    private static Path dist(Path outputDirectory) {
        return outputDirectory.resolve("dist");
    }

    private List<Deliverable> wanted(
            PackageRequest request,
            ArchiveSettings settings,
            PlanRecord planned,
            BinariesRecord binaries,
            Records records)
            throws IOException {
        BuildRequest build = request.build();
        var planner = new ArchivePlanner(
                settings,
                dist(build.outputDirectory()),
                Documents.find(build.crateDirectory(), planned.plan().workspaceRoot(), settings.extraFiles()));
        var wanted = new ArrayList<Deliverable>();
        List<Brought> brought = request.build().shards() == null
                ? List.of()
                : records.require(ShardsRecord.KIND).files();
        for (Shipment shipment : shipments(request, binaries, records)) {
            List<Brought> ofShipment = brought.stream()
                    .filter(each -> each.isOf(shipment.classifier()))
                    .toList();
            if (!ofShipment.isEmpty()) {
                for (Brought each : ofShipment) {
                    wanted.add(each.deliverable(dist(build.outputDirectory())));
                }
                continue;
            }
            for (ArchivePlan archive : planner.plan(
                    shipment.classifier(),
                    shipment.windows(),
                    shipment.formats(),
                    shipment.files(Kind.BINARY),
                    shipment.files(Kind.LIBRARY))) {
                wanted.add(deliverable(archive, shipment, planned.plan().products(), settings.timestamp()));
            }
            if (request.sbom()) {
                wanted.add(new Sboms(
                                request.project(),
                                settings,
                                planned,
                                survey,
                                build.cargo().offline())
                        .of(shipment, dist(build.outputDirectory())));
            }
        }
        return wanted;
    }

    private List<Shipment> shipments(PackageRequest request, BinariesRecord binaries, Records records) {
        List<Shipment> shipments = Shipments.of(request, binaries, records);
        shipments.stream()
                .filter(shipment -> shipment.isUniversal() && shipment.files().isEmpty())
                .forEach(empty ->
                        log.warn("no " + empty.classifier() + " archive: no binary was built for both macOS targets"));
        return shipments.stream()
                .filter(shipment -> !shipment.isUniversal() || !shipment.files().isEmpty())
                .toList();
    }

    private static Deliverable deliverable(
            ArchivePlan plan, Shipment shipment, List<CrateProduct> products, Instant timestamp) throws IOException {
        var inputs = new StringBuilder().append(timestamp.getEpochSecond()).append(PluginJar.state());
        long binaries = 0;
        for (ArchiveEntry entry : plan.entries()) {
            FileState state = FileState.of(entry.source());
            inputs.append('|')
                    .append(entry.name())
                    .append('|')
                    .append(entry.source())
                    .append('|')
                    .append(entry.executable())
                    .append('|')
                    .append(state.size())
                    .append('|')
                    .append(state.modified());
            if (plan.binaries().contains(entry.source())) {
                binaries += state.size();
            }
        }
        return new Deliverable(
                plan.classifier(),
                plan.type(),
                plan.file(),
                true,
                binaries,
                inputs.toString(),
                () -> ManifestEntries.ofArchive(
                        plan,
                        shipment,
                        products,
                        ArchiveWriter.write(plan.format(), plan.entries(), timestamp, plan.file())));
    }

    private static List<Packed> current(List<Deliverable> wanted, Map<Path, Packed> earlier) {
        var current = new ArrayList<Packed>();
        for (Deliverable each : wanted) {
            Packed packed = earlier.get(each.file());
            current.add(
                    packed != null && packed.isCurrent(each.inputs())
                            ? packed
                            : new Packed(each.file(), each.inputs(), null, null));
        }
        return current;
    }

    private static boolean isComplete(List<Packed> current, Map<Path, Packed> earlier, Path dist) {
        return current.size() == earlier.size()
                && current.stream().allMatch(packed -> packed.state() != null && Files.exists(sidecar(packed.file())))
                && Files.exists(dist.resolve(Checksums.LIST_NAME));
    }

    private static Path sidecar(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".sha256");
    }

    private static void removeOutdated(List<Packed> current, Map<Path, Packed> earlier, Path dist, Set<Path> attached)
            throws IOException {
        Set<Path> kept = current.stream()
                .filter(packed -> packed.state() != null)
                .map(Packed::file)
                .collect(Collectors.toSet());
        Stream<Path> known =
                Stream.concat(earlier.keySet().stream(), current.stream().map(Packed::file));
        List<Path> outdated =
                inFolder(dist, known.filter(file -> !kept.contains(file))).toList();
        for (Path file : outdated) {
            if (attached.contains(file)) {
                throw new InvalidConfigurationException(new Problem(
                        "<executions>",
                        "another execution of this build attached an archive that this one would remove",
                        file.toString(),
                        "give each execution an <outputDirectory> of its own."));
            }
        }
        remove(outdated, dist);
    }

    /** A record copied with its project still names the files of the original. */
    private static Stream<Path> inFolder(Path dist, Stream<Path> files) {
        return files.filter(file -> dist.equals(file.getParent()));
    }

    /** The lists are those of all archives, so they go with any of them. */
    private static void remove(List<Path> archives, Path dist) throws IOException {
        for (Path file : archives) {
            Files.deleteIfExists(file);
            Files.deleteIfExists(sidecar(file));
        }
        Files.deleteIfExists(dist.resolve(Checksums.LIST_NAME));
        Files.deleteIfExists(dist.resolve(DistManifest.FILE_NAME));
    }

    private static List<ManifestFile> pack(
            List<Deliverable> wanted, List<Packed> current, Map<String, ManifestFile> described) {
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.max(1, Math.min(wanted.size(), Runtime.getRuntime().availableProcessors())));
        try {
            var results = new ArrayList<CompletableFuture<ManifestFile>>();
            for (int i = 0; i < wanted.size(); i++) {
                Deliverable each = wanted.get(i);
                results.add(
                        current.get(i).state() != null
                                ? CompletableFuture.completedFuture(
                                        described.get(each.file().getFileName().toString()))
                                : CompletableFuture.supplyAsync(() -> make(each), workers));
            }
            return results.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RustCrossException failure) {
                throw failure;
            }
            throw e;
        } finally {
            stop(workers);
        }
    }

    /** Waits, too: no thread may still write to the folder when the goal has failed. */
    private static void stop(ExecutorService workers) {
        workers.shutdownNow();
        try {
            workers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ManifestFile make(Deliverable wanted) {
        try {
            return wanted.maker().make();
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("write", wanted.file(), e);
        }
    }

    private static List<Packed> packed(List<Deliverable> wanted, List<ManifestFile> entries) throws IOException {
        var packed = new ArrayList<Packed>();
        for (int i = 0; i < wanted.size(); i++) {
            Deliverable each = wanted.get(i);
            packed.add(new Packed(
                    each.file(),
                    each.inputs(),
                    FileState.of(each.file()),
                    entries.get(i).sha256()));
        }
        return packed;
    }

    private static void writeChecksums(List<ManifestFile> entries, Path dist) throws IOException {
        var checksums = new ArrayList<Checksum>();
        for (ManifestFile entry : entries) {
            var checksum = new Checksum(entry.file(), entry.sha256());
            checksums.add(checksum);
            Checksums.writeSidecar(dist, checksum);
        }
        Checksums.writeList(dist, checksums);
    }

    /** Returns the classifier that the manifest is attached with; null where it is the project's main artifact. */
    public static @Nullable String manifestClassifier(PackageRequest request) {
        if (request.project().manifestIsMain()) {
            return null;
        }
        return request.complete() ? MANIFEST_CLASSIFIER : PART_CLASSIFIER;
    }

    /** Each execution ships a part of what the project does, and a project has one manifest: it tells of them all. */
    private static ProducedArtifact published(Path own, @Nullable Path attached, PackageRequest request)
            throws IOException {
        String classifier = manifestClassifier(request);
        if (attached == null || attached.equals(own)) {
            return new ProducedArtifact(own, "json", classifier);
        }
        Path merged = request.build().outputDirectory().resolve("manifest").resolve(DistManifest.FILE_NAME);
        AtomicFile.writeString(
                merged, DistManifest.read(attached).and(DistManifest.read(own)).json());
        return new ProducedArtifact(merged, "json", classifier, attached);
    }

    private static List<ProducedArtifact> artifacts(
            List<Deliverable> wanted, ProducedArtifact manifest, PackageRequest request) {
        var artifacts = new ArrayList<ProducedArtifact>();
        if (request.project().manifestIsMain()) {
            artifacts.add(manifest);
        }
        if (!request.archives().attach()) {
            return artifacts;
        }
        for (Deliverable each : wanted) {
            artifacts.add(new ProducedArtifact(each.file(), each.type(), each.classifier()));
            if (request.archives().attachChecksums()) {
                artifacts.add(new ProducedArtifact(sidecar(each.file()), each.type() + ".sha256", each.classifier()));
            }
        }
        if (!request.project().manifestIsMain()) {
            artifacts.add(manifest);
        }
        return artifacts;
    }

    private static Map<String, Sizes> sizes(List<Deliverable> wanted, List<Packed> packed) {
        var sizes = new TreeMap<String, Sizes>();
        for (int i = 0; i < wanted.size(); i++) {
            sizes.put(wanted.get(i).key(), new Sizes(wanted.get(i).binaries(), size(packed.get(i))));
        }
        return sizes;
    }

    private static long size(Packed packed) {
        return Objects.requireNonNull(packed.state()).size();
    }

    private static List<String> table(List<Deliverable> wanted, List<Packed> packed, Map<String, Sizes> before) {
        var table = new TextTable("archive", "binaries", "packed", "sha256");
        for (int i = 0; i < wanted.size(); i++) {
            Deliverable each = wanted.get(i);
            Sizes earlier = before.get(each.key());
            table.row(
                    each.file().getFileName().toString(),
                    !each.isArchive()
                            ? "-"
                            : new SizeChange(each.binaries(), earlier == null ? null : earlier.binaries()).text(),
                    new SizeChange(size(packed.get(i)), earlier == null ? null : earlier.archive()).text(),
                    Objects.requireNonNull(packed.get(i).sha256()));
        }
        return table.lines();
    }
}
