package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.failure.ToolchainMissingException;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.RecordingLog;
import dev.rustcross.testing.StandInRust;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.ToolchainSelection;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-ins are shell scripts")
class SurveyTest {

    private static final String METADATA = "cargo metadata --format-version 1 --color never --no-deps";

    @TempDir
    private Path folder;

    private Path crate;
    private StandInRust rust;

    @BeforeEach
    void createCrate() throws Exception {
        crate = Files.createDirectory(folder.resolve("crate"));
        rust = new StandInRust(folder.resolve("bin"));
    }

    private Survey survey() {
        return survey(rust.selection(crate));
    }

    private static Survey survey(ToolchainSelection selection) {
        return new Survey(selection, new SystemProcessRunner(), new RecordingLog());
    }

    @Test
    void programsAreStartedOnceHoweverOftenTheyAreAsked() throws Exception {
        try (Survey survey = survey()) {
            survey.begin();
            survey.begin();

            assertThat(survey.rustc()).isSameAs(survey.rustc());
            assertThat(survey.manifests()).isEqualTo(survey.manifests()).contains("workspace_root");
        }

        assertThat(rust.calls())
                .containsExactlyInAnyOrder(
                        "begin rustc -vV",
                        "end rustc -vV",
                        "begin rustc --print sysroot",
                        "end rustc --print sysroot",
                        "begin " + METADATA,
                        "end " + METADATA);
    }

    @Test
    void closingWaitsForWhatBegan() throws Exception {
        rust.cargo("sleep 0.3");

        try (Survey survey = survey()) {
            survey.begin();
        }

        assertThat(rust.calls()).hasSize(6).contains("end " + METADATA);
    }

    @Test
    void closingStartsNothing() throws Exception {
        survey().close();

        assertThat(rust.calls()).isEmpty();
    }

    /** Else another program might still write into the project while Maven ends. */
    @Test
    void aFailureIsReportedOnceBothHaveEnded() throws Exception {
        rust.cargo("echo 'error: no such field' >&2; code=101").rustc("sleep 0.3");

        try (Survey survey = survey()) {
            assertThatThrownBy(survey::manifests)
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessage("""
                            1 problem in the rust-cross configuration:
                              1. <manifestPath>: cargo cannot read the manifest
                                 value: %s
                                 fix:   mend what cargo says:
                                   error: no such field""".formatted(crate.resolve("Cargo.toml")));
            assertThat(rust.calls()).hasSize(6).contains("end rustc -vV", "end rustc --print sysroot");
        }
    }

    @Test
    void aCargoThatIsNotThere() {
        var nowhere = new ToolchainSelection(
                crate, "no-such-cargo", null, new BuildEnvironment(Map.of("PATH", ""), Map.of("RUSTC", rust.cargo())));

        try (Survey survey = survey(nowhere)) {
            assertThatThrownBy(survey::manifests)
                    .isInstanceOf(ToolMissingException.class)
                    .hasMessage("cannot start no-such-cargo: it is not there, or not on PATH.\n"
                            + "  Install Rust with rustup (rustup.rs) and put its cargo on PATH, or set"
                            + " <cargoExecutable> to the path of your cargo.");
        }
    }

    @Test
    void nothingIsInstalledByTheQuestions() throws Exception {
        Path given = folder.resolve("given");
        rust.rustc("echo \"$RUSTUP_AUTO_INSTALL\" >> '" + given + "'");
        rust.cargo("echo \"$RUSTUP_AUTO_INSTALL\" >> '" + given + "'");

        try (Survey survey = survey()) {
            survey.begin();
        }

        assertThat(Files.readAllLines(given)).containsExactly("0", "0", "0");
    }

    /** Rustup does not guard its folder against a second rustup. */
    @Test
    void aMissingToolchainIsInstalledUnderRustupsLock() throws Exception {
        Path asked = folder.resolve("asked");
        Path answer = folder.resolve("answer");
        Path installed = folder.resolve("installed");
        rust.rustc(notInstalledUnless(installed)).rustup("""
                touch '%s'
                tries=0
                until [ -e '%s' ] || [ $tries = 1000 ]; do sleep 0.02; tries=$((tries + 1)); done
                touch '%s'""".formatted(asked, answer, installed));

        try (Survey survey = survey()) {
            survey.begin();
            CompletableFuture<Rustc> rustc =
                    CompletableFuture.supplyAsync(survey::rustc, task -> new Thread(task, "goal").start());
            while (!Files.exists(asked)) {
                Thread.sleep(10);
            }
            try (FileChannel lock =
                    FileChannel.open(folder.resolve("bin/cache/rustup.lock"), StandardOpenOption.WRITE)) {
                assertThatThrownBy(lock::tryLock).isInstanceOf(OverlappingFileLockException.class);
            }
            Files.createFile(answer);
            assertThat(rustc.get(30, TimeUnit.SECONDS).version().line()).isEqualTo("rustc 1.95.0");
            assertThat(survey.manifests()).contains("workspace_root");
        }

        assertThat(rust.calls()).containsOnlyOnce("begin rustup toolchain install --no-self-update");
    }

    @Test
    void theToolchainOfThePomIsInstalledByItsName() throws Exception {
        Path installed = folder.resolve("installed");
        rust.rustc(notInstalledUnless(installed)).rustup("touch '" + installed + "'");
        ToolchainSelection plain = rust.selection(crate);
        var named = new ToolchainSelection(crate, plain.cargo(), "1.80", plain.environment());

        try (Survey survey = survey(named)) {
            assertThat(survey.rustc().host().name()).isEqualTo("x86_64-unknown-linux-gnu");
        }

        assertThat(rust.calls()).contains("begin rustup toolchain install --no-self-update --profile minimal 1.80");
    }

    /** Cargo fails too, and says no more of its manifest. */
    @Test
    void aMissingToolchainIsReportedAsSuchWhereNothingMayBeInstalled() throws Exception {
        rust.rustc(notInstalledUnless(folder.resolve("installed"))).cargo("code=1");
        ToolchainSelection plain = rust.selection(crate);
        var fixed = new ToolchainSelection(
                crate, plain.cargo(), null, plain.environment().with(Map.of("RUSTUP_AUTO_INSTALL", "0")));

        try (Survey survey = survey(fixed)) {
            assertThatThrownBy(survey::manifests)
                    .isInstanceOf(ToolchainMissingException.class)
                    .hasMessage("the Rust toolchain that " + crate
                            + " asks for is not there: error: toolchain '1.80' is not installed\n  Type: cd " + crate
                            + " && rustup toolchain install");
        }
    }

    private static String notInstalledUnless(Path file) {
        return "if [ ! -e '" + file + "' ]; then echo \"error: toolchain '1.80' is not installed\" >&2; exit 1; fi";
    }
}
