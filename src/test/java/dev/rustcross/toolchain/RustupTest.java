package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool({"rustc", "rustup"})
class RustupTest {

    /** Known to rustup, and nothing that a build of this project installs. */
    private static final TargetTriple ABSENT = new TargetTriple("loongarch64-unknown-none-softfloat");

    private static final TargetTriple ALSO_ABSENT = new TargetTriple("sparcv9-sun-solaris");

    private static final ProcessRunner PROCESSES = new SystemProcessRunner();

    @TempDir
    Path directory;

    private final List<String> progress = new ArrayList<>();

    @Test
    void nothingMissingStartsNothing() {
        Rustc rustc = probe(Map.of());

        rustup().addTargets(rustc, List.of(rustc.host()));

        assertThat(progress).isEmpty();
        assertThat(directory.resolve("cache/rustup.lock")).doesNotExist();
    }

    @Test
    void notAllowedListsOneCommandForAllThatIsMissing() {
        Rustc rustc = probe(Map.of());
        List<TargetTriple> missing = Rustup.missing(rustc, List.of(ABSENT, rustc.host(), ALSO_ABSENT, ABSENT));

        assertThat(missing).containsExactly(ABSENT, ALSO_ABSENT);
        assertThat(Rustup.notAllowed(rustc, missing, "Maven is offline (-o)"))
                .hasMessage("the standard library of " + ABSENT + ", " + ALSO_ABSENT
                        + " is missing from the Rust toolchain " + rustc.toolchainName()
                        + ", and Maven is offline (-o).\n"
                        + "  Type: rustup target add --toolchain " + rustc.toolchainName() + " " + ABSENT + " "
                        + ALSO_ABSENT);
    }

    @Test
    void missingLibraryIsAdded() {
        Rustc rustc = probe(Map.of());
        var bareMetal = new TargetTriple("thumbv6m-none-eabi");
        assumeThat(rustc.hasStd(bareMetal)).as("nothing to add").isFalse();
        try {
            rustup().addTargets(rustc, List.of(rustc.host(), bareMetal));

            assertThat(rustc.hasStd(bareMetal)).isTrue();
            assertThat(progress).hasSize(1);
        } finally {
            rustc.selection()
                    .rustup("target", "remove", "--toolchain", rustc.toolchainName(), bareMetal.name())
                    .ifPresent(PROCESSES::capture);
        }
    }

    @Test
    void withoutNetworkTheMessageSaysSo() {
        Rustc rustc = probe(Map.of("HTTPS_PROXY", "http://127.0.0.1:9", "https_proxy", "http://127.0.0.1:9"));

        assertThatThrownBy(() -> rustup().addTargets(rustc, List.of(ABSENT)))
                .isInstanceOf(ToolMissingException.class)
                .hasMessageMatching("(?s)the standard library of " + ABSENT + " is missing from the Rust toolchain "
                        + rustc.toolchainName() + ", and rustup could not download it:\n    error: .*"
                        + "\n  Check the connection \\(HTTPS_PROXY is honoured\\), then type: rustup target add"
                        + " --toolchain " + rustc.toolchainName() + " " + ABSENT);
        assertThat(progress)
                .containsExactly(
                        "adding the standard library of " + ABSENT + " to Rust toolchain " + rustc.toolchainName());
    }

    @Test
    void aToolchainThatThereIsNot() {
        var selection =
                new ToolchainSelection(directory, "cargo", "1.99.99", new BuildEnvironment(System.getenv(), Map.of()));

        assertThatThrownBy(() -> rustup().addToolchain(selection))
                .isInstanceOf(ToolMissingException.class)
                .hasMessageMatching("(?s)the Rust toolchain that " + directory
                        + " asks for is not there, and rustup could not install it:\n    error: .*"
                        + "\n  Correct its name, or check the connection \\(HTTPS_PROXY is honoured\\) and type:"
                        + " rustup toolchain install 1.99.99");
        assertThat(progress).containsExactly("installing the Rust toolchain 1.99.99");
    }

    @Test
    void targetsThatItHasAreKnownWithoutTheNetwork() {
        Rustc rustc = probe(Map.of("HTTPS_PROXY", "http://127.0.0.1:9", "https_proxy", "http://127.0.0.1:9"));

        assertThat(rustup().available(rustc))
                .contains(rustc.host(), ABSENT)
                .doesNotContain(new TargetTriple("m68k-unknown-linux-gnu"));
    }

    @Test
    void targetThatNoToolchainHas() {
        Rustc rustc = probe(Map.of());
        var unknown = new TargetTriple("x86_64-unknown-linux-mus");

        assertThatThrownBy(() -> rustup().addTargets(rustc, List.of(unknown)))
                .isInstanceOf(ToolMissingException.class)
                .hasMessageStartingWith("the standard library of " + unknown + " is missing from the Rust toolchain "
                        + rustc.toolchainName() + ", and there is none to install:\n    error: toolchain '"
                        + rustc.toolchainName() + "' does not support target '" + unknown
                        + "'; did you mean 'x86_64-unknown-linux-musl'?")
                .hasMessageEndingWith("\n  Correct the triple, choose one that rustup has (rustup target list"
                        + " --toolchain " + rustc.toolchainName() + "), or build the standard library from source:"
                        + " <toolchain>nightly</toolchain> <buildStd>true</buildStd>");
    }

    @Test
    void targetWithoutAPrebuiltLibrary() {
        Rustc rustc = probe(Map.of());

        assertThatThrownBy(() -> rustup().addTargets(rustc, List.of(new TargetTriple("aarch64-unknown-freebsd"))))
                .hasMessageContaining("and there is none to install:")
                .hasMessageContaining("target 'aarch64-unknown-freebsd'");
    }

    @Test
    void compilerOfADistributionNamesItsPackages() throws IOException {
        Path distribution = Files.createDirectories(directory.resolve("usr"));
        Path rustcScript = directory.resolve("rustc");
        Files.writeString(rustcScript, """
                #!/bin/sh
                case "$1" in
                  -vV) printf 'rustc 1.63.0\\nhost: x86_64-unknown-linux-gnu\\nrelease: 1.63.0\\n' ;;
                  *) echo '%s' ;;
                esac
                """.formatted(distribution));
        assertThat(rustcScript.toFile().setExecutable(true)).isTrue();
        Rustc rustc = probe(Map.of("RUSTC", rustcScript.toString()));

        assertThatThrownBy(() -> rustup().addTargets(rustc, List.of(ABSENT)))
                .isInstanceOf(ToolMissingException.class)
                .hasMessage("the standard library of " + ABSENT + " is missing from the Rust toolchain in "
                        + distribution
                        + ", which rustup did not install and cannot add to.\n"
                        + "  Install Rust with rustup (rustup.rs) and put its cargo first on PATH, or install the packages"
                        + " that your distribution has for these targets (Fedora: rust-std-static-" + ABSENT + ").");
    }

    @Test
    void compilerWithoutRustupNamesThePlaceOfTheSources() throws IOException {
        Path sysroot = Files.createDirectories(directory.resolve("usr"));
        Path rustcScript = executable(directory.resolve("rustc"), """
                case "$1" in
                  -vV) printf 'rustc 1.97.0-nightly\\nhost: x86_64-unknown-linux-gnu\\n' ;;
                  *) echo '%s' ;;
                esac""".formatted(sysroot));
        Rustc rustc = probe(Map.of("RUSTC", rustcScript.toString()));

        assertThatThrownBy(() -> rustup().addSources(rustc, Optional.empty()))
                .hasMessage("the sources of the standard library are missing from the Rust toolchain in " + sysroot
                        + ", which rustup did not install and cannot add to.\n  Put the Rust sources of its version into "
                        + sysroot.resolve("lib/rustlib/src/rust") + ".");
    }

    @Test
    void readOnlyToolchainIsNamed() throws IOException {
        // As rustup 1.29 says it; these tests may run as root, whom no file mode stops.
        Rustc rustc = standInToolchain(
                "echo 'error: could not create link from x to y: Permission denied (os error 13)' >&2; exit 1");

        assertThatThrownBy(() -> rustup().addTargets(rustc, List.of(ABSENT)))
                .isInstanceOf(ToolMissingException.class)
                .hasMessage("the standard library of " + ABSENT
                        + " is missing from the Rust toolchain stable, whose folder cannot be written:\n"
                        + "    error: could not create link from x to y: Permission denied (os error 13)\n"
                        + "  As a user who may write to " + rustc.sysroot()
                        + ", type: rustup target add --toolchain stable " + ABSENT);
    }

    @Test
    void anyOtherFailureShowsWhatRustupSaid() throws IOException {
        Rustc rustc = standInToolchain("echo 'error: out of order' >&2; exit 1");

        assertThatThrownBy(() -> rustup().addTargets(rustc, List.of(ABSENT)))
                .hasMessage("the standard library of " + ABSENT
                        + " is missing from the Rust toolchain stable, and rustup could not add it:\n"
                        + "    error: out of order\n"
                        + "  Type: rustup target add --toolchain stable " + ABSENT);
    }

    @Test
    void sourcesThatAreMissingAndMayNotBeInstalled() throws IOException {
        Rustc rustc = standInToolchain("exit 1");

        assertThatThrownBy(() -> rustup().addSources(rustc, Optional.of("Maven is offline (-o)")))
                .isInstanceOf(ToolMissingException.class)
                .hasMessage("the sources of the standard library are missing from the Rust toolchain stable,"
                        + " and Maven is offline (-o).\n"
                        + "  Type: rustup component add --toolchain stable rust-src");
        assertThat(progress).isEmpty();
    }

    @Test
    void sourcesThatCannotBeInstalled() throws IOException {
        Rustc rustc = standInToolchain("echo 'error: out of order' >&2; exit 1");

        assertThatThrownBy(() -> rustup().addSources(rustc, Optional.empty()))
                .hasMessage("the sources of the standard library are missing from the Rust toolchain stable:\n"
                        + "    error: out of order\n"
                        + "  Type: rustup component add --toolchain stable rust-src");
    }

    @Test
    void sourcesAreAddedOnce() throws IOException {
        Rustc rustc = standInToolchain("""
                library=${0%/bin/rustup}/home/toolchains/stable/lib/rustlib/src/rust/library/std
                /bin/mkdir -p "$library"
                : > "$library/Cargo.toml\"""");

        rustup().addSources(rustc, Optional.empty());
        rustup().addSources(rustc, Optional.of("Maven is offline (-o)"));

        assertThat(progress).containsExactly("adding the sources of the standard library to Rust toolchain stable");
    }

    @Test
    void targetsThatRustupHas() {
        Rustc rustc = probe(Map.of());

        assertThat(rustup().available(rustc))
                .contains(rustc.host(), ABSENT)
                .doesNotContain(new TargetTriple("s390x-unknown-linux-musl"));
    }

    @Test
    void successThatAddedNothingIsNotBelieved() throws IOException {
        Rustc rustc = standInToolchain("exit 0");

        assertThatThrownBy(() -> rustup().addTargets(rustc, List.of(ABSENT)))
                .hasMessage("the standard library of " + ABSENT
                        + " is missing from the Rust toolchain stable, though rustup reported success.\n"
                        + "  Type: rustup toolchain uninstall stable && rustup toolchain install stable");
    }

    @Test
    void absentRustupIsNamed() throws IOException {
        Rustc rustc = standInToolchain("exit 0");
        Files.delete(directory.resolve("bin").resolve("rustup"));

        assertThatThrownBy(() -> rustup().addTargets(rustc, List.of(ABSENT)))
                .isInstanceOf(ToolMissingException.class)
                .hasMessage("the standard library of " + ABSENT
                        + " is missing from the Rust toolchain stable, and rustup, which adds it, is not on PATH.\n"
                        + "  Add the folder of rustup to PATH (usually ~/.cargo/bin), or type there: rustup target add"
                        + " --toolchain stable " + ABSENT);
    }

    /** A toolchain laid out as rustup does, with a script for rustup. */
    private Rustc standInToolchain(String rustup) throws IOException {
        Path home = directory.resolve("home");
        Path toolchain = Files.createDirectories(home.resolve("toolchains").resolve("stable"));
        Files.createFile(home.resolve("settings.toml"));
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path cargo = executable(bin.resolve("cargo"), "exit 0");
        executable(bin.resolve("rustc"), """
                case "$1" in
                  -vV) printf 'rustc 1.95.0\\nhost: x86_64-unknown-linux-gnu\\nrelease: 1.95.0\\n' ;;
                  *) echo '%s' ;;
                esac""".formatted(toolchain));
        executable(bin.resolve("rustup"), rustup);
        var environment = new BuildEnvironment(System.getenv(), Map.of("PATH", bin.toString()));
        return Rustc.probe(
                new ToolchainSelection(directory, cargo.toString(), null, environment),
                PROCESSES,
                new ToolCache(directory.resolve("cache")));
    }

    private static Path executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Rustup rustup() {
        return new Rustup(PROCESSES, new ToolCache(directory.resolve("cache")), progress::add);
    }

    private Rustc probe(Map<String, String> overlay) {
        return Rustc.probe(
                new ToolchainSelection(directory, "cargo", null, new BuildEnvironment(System.getenv(), overlay)),
                PROCESSES,
                new ToolCache(directory.resolve("cache")));
    }
}
