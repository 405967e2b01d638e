package dev.rustcross.execution;

import dev.rustcross.binary.BinaryFormatException;
import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.ElfImage;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.binary.PeTimestampNormalizer;
import dev.rustcross.check.GlibcRule;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.FileState;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.macho.InstallNames;
import dev.rustcross.macho.UuidNormalizer;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.CargoCommandLine;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.toolchain.BuildEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The goal {@code build}: runs the planned cargo calls and collects what they built. */
public final class Compilation {

    private final BuildEnvironment environment;
    private final ProcessRunner processes;
    private final HostPlatform host;
    private final BuildLog log;
    private final boolean checked;

    /**
     * Creates the goal's work.
     *
     * @param checked whether the goal {@code check} is to say what the binaries are
     */
    public Compilation(
            BuildEnvironment environment, ProcessRunner processes, HostPlatform host, BuildLog log, boolean checked) {
        this.environment = environment;
        this.processes = processes;
        this.host = host;
        this.log = log;
        this.checked = checked;
    }

    /**
     * Builds all targets of the plan that the goal {@code configure} left, and records the binaries.
     *
     * @throws ToolFailedException when cargo fails, or does not build what the plan names
     */
    public void run(BuildRequest asked) {
        BuildRequest request = asked.toCompile();
        var records = new Records(request.outputDirectory());
        BuildPlan plan = PlanRecord.toBuild(request, records);
        String plugin = PluginJar.state();
        Map<Path, BuiltBinary> earlier = records.find(BinariesRecord.KIND).stream()
                .filter(record -> record.plugin().equals(plugin))
                .flatMap(record -> record.binaries().stream())
                .collect(Collectors.toMap(BuiltBinary::file, binary -> binary, (first, second) -> second));
        var binaries = new ArrayList<BuiltBinary>();
        Optional<SccacheMeter> sccache = measured(request, plan);
        for (CargoCall call : plan.calls()) {
            binaries.addAll(ExclusiveBuild.in(
                    plan.targetDirectory(call), () -> compile(request, plan, call, records, earlier)));
        }
        leftOut(plan, binaries).forEach(log::warn);
        sccache.flatMap(SccacheMeter::counts).ifPresent(counts -> log.info("sccache: " + counts));
        List<String> targets =
                new ArrayList<>(plan.targets().stream().map(PlannedTarget::name).toList());
        var prebuilt = new PrebuiltBinaries(asked, log);
        for (TargetRequest target : asked.targets()) {
            if (target.prebuilt() != null) {
                prebuilt.take(target, target.prebuilt()).ifPresent(files -> {
                    targets.add(target.name());
                    binaries.addAll(files);
                });
            }
        }
        records.write(BinariesRecord.KIND, new BinariesRecord(asked.digest(), plugin, targets, binaries));
    }

    /** Returns a sentence for each target without a product that another has: cargo leaves one out in silence where it lacks a feature. */
    static List<String> leftOut(BuildPlan plan, List<BuiltBinary> binaries) {
        var sentences = new ArrayList<String>();
        for (PlannedTarget target : plan.targets()) {
            for (CrateProduct product : plan.products()) {
                List<String> builtFor = binaries.stream()
                        .filter(binary -> binary.kind() == product.kind()
                                && binary.name().equals(product.name())
                                && binary.packageName().equals(product.packageName()))
                        .map(BuiltBinary::target)
                        .toList();
                if (!builtFor.isEmpty() && !builtFor.contains(target.name())) {
                    sentences.add(target.name() + " is built without the "
                            + product.kind().label() + " "
                            + product.name() + ", which " + builtFor.get(0)
                            + " has. If it lacks a feature, add that to its <features>.");
                }
            }
        }
        return sentences;
    }

    private Optional<SccacheMeter> measured(BuildRequest request, BuildPlan plan) {
        if (request.cargo().compilerCache() == null) {
            return Optional.empty();
        }
        return SccacheMeter.start(
                plan.calls().stream().map(call -> command(request, plan, call)).toList(), processes);
    }

    /** Returns what {@link #run} would do with a plan. */
    public List<String> describe(BuildRequest request, BuildPlan plan) {
        return plan.calls().stream()
                .map(call -> "Would run: "
                        + String.join(" ", command(request, plan, call).arguments()))
                .toList();
    }

    private List<BuiltBinary> compile(
            BuildRequest request, BuildPlan plan, CargoCall call, Records records, Map<Path, BuiltBinary> earlier) {
        CompilationReport report = compile(request, plan, call);
        if (!report.unplanned().isEmpty()) {
            throw records.missing(
                    PlanRecord.KIND, "the crate has binaries that it does not know: " + report.unplanned());
        }
        var binaries = new ArrayList<BuiltBinary>();
        for (PlannedTarget target : plan.targets(call)) {
            report.products(target.triple())
                    .forEach((product, files) -> files.forEach(source -> binaries.add(
                            collect(request, target, product, source, plan.targetDirectory(call), earlier))));
        }
        return binaries;
    }

    private CompilationReport compile(BuildRequest request, BuildPlan plan, CargoCall call) {
        log.info("cargo build: profile " + request.profile() + ", " + String.join(", ", call.targets()));
        var progress = new ProgressLog(log, System::nanoTime);
        var report = new CompilationReport(plan, call, log, progress);
        var compiler = new CompilerRun(
                request,
                plan,
                call,
                BuildSite.of(
                        request,
                        plan,
                        call,
                        plan.products().stream().map(CrateProduct::packageId).toList(),
                        host),
                "build",
                command(request, plan, call),
                host,
                log,
                progress::progress);
        compiler.run(processes, report::artifact, report::unfinished);
        for (TargetTriple triple : report.unfinished()) {
            throw compiler.failure(notBuilt(triple, report.missing(triple)));
        }
        report.summary().forEach(log::info);
        return report;
    }

    /** Cargo merely warns of a library that it leaves out. */
    private static String notBuilt(TargetTriple triple, List<CrateProduct> missing) {
        String products = missing.stream()
                .map(product -> product.kind().label() + " " + product.name())
                .collect(Collectors.joining(", "));
        boolean onlyLibraries = missing.stream().allMatch(product -> product.kind() == CrateProduct.Kind.LIBRARY);
        return "cargo reported success, but built no " + products + " for " + triple + ".\n  "
                + (onlyLibraries
                        ? "Are there shared libraries for that target? Where the C runtime is linked statically there are none."
                        : "Is it excluded there by a cfg or by required-features?")
                + " Name what is to be built by <binaries>.";
    }

    private Command command(BuildRequest request, BuildPlan plan, CargoCall call) {
        return CargoCommandLine.build(request, plan, call, environment.overlay(), host.searchPath());
    }

    private BuiltBinary collect(
            BuildRequest request,
            PlannedTarget target,
            CrateProduct product,
            Path source,
            Path targetDirectory,
            Map<Path, BuiltBinary> earlier) {
        Path copy =
                request.outputDirectory().resolve("bin").resolve(target.name()).resolve(source.getFileName());
        try {
            FileState sourceState = FileState.of(source);
            BuiltBinary before = earlier.get(copy);
            if (before == null || !before.isCopyOf(source, sourceState)) {
                AtomicFile.replace(copy, temporary -> {
                    Files.copy(
                            source, temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                    normalize(temporary, target, source, targetDirectory);
                });
                if (!checked) {
                    describe(copy, target, request);
                }
            }
            return new BuiltBinary(
                    target.name(),
                    product.packageName(),
                    product.kind(),
                    product.name(),
                    copy,
                    source,
                    sourceState,
                    FileState.of(copy));
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("copy " + source + " to", copy, e);
        }
    }

    /** Says of a new binary what the goal {@code check} would say where that runs. */
    private void describe(Path file, PlannedTarget target, BuildRequest request) throws IOException {
        warnIfUnsigned(file, target);
        if (target.triple().isGlibc() && request.target(target.name()).glibc() == null) {
            tellGlibc(file, target);
        }
    }

    /** Takes out what a linker puts in anew at each link, or in each folder, so that the same sources give the same bytes. */
    private static void normalize(Path file, PlannedTarget target, Path source, Path targetDirectory)
            throws IOException {
        if (target.triple().isWindows()) {
            if (!isImportLibrary(source)) {
                PeTimestampNormalizer.normalize(file);
            }
        } else if (target.triple().isMacOs()) {
            boolean renamed = InstallNames.normalize(file, targetDirectory);
            if (renamed || target.linker().isZig()) {
                UuidNormalizer.normalize(file);
            }
        }
    }

    /** Where the POM sets no floor, the machine that links does, and few know theirs. */
    private void tellGlibc(Path file, PlannedTarget target) throws IOException {
        try {
            for (BinaryImage image : BinaryImage.readAll(file)) {
                if (image instanceof ElfImage elf) {
                    GlibcRule.floor(elf)
                            .ifPresent(floor -> log.info("  " + target.name() + ": " + file.getFileName()
                                    + " needs glibc " + floor + " or later; <glibc> sets a lower floor"));
                }
            }
        } catch (BinaryFormatException none) {
            log.debug("No glibc version: " + none.getMessage());
        }
    }

    /** Linkers for Macs sign programs for arm64, but a linker of the user's own may be another, or told not to. */
    private void warnIfUnsigned(Path file, PlannedTarget target) throws IOException {
        if (target.triple().isMacOs()) {
            if (MachOImage.read(file).lacksSignature()) {
                log.warn(file.getFileName() + " for " + target.name()
                        + " is not signed, and macOS ends an unsigned arm64 program at"
                        + " once. Let its linker sign it (<rustflags>-Clink-arg=-Wl,-adhoc_codesign</rustflags>), or sign what is"
                        + " shipped with codesign or rcodesign.");
            }
        }
    }

    /** An archive of object files, unlike the library. */
    private static boolean isImportLibrary(Path file) {
        return file.toString().endsWith(".a") || file.toString().endsWith(".lib");
    }
}
