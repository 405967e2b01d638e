package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CompilerArtifact;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildTool;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.CrateProduct.Kind;
import dev.rustcross.plan.FeatureSelection;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.RecordingLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompilationReportTest {

    private static final Path TARGET = Path.of("/crate/target");
    private static final TargetTriple MUSL = new TargetTriple("x86_64-unknown-linux-musl");
    private static final TargetTriple MAC = new TargetTriple("aarch64-apple-darwin");
    private static final CrateProduct APP = new CrateProduct("cli#1", "cli", "1.0.0", Kind.BINARY, "app", false);
    private static final CrateProduct TOOL = new CrateProduct("cli#1", "cli", "1.0.0", Kind.BINARY, "tool", false);
    private static final CrateProduct EXTRA = new CrateProduct("cli#1", "cli", "1.0.0", Kind.BINARY, "extra", true);

    private final RecordingLog log = new RecordingLog();
    private final AtomicLong clock = new AtomicLong();
    private final CompilationReport report = report(null);

    private CompilationReport report(@Nullable Path ownTargetDirectory) {
        return report(ownTargetDirectory, APP, TOOL, EXTRA);
    }

    private CompilationReport report(@Nullable Path ownTargetDirectory, CrateProduct... products) {
        var call = new CargoCall(
                BuildTool.CARGO,
                List.of(MUSL.name(), MAC.name()),
                FeatureSelection.DEFAULT,
                false,
                Path.of("/cargo-config.toml"),
                ownTargetDirectory,
                Map.of(),
                List.of());
        var plan = new BuildPlan(
                "digest",
                Path.of("/crate"),
                TARGET,
                false,
                List.of(),
                List.of(products),
                List.of(planned(MUSL), planned(MAC)),
                List.of(),
                List.of(call));
        return new CompilationReport(plan, call, log, new ProgressLog(log, clock::get));
    }

    private static PlannedTarget planned(TargetTriple triple) {
        return new PlannedTarget(
                triple.name(),
                triple,
                triple.name(),
                new LinkerDecision(LinkerDecision.Kind.NATIVE, null, "test"),
                false);
    }

    private static CompilerArtifact built(CrateProduct binary, Path file, boolean fresh) {
        return new CompilerArtifact(
                binary.packageId(), binary.name(), List.of("bin"), List.of(file), file, fresh, false);
    }

    private void build(TargetTriple triple, CrateProduct binary, boolean fresh) {
        report.artifact(built(binary, file(triple, binary), fresh));
    }

    private static Path file(TargetTriple triple, CrateProduct binary) {
        return TARGET.resolve(triple.name()).resolve("release").resolve(binary.name());
    }

    private void pass(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void tellsWhichTargetIsBuiltAndWhen() {
        pass(2);
        build(MAC, TOOL, false);
        assertThat(report.unfinished()).containsExactly(MUSL, MAC);
        build(MAC, APP, false);
        assertThat(report.unfinished()).containsExactly(MUSL);
        pass(3);
        build(MUSL, APP, false);
        build(MUSL, TOOL, false);
        pass(3);
        build(MUSL, EXTRA, false);

        assertThat(report.unfinished()).isEmpty();
        assertThat(report.products(MUSL))
                .isEqualTo(Map.of(
                        APP, List.of(file(MUSL, APP)),
                        TOOL, List.of(file(MUSL, TOOL)),
                        EXTRA, List.of(file(MUSL, EXTRA))));
        assertThat(report.products(MAC))
                .isEqualTo(Map.of(APP, List.of(file(MAC, APP)), TOOL, List.of(file(MAC, TOOL))));
        assertThat(report.summary())
                .containsExactly(
                        "  target                     built after",
                        "  aarch64-apple-darwin       2.0 s",
                        "  x86_64-unknown-linux-musl  5.0 s");
        assertThat(log.lines())
                .containsExactly(
                        "info:   aarch64-apple-darwin is built, after 2.0 s",
                        "info:   x86_64-unknown-linux-musl is built, after 5.0 s");
    }

    @Test
    void nothingToCompile() {
        build(MAC, TOOL, true);
        build(MAC, APP, true);
        build(MUSL, APP, true);
        build(MUSL, TOOL, true);

        assertThat(report.summary()).containsExactly("Nothing to compile: 2 targets are up to date.");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void missingBinariesAreThoseThatCargoMayNotLeaveOut() {
        build(MUSL, TOOL, false);

        assertThat(report.missing(MUSL)).containsExactly(APP);
        // Where Cargo left out everything, there would be nothing to pack.
        assertThat(report.missing(MAC)).containsExactly(APP, TOOL, EXTRA);
    }

    @Test
    void binariesThatThePlanDoesNotKnowAreTold() {
        build(MUSL, new CrateProduct("cli#1", "cli", "1.0.0", Kind.BINARY, "added", false), false);

        assertThat(report.unplanned()).containsExactly("added");
    }

    @Test
    void otherUnitsAreNoBinaries() {
        Path file = file(MUSL, APP);
        report.artifact(new CompilerArtifact("dep#1", "dep", List.of("lib"), List.of(file), null, false, false));
        report.artifact(new CompilerArtifact("cli#1", "app", List.of("test"), List.of(file), file, false, false));
        report.artifact(new CompilerArtifact("other#1", "app", List.of("bin"), List.of(file), file, false, false));
        report.artifact(built(APP, TARGET.resolve("release/app"), false));
        report.artifact(built(APP, Path.of("/elsewhere").resolve(MUSL.name()).resolve("app"), false));

        assertThat(report.products(MUSL)).isEmpty();
        assertThat(report.products(MAC)).isEmpty();
    }

    @Test
    void aLibraryWithItsImportLibrary() {
        var library = new CrateProduct("cli#1", "cli", "1.0.0", Kind.LIBRARY, "app", false);
        CompilationReport both = report(null, APP, library);
        Path folder = TARGET.resolve(MUSL.name()).resolve("release");
        List<Path> files = List.of(folder.resolve("app.dll"), folder.resolve("libapp.dll.a"));

        both.artifact(built(APP, file(MUSL, APP), false));
        assertThat(both.missing(MUSL)).containsExactly(library);
        both.artifact(new CompilerArtifact(
                "cli#1", "app", List.of("cdylib", "rlib"), List.of(folder.resolve("libapp.rlib")), null, false, false));
        assertThat(both.missing(MUSL)).as("left out by cargo").containsExactly(library);
        both.artifact(new CompilerArtifact(
                "cli#1",
                "app",
                List.of("cdylib", "rlib"),
                List.of(files.get(0), files.get(1), folder.resolve("libapp.rlib")),
                null,
                false,
                false));

        assertThat(both.products(MUSL)).isEqualTo(Map.of(APP, List.of(file(MUSL, APP)), library, files));
        assertThat(both.unplanned()).isEmpty();
    }

    @Test
    void librariesThatTheCrateUsesAreNotItsOwn() {
        Path file = TARGET.resolve(MUSL.name()).resolve("release").resolve("libdep.so");

        report.artifact(new CompilerArtifact("dep#1", "dep", List.of("cdylib"), List.of(file), null, false, false));

        assertThat(report.products(MUSL)).isEmpty();
        assertThat(report.unplanned()).isEmpty();
    }

    @Test
    void aCallWithItsOwnBuildDirectory() {
        Path own = Path.of("/own");
        Path file = own.resolve(MUSL.name()).resolve("release/app");
        CompilationReport apart = report(own);

        apart.artifact(built(APP, file, false));

        assertThat(apart.products(MUSL)).isEqualTo(Map.of(APP, List.of(file)));
    }
}
