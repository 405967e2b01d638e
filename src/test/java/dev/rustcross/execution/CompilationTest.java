package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.file.LockFile;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.macho.MachOBuilder;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.BuildTool;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.FeatureSelection;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.RecordingLog;
import dev.rustcross.toolchain.BuildEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a script in cargo's place, which builds one file, once. */
@DisabledOnOs(OS.WINDOWS)
class CompilationTest {

    private static final TargetTriple MUSL = new TargetTriple("x86_64-unknown-linux-musl");

    private static final TargetTriple ARM_MAC = new TargetTriple("aarch64-apple-darwin");

    @TempDir
    private Path folder;

    private final RecordingLog log = new RecordingLog();
    private BuildRequest request;
    private Path shipped;

    @BeforeEach
    void createCrate() throws IOException {
        createCrate(MUSL);
    }

    private void createCrate(TargetTriple triple) throws IOException {
        Path cargo = folder.resolve("cargo");
        Files.writeString(cargo, """
                #!/bin/sh
                binary=%1$s/target/%2$s/release/app.wasm
                mkdir -p "${binary%%/*}"
                [ -e "$binary" ] || echo built > "$binary"
                [ ! -e released ] || echo "after the other build" > log
                echo '{"reason":"compiler-artifact","package_id":"app#1","target":{"kind":["bin"],"crate_types":["bin"],\
                "name":"app","src_path":"/app.rs"},"filenames":["'$binary'"],"executable":"'$binary'","fresh":true}'
                """.formatted(folder, triple).replace("\\\n", ""));
        assertThat(cargo.toFile().setExecutable(true)).isTrue();
        request = ABuild.in(folder, ATarget.of(triple.name()))
                .executable(cargo.toString())
                .build();
        shipped =
                request.outputDirectory().resolve("bin").resolve(triple.name()).resolve("app.wasm");
        Path configuration = request.outputDirectory().resolve("cargo-config.toml");
        Files.createDirectories(configuration.getParent());
        Files.writeString(configuration, "");
        var call = new CargoCall(
                BuildTool.CARGO,
                List.of(triple.name()),
                FeatureSelection.DEFAULT,
                false,
                configuration,
                null,
                Map.of(),
                List.of());
        var linker = new LinkerDecision(LinkerDecision.Kind.NATIVE, null, "test");
        var plan = new BuildPlan(
                request.digest(),
                folder,
                folder.resolve("target"),
                false,
                List.of(),
                List.of(new CrateProduct("app#1", "app", "1.0.0", CrateProduct.Kind.BINARY, "app", false)),
                List.of(new PlannedTarget(triple.name(), triple, "linux-amd64", linker, false)),
                List.of(),
                List.of(call));
        new Records(request.outputDirectory())
                .write(PlanRecord.KIND, PlanRecord.of(plan, "digest", List.of(), List.of()));
    }

    private void compile() {
        compile(false);
    }

    private void compile(boolean checked) {
        new Compilation(
                        new BuildEnvironment(Map.of(), Map.of()),
                        new SystemProcessRunner(),
                        new HostPlatform(OperatingSystem.LINUX, "x86_64", Map.of()),
                        log,
                        checked)
                .run(request);
    }

    @Test
    void anUnchangedBinaryIsNotCopiedAgain() throws IOException {
        compile();
        Object first = Files.getAttribute(shipped, "unix:ino");

        compile();

        assertThat(shipped).hasContent("built");
        assertThat(Files.getAttribute(shipped, "unix:ino")).isEqualTo(first);
    }

    @Test
    void anotherPluginCopiesAgain() throws IOException {
        compile();
        Object first = Files.getAttribute(shipped, "unix:ino");
        var records = new Records(request.outputDirectory());
        BinariesRecord ours = records.require(BinariesRecord.KIND);
        records.write(
                BinariesRecord.KIND,
                new BinariesRecord(ours.requestDigest(), "another", ours.targets(), ours.binaries()));

        compile();

        assertThat(Files.getAttribute(shipped, "unix:ino")).isNotEqualTo(first);
        assertThat(records.require(BinariesRecord.KIND).plugin()).isEqualTo(ours.plugin());
    }

    @Test
    void aCopyThatAnUnrecordedBuildLeftIsReplaced() throws IOException {
        compile();
        Files.writeString(shipped, "with other features, by a build that failed later");

        compile();

        assertThat(shipped).hasContent("built");
    }

    @Test
    void buildsOfOneWorkspaceGoOneAfterTheOther() throws Exception {
        Path lock = folder.resolve("target/.rust-cross.lock");
        var build = new Thread(this::compile);

        LockFile.holding(lock, () -> {
            build.start();
            while (build.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            return folder.resolve("released").toFile().mkdir();
        });
        build.join();

        assertThat(folder.resolve("log")).hasContent("after the other build");
    }

    private void compileForArm64Mac(byte[] linked, boolean checked) throws IOException {
        createCrate(ARM_MAC);
        Path output = folder.resolve("target/aarch64-apple-darwin/release/app.wasm");
        Files.createDirectories(output.getParent());
        Files.write(output, linked);
        compile(checked);
    }

    @Test
    void aProgramForArm64MacsThatItsLinkerDidNotSignIsTold() throws IOException {
        compileForArm64Mac(MachOBuilder.arm().build(), false);

        assertThat(log.lines("warn"))
                .containsExactly(
                        "app.wasm for aarch64-apple-darwin is not signed, and macOS ends an unsigned arm64 program at once. Let its"
                                + " linker sign it (<rustflags>-Clink-arg=-Wl,-adhoc_codesign</rustflags>), or sign what is shipped with"
                                + " codesign or rcodesign.");
    }

    @Test
    void oneThatIsSignedIsNot() throws IOException {
        compileForArm64Mac(
                MachOBuilder.arm().signed(MachOBuilder.Hashing.SHA256).build(), false);

        assertThat(log.lines("warn")).isEmpty();
    }

    @Test
    void whatTheGoalCheckTellsIsNotToldTwice() throws IOException {
        compileForArm64Mac(MachOBuilder.arm().build(), true);

        assertThat(log.lines("warn")).isEmpty();
    }
}
