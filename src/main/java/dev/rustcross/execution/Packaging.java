package dev.rustcross.execution;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.archive.ArchiveWriter;
import dev.rustcross.archive.Checksum;
import dev.rustcross.archive.Checksums;
import dev.rustcross.execution.ArchivesRecord.Packed;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.file.FileState;
import dev.rustcross.plan.ArchivePlan;
import dev.rustcross.plan.ArchivePlanner;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CrateProduct.Kind;
import dev.rustcross.plan.MacFusion;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The goal {@code package}: packs the binaries, writes checksums, and says what to attach. */
public final class Packaging {

    private final BuildLog log;

    /** Creates the goal's work. */
    public Packaging(BuildLog log) {
        this.log = log;
    }

    /**
     * Makes the archives that are not there yet or not current, in parallel, and removes those of earlier builds.
     *
     * @param attached the files that are attached to the project already
     * @return what is to be attached: each archive, followed by its checksum file where those are wanted
     * @throws InvalidConfigurationException where an outdated archive is attached, as that of another execution
     */
    public List<ProducedArtifact> run(PackageRequest request, Set<Path> attached) {
        var records = new Records(request.build().outputDirectory());
        Path dist = dist(request.build().outputDirectory());
        List<ArchivePlan> plans = plans(request, records);
        Map<Path, Packed> earlier =
                records.find(ArchivesRecord.KIND).map(ArchivesRecord::archives).orElse(List.of()).stream()
                        .collect(Collectors.toMap(Packed::file, packed -> packed, (first, second) -> second));
        try {
            Files.createDirectories(dist);
            List<Packed> current = current(plans, earlier, request);
            if (!isComplete(current, earlier, dist)) {
                removeOutdated(current, earlier, dist, attached);
                // Recorded before they are made, so that a killed build's archives are known to the next.
                records.write(
                        ArchivesRecord.KIND,
                        new ArchivesRecord(request.archives().name(), current));
                current = pack(plans, current, request.archives().timestamp());
                writeChecksums(current, dist);
                records.write(
                        ArchivesRecord.KIND,
                        new ArchivesRecord(request.archives().name(), current));
            } else {
                log.info("Nothing to pack: " + plans.size() + " archives are up to date.");
            }
            table(plans, current).forEach(log::info);
            return artifacts(plans, request);
        } catch (IOException e) {
            throw BuildIoException.cannot("pack into", dist, e);
        }
    }

    /**
     * Removes what was packed under another name, as for an earlier version: a build that fails from here on leaves no such archive.
     *
     * @param outputDirectory the folder for all that the plugin writes
     * @param name the archives' name before the classifier
     */
    public void removeOtherNames(Path outputDirectory, String name) {
        Optional<ArchivesRecord> other = new Records(outputDirectory)
                .find(ArchivesRecord.KIND)
                .filter(record -> !record.name().equals(name));
        if (other.isPresent()) {
            Path dist = dist(outputDirectory);
            try {
                Stream<Path> archives = other.get().archives().stream().map(Packed::file);
                remove(inFolder(dist, archives).toList(), dist);
            } catch (IOException e) {
                throw BuildIoException.cannot("remove an earlier archive from", dist, e);
            }
        }
    }

    /** Returns what {@link #run} would do. */
    public List<String> describe(PackageRequest request) {
        MacFusion fusion =
                MacFusion.decide(request.build().lipo(), request.build().targets());
        Stream<List<String>> thin = request.build().targets().stream()
                .filter(target -> fusion.packsThin(target.triple()))
                .map(target -> ArchivePlanner.fileNames(
                        request.archives(), target.classifier(), target.triple().isWindows(), target.formats()));
        Stream<List<String>> universal = Stream.of(request)
                .filter(any -> fusion.fuse())
                .map(any -> ArchivePlanner.fileNames(
                        request.archives(), request.universalClassifier(), false, request.universalFormats()));
        return Stream.concat(thin, universal)
                .map(names -> "Would write: " + String.join(" ", names))
                .toList();
    }

    private static Path dist(Path outputDirectory) {
        return outputDirectory.resolve("dist");
    }

    private List<ArchivePlan> plans(PackageRequest request, Records records) {
        BuildRequest build = request.build();
        BuildPlan plan = PlanRecord.of(build, records);
        BinariesRecord binaries = BinariesRecord.of(build, records);
        MacFusion fusion = MacFusion.decide(build.lipo(), build.targets());
        var planner = new ArchivePlanner(
                request.archives(),
                dist(build.outputDirectory()),
                Documents.find(
                        build.crateDirectory(),
                        plan.workspaceRoot(),
                        request.archives().extraFiles()));
        var plans = new ArrayList<ArchivePlan>();
        for (TargetRequest target : build.targets()) {
            TargetTriple triple = target.triple();
            if (fusion.packsThin(triple)) {
                plans.addAll(planner.plan(
                        target.classifier(),
                        triple.isWindows(),
                        target.formats(),
                        files(binaries.of(target.name()), Kind.BINARY),
                        files(binaries.of(target.name()), Kind.LIBRARY)));
            }
        }
        if (fusion.fuse()) {
            UniversalRecord universal = UniversalRecord.of(build, records, binaries);
            if (universal.binaries().isEmpty()) {
                log.warn(
                        "no " + request.universalClassifier() + " archive: no binary was built for both macOS targets");
            } else {
                plans.addAll(planner.plan(
                        request.universalClassifier(),
                        false,
                        request.universalFormats(),
                        universal.files(Kind.BINARY),
                        universal.files(Kind.LIBRARY)));
            }
        }
        return plans;
    }

    private static List<Path> files(List<BuiltBinary> binaries, Kind kind) {
        return binaries.stream()
                .filter(binary -> binary.kind() == kind)
                .map(BuiltBinary::file)
                .toList();
    }

    private static List<Packed> current(List<ArchivePlan> plans, Map<Path, Packed> earlier, PackageRequest request)
            throws IOException {
        var current = new ArrayList<Packed>();
        for (ArchivePlan plan : plans) {
            String inputs = inputs(plan, request.archives().timestamp());
            Packed packed = earlier.get(plan.file());
            current.add(
                    packed != null && packed.isCurrent(inputs) ? packed : new Packed(plan.file(), inputs, null, null));
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

    private static String inputs(ArchivePlan plan, Instant timestamp) throws IOException {
        var inputs = new StringBuilder().append(timestamp.getEpochSecond()).append(PluginJar.state());
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
        }
        return inputs.toString();
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

    /** The list of checksums is that of all archives, so it goes with any of them. */
    private static void remove(List<Path> archives, Path dist) throws IOException {
        for (Path file : archives) {
            Files.deleteIfExists(file);
            Files.deleteIfExists(sidecar(file));
        }
        Files.deleteIfExists(dist.resolve(Checksums.LIST_NAME));
    }

    private static List<Packed> pack(List<ArchivePlan> plans, List<Packed> current, Instant timestamp) {
        Map<Path, ArchivePlan> byFile = new HashMap<>();
        plans.forEach(plan -> byFile.put(plan.file(), plan));
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(plans.size(), Runtime.getRuntime().availableProcessors()));
        try {
            List<CompletableFuture<Packed>> results = current.stream()
                    .map(packed -> packed.state() != null
                            ? CompletableFuture.completedFuture(packed)
                            : CompletableFuture.supplyAsync(
                                    () -> pack(Objects.requireNonNull(byFile.get(packed.file())), packed, timestamp),
                                    workers))
                    .toList();
            return results.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BuildIoException failure) {
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

    private static Packed pack(ArchivePlan plan, Packed packed, Instant timestamp) {
        try {
            Checksum checksum = ArchiveWriter.write(plan.format(), plan.entries(), timestamp, plan.file());
            return new Packed(packed.file(), packed.inputs(), FileState.of(plan.file()), checksum.hex());
        } catch (IOException e) {
            throw BuildIoException.cannot("write", plan.file(), e);
        }
    }

    private static void writeChecksums(List<Packed> archives, Path dist) throws IOException {
        var checksums = new ArrayList<Checksum>();
        for (Packed archive : archives) {
            var checksum =
                    new Checksum(archive.file().getFileName().toString(), Objects.requireNonNull(archive.sha256()));
            checksums.add(checksum);
            Checksums.writeSidecar(dist, checksum);
        }
        Checksums.writeList(dist, checksums);
    }

    private static List<ProducedArtifact> artifacts(List<ArchivePlan> plans, PackageRequest request) {
        var artifacts = new ArrayList<ProducedArtifact>();
        if (!request.archives().attach()) {
            return artifacts;
        }
        for (ArchivePlan plan : plans) {
            artifacts.add(new ProducedArtifact(plan.file(), plan.type(), plan.classifier()));
            if (request.archives().attachChecksums()) {
                artifacts.add(new ProducedArtifact(sidecar(plan.file()), plan.type() + ".sha256", plan.classifier()));
            }
        }
        return artifacts;
    }

    private static List<String> table(List<ArchivePlan> plans, List<Packed> packed) {
        var table = new TextTable("archive", "size", "sha256");
        for (int i = 0; i < plans.size(); i++) {
            Packed archive = packed.get(i);
            table.row(
                    plans.get(i).file().getFileName().toString(),
                    (Objects.requireNonNull(archive.state()).size() + 999) / 1000 + " kB",
                    Objects.requireNonNull(archive.sha256()));
        }
        return table.lines();
    }
}
