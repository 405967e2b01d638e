package dev.rustcross.execution;

import dev.rustcross.binary.BinaryFormatException;
import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.check.ArchitectureRule;
import dev.rustcross.check.BuildPaths;
import dev.rustcross.check.CheckReport;
import dev.rustcross.check.CheckedFile;
import dev.rustcross.check.CheckedImage;
import dev.rustcross.check.Expectations;
import dev.rustcross.check.Finding;
import dev.rustcross.check.Rules;
import dev.rustcross.check.SizeRule;
import dev.rustcross.check.UniversalRule;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.CheckFailedException;
import dev.rustcross.file.Digest;
import dev.rustcross.file.FileState;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CheckSettings;
import dev.rustcross.plan.MacFusion;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The goal {@code check}: reads what is to be packed, and compares it with what was asked for. */
public final class Checking {

    private final PackageRequest packages;
    private final BuildRequest request;
    private final CheckSettings settings;
    private final Survey survey;
    private final ProcessRunner processes;
    private final HostPlatform host;
    private final BuildLog log;

    /**
     * A file to be packed.
     *
     * @param target the name of its target, or that of the universal binaries
     * @param file the file
     * @param halves the targets that its images are of: one, for a universal binary two
     */
    private record Shipped(String target, Path file, List<TargetRequest> halves) {}

    /** Creates the goal's work; the compiler and the crate are asked only where something has changed. */
    public Checking(
            PackageRequest packages,
            CheckSettings settings,
            Survey survey,
            ProcessRunner processes,
            HostPlatform host,
            BuildLog log) {
        this.packages = packages;
        this.request = packages.build();
        this.settings = settings;
        this.survey = survey;
        this.processes = processes;
        this.host = host;
        this.log = log;
    }

    /**
     * Checks the files, or says again what was found where they, the plan and the rules are as they were.
     *
     * @throws CheckFailedException with everything that is not as it is to be
     */
    public void run() {
        var records = new Records(request.outputDirectory());
        BuildPlan plan = PlanRecord.of(request, records);
        List<Shipped> files = shipped(records);
        if (files.isEmpty()) {
            log.info("Nothing to check: nothing was built.");
            return;
        }
        String inputs = inputs(files);
        Optional<CheckRecord> last =
                records.find(CheckRecord.KIND).filter(record -> record.inputs().equals(inputs));
        CheckRecord record = last.orElseGet(() -> check(plan, files, inputs));
        if (last.isEmpty()) {
            records.write(CheckRecord.KIND, record);
        }
        report(record, last.isPresent());
    }

    /** Returns what {@link #run} would do. */
    public List<String> describe() {
        MacFusion fusion = MacFusion.decide(request.lipo(), request.targets());
        var lines = new ArrayList<String>();
        for (TargetRequest target : request.targets()) {
            if (fusion.packsThin(target.triple())) {
                lines.add("Would check the binaries of " + target.name());
            }
        }
        if (fusion.fuse()) {
            lines.add("Would check the binaries of " + Fusion.FOLDER);
        }
        return lines;
    }

    private List<Shipped> shipped(Records records) {
        return Shipments.of(packages, BinariesRecord.of(request, records), records).stream()
                .flatMap(shipment -> shipment.files().stream()
                        .map(file -> new Shipped(
                                shipment.isUniversal()
                                        ? Fusion.FOLDER
                                        : shipment.targets().get(0).name(),
                                file.file(),
                                shipment.targets())))
                .toList();
    }

    /** The plan's record is written anew where anything about the request, the compiler or cargo's configuration changed. */
    private String inputs(List<Shipped> files) {
        var inputs = new ArrayList<String>();
        inputs.add(PluginJar.state());
        inputs.add(new Records(request.outputDirectory()).state(PlanRecord.KIND));
        inputs.add(request.digest());
        inputs.add(Digest.ofValue(settings));
        request.targets().forEach(target -> inputs.add(Digest.ofValue(target.limits())));
        files.forEach(file -> inputs.add(file.target + " " + file.file + " " + FileState.describe(file.file)));
        return Digest.sha256(inputs.toArray(String[]::new));
    }

    private CheckRecord check(BuildPlan plan, List<Shipped> files, String inputs) {
        var inspection = new Inspection(request, survey, processes, host, log);
        var expectations = new TargetExpectations(request, settings, plan.workspaceRoot(), inspection);
        var paths = new BuildPaths(
                settings.forbidBuildPaths() && !request.toCompile().targets().isEmpty()
                        ? buildFolders(plan, inspection)
                        : List.of(),
                request.remapPaths());
        var checked = new ArrayList<CheckedFile>();
        for (Shipped file : files) {
            try {
                checked.add(check(file, expectations, paths));
            } catch (IOException e) {
                throw BuildIoException.cannot("read", file.file, e);
            }
        }
        boolean passed =
                checked.stream().flatMap(file -> file.findings().stream()).noneMatch(Finding::fails);
        return new CheckRecord(inputs, passed, checked);
    }

    private static CheckedFile check(Shipped file, TargetExpectations expectations, BuildPaths paths)
            throws IOException {
        var findings = new ArrayList<Finding>();
        var images = new ArrayList<CheckedImage>();
        if (isImage(file)) {
            try {
                List<BinaryImage> read = BinaryImage.readAll(file.file);
                read.forEach(image -> images.add(CheckedImage.of(image)));
                check(file, read, expectations, findings);
            } catch (BinaryFormatException e) {
                findings.add(ArchitectureRule.unreadable(
                        problem(file.file, e), file.halves.get(0).triple()));
            }
        } else {
            findings.addAll(SizeRule.check(Files.size(file.file), expectations.of(file.halves.get(0))));
        }
        findings.addAll(paths.check(file.file));
        return new CheckedFile(
                file.target,
                file.file.toString(),
                Files.size(file.file),
                images,
                findings.stream().distinct().toList());
    }

    private static void check(
            Shipped file, List<BinaryImage> images, TargetExpectations expectations, List<Finding> findings)
            throws IOException {
        boolean universal = file.halves.size() > 1;
        if (universal) {
            findings.addAll(UniversalRule.check(images));
        }
        for (BinaryImage image : images) {
            TargetRequest half = file.halves.stream()
                    .filter(target -> target.triple()
                            .architecture()
                            .equals(image.architecture().toString()))
                    .findFirst()
                    .orElse(file.halves.get(0));
            Expectations wanted = expectations.of(half);
            findings.addAll(Rules.check(image, wanted));
            long size = universal && image instanceof MachOImage slice
                    ? slice.range().size()
                    : Files.size(file.file);
            findings.addAll(SizeRule.check(size, wanted));
        }
    }

    /** Import libraries, which Windows' linkers read, are archives of objects. */
    private static boolean isImage(Shipped file) {
        String name = file.file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.endsWith(".lib")
                && !name.endsWith(".a")
                && ArchitectureRule.knows(file.halves.get(0).triple());
    }

    private static String problem(Path file, BinaryFormatException unreadable) {
        String message = String.valueOf(unreadable.getMessage());
        String place = file + ": ";
        return message.startsWith(place) ? message.substring(place.length()) : message;
    }

    /** Returns the folders that tell of the machine: what a build reads and writes lies in them. */
    private List<Path> buildFolders(BuildPlan plan, Inspection inspection) {
        return List.of(
                Path.of(System.getProperty("user.home")),
                inspection.cargoHome(),
                inspection.rustc().sysroot(),
                plan.workspaceRoot(),
                plan.targetDirectory(),
                request.outputDirectory());
    }

    private void report(CheckRecord record, boolean known) {
        List<CheckedFile> files = record.files();
        CheckReport.warnings(files).forEach(log::warn);
        if (known && record.passed()) {
            log.info("Files checked: " + files.size() + ", unchanged since.");
            return;
        }
        log.info("Files checked: " + files.size());
        var table = new TextTable(CheckReport.heading());
        CheckReport.rows(files).forEach(table::row);
        table.lines().forEach(line -> log.info(line.stripTrailing()));
        List<String> withoutFloor = request.targets().stream()
                .filter(target -> target.glibc() == null)
                .map(TargetRequest::name)
                .toList();
        CheckReport.floors(files, withoutFloor).forEach(log::info);
        if (!record.passed()) {
            throw new CheckFailedException(CheckReport.failures(files));
        }
    }
}
