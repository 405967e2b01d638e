package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchivePlannerTest {

    private static final Path DIST = Path.of("/dist");
    private static final Path APP = Path.of("/bin/myapp");
    private static final Path TOOL = Path.of("/bin/tool");
    private static final Path EXE = Path.of("/bin/myapp.exe");
    private static final Path LICENSE = Path.of("/crate/LICENSE");
    private static final Path LIBRARY = Path.of("/bin/myapp.dll");
    private static final Path IMPORT_LIBRARY = Path.of("/bin/libmyapp.dll.a");

    private static final VersionAgreement VERSIONS = new VersionAgreement("1.0.0", VersionPolicy.WARN);

    private static ArchiveSettings settings(@Nullable String root) {
        return new ArchiveSettings(new ArchiveName("myapp-1.4.2"), root, List.of(), Instant.EPOCH, true, true);
    }

    private static ArchivePlanner planner(@Nullable String root) {
        return new ArchivePlanner(settings(root), DIST, Map.of("LICENSE", LICENSE));
    }

    @Test
    void oneArchiveForEachFormat() {
        List<ArchivePlan> plans = planner(null)
                .plan(
                        "linux-amd64",
                        false,
                        List.of(ArchiveFormat.TAR_GZ, ArchiveFormat.TAR_ZST, ArchiveFormat.ZIP),
                        List.of(APP, TOOL),
                        List.of());

        assertThat(plans)
                .extracting(ArchivePlan::file, ArchivePlan::type, ArchivePlan::classifier)
                .containsExactly(
                        tuple(DIST.resolve("myapp-1.4.2-linux-amd64.tar.gz"), "tar.gz", "linux-amd64"),
                        tuple(DIST.resolve("myapp-1.4.2-linux-amd64.tar.zst"), "tar.zst", "linux-amd64"),
                        tuple(DIST.resolve("myapp-1.4.2-linux-amd64.zip"), "zip", "linux-amd64"));
        assertThat(plans.get(0).entries())
                .containsExactly(
                        new ArchiveEntry("myapp-1.4.2-linux-amd64/myapp", APP, true),
                        new ArchiveEntry("myapp-1.4.2-linux-amd64/tool", TOOL, true),
                        new ArchiveEntry("myapp-1.4.2-linux-amd64/LICENSE", LICENSE, false));
    }

    @ParameterizedTest
    @CsvSource({"., ''", "tool, tool/", "opt/tool, opt/tool/"})
    void aRootOfTheUsersChoice(String root, String prefix) {
        assertThat(planner(root)
                        .plan("linux-amd64", false, List.of(ArchiveFormat.TAR_GZ), List.of(APP), List.of())
                        .get(0)
                        .entries())
                .extracting(ArchiveEntry::name)
                .containsExactly(prefix + "myapp", prefix + "LICENSE");
    }

    @ParameterizedTest
    @CsvSource({
        "false, linux-amd64,   /bin/myapp,     myapp-1.4.2-linux-amd64,       bin",
        "true,  windows-amd64, /bin/myapp.exe, myapp-1.4.2-windows-amd64.exe, exe",
    })
    void theBareBinary(boolean windows, String classifier, Path executable, String file, String type) {
        assertThat(planner(null)
                        .plan(classifier, windows, List.of(ArchiveFormat.BINARY), List.of(executable), List.of()))
                .containsExactly(new ArchivePlan(
                        classifier,
                        type,
                        DIST.resolve(file),
                        ArchiveFormat.BINARY,
                        List.of(new ArchiveEntry(executable.getFileName().toString(), executable, true)),
                        List.of(executable)));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, 2 programs",
        "1, 2, 1 program and a library",
        "0, 1, 0 programs and a library",
    })
    void theBareBinaryIsOneProgram(int programs, int libraries, String found) {
        assertThatThrownBy(() -> planner(null)
                        .plan(
                                "windows-amd64",
                                true,
                                List.of(ArchiveFormat.BINARY),
                                List.of(EXE, TOOL).subList(0, programs),
                                List.of(LIBRARY, IMPORT_LIBRARY).subList(0, libraries)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <formats>: the format binary holds one program, but windows-amd64 has %s
                             value: binary
                             fix:   choose one by <binaries>, or pack them as tar.gz or zip.""".formatted(found));
    }

    @Test
    void librariesLieBesideThePrograms() {
        assertThat(planner(".")
                        .plan(
                                "windows-amd64",
                                true,
                                List.of(ArchiveFormat.ZIP),
                                List.of(EXE),
                                List.of(LIBRARY, IMPORT_LIBRARY))
                        .get(0)
                        .entries())
                .containsExactly(
                        new ArchiveEntry("myapp.exe", EXE, true),
                        new ArchiveEntry("myapp.dll", LIBRARY, false),
                        new ArchiveEntry("libmyapp.dll.a", IMPORT_LIBRARY, false),
                        new ArchiveEntry("LICENSE", LICENSE, false));
    }

    @Test
    void fileNamesWithoutAPlan() {
        assertThat(ArchivePlanner.fileNames(
                        settings(null), "windows-amd64", true, List.of(ArchiveFormat.ZIP, ArchiveFormat.BINARY)))
                .containsExactly("myapp-1.4.2-windows-amd64.zip", "myapp-1.4.2-windows-amd64.exe");
    }

    /** Of two products, for Linux and both Macs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            binary | AUTO | BINARY  | false | 2 programs              | linux-amd64, darwin-amd64, darwin-arm64, darwin-universal
            binary | AUTO | LIBRARY | false | 1 program and a library | linux-amd64, darwin-amd64, darwin-arm64, darwin-universal
            binary | ONLY | BINARY  | false | 2 programs              | linux-amd64, darwin-universal
            binary | AUTO | BINARY  | true  |                         |
            tar.gz | AUTO | BINARY  | false |                         |
            """)
    void theBareBinaryIsKnownNotToBeOne(
            String format,
            LipoMode lipo,
            CrateProduct.Kind kind,
            boolean optional,
            @Nullable String found,
            @Nullable String classifiers) {
        ArchiveFormat all = ArchiveFormat.parse(format).orElseThrow();
        BuildRequest build = ABuild.in(
                        DIST,
                        ATarget.of("x86_64-unknown-linux-musl").formats(all),
                        ATarget.of("x86_64-apple-darwin").formats(all),
                        ATarget.of("aarch64-apple-darwin").formats(all))
                .lipo(lipo)
                .build();
        var products = List.of(
                new CrateProduct("id", "cli", "1.0.0", CrateProduct.Kind.BINARY, "myapp", false),
                new CrateProduct("id", "cli", "1.0.0", kind, "tool", optional));

        List<Problem> problems = ArchivePlanner.problems(
                new PackageRequest(
                        build, settings(null), "darwin-universal", List.of(all), VERSIONS, ABuild.PROJECT, true, false),
                products,
                List.of(DIST));

        assertThat(problems)
                .extracting(Problem::what)
                .isEqualTo(Stream.of(classifiers == null ? new String[0] : classifiers.split(", ", -1))
                        .map(classifier -> "the format binary holds one program, but " + classifier + " has " + found)
                        .toList());
    }
}
