package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.file.FileState;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.LipoMode;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.Project;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.RecordingLog;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.ToolchainSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShardsTest {

    private static final String LINUX = "x86_64-unknown-linux-musl";
    private static final String X86_MAC = "x86_64-apple-darwin";
    private static final String ARM_MAC = "aarch64-apple-darwin";

    @TempDir
    private Path folder;

    private Path shards;
    private Path release;
    private final RecordingLog log = new RecordingLog();

    @BeforeEach
    void createFolders() throws IOException {
        shards = Files.createDirectories(folder.resolve("shards"));
        release = Files.createDirectories(folder.resolve("release"));
    }

    private Packaging packaging(Path crate) {
        var selection = new ToolchainSelection(crate, "cargo", null, new BuildEnvironment(Map.of(), Map.of()));
        return new Packaging(new Survey(selection, new SystemProcessRunner(), log), log);
    }

    /** Packs a part on a machine of its own, which leaves it below the shards' folder. */
    private void shard(String name, LipoMode lipo, String... triples) throws IOException {
        Path machine = Files.createDirectories(folder.resolve(name));
        BuildRequest request = ABuild.in(machine, targets(triples))
                .outputDirectory(shards.resolve(name))
                .lipo(lipo)
                .build();
        var crate = new BuiltCrate(machine);
        for (String triple : triples) {
            crate.binary(triple, "cli", "app");
        }
        crate.record(request);
        new Fusion(log).run(request);
        packaging(machine).run(packages(request), Set.of(), null);
    }

    private static ATarget[] targets(String... triples) {
        return Arrays.stream(triples).map(ATarget::of).toArray(ATarget[]::new);
    }

    private static PackageRequest packages(BuildRequest request) {
        return ABuild.packed(request, "app-1.0");
    }

    private static PackageRequest packages(BuildRequest request, boolean manifestIsMain) {
        PackageRequest packages = packages(request);
        return new PackageRequest(
                packages.build(),
                packages.archives(),
                packages.universalClassifier(),
                packages.universalFormats(),
                packages.versions(),
                new Project("org.example", "app", "1.0", manifestIsMain, "0.1.0"),
                true,
                false);
    }

    private BuildRequest fanIn(ATarget... targets) {
        return ABuild.in(release, targets).shards(shards).build();
    }

    private List<ProducedArtifact> ship(BuildRequest request) {
        PackageRequest packages = packages(request);
        new Shards(log).run(packages);
        new Fusion(log).run(request);
        return packaging(release).run(packages, Set.of(), null);
    }

    private List<Problem> problems(BuildRequest request) {
        var failure = catchThrowableOfType(InvalidConfigurationException.class, () -> ship(request));
        assertThat(release.resolve("target/rust-cross/dist")).doesNotExist();
        return failure.problems();
    }

    private Path dist(String shard) {
        return shards.resolve(shard).resolve("dist");
    }

    @Test
    void archivesAreShippedAsTheyCame() throws IOException {
        shard("linux", LipoMode.FALSE, LINUX);
        shard("intel", LipoMode.AUTO, X86_MAC);
        shard("arm", LipoMode.AUTO, ARM_MAC);

        List<ProducedArtifact> shipped = ship(fanIn(targets(LINUX, X86_MAC, ARM_MAC)));

        assertThat(shipped)
                .extracting(ProducedArtifact::classifier, ProducedArtifact::type)
                .contains(
                        tuple("linux-amd64", "tar.gz"),
                        tuple("darwin-amd64", "tar.gz"),
                        tuple("darwin-arm64", "tar.gz"),
                        tuple("darwin-universal", "tar.gz"),
                        tuple("dist-manifest", "json"));
        assertThat(release.resolve("target/rust-cross/dist/app-1.0-linux-amd64.tar.gz"))
                .hasSameBinaryContentAs(dist("linux").resolve("app-1.0-linux-amd64.tar.gz"));
        assertThat(release.resolve("target/rust-cross/bin/" + ARM_MAC + "/app"))
                .hasBinaryContent(BuiltCrate.content(ARM_MAC, "cli:app"));
    }

    @ParameterizedTest
    @EnumSource(
            value = LipoMode.class,
            names = {"TRUE", "ONLY"})
    void whatOneMachineFusedIsNotFusedAgain(LipoMode mode) throws IOException {
        shard("macs", mode, X86_MAC, ARM_MAC);
        BuildRequest request = ABuild.in(release, targets(X86_MAC, ARM_MAC))
                .lipo(mode)
                .shards(shards)
                .build();

        List<ProducedArtifact> shipped = ship(request);

        assertThat(log.lines("info")).contains("A shard fused the macOS builds.");
        assertThat(shipped).extracting(ProducedArtifact::classifier).contains("darwin-universal");
        assertThat(release.resolve("target/rust-cross/dist/app-1.0-darwin-universal.tar.gz"))
                .hasSameBinaryContentAs(dist("macs").resolve("app-1.0-darwin-universal.tar.gz"));
        assertThat(release.resolve("target/rust-cross/dist/app-1.0-darwin-arm64.tar.gz")
                        .toFile()
                        .exists())
                .isEqualTo(mode == LipoMode.TRUE);
    }

    @Test
    void nothingIsUnpackedOrCopiedAgainWhileNothingChanges() throws IOException {
        shard("linux", LipoMode.FALSE, LINUX);
        BuildRequest request = fanIn(targets(LINUX));
        ship(request);
        Path binary = release.resolve("target/rust-cross/bin/" + LINUX + "/app");
        FileState before = FileState.of(binary);

        ship(request);

        assertThat(FileState.of(binary)).isEqualTo(before);
        assertThat(log.lines("info")).contains("Nothing to pack: 1 archives are up to date.");

        Files.writeString(binary, "touched");
        ship(request);
        assertThat(binary).hasBinaryContent(BuiltCrate.content(LINUX, "cli:app"));
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        shard("linux", LipoMode.FALSE, LINUX);

        assertThat(problems(fanIn(ATarget.of(LINUX), ATarget.of(ARM_MAC).formats(ArchiveFormat.ZIP))))
                .containsExactly(new Problem(
                        "<targets><target>[1]",
                        "no shard brought darwin-arm64 zip",
                        ARM_MAC,
                        "build it with -Drust-cross.onlyTargets=darwin-arm64 and put its target/rust-cross/dist below "
                                + shards + ", or let <ifUnavailable>skip</ifUnavailable> leave it out."));
    }

    @Test
    void aMissingShardMayBeLeftOut() throws IOException {
        shard("linux", LipoMode.FALSE, LINUX);

        List<ProducedArtifact> shipped =
                ship(fanIn(ATarget.of(LINUX), ATarget.of(ARM_MAC).skippable()));

        assertThat(shipped).extracting(ProducedArtifact::classifier).containsOnly("linux-amd64", "dist-manifest");
        assertThat(log.lines("warn"))
                .containsExactly(
                        "Skipped, as <ifUnavailable> says: " + ARM_MAC + ": no shard brought darwin-arm64 tar.gz.");
        assertThat(release.resolve("target/rust-cross/dist/dist-manifest.json"))
                .content()
                .contains("\"complete\": false");
    }

    @Test
    void whatIsThereOfATargetThatIsLeftOutIsNotCalledUnwanted() throws IOException {
        shard("arm", LipoMode.FALSE, ARM_MAC);

        assertThat(ship(fanIn(ATarget.of(ARM_MAC)
                        .formats(ArchiveFormat.TAR_GZ, ArchiveFormat.ZIP)
                        .skippable())))
                .extracting(ProducedArtifact::classifier)
                .containsExactly("dist-manifest");
        assertThat(log.lines("warn"))
                .containsExactly(
                        "Skipped, as <ifUnavailable> says: " + ARM_MAC + ": no shard brought darwin-arm64 zip.");
    }

    @Test
    void foldersBehindLinks() throws IOException {
        shard("linux", LipoMode.FALSE, LINUX);
        Path elsewhere = Files.move(shards.resolve("linux"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(shards.resolve("linux"), elsewhere);

        assertThat(ship(fanIn(targets(LINUX)))).hasSize(3);

        Path link = Files.createSymbolicLink(folder.resolve("link"), shards);
        assertThat(ship(ABuild.in(release, targets(LINUX)).shards(link).build()))
                .hasSize(3);
    }

    @Test
    void aLoopOfLinksIsTold() throws IOException {
        Files.createSymbolicLink(shards.resolve("loop"), shards);

        assertThatThrownBy(() -> ship(fanIn(targets(LINUX))))
                .isInstanceOf(BuildIoException.class)
                .hasMessageContaining("cannot search " + shards);
    }

    /** Where a workflow fetches them to. */
    @Test
    void belowTheOwnOutput() throws IOException {
        shards = Files.createDirectories(release.resolve("target/rust-cross/shards"));
        shard("linux", LipoMode.FALSE, LINUX);

        assertThat(ship(fanIn(targets(LINUX)))).hasSize(3);
        assertThat(ship(fanIn(targets(LINUX)))).hasSize(3);
    }

    /** It would otherwise pass for a shard that is not there, and be left out. */
    @ParameterizedTest
    @CsvSource({"app-1.0-dist-manifest-part.json, false", "app-1.0-dist-manifest.json, false", "app-1.0.json, true"})
    void aHalfManifestInARepository(String name, boolean main) throws IOException {
        shard("linux", LipoMode.FALSE, LINUX);
        Path repository = Files.createDirectories(shards.resolve("org/example/app/1.0"));
        Path manifest = repository.resolve(name);
        Files.writeString(manifest, "{");
        Files.writeString(repository.resolve("app-1.0-linux-amd64-cyclonedx.json"), "{}");
        PackageRequest packages = packages(fanIn(ATarget.of(LINUX).skippable()), main);

        assertThatThrownBy(() -> new Shards(log).run(packages))
                .hasMessageContaining("1 problem in")
                .hasMessageContaining("not a manifest that this version of the plugin reads")
                .hasMessageContaining("value: " + manifest);
    }

    @Test
    void whatAnArchiveHoldsIsAsTheManifestSays() throws IOException {
        shard("linux", LipoMode.FALSE, LINUX);
        Path manifest = dist("linux").resolve("dist-manifest.json");
        String whole = Files.readString(manifest);
        int second = whole.lastIndexOf("\"sha256\": \"") + "\"sha256\": \"".length();
        Files.writeString(manifest, whole.substring(0, second) + "0000" + whole.substring(second + 4));

        assertThatThrownBy(() -> ship(fanIn(targets(LINUX))))
                .isInstanceOf(BuildIoException.class)
                .hasMessageContaining("app-1.0-linux-amd64/app is not what the manifest says: its SHA-256 is not 0000");
    }

    @Test
    void whatIsDamagedGoneOrForeign() throws IOException {
        shard("linux", LipoMode.FALSE, LINUX);
        shard("intel", LipoMode.FALSE, X86_MAC);
        shard("arm", LipoMode.FALSE, ARM_MAC);
        Path damaged = dist("linux").resolve("app-1.0-linux-amd64.tar.gz");
        Files.write(damaged, new byte[(int) Files.size(damaged)]);
        Path gone = dist("intel").resolve("app-1.0-darwin-amd64.tar.gz");
        Files.delete(gone);
        Path foreign = dist("arm").resolve("dist-manifest.json");
        Files.writeString(foreign, Files.readString(foreign).replace("\"version\": \"1.0\"", "\"version\": \"0.9\""));

        assertThat(problems(fanIn(
                        ATarget.of(LINUX),
                        ATarget.of(X86_MAC),
                        ATarget.of(ARM_MAC).skippable())))
                .extracting(
                        Problem::where, problem -> problem.what().replaceAll("\\p{XDigit}{64}", "HASH"), Problem::value)
                .containsExactly(
                        tuple("<shardsDirectory>", "a shard of version 0.9, and not of 1.0", foreign.toString()),
                        tuple("<shardsDirectory>", "its manifest names it, but it is gone", gone.toString()),
                        tuple("<shardsDirectory>", "damaged: its SHA-256 is HASH, and not HASH", damaged.toString()));
    }

    @Test
    void whatIsHalfWrittenOrOfAnotherVersionOfThePlugin() throws IOException {
        shard("linux", LipoMode.FALSE, LINUX);
        Path manifest = dist("linux").resolve("dist-manifest.json");
        String whole = Files.readString(manifest);
        ATarget linux = ATarget.of(LINUX).skippable();

        Files.writeString(manifest, whole.substring(0, whole.length() / 2));
        assertThat(problems(fanIn(linux)))
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .startsWith("not a manifest that this version of the plugin reads: ");

        Files.writeString(manifest, whole.replace("\"schemaVersion\": 1", "\"schemaVersion\": 2"));
        assertThat(problems(fanIn(linux)))
                .containsExactly(new Problem(
                        "<shardsDirectory>",
                        "not a manifest that this version of the plugin reads: its schemaVersion is 2, and not 1",
                        manifest.toString(),
                        "build that shard again with the plugin's version of this build."));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"file\": \"app-1.0', '\"file\": \"../app-1.0', ../app-1.0-linux-amd64.tar.gz",
        "'\"path\": \"app-1.0-linux-amd64/app', '\"path\": \"app-1.0-linux-amd64/..', app-1.0-linux-amd64.tar.gz"
    })
    void namesThatLeaveTheirFolder(String text, String other, String file) throws IOException {
        shard("linux", LipoMode.FALSE, LINUX);
        Path manifest = dist("linux").resolve("dist-manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace(text, other));

        assertThat(problems(fanIn(ATarget.of(LINUX).skippable())))
                .containsExactly(new Problem(
                        "<shardsDirectory>",
                        "names a file outside its folder: " + file,
                        manifest.toString(),
                        "build that shard again: the plugin writes no such name."));
    }

    @Test
    void twoShardsOfOneTarget() throws IOException {
        shard("one", LipoMode.FALSE, LINUX);
        shard("same", LipoMode.FALSE, LINUX);
        assertThat(ship(fanIn(targets(LINUX)))).hasSize(3);

        Path other = dist("same").resolve("dist-manifest.json");
        Files.writeString(other, Files.readString(other).replaceAll("(\"sha256\": \")....", "$10000"));
        assertThatThrownBy(() -> ship(fanIn(targets(LINUX))))
                .hasMessageContaining("another tar.gz of linux-amd64 than that of "
                        + dist("one").resolve("app-1.0-linux-amd64.tar.gz"))
                .hasMessageContaining("keep one of the two shards.");
    }

    @Test
    void whatIsNotDeclaredHereIsLeftOut() throws IOException {
        shard("both", LipoMode.FALSE, LINUX, ARM_MAC);

        assertThat(ship(fanIn(targets(LINUX))))
                .extracting(ProducedArtifact::classifier)
                .containsOnly("linux-amd64", "dist-manifest");
        assertThat(log.lines("warn"))
                .containsExactly("Left out, since this POM asks for no such archive: app-1.0-darwin-arm64.tar.gz");
    }
}
