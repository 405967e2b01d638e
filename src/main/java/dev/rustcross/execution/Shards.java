package dev.rustcross.execution;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.archive.ArchiveReader;
import dev.rustcross.archive.Checksum;
import dev.rustcross.execution.ShardsRecord.Brought;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.file.Digest;
import dev.rustcross.file.FileState;
import dev.rustcross.manifest.ManifestBinary;
import dev.rustcross.manifest.ManifestFile;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CrateProduct.Kind;
import dev.rustcross.plan.MacFusion;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.TargetRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The goal {@code build} where shards did the work: finds their archives, checks them, and unpacks the binaries for the goals that follow. */
public final class Shards {

    private final BuildLog log;

    /** Creates the goal's work. */
    public Shards(BuildLog log) {
        this.log = log;
    }

    /**
     * Takes what the shards of a request brought, and records it.
     *
     * @throws InvalidConfigurationException where one is missing, damaged or of another build: with all that is wrong
     */
    public void run(PackageRequest request) {
        BuildRequest build = request.build();
        Path folder = Objects.requireNonNull(build.shards());
        var problems = new ArrayList<Problem>();
        Map<String, Brought> found =
                new ShardFiles(folder, build.outputDirectory(), request.project(), problems).find();
        var wanted = new Wanted(request, found, problems);
        wanted.collect();
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        tellUndeclared(found.values(), wanted);
        wanted.skipped.forEach((name, missing) -> log.warn("Skipped, as <ifUnavailable> says: " + name
                + ": no shard brought " + String.join(", ", missing) + "."));
        log.info("Shards: " + wanted.files.size() + " files of " + folder + " are as their manifests say.");
        unpack(request, wanted);
    }

    private void tellUndeclared(Collection<Brought> found, Wanted wanted) {
        List<String> others = found.stream()
                .filter(each -> !wanted.files.contains(each) && !wanted.isSkipped(each))
                .map(each -> each.entry().file())
                .toList();
        if (!others.isEmpty()) {
            log.warn("Left out, since this POM asks for no such archive: " + String.join(", ", others));
        }
    }

    private void unpack(PackageRequest request, Wanted wanted) {
        BuildRequest build = request.build();
        var records = new Records(build.outputDirectory());
        String plugin = PluginJar.state();
        String inputs = inputs(build, plugin, wanted.files);
        if (records.find(ShardsRecord.KIND)
                        .filter(record -> record.inputs().equals(inputs))
                        .isPresent()
                && areUnpacked(build, records)) {
            return;
        }
        // Neither record may pass for that of the other's files, whenever this is killed.
        records.remove(ShardsRecord.KIND);
        var binaries = new ArrayList<BuiltBinary>();
        var universal = new ArrayList<UniversalBinary>();
        Set<String> unpacked = new HashSet<>();
        for (Brought each : wanted.files) {
            String classifier = each.entry().classifier();
            if (each.isArchive() && unpacked.add(classifier)) {
                String target = wanted.targetsByClassifier.get(classifier);
                Map<ManifestBinary, Path> files = unpack(build, each, target == null ? Fusion.FOLDER : target);
                files.forEach((binary, file) -> {
                    if (target == null) {
                        universal.add(universal(binary, file));
                    } else {
                        binaries.add(built(binary, file, target, each.file()));
                    }
                });
            }
        }
        records.write(BinariesRecord.KIND, new BinariesRecord(build.digest(), plugin, wanted.available, binaries));
        records.write(ShardsRecord.KIND, new ShardsRecord(inputs, wanted.files, universal));
    }

    private static String inputs(BuildRequest build, String plugin, List<Brought> files) {
        var inputs = new ArrayList<String>();
        inputs.add(build.digest());
        inputs.add(plugin);
        files.forEach(each -> inputs.add(each.file() + " " + each.entry().sha256()));
        return Digest.sha256(inputs.toArray(String[]::new));
    }

    private static boolean areUnpacked(BuildRequest build, Records records) {
        return records.find(BinariesRecord.KIND)
                        .filter(record -> record.requestDigest().equals(build.digest()))
                        .filter(record -> record.binaries().stream()
                                .allMatch(binary -> binary.state().matches(binary.file())))
                        .isPresent()
                && records.find(ShardsRecord.KIND).stream()
                        .flatMap(record -> record.universal().stream())
                        .allMatch(binary -> binary.state().matches(binary.file()));
    }

    private static Map<ManifestBinary, Path> unpack(BuildRequest build, Brought archive, String folder) {
        Map<ManifestBinary, Path> files = new LinkedHashMap<>();
        Map<String, Path> wanted = new HashMap<>();
        for (ManifestBinary binary : archive.entry().binaries()) {
            String path = binary.path();
            Path file = build.outputDirectory()
                    .resolve("bin")
                    .resolve(folder)
                    .resolve(path.substring(path.lastIndexOf('/') + 1));
            files.put(binary, file);
            wanted.put(path, file);
        }
        try {
            ArchiveReader.extract(format(archive.entry()), archive.file(), wanted);
            for (Map.Entry<ManifestBinary, Path> file : files.entrySet()) {
                if (!Checksum.of(file.getValue()).hex().equals(file.getKey().sha256())) {
                    throw new IOException(file.getKey().path() + " is not what the manifest says: its SHA-256 is not "
                            + file.getKey().sha256());
                }
            }
        } catch (IOException e) {
            throw BuildIoException.cannot("unpack", archive.file(), e);
        }
        return files;
    }

    private static ArchiveFormat format(ManifestFile archive) {
        return ArchiveFormat.parse(archive.type()).orElse(ArchiveFormat.BINARY);
    }

    private static BuiltBinary built(ManifestBinary binary, Path file, String target, Path archive) {
        return new BuiltBinary(
                target, binary.crate(), kind(binary), binary.name(), file, archive, state(archive), state(file));
    }

    /** Its halves lie in another archive, or in none. */
    private static UniversalBinary universal(ManifestBinary binary, Path file) {
        return new UniversalBinary(binary.crate(), kind(binary), binary.name(), file, state(file), List.of());
    }

    static Kind kind(ManifestBinary binary) {
        return binary.kind().equals(Kind.LIBRARY.label()) ? Kind.LIBRARY : Kind.BINARY;
    }

    private static FileState state(Path file) {
        try {
            return FileState.of(file);
        } catch (IOException e) {
            throw BuildIoException.cannot("read", file, e);
        }
    }

    /** What a request wants of what was found. */
    private static final class Wanted {

        private final PackageRequest request;
        private final Map<String, Brought> found;
        private final List<Problem> problems;
        private final List<Brought> files = new ArrayList<>();
        private final List<String> available = new ArrayList<>();
        private final Map<String, List<String>> skipped = new LinkedHashMap<>();
        private final Map<String, String> targetsByClassifier = new HashMap<>();

        Wanted(PackageRequest request, Map<String, Brought> found, List<Problem> problems) {
            this.request = request;
            this.found = found;
            this.problems = problems;
        }

        void collect() {
            BuildRequest build = request.build();
            MacFusion fusion = MacFusion.decide(build.lipo(), build.targets());
            boolean fused = fusion.fuse()
                    && take(request.universalClassifier(), types(request.universalFormats(), false))
                            .isEmpty();
            for (TargetRequest target : build.targets()) {
                List<String> missing = take(
                        target.classifier(),
                        types(target.formats(), target.triple().isWindows()));
                if (missing.isEmpty() || (fused && !fusion.packsThin(target.triple()))) {
                    targetsByClassifier.put(target.classifier(), target.name());
                    available.add(target.name());
                } else if (target.skippable()) {
                    skipped.put(target.name(), missing);
                } else {
                    problems.add(missing(target, missing));
                }
            }
        }

        boolean isSkipped(Brought file) {
            return request.build().targets().stream()
                    .filter(target -> skipped.containsKey(target.name()))
                    .anyMatch(target -> file.isOf(target.classifier()));
        }

        private static List<String> types(List<ArchiveFormat> formats, boolean windows) {
            return formats.stream().map(format -> format.type(windows)).toList();
        }

        /** Takes the files of a classifier where all are there, and returns the types of those that are not. */
        private List<String> take(String classifier, List<String> types) {
            var keys = new ArrayList<String>();
            types.forEach(type -> keys.add(ShardFiles.key(classifier, type)));
            if (request.sbom()) {
                keys.add(ShardFiles.key(Sboms.classifier(classifier), "json"));
            }
            List<String> missing =
                    keys.stream().filter(key -> !found.containsKey(key)).toList();
            if (missing.isEmpty()) {
                keys.forEach(key -> files.add(Objects.requireNonNull(found.get(key))));
            }
            return missing;
        }

        private Problem missing(TargetRequest target, List<String> keys) {
            return new Problem(
                    target.where(),
                    "no shard brought " + String.join(", ", keys),
                    target.name(),
                    "build it with -Drust-cross.onlyTargets=" + target.classifier()
                            + " and put its target/rust-cross/dist below "
                            + request.build().shards()
                            + ", or let <ifUnavailable>skip</ifUnavailable> leave it out.");
        }
    }
}
