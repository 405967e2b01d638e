package dev.rustcross.mojo;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.execution.Preparation;
import dev.rustcross.execution.Survey;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.maven.CommandLineLists;
import dev.rustcross.maven.MavenBuildLog;
import dev.rustcross.maven.OutputTimestamp;
import dev.rustcross.maven.UnknownElements;
import dev.rustcross.mojo.config.TargetElement;
import dev.rustcross.plan.ArchiveName;
import dev.rustcross.plan.ArchiveSettings;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CargoSettings;
import dev.rustcross.plan.CompilerCache;
import dev.rustcross.plan.Engine;
import dev.rustcross.plan.LipoMode;
import dev.rustcross.plan.MacFusion;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.Project;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.plan.TargetSelection;
import dev.rustcross.plan.VersionAgreement;
import dev.rustcross.plan.VersionPolicy;
import dev.rustcross.target.ClassifierStyle;
import dev.rustcross.target.TargetTriple;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Turns a goal's parameters into a request; all problems of the configuration are found before any is reported. */
final class RequestReader {

    private static final String BUILD_FLAGS = "CARGO_BUILD_RUSTFLAGS";
    private static final List<String> FLAG_VARIABLES = List.of("CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", BUILD_FLAGS);

    /** Options that decide where cargo builds and how it reports, each with what to write instead. */
    private static final Map<String, String> OWN_OPTIONS = Map.of(
            "--target", "declare the target in <targets>.",
            "--target-dir", "write build.target-dir in .cargo/config.toml, or set CARGO_TARGET_DIR.",
            "--message-format", "remove it.",
            "--manifest-path", "write <manifestPath>.",
            "--profile", "write <profile>.",
            "--release", "remove it; <profile> is release unless you set it.",
            "-r", "remove it; <profile> is release unless you set it.");

    private final AbstractRustCrossMojo mojo;
    private final HostPlatform host;
    private final Survey survey;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Creates the reader of a goal's parameters.
     *
     * @param mojo the goal
     * @param host the machine
     * @param survey has the compiler, which is asked for a triple that is not on the plugin's list
     */
    RequestReader(AbstractRustCrossMojo mojo, HostPlatform host, Survey survey) {
        this.mojo = mojo;
        this.host = host;
        this.survey = survey;
    }

    /**
     * Returns the request.
     *
     * @throws InvalidConfigurationException with every problem found
     */
    PackageRequest read() {
        problems.addAll(UnknownElements.find(mojo.mojoExecution));
        mojo.checkOwn(problems);
        checkManifest();
        var lists = new CommandLineLists(mojo.session);
        ClassifierStyle style = ClassifierStyle.parse(mojo.classifierStyle).orElseGet(() -> {
            problems.add(TargetReader.unknownValue(
                    "<classifierStyle>", "unknown style", mojo.classifierStyle, List.of("go", "os-maven", "triple")));
            return ClassifierStyle.GO;
        });
        List<ArchiveFormat> formats =
                TargetReader.formats("<formats>", lists.resolve("formats", mojo.formats), problems);
        Engine engine = TargetReader.engine("<engine>", mojo.engine, problems);
        List<TargetRequest> declared = new TargetReader(
                        new CompilerTriples(survey),
                        mojo.baseDirectory(),
                        style,
                        engine,
                        mojo.commonFeatures(lists),
                        formats,
                        TargetReader.skips("<ifUnavailable>", mojo.ifUnavailable, problems),
                        problems)
                .read(elements(lists));
        List<String> only = lists.resolve("onlyTargets", mojo.onlyTargets);
        List<TargetRequest> targets = TargetSelection.select(declared, only, style, host, problems);
        checkFlags(targets);
        checkWrapper(targets);
        LipoMode lipo = lipo(declared);
        checkBills(targets);
        var build = new BuildRequest(
                mojo.manifest(),
                targets,
                lists.resolve("packages", mojo.packages),
                lists.resolve("binaries", mojo.binaries),
                mojo.profile,
                mojo.sizeProfile,
                mojo.variables(),
                cargo(),
                mojo.autoInstall,
                mojo.acceptMicrosoftLicense,
                mojo.buildStd,
                mojo.remapPaths,
                lipo,
                shards(),
                absolute(mojo.outputDirectory));
        var request = new PackageRequest(
                build,
                archives(only.isEmpty()),
                style.universalMacOs(),
                universalFormats(targets, formats),
                versions(),
                project(),
                only.isEmpty(),
                mojo.sbom);
        if (!problems.isEmpty()) {
            problems.addAll(problemsOfCrate(request));
            throw new InvalidConfigurationException(problems);
        }
        return request;
    }

    /** What is wrong beside, as only the crate and the machine tell; where they cannot be asked, the next run says so. */
    private List<Problem> problemsOfCrate(PackageRequest request) {
        if (request.build().targets().isEmpty() || !mojo.manifestPath.isFile()) {
            return List.of();
        }
        var preparation =
                new Preparation(request.build(), survey, mojo.processes, host, new MavenBuildLog(mojo.getLog()));
        try {
            return preparation.problems(request, mojo.buildDirectory());
        } catch (RustCrossException unknown) {
            return List.of();
        }
    }

    /** Who types a list wants it everywhere: it replaces a target's own, too. */
    private List<TargetElement> elements(CommandLineLists lists) {
        List<String> given =
                Stream.of("formats", "features").filter(lists::isGiven).toList();
        List<TargetElement> elements = TargetElement.read(mojo.declaredTargets(survey), problems);
        return given.isEmpty()
                ? elements
                : elements.stream().map(element -> element.without(given)).toList();
    }

    private void checkManifest() {
        if (mojo.hasPom()
                && (!mojo.manifestPath.isFile() || !mojo.manifestPath.getName().equals("Cargo.toml"))) {
            problems.add(new Problem(
                    "<manifestPath>",
                    "no Cargo.toml there",
                    mojo.manifestPath.getPath(),
                    "run `cargo init` in that folder, or point <manifestPath> to the crate's Cargo.toml."));
        }
    }

    /**
     * Cargo takes flags from one source alone: {@code CARGO_ENCODED_RUSTFLAGS}, {@code RUSTFLAGS}, its configuration of the target, where
     * ours are, or {@code CARGO_BUILD_RUSTFLAGS}, in this order.
     */
    private void checkFlags(List<TargetRequest> targets) {
        for (String variable : FLAG_VARIABLES) {
            boolean inherited = host.environment().containsKey(variable);
            boolean common = mojo.environment != null && mojo.environment.containsKey(variable);
            boolean anyTarget = false;
            for (TargetRequest target : targets) {
                boolean set = inherited || common || target.environment().containsKey(variable);
                anyTarget |= set;
                if (!target.rustflags().isEmpty() && set) {
                    String flags = String.join(" ", target.rustflags());
                    problems.add(droppedFlags(target.where() + "<rustflags>", flags, "they", variable, inherited));
                }
            }
            if (mojo.remapPaths && anyTarget) {
                problems.add(droppedFlags("<remapPaths>", "true", "its flags", variable, inherited));
            }
        }
    }

    private static Problem droppedFlags(String where, String value, String flags, String variable, boolean inherited) {
        boolean oursWin = variable.equals(BUILD_FLAGS);
        String place = inherited ? " in the environment" : " in <environment>";
        return new Problem(
                where,
                oursWin
                        ? "while " + flags + " are set, cargo ignores the variable " + variable + ", set" + place
                        : "cargo ignores " + (flags.equals("they") ? "them" : flags) + " while the variable " + variable
                                + " is set" + place,
                value,
                (inherited ? "unset " : "remove ") + variable + ", and put what it holds into <rustflags>"
                        + (oursWin ? "." : " or .cargo/config.toml."));
    }

    private @Nullable CompilerCache compilerCache() {
        if (mojo.compilerCache == null || mojo.compilerCache.equals("sccache")) {
            return mojo.compilerCache == null ? null : CompilerCache.SCCACHE;
        }
        problems.add(TargetReader.unknownValue(
                "<compilerCache>", "unknown compiler cache", mojo.compilerCache, List.of("sccache")));
        return null;
    }

    /** Cargo runs one wrapper: another one than the cache's own would be lost, or the cache would. */
    private void checkWrapper(List<TargetRequest> targets) {
        if (mojo.compilerCache == null) {
            return;
        }
        Map<String, String> common = new HashMap<>(host.environment());
        common.putAll(mojo.variables());
        checkWrapper("<compilerCache>", common.get(CompilerCache.WRAPPER));
        for (TargetRequest target : targets) {
            checkWrapper(target.where() + "<environment>", target.environment().get(CompilerCache.WRAPPER));
        }
    }

    private void checkWrapper(String where, @Nullable String wrapper) {
        if (wrapper != null && !wrapper.isEmpty() && !CompilerCache.isSccache(wrapper)) {
            problems.add(new Problem(
                    where,
                    "the variable " + CompilerCache.WRAPPER + " names another compiler wrapper than sccache",
                    null,
                    "unset " + CompilerCache.WRAPPER + ", or remove <compilerCache>."));
        }
    }

    private CargoSettings cargo() {
        if (mojo.timeoutSeconds < 0) {
            problems.add(new Problem(
                    "<timeoutSeconds>",
                    "cannot be negative",
                    Integer.toString(mojo.timeoutSeconds),
                    "write the seconds a build may take, or 0 for no limit."));
        }
        List<String> extraArguments = mojo.extraCargoArgs == null ? List.of() : mojo.extraCargoArgs;
        checkOwned(extraArguments);
        return new CargoSettings(
                mojo.cargoExecutable,
                mojo.toolchain,
                extraArguments,
                mojo.locked,
                mojo.session.isOffline(),
                compilerCache(),
                Duration.ofSeconds(Math.max(0, mojo.timeoutSeconds)));
    }

    private void checkOwned(List<String> extraArguments) {
        for (String argument : extraArguments) {
            String option = argument.split("=", 2)[0];
            String instead = OWN_OPTIONS.get(option);
            if (instead != null) {
                problems.add(
                        new Problem("<extraCargoArgs>", "the plugin sets " + option + " itself", argument, instead));
            }
        }
    }

    /** A part of the declared targets may leave out a half: another part has it. */
    private LipoMode lipo(List<TargetRequest> declared) {
        try {
            LipoMode mode = LipoMode.valueOf(mojo.lipo.toUpperCase(Locale.ROOT));
            List<TargetTriple> undeclared = MacFusion.missingHalves(declared);
            if (!mode.required()) {
                boolean noMac = undeclared.size() == MacFusion.HALVES.size();
                return noMac ? LipoMode.FALSE : mode;
            }
            if (!undeclared.isEmpty() && !declared.isEmpty()) {
                String missing = undeclared.stream().map(TargetTriple::name).collect(Collectors.joining(" and no "));
                missingHalf("there is no " + missing, "declare it");
            }
            return mode;
        } catch (IllegalArgumentException e) {
            problems.add(TargetReader.unknownValue(
                    "<lipo>", "unknown value", mojo.lipo, List.of("auto", "true", "only", "false")));
            return LipoMode.AUTO;
        }
    }

    private void missingHalf(String what, String fix) {
        problems.add(new Problem(
                "<lipo>",
                "a universal binary needs both macOS targets, and " + what,
                mojo.lipo,
                fix + ", or write <lipo>auto</lipo>."));
    }

    private ArchiveSettings archives(boolean complete) {
        ArchiveName name =
                ArchiveName.parse(mojo.archiveName, mojo.project.getArtifactId(), mojo.project.getVersion(), problems);
        if (!ArchiveEntry.isSafe(name.pattern()) || name.pattern().contains("/")) {
            problems.add(new Problem(
                    "<archiveName>",
                    "not the start of a file name",
                    mojo.archiveName,
                    "write a name without a folder."));
        }
        if (mojo.archiveRoot != null && !mojo.archiveRoot.equals(".") && !ArchiveEntry.isSafe(mojo.archiveRoot)) {
            problems.add(new Problem(
                    "<archiveRoot>",
                    "not a folder inside an archive",
                    mojo.archiveRoot,
                    "write a relative path with forward slashes and without .., or a single dot for none."));
        }
        List<Path> extraFiles = mojo.extraFiles == null
                ? List.of()
                : mojo.extraFiles.stream().map(RequestReader::absolute).toList();
        return new ArchiveSettings(
                name,
                mojo.archiveRoot,
                extraFiles,
                OutputTimestamp.resolve(mojo.outputTimestamp, host.variable("SOURCE_DATE_EPOCH"), problems),
                mojo.attach == null ? complete : mojo.attach,
                mojo.attachChecksums);
    }

    /** Only cargo tells what a binary is made of, and only of those that it builds. */
    private void checkBills(List<TargetRequest> targets) {
        if (mojo.sbom && mojo.shardsDirectory == null) {
            targets.stream()
                    .filter(target -> target.prebuilt() != null)
                    .forEach(target -> problems.add(new Problem(
                            target.where() + "<prebuilt>",
                            "nobody tells what prebuilt binaries are made of, and <sbom> asks for it",
                            String.valueOf(target.prebuilt()),
                            "write <sbom>false</sbom>, or remove <prebuilt> to compile them.")));
        }
    }

    private @Nullable Path shards() {
        File folder = mojo.shardsDirectory;
        if (folder != null && !folder.isDirectory()) {
            problems.add(
                    new Problem(
                            "<shardsDirectory>",
                            "no such folder",
                            folder.getPath(),
                            "name the folder that holds each shard's target/rust-cross/dist, or remove it to build all targets here."));
        }
        return folder == null ? null : absolute(folder);
    }

    private Project project() {
        MavenProject project = mojo.project;
        return new Project(
                project.getGroupId(),
                project.getArtifactId(),
                project.getVersion(),
                project.getPackaging().equals(Project.PACKAGING),
                mojo.mojoExecution.getVersion());
    }

    private VersionAgreement versions() {
        VersionPolicy policy = VersionPolicy.parse(mojo.versionPolicy).orElseGet(() -> {
            problems.add(TargetReader.unknownValue(
                    "<versionPolicy>", "unknown policy", mojo.versionPolicy, VersionPolicy.names()));
            return VersionPolicy.WARN;
        });
        return new VersionAgreement(mojo.project.getVersion(), policy);
    }

    /** The universal binary is packed as both Macs are; where they differ, as all are. */
    private static List<ArchiveFormat> universalFormats(List<TargetRequest> targets, List<ArchiveFormat> common) {
        List<List<ArchiveFormat>> ofMacs = targets.stream()
                .filter(target -> target.triple().isMacOs())
                .map(TargetRequest::formats)
                .distinct()
                .toList();
        if (ofMacs.size() == 1) {
            return ofMacs.get(0);
        }
        return common.isEmpty() ? List.of(ArchiveFormat.TAR_GZ) : common;
    }

    private static Path absolute(File file) {
        return file.toPath().toAbsolutePath().normalize();
    }
}
