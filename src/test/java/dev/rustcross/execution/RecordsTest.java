package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.file.FileState;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.BuildTool;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.FeatureSelection;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.LinkerDecision.Kind;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.plan.SkippedTarget;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {

    private static final TargetTriple MUSL = new TargetTriple("x86_64-unknown-linux-musl");

    @TempDir
    private Path folder;

    private Records records;
    private BuildRequest request;

    @BeforeEach
    void createRecords() {
        records = new Records(folder);
        request = ABuild.in(folder, ATarget.of(MUSL.name())).build();
    }

    private BuildPlan plan(String digest) {
        var call = new CargoCall(
                BuildTool.CARGO,
                List.of(MUSL.name()),
                new FeatureSelection(List.of("tls"), true, false),
                false,
                folder.resolve("cargo-config.toml"),
                folder.resolve("own"),
                Map.of("A", "<1>"),
                List.of(folder.resolve("zig")));
        return new BuildPlan(
                digest,
                folder,
                folder.resolve("target"),
                true,
                List.of("cli"),
                List.of(new CrateProduct("cli#1", "cli", "1.0.0", CrateProduct.Kind.BINARY, "app", true)),
                List.of(new PlannedTarget(
                        MUSL.name(), MUSL, "linux-amd64", new LinkerDecision(Kind.ZIG, null, "7: zig"), true)),
                List.of(new SkippedTarget("x86_64-pc-windows-msvc", "nothing here links it")),
                List.of(call));
    }

    private void assertMissing(String file, String what, String phase, String goal, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. %s: %s
                             fix:   run `mvn %s`, or `mvn rust-cross:%s` first; executions that run side by side need \
                        an <outputDirectory> each.""".formatted(folder.resolve(file), what, phase, goal));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Files.writeString(folder.resolve("cargo-config.toml"), "");
        var plan = PlanRecord.of(plan(request.digest()), "digest", List.of(), List.of());
        var binary = new BuiltBinary(
                MUSL.name(),
                "cli",
                CrateProduct.Kind.LIBRARY,
                "app",
                folder.resolve("app"),
                folder.resolve("source"),
                new FileState(1, 2),
                new FileState(1, 3));
        var binaries = new BinariesRecord("digest", "plugin", List.of("t"), List.of(binary));
        var universal = new UniversalRecord(
                "digest",
                "plugin",
                List.of(new UniversalBinary(
                        "cli",
                        CrateProduct.Kind.LIBRARY,
                        "app",
                        folder.resolve("app"),
                        new FileState(2, 3),
                        List.of(new FileState(3, 4)))));
        var archives = new ArchivesRecord(
                "app-1.0",
                "manifest",
                List.of(new ArchivesRecord.Packed(folder.resolve("a.zip"), "inputs", new FileState(5, 6), "abc")),
                Map.of("linux-amd64 zip", new ArchivesRecord.Sizes(7, 8)));

        records.write(PlanRecord.KIND, plan);
        records.write(BinariesRecord.KIND, binaries);
        records.write(UniversalRecord.KIND, universal);
        records.write(ArchivesRecord.KIND, archives);

        assertThat(records.find(PlanRecord.KIND)).contains(plan);
        assertThat(PlanRecord.of(request, records)).isEqualTo(plan.plan());
        assertThat(records.find(BinariesRecord.KIND)).contains(binaries);
        assertThat(records.find(UniversalRecord.KIND)).contains(universal);
        assertThat(records.find(ArchivesRecord.KIND)).contains(archives);
    }

    @Test
    void aMissingRecordNamesTheGoalToRun() {
        assertThat(records.find(PlanRecord.KIND)).isEmpty();
        assertMissing(
                "plan.json",
                "no record of the goal configure there",
                "generate-resources",
                "configure",
                () -> PlanRecord.of(request, records));
        assertMissing(
                "binaries.json",
                "no record of the goal build there",
                "compile",
                "build",
                () -> BinariesRecord.of(request, records));
    }

    @Test
    void cargosConfigurationMustBeAsThePlanHasIt() throws IOException {
        Files.writeString(folder.resolve("cargo-config.toml"), "");
        Path file = folder.resolve("config.toml");
        records.write(PlanRecord.KIND, PlanRecord.of(plan(request.digest()), "digest", List.of(file), List.of()));
        assertThat(PlanRecord.toBuild(request, records).requestDigest()).isEqualTo(request.digest());

        Files.writeString(file, "[target.x86_64-unknown-linux-musl]\nlinker = \"mine\"\n");

        assertMissing(
                "plan.json",
                file + " has changed since the goal configure ran",
                "generate-resources",
                "configure",
                () -> PlanRecord.toBuild(request, records));
        assertThat(PlanRecord.of(request, records).requestDigest()).isEqualTo(request.digest());
    }

    @Test
    void aRecordOfAnotherConfiguration() {
        records.write(PlanRecord.KIND, PlanRecord.of(plan("other"), "digest", List.of(), List.of()));
        records.write(BinariesRecord.KIND, new BinariesRecord("other", "plugin", List.of(), List.of()));

        assertMissing(
                "plan.json",
                "the goal configure ran with another configuration",
                "generate-resources",
                "configure",
                () -> PlanRecord.of(request, records));
        assertMissing(
                "binaries.json",
                "the goal build ran with another configuration",
                "compile",
                "build",
                () -> BinariesRecord.of(request, records));
    }

    @Test
    void aPlanIsCurrentUntilAFileChangesThatItDependsOn() throws Exception {
        Path jar = Files.writeString(folder.resolve("plugin.jar"), "1.0");
        Path absent = folder.resolve("config.toml");

        assertThat(PlanRecord.of(plan("digest"), "digest", List.of(absent), List.of(jar))
                        .filesAreCurrent())
                .isTrue();

        var record = PlanRecord.of(plan("digest"), "digest", List.of(), List.of(jar));
        Files.writeString(jar, "1.0.1");
        assertThat(record.filesAreCurrent()).isFalse();

        record = PlanRecord.of(plan("digest"), "digest", List.of(absent), List.of());
        Files.createFile(absent);
        assertThat(record.filesAreCurrent()).isFalse();
    }

    @Test
    void binariesThatAreGone() {
        Path gone = folder.resolve("app");
        var binary = new BuiltBinary(
                MUSL.name(),
                "cli",
                CrateProduct.Kind.BINARY,
                "app",
                gone,
                gone,
                new FileState(1, 2),
                new FileState(1, 2));
        records.write(
                BinariesRecord.KIND, new BinariesRecord(request.digest(), "plugin", List.of("t"), List.of(binary)));

        assertMissing(
                "binaries.json",
                "it names " + gone + ", which is gone",
                "compile",
                "build",
                () -> BinariesRecord.of(request, records));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"plan\": {}}", "{\"plan\": {\"binaries\": 1}}"})
    void whatAnotherVersionLeftIsNoRecord(String content) throws Exception {
        Files.writeString(folder.resolve("plan.json"), content);

        assertThat(records.find(PlanRecord.KIND)).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new Records(file)
                        .write(PlanRecord.KIND, PlanRecord.of(plan("digest"), "digest", List.of(), List.of())))
                .isInstanceOf(BuildIoException.class)
                .hasMessageStartingWith("cannot write " + file.resolve("plan.json") + ": ");
    }
}
