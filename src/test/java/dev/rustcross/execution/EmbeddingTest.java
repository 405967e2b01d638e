package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.file.FileState;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.LipoMode;
import dev.rustcross.plan.ResourceLayout;
import dev.rustcross.plan.ResourceMode;
import dev.rustcross.plan.ResourceSettings;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.RecordingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingTest {

    private static final String X86_MAC = "x86_64-apple-darwin";
    private static final String ARM_MAC = "aarch64-apple-darwin";
    private static final String LINUX = "x86_64-unknown-linux-gnu";
    private static final String DEFAULT = "native/{classifier}/{file}";

    @TempDir
    private Path folder;

    private Path classes;
    private final RecordingLog log = new RecordingLog();

    @BeforeEach
    void createClasses() throws IOException {
        classes = Files.createDirectories(folder.resolve("target/classes"));
        Files.writeString(folder.resolve("LICENSE-MIT"), "MIT");
        Files.writeString(folder.resolve("README.md"), "text");
    }

    private BuildRequest macs(LipoMode lipo) throws IOException {
        BuildRequest request = ABuild.in(folder, ATarget.of(X86_MAC), ATarget.of(ARM_MAC))
                .lipo(lipo)
                .build();
        new BuiltCrate(folder)
                .library(X86_MAC, "greeting", "greeting")
                .binary(X86_MAC, "greeting", "tool")
                .library(ARM_MAC, "greeting", "greeting")
                .binary(ARM_MAC, "greeting", "tool")
                .record(request);
        return request;
    }

    private List<ProducedArtifact> embed(BuildRequest request, String layout, ResourceMode mode) {
        return new Embedding(log)
                .run(
                        ABuild.packed(request, "app-1.0"),
                        new ResourceSettings(new ResourceLayout(layout), mode, classes),
                        Set.of());
    }

    @Test
    void librariesAreCopiedAmongTheClasses() throws IOException {
        BuildRequest request = macs(LipoMode.AUTO);

        assertThat(embed(request, DEFAULT, ResourceMode.CLASSES)).isEmpty();

        assertThat(classes.resolve("native/darwin-arm64/libgreeting.dylib"))
                .hasBinaryContent(BuiltCrate.content(ARM_MAC, "greeting:greeting"));
        assertThat(classes.resolve("native/darwin-amd64/libgreeting.dylib")).exists();
        assertThat(classes.resolve("native/darwin-universal")).doesNotExist();
        assertThat(classes.resolve("native/darwin-amd64/tool")).doesNotExist();
        assertThat(log.lines("info"))
                .containsExactly("  native/darwin-amd64/libgreeting.dylib", "  native/darwin-arm64/libgreeting.dylib");
    }

    @Test
    void theUniversalLibraryTakesTheirPlaceWhereItIsTheOnlyOne() throws IOException {
        BuildRequest request = macs(LipoMode.ONLY);
        new Fusion(log).run(request);

        embed(request, "{arch}/{file}", ResourceMode.CLASSES);

        assertThat(classes.resolve("universal/libgreeting.dylib")).exists();
        assertThat(classes.resolve("aarch64")).doesNotExist();
    }

    @Test
    void programsWhereThereIsNoLibrary() throws IOException {
        BuildRequest request = ABuild.in(folder, ATarget.of(LINUX)).build();
        new BuiltCrate(folder).binary(LINUX, "cli", "tool").record(request);

        embed(request, "bin/{file}", ResourceMode.CLASSES);

        assertThat(classes.resolve("bin/tool")).exists();
    }

    @Test
    void nothingIsCopiedAgainWhileNothingChanges() throws IOException {
        BuildRequest request = macs(LipoMode.AUTO);
        embed(request, DEFAULT, ResourceMode.CLASSES);
        Path file = classes.resolve("native/darwin-arm64/libgreeting.dylib");
        FileState before = FileState.of(file);

        embed(request, DEFAULT, ResourceMode.CLASSES);

        assertThat(FileState.of(file)).isEqualTo(before);
        assertThat(log.lines("info")).endsWith("Resources: 2, unchanged.");
    }

    @Test
    void filesOfAnEarlierLayoutAreRemoved() throws IOException {
        BuildRequest request = macs(LipoMode.AUTO);
        embed(request, DEFAULT, ResourceMode.CLASSES);

        embed(request, "{triple}/{file}", ResourceMode.CLASSES);

        assertThat(classes.resolve("native")).doesNotExist();
        assertThat(classes.resolve(ARM_MAC + "/libgreeting.dylib")).exists();
    }

    @Test
    void whatIsRemovedIsTold() throws IOException {
        embed(macs(LipoMode.AUTO), DEFAULT, ResourceMode.CLASSES);
        BuildRequest one = ABuild.in(folder, ATarget.of(ARM_MAC)).build();
        new BuiltCrate(folder).library(ARM_MAC, "greeting", "greeting").record(one);

        embed(one, DEFAULT, ResourceMode.CLASSES);

        assertThat(classes.resolve("native/darwin-amd64")).doesNotExist();
        assertThat(log.lines("info")).contains("Removed, of an earlier build: 1 resource.");
    }

    /** As where a library is checked in that was built before. */
    @Test
    void whatAnotherPutInItsPlaceIsKept() throws IOException {
        BuildRequest request = macs(LipoMode.AUTO);
        embed(request, DEFAULT, ResourceMode.CLASSES);
        Path replaced = Files.writeString(classes.resolve("native/darwin-arm64/libgreeting.dylib"), "checked in");

        embed(request, "{triple}/{file}", ResourceMode.CLASSES);

        assertThat(replaced).hasContent("checked in");
        assertThat(classes.resolve("native/darwin-amd64")).doesNotExist();
    }

    /** It would go into the jar. */
    @Test
    void whatAKilledBuildLeftIsRemoved() throws IOException {
        BuildRequest request = macs(LipoMode.AUTO);
        // It stands in the way, as a full disk would.
        Path inTheWay = Files.createDirectories(classes.resolve("native/darwin-arm64/libgreeting.dylib/file"));
        assertThatThrownBy(() -> embed(request, DEFAULT, ResourceMode.CLASSES)).isInstanceOf(BuildIoException.class);
        assertThat(classes.resolve("native/darwin-amd64/libgreeting.dylib")).exists();
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        Files.writeString(classes.resolve("native/darwin-amd64/.rust-cross-killed.tmp"), "half");

        embed(request, "{triple}/{file}", ResourceMode.CLASSES);

        assertThat(classes.resolve("native")).doesNotExist();
    }

    @Test
    void aJarForEachTarget() throws IOException {
        BuildRequest request = macs(LipoMode.AUTO);
        embed(request, DEFAULT, ResourceMode.CLASSES);

        List<ProducedArtifact> jars = embed(request, DEFAULT, ResourceMode.CLASSIFIED_JARS);

        assertThat(classes.resolve("native/darwin-arm64/libgreeting.dylib")).doesNotExist();
        assertThat(jars)
                .extracting(ProducedArtifact::type, ProducedArtifact::classifier)
                .containsExactly(tuple("jar", "darwin-amd64"), tuple("jar", "darwin-arm64"));
        Path jar = jars.get(1).file();
        assertThat(jar).isEqualTo(folder.resolve("target/rust-cross/jars/app-1.0-darwin-arm64.jar"));
        try (var opened = new JarFile(jar.toFile())) {
            assertThat(opened.stream().filter(entry -> !entry.isDirectory()))
                    .extracting(entry -> entry.getName())
                    .containsExactly(
                            "META-INF/MANIFEST.MF", "META-INF/LICENSE-MIT", "native/darwin-arm64/libgreeting.dylib");
            assertThat(opened.getManifest().getMainAttributes()).isNotEmpty();
        }
        try (var streamed = new JarInputStream(Files.newInputStream(jar))) {
            assertThat(streamed.getManifest())
                    .as("to who reads the jar as a stream")
                    .isNotNull();
        }
        byte[] bytes = Files.readAllBytes(jar);
        Files.delete(jar);
        embed(request, DEFAULT, ResourceMode.CLASSIFIED_JARS);
        assertThat(jar).hasBinaryContent(bytes);
    }

    @Test
    void twoTargetsOnOnePath() throws IOException {
        BuildRequest request = macs(LipoMode.AUTO);

        assertThatThrownBy(() -> embed(request, "native/{file}", ResourceMode.CLASSES))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(
                        "libgreeting.dylib of darwin-arm64 and libgreeting.dylib of darwin-amd64 would both be"
                                + " native/libgreeting.dylib");
        assertThat(classes.resolve("native")).doesNotExist();
    }
}
