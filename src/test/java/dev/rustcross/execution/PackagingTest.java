package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.archive.Checksum;
import dev.rustcross.execution.ArchivesRecord.Packed;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.file.FileState;
import dev.rustcross.manifest.DistManifest;
import dev.rustcross.manifest.ManifestFile;
import dev.rustcross.plan.ArchiveName;
import dev.rustcross.plan.ArchiveSettings;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.LipoMode;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.VersionAgreement;
import dev.rustcross.plan.VersionPolicy;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.RecordingLog;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.ToolchainSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagingTest {

    private static final String LINUX = "x86_64-unknown-linux-musl";
    private static final String WINDOWS = "x86_64-pc-windows-gnu";
    private static final String X86_MAC = "x86_64-apple-darwin";
    private static final String ARM_MAC = "aarch64-apple-darwin";
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private final RecordingLog log = new RecordingLog();
    private final List<Path> extraFiles = new ArrayList<>();
    private Path dist;
    private BuiltCrate crate;
    private String name = "myapp-1.0";
    private boolean attach = true;
    private boolean attachChecksums = true;

    @BeforeEach
    void createCrate() throws Exception {
        dist = folder.resolve("target/rust-cross/dist");
        crate = new BuiltCrate(folder);
        Files.writeString(folder.resolve("LICENSE"), "free");
    }

    /** Returns a request for Linux and Windows, built. */
    private BuildRequest linuxAndWindows() throws IOException {
        BuildRequest request =
                ABuild.in(folder, ATarget.of(LINUX), ATarget.of(WINDOWS)).build();
        crate.binary(LINUX, "cli", "myapp").binary(WINDOWS, "cli", "myapp").record(request);
        return request;
    }

    private List<ProducedArtifact> pack(BuildRequest build) {
        return packaging().run(request(build), Set.of(), null);
    }

    @Test
    void theManifestOfAnotherExecutionIsMergedWithThisOnes() throws Exception {
        BuildRequest build = linuxAndWindows();
        pack(build);
        Path other = Files.writeString(
                folder.resolve("other.json"),
                Files.readString(dist.resolve("dist-manifest.json"))
                        .replace("linux-amd64", "linux-riscv64")
                        .replace("windows-amd64.zip", "windows-arm64.zip")
                        .replace("\"complete\": true", "\"complete\": false"));

        List<ProducedArtifact> artifacts = packaging().run(request(build), Set.of(), other);

        ProducedArtifact published = artifacts.get(artifacts.size() - 1);
        assertThat(published.replaced()).isEqualTo(other);
        DistManifest manifest = DistManifest.read(published.file());
        assertThat(manifest.complete()).isFalse();
        assertThat(manifest.archives())
                .extracting(ManifestFile::file)
                .containsExactly(
                        "myapp-1.0-linux-riscv64.tar.gz",
                        "myapp-1.0-windows-arm64.zip",
                        "myapp-1.0-linux-amd64.tar.gz",
                        "myapp-1.0-windows-amd64.zip");
        assertThat(DistManifest.read(dist.resolve("dist-manifest.json")).archives())
                .as("its own folder's")
                .hasSize(2);

        byte[] before = Files.readAllBytes(published.file());
        assertThat(packaging().run(request(build), Set.of(), published.file()))
                .last()
                .satisfies(again -> {
                    assertThat(again.file()).isEqualTo(published.file());
                    assertThat(again.file()).hasBinaryContent(before);
                });
    }

    private PackageRequest request(BuildRequest build) {
        return new PackageRequest(
                build,
                new ArchiveSettings(new ArchiveName(name), null, extraFiles, Instant.EPOCH, attach, attachChecksums),
                "darwin-universal",
                List.of(ArchiveFormat.TAR_GZ),
                new VersionAgreement("1.0", VersionPolicy.IGNORE),
                ABuild.PROJECT,
                true,
                false);
    }

    private Packaging packaging() {
        var selection = new ToolchainSelection(folder, "cargo", null, new BuildEnvironment(System.getenv(), Map.of()));
        return new Packaging(new Survey(selection, new SystemProcessRunner(), log), log);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(dist)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> entries(String archive) throws IOException {
        var entries = new ArrayList<String>();
        try (var tar =
                new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(dist.resolve(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry.getName());
            }
        }
        return entries;
    }

    @Test
    void archivesWithTheirChecksumsAreAttached() throws Exception {
        Path page = Files.writeString(folder.resolve("myapp.1"), "page");
        extraFiles.add(page);

        List<ProducedArtifact> artifacts = pack(linuxAndWindows());

        assertThat(files())
                .containsExactly(
                        "SHA256SUMS",
                        "dist-manifest.json",
                        "myapp-1.0-linux-amd64.tar.gz",
                        "myapp-1.0-linux-amd64.tar.gz.sha256",
                        "myapp-1.0-windows-amd64.zip",
                        "myapp-1.0-windows-amd64.zip.sha256");
        assertThat(artifacts)
                .extracting(
                        artifact -> artifact.file().getFileName().toString(),
                        ProducedArtifact::type,
                        ProducedArtifact::classifier)
                .containsExactly(
                        tuple("myapp-1.0-linux-amd64.tar.gz", "tar.gz", "linux-amd64"),
                        tuple("myapp-1.0-linux-amd64.tar.gz.sha256", "tar.gz.sha256", "linux-amd64"),
                        tuple("myapp-1.0-windows-amd64.zip", "zip", "windows-amd64"),
                        tuple("myapp-1.0-windows-amd64.zip.sha256", "zip.sha256", "windows-amd64"),
                        tuple("dist-manifest.json", "json", "dist-manifest"));
        assertThat(entries("myapp-1.0-linux-amd64.tar.gz"))
                .containsExactly(
                        "myapp-1.0-linux-amd64/",
                        "myapp-1.0-linux-amd64/LICENSE",
                        "myapp-1.0-linux-amd64/myapp",
                        "myapp-1.0-linux-amd64/myapp.1");
        String linux = Checksum.of(dist.resolve("myapp-1.0-linux-amd64.tar.gz")).hex();
        String windows =
                Checksum.of(dist.resolve("myapp-1.0-windows-amd64.zip")).hex();
        assertThat(dist.resolve("myapp-1.0-linux-amd64.tar.gz.sha256"))
                .hasContent(linux + "  myapp-1.0-linux-amd64.tar.gz\n");
        assertThat(dist.resolve("SHA256SUMS"))
                .hasContent(linux + "  myapp-1.0-linux-amd64.tar.gz\n" + windows + "  myapp-1.0-windows-amd64.zip\n");
        assertThat(log.lines("info"))
                .anyMatch(line -> line.startsWith("archive "))
                .anyMatch(line -> line.endsWith(linux));
    }

    @Test
    void whatIsToldNotToBeAttached() throws Exception {
        BuildRequest request = linuxAndWindows();
        attachChecksums = false;
        assertThat(pack(request)).extracting(ProducedArtifact::type).containsExactly("tar.gz", "zip", "json");

        attach = false;
        assertThat(pack(request)).isEmpty();
        assertThat(files()).hasSize(6);
    }

    @Test
    void nothingIsWrittenAgainWhileNothingChanges() throws Exception {
        BuildRequest request = linuxAndWindows();
        List<ProducedArtifact> first = pack(request);
        for (String file : files()) {
            if (!file.matches(".*(gz|zip|json)")) {
                Files.setLastModifiedTime(dist.resolve(file), LONG_AGO);
            }
        }
        FileState archive = FileState.of(dist.resolve("myapp-1.0-linux-amd64.tar.gz"));

        assertThat(pack(request)).isEqualTo(first);

        assertThat(archive.matches(dist.resolve("myapp-1.0-linux-amd64.tar.gz")))
                .isTrue();
        assertThat(Files.getLastModifiedTime(dist.resolve("SHA256SUMS"))).isEqualTo(LONG_AGO);
        assertThat(log.lines("info")).contains("Nothing to pack: 2 archives are up to date.");
    }

    @Test
    void onlyWhatChangedIsPackedAgain() throws Exception {
        BuildRequest request = linuxAndWindows();
        pack(request);
        FileState windows = FileState.of(dist.resolve("myapp-1.0-windows-amd64.zip"));
        Files.writeString(crate.file(LINUX, "myapp"), "changed");

        pack(request);

        assertThat(windows.matches(dist.resolve("myapp-1.0-windows-amd64.zip"))).isTrue();
        assertThat(dist.resolve("SHA256SUMS"))
                .content()
                .contains(Checksum.of(dist.resolve("myapp-1.0-linux-amd64.tar.gz"))
                        .line());
    }

    /** Returns the last rows of the table without the checksums. */
    private List<String> rows(int count) {
        List<String> lines = log.lines("info");
        return lines.subList(lines.size() - count, lines.size()).stream()
                .map(line -> line.replaceFirst(" +[0-9a-f]{64}$", "")
                        .replaceAll("  +", " | ")
                        .replaceAll("\\d+ B", "SIZE"))
                .toList();
    }

    @Test
    void theTableTellsSizesAndWhatChangedSinceTheLastRun() throws Exception {
        BuildRequest request = linuxAndWindows();
        pack(request);
        assertThat(rows(2))
                .containsExactly(
                        "myapp-1.0-linux-amd64.tar.gz | SIZE | SIZE", "myapp-1.0-windows-amd64.zip | SIZE | SIZE");

        pack(request);
        assertThat(rows(2))
                .as("of an unchanged run")
                .containsExactly(
                        "myapp-1.0-linux-amd64.tar.gz | SIZE | SIZE", "myapp-1.0-windows-amd64.zip | SIZE | SIZE");

        Path binary = crate.file(LINUX, "myapp");
        long before = Files.size(binary);
        long archive = Files.size(dist.resolve("myapp-1.0-linux-amd64.tar.gz"));
        var random = new byte[5000];
        new Random(1).nextBytes(random);
        Files.write(binary, random);
        name = "myapp-1.1";
        pack(request);
        long grown = Files.size(dist.resolve("myapp-1.1-linux-amd64.tar.gz")) - archive;
        assertThat(grown).isGreaterThan(1000);
        assertThat(rows(2))
                .as("of another version")
                .element(0)
                .asString()
                .matches("myapp-1.1-linux-amd64.tar.gz \\| 5 kB \\(\\+" + (5000 - before + 999) / 1000
                        + " kB\\) \\| \\d+ kB \\(\\+" + (grown + 999) / 1000 + " kB\\)");
    }

    @Test
    void aTouchedArchiveOrAMissingChecksumIsMadeAgain() throws Exception {
        BuildRequest request = linuxAndWindows();
        pack(request);
        Path archive = dist.resolve("myapp-1.0-linux-amd64.tar.gz");
        Files.writeString(archive, "broken");
        Files.delete(dist.resolve("myapp-1.0-windows-amd64.zip.sha256"));

        pack(request);

        assertThat(entries("myapp-1.0-linux-amd64.tar.gz")).hasSize(3);
        assertThat(files()).hasSize(6);
    }

    @Test
    void archivesOfAnEarlierVersionAreRemoved() throws Exception {
        BuildRequest request = linuxAndWindows();
        pack(request);
        Path foreign = Files.createFile(dist.resolve("users-own.txt"));
        name = "myapp-1.1";

        pack(request);

        assertThat(files())
                .containsExactly(
                        "SHA256SUMS",
                        "dist-manifest.json",
                        "myapp-1.1-linux-amd64.tar.gz",
                        "myapp-1.1-linux-amd64.tar.gz.sha256",
                        "myapp-1.1-windows-amd64.zip",
                        "myapp-1.1-windows-amd64.zip.sha256",
                        foreign.getFileName().toString());
    }

    @Test
    void aCopyOfTheProjectLeavesTheArchivesOfTheOriginal(@TempDir Path elsewhere) throws Exception {
        pack(linuxAndWindows());
        Path copied = elsewhere.resolve("target/rust-cross/archives.json");
        Files.createDirectories(copied.getParent());
        Files.copy(folder.resolve("target/rust-cross/archives.json"), copied);
        BuildRequest request = ABuild.in(elsewhere, ATarget.of(LINUX)).build();
        new BuiltCrate(elsewhere).binary(LINUX, "cli", "myapp").record(request);

        name = "myapp-1.1";
        packaging().removeOtherNames(request.outputDirectory(), new ArchiveName(name));
        name = "myapp-1.0";
        pack(request);

        assertThat(elsewhere.resolve("target/rust-cross/dist/myapp-1.0-linux-amd64.tar.gz"))
                .exists();
        assertThat(files()).contains("myapp-1.0-linux-amd64.tar.gz", "myapp-1.0-windows-amd64.zip");
    }

    @Test
    void anArchiveThatAnotherExecutionAttachedIsNotRemoved() throws Exception {
        BuildRequest request = linuxAndWindows();
        pack(request);
        Path attached = dist.resolve("myapp-1.0-linux-amd64.tar.gz");
        List<String> before = files();
        name = "myapp-1.1";

        assertThatThrownBy(() -> packaging().run(request(request), Set.of(attached), null))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <executions>: another execution of this build attached an archive that this one would remove
                             value: %s
                             fix:   give each execution an <outputDirectory> of its own.""".formatted(attached));

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void anotherPluginPacksAgain() throws Exception {
        BuildRequest request = linuxAndWindows();
        pack(request);
        var records = new Records(request.outputDirectory());
        ArchivesRecord ours = records.require(ArchivesRecord.KIND);
        assertThat(ours.archives())
                .allSatisfy(packed -> assertThat(packed.inputs()).contains(PluginJar.state()));
        List<Packed> anothers = ours.archives().stream()
                .map(packed -> new Packed(
                        packed.file(),
                        packed.inputs().replace(PluginJar.state(), "another"),
                        packed.state(),
                        packed.sha256()))
                .toList();
        records.write(ArchivesRecord.KIND, new ArchivesRecord(name, ours.manifest(), anothers, ours.sizes()));

        pack(request);

        assertThat(records.require(ArchivesRecord.KIND).archives())
                .extracting(Packed::inputs)
                .isEqualTo(ours.archives().stream().map(Packed::inputs).toList());
        assertThat(log.lines("info")).noneMatch(line -> line.startsWith("Nothing to pack"));
    }

    @Test
    void archivesOfAnotherNameCanBeRemovedBeforeABuild() throws Exception {
        BuildRequest request = linuxAndWindows();
        pack(request);
        Path foreign = Files.createFile(dist.resolve("users-own.txt"));

        packaging().removeOtherNames(request.outputDirectory(), new ArchiveName(name));
        assertThat(files()).hasSize(7);

        name = "myapp-1.1";
        packaging().removeOtherNames(request.outputDirectory(), new ArchiveName(name));
        assertThat(files()).containsExactly(foreign.getFileName().toString());

        assertThat(pack(request)).hasSize(5);
    }

    /** As after a change of versions of the plugin: the list of checksums tells what is ours. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void archivesWhoseRecordIsLostAreKnown(boolean beforeABuild) throws Exception {
        BuildRequest request = linuxAndWindows();
        pack(request);
        Files.createFile(dist.resolve("users-own.txt"));
        Files.writeString(folder.resolve("target/rust-cross/archives.json"), "{}");

        name = "myapp-1.1";
        if (beforeABuild) {
            packaging().removeOtherNames(request.outputDirectory(), new ArchiveName(name));
            assertThat(files()).containsExactly("users-own.txt");
        }
        pack(request);

        assertThat(files())
                .containsExactlyInAnyOrder(
                        "SHA256SUMS",
                        "dist-manifest.json",
                        "myapp-1.1-linux-amd64.tar.gz",
                        "myapp-1.1-linux-amd64.tar.gz.sha256",
                        "myapp-1.1-windows-amd64.zip",
                        "myapp-1.1-windows-amd64.zip.sha256",
                        "users-own.txt");
    }

    /** By a file that opens and fails when it is read, for which root has no right either. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFailureLeavesNeitherAHalfArchiveNorAStaleOne() throws Exception {
        BuildRequest request = ABuild.in(folder, ATarget.of(LINUX).formats(ArchiveFormat.BINARY), ATarget.of(WINDOWS))
                .build();
        crate.binary(LINUX, "cli", "myapp").binary(WINDOWS, "cli", "myapp").record(request);
        pack(request);
        name = "myapp-1.1";
        extraFiles.add(Path.of("/proc/self/mem"));

        assertThatThrownBy(() -> pack(request))
                .isInstanceOf(BuildIoException.class)
                .hasMessage("cannot write " + dist.resolve("myapp-1.1-windows-amd64.zip")
                        + ": cannot pack /proc/self/mem as myapp-1.1-windows-amd64/mem: Input/output error.\n  Run `mvn -e` for the details, and"
                        + " `mvn clean` where the build folder was changed meanwhile.");

        assertThat(files()).isSubsetOf("myapp-1.1-linux-amd64");
        extraFiles.clear();
        assertThat(pack(request)).hasSize(5);
        assertThat(files()).hasSize(6);
    }

    @Test
    void anExtraFileInTheWayOfABinary() throws Exception {
        BuildRequest request = linuxAndWindows();
        Path folderOfThatName = folder.resolve("etc/myapp");
        Files.createDirectories(folderOfThatName);
        Files.createFile(folderOfThatName.resolve("config"));
        extraFiles.add(folderOfThatName);

        assertThatThrownBy(() -> pack(request))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <extraFiles>: it takes the place of the binary myapp in the archive
                             value: %s
                             fix:   rename it.""".formatted(folderOfThatName.resolve("config")));
        assertThat(dist).doesNotExist();
    }

    @Test
    void anArchiveThatCannotBeReplaced() throws Exception {
        BuildRequest request = linuxAndWindows();
        Path obstacle = dist.resolve("myapp-1.0-windows-amd64.zip").resolve("x");
        Files.createDirectories(obstacle);

        assertThatThrownBy(() -> pack(request))
                .isInstanceOf(BuildIoException.class)
                .hasMessage("cannot pack into " + dist + ": a directory is in its place (" + obstacle.getParent()
                        + ").\n  Remove what is in the way, or choose another <outputDirectory>.");
    }

    @Test
    void theBareBinary() throws Exception {
        BuildRequest request = ABuild.in(
                        folder,
                        ATarget.of(LINUX).formats(ArchiveFormat.BINARY, ArchiveFormat.TAR_ZST),
                        ATarget.of(WINDOWS).formats(ArchiveFormat.BINARY))
                .build();
        crate.binary(LINUX, "cli", "myapp").binary(WINDOWS, "cli", "myapp").record(request);

        List<ProducedArtifact> artifacts = pack(request);

        assertThat(artifacts)
                .extracting(ProducedArtifact::type)
                .containsExactly("bin", "bin.sha256", "tar.zst", "tar.zst.sha256", "exe", "exe.sha256", "json");
        assertThat(dist.resolve("myapp-1.0-linux-amd64")).hasSameBinaryContentAs(crate.file(LINUX, "myapp"));
        assertThat(dist.resolve("myapp-1.0-linux-amd64.sha256")).exists();
        assertThat(dist.resolve("myapp-1.0-windows-amd64.exe")).hasSameBinaryContentAs(crate.file(WINDOWS, "myapp"));
    }

    private BuildRequest bothMacs(LipoMode lipo) throws IOException {
        BuildRequest request = ABuild.in(folder, ATarget.of(X86_MAC), ATarget.of(ARM_MAC))
                .lipo(lipo)
                .build();
        crate.binary(X86_MAC, "cli", "myapp").binary(ARM_MAC, "cli", "myapp").record(request);
        return request;
    }

    @Test
    void theUniversalBinaryIsPackedBesideTheThinOnes() throws Exception {
        BuildRequest request = bothMacs(LipoMode.AUTO);
        new Fusion(log).run(request);

        assertThat(pack(request))
                .extracting(ProducedArtifact::classifier)
                .containsOnly("darwin-amd64", "darwin-arm64", "darwin-universal", "dist-manifest");
        assertThat(entries("myapp-1.0-darwin-universal.tar.gz")).contains("myapp-1.0-darwin-universal/myapp");
    }

    @Test
    void orInsteadOfThem() throws Exception {
        BuildRequest request = bothMacs(LipoMode.ONLY);
        new Fusion(log).run(request);

        assertThat(pack(request))
                .extracting(ProducedArtifact::classifier)
                .containsOnly("darwin-universal", "dist-manifest");
    }

    @Test
    void noUniversalArchiveOfDocumentsAlone() throws Exception {
        BuildRequest request =
                ABuild.in(folder, ATarget.of(X86_MAC), ATarget.of(ARM_MAC)).build();
        crate.binary(X86_MAC, "cli", "x86-only")
                .binary(ARM_MAC, "cli", "arm-only")
                .record(request);
        new Fusion(log).run(request);

        assertThat(pack(request))
                .extracting(ProducedArtifact::classifier)
                .containsOnly("darwin-amd64", "darwin-arm64", "dist-manifest");
        assertThat(log.lines("warn"))
                .contains("no darwin-universal archive: no binary was built for both macOS targets");
    }

    private void assertLipoMustRun(BuildRequest request, String what) {
        assertThatThrownBy(() -> pack(request))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. %s: %s
                             fix:   run `mvn process-classes`, or `mvn rust-cross:lipo` first; executions that run side \
                        by side need an <outputDirectory> each.""".formatted(request.outputDirectory().resolve("universal.json"), what));
    }

    @Test
    void theUniversalBinaryMustHaveBeenMade() throws Exception {
        BuildRequest request = bothMacs(LipoMode.AUTO);
        assertLipoMustRun(request, "no record of the goal lipo there");

        BuildRequest other = bothMacs(LipoMode.TRUE);
        new Fusion(log).run(other);
        crate.record(request);
        assertLipoMustRun(request, "the goal lipo ran with another configuration");
    }

    @Test
    void theUniversalBinaryMustBeOfThisBuild() throws Exception {
        BuildRequest request = bothMacs(LipoMode.AUTO);
        new Fusion(log).run(request);
        Files.write(crate.file(ARM_MAC, "myapp"), BuiltCrate.content(ARM_MAC, "built again"));

        assertLipoMustRun(request, "the goal build ran after the goal lipo");
    }

    @Test
    void theUniversalBinaryMustBeThere() throws Exception {
        BuildRequest request = bothMacs(LipoMode.AUTO);
        new Fusion(log).run(request);
        Path fused = folder.resolve("target/rust-cross/bin/universal2-apple-darwin/myapp");
        Files.delete(fused);

        assertLipoMustRun(request, "it names " + fused + ", which is gone");
    }

    @Test
    void aDryRunSaysWhatItWouldWrite() {
        BuildRequest build = ABuild.in(folder, ATarget.of(WINDOWS), ATarget.of(X86_MAC), ATarget.of(ARM_MAC))
                .build();

        assertThat(packaging().describe(request(build), request(build).archives()))
                .containsExactly(
                        "Would write: myapp-1.0-windows-amd64.zip",
                        "Would write: myapp-1.0-darwin-amd64.tar.gz",
                        "Would write: myapp-1.0-darwin-arm64.tar.gz",
                        "Would write: myapp-1.0-darwin-universal.tar.gz");
        assertThat(dist).doesNotExist();
    }
}
