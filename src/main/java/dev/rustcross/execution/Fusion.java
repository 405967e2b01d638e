package dev.rustcross.execution;

import dev.rustcross.binary.BinaryFormatException;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.file.Directories;
import dev.rustcross.file.FileState;
import dev.rustcross.macho.UniversalBinaryWriter;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.LipoMode;
import dev.rustcross.plan.MacFusion;
import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The goal {@code lipo}: fuses the two macOS builds, binary by binary. */
public final class Fusion {

    /** The folder of the fused binaries, named as cargo-zigbuild and maturin name the target. */
    static final String FOLDER = "universal2-apple-darwin";

    private static final String X86_64 = MacFusion.HALVES.get(0).name();
    private static final String ARM64 = MacFusion.HALVES.get(1).name();

    private final BuildLog log;

    /** Creates the goal's work. */
    public Fusion(BuildLog log) {
        this.log = log;
    }

    /**
     * Fuses what the request says, and records it; what is fused already and unchanged is left alone.
     *
     * @throws ToolFailedException when a file is not what a universal binary can hold, and, where {@code lipo} asks for fusion, when a
     *     binary was built for one half alone
     */
    public void run(BuildRequest request) {
        var records = new Records(request.outputDirectory());
        if (request.lipo() == LipoMode.FALSE) {
            records.write(UniversalRecord.KIND, new UniversalRecord(request.digest(), PluginJar.state(), List.of()));
            return;
        }
        BinariesRecord built = BinariesRecord.of(request, records);
        List<UniversalBinary> brought = request.shards() == null
                ? List.of()
                : records.require(ShardsRecord.KIND).universal();
        if (!brought.isEmpty()) {
            log.info("A shard fused the macOS builds.");
            records.write(UniversalRecord.KIND, new UniversalRecord(request.digest(), PluginJar.state(), brought));
            return;
        }
        MacFusion fusion =
                MacFusion.decide(request.lipo(), built.available(request).targets());
        if (fusion.reason() != null) {
            log.info(fusion.reason());
        }
        String plugin = PluginJar.state();
        var universal = new ArrayList<UniversalBinary>();
        if (fusion.fuse()) {
            List<UniversalBinary> earlier = records.find(UniversalRecord.KIND)
                    .filter(record -> record.plugin().equals(plugin))
                    .map(UniversalRecord::binaries)
                    .orElse(List.of());
            reportMissingHalves(request.lipo(), built);
            for (BuiltBinary half : built.of(X86_64)) {
                counterpart(built, half, ARM64)
                        .ifPresent(other -> universal.add(fuse(request.outputDirectory(), half, other, earlier)));
            }
        }
        records.write(UniversalRecord.KIND, new UniversalRecord(request.digest(), plugin, universal));
    }

    /** Returns what {@link #run} would do. */
    public List<String> describe(BuildRequest request) {
        MacFusion fusion = MacFusion.decide(request.lipo(), request.targets());
        return fusion.fuse()
                ? List.of("Would fuse the binaries of "
                        + String.join(
                                " and ",
                                MacFusion.HALVES.stream()
                                        .map(TargetTriple::name)
                                        .toList()))
                : Optional.ofNullable(fusion.reason()).stream().toList();
    }

    /** Without the mode {@code auto} the user counts on every binary, and {@code only} packs it nowhere else. */
    private void reportMissingHalves(LipoMode mode, BinariesRecord built) {
        List<String> missing = Stream.concat(missing(built, X86_64, ARM64), missing(built, ARM64, X86_64))
                .toList();
        if (mode.required() && !missing.isEmpty()) {
            throw new ToolFailedException(
                    "<lipo>" + mode.value() + "</lipo>, but these binaries were built for one half alone:"
                            + missing.stream().map(half -> "\n    " + half).collect(Collectors.joining())
                            + "\n  Let both macOS targets build them (the same <features>, no cfg or required-features that leaves one out),"
                            + " name the others by <binaries>, or write <lipo>auto</lipo>.");
        }
        missing.forEach(half -> log.warn("no universal binary of " + half));
    }

    private static Stream<String> missing(BinariesRecord built, String target, String other) {
        return built.of(target).stream()
                .filter(half -> counterpart(built, half, other).isEmpty())
                .map(half -> half.name() + ": " + other + " has none");
    }

    /** The halves are paired by package and name, since the order in which cargo finishes them means nothing; a prebuilt one by its file. */
    private static Optional<BuiltBinary> counterpart(BinariesRecord built, BuiltBinary half, String target) {
        return built.find(target, half.packageName(), half.kind(), half.name()).or(() -> built.of(target).stream()
                .filter(other -> half.isPrebuilt() || other.isPrebuilt())
                .filter(other -> other.kind() == half.kind()
                        && other.file().getFileName().equals(half.file().getFileName()))
                .findFirst());
    }

    private UniversalBinary fuse(
            Path outputDirectory, BuiltBinary half, BuiltBinary other, List<UniversalBinary> earlier) {
        Path file = outputDirectory
                .resolve("bin")
                .resolve(FOLDER)
                .resolve(half.file().getFileName());
        try {
            List<FileState> halves = List.of(FileState.of(half.file()), FileState.of(other.file()));
            if (earlier.stream().noneMatch(before -> before.file().equals(file) && before.isFusionOf(halves))) {
                Directories.createParent(file);
                UniversalBinaryWriter.write(List.of(half.file(), other.file()), file);
                log.info("Fused " + half.name() + " for x86_64 and arm64: " + file);
            }
            BuiltBinary known = half.isPrebuilt() ? other : half;
            return new UniversalBinary(
                    known.packageName(), known.kind(), known.name(), file, FileState.of(file), halves);
        } catch (BinaryFormatException e) {
            throw new ToolFailedException("cannot fuse " + half.name() + ": " + e.getMessage());
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("write", file, e);
        }
    }
}
