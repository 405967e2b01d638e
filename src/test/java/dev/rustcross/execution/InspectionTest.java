package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.RecordingLog;
import dev.rustcross.testing.StandInRust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-ins are shell scripts")
class InspectionTest {

    private static final String MUSL = "x86_64-unknown-linux-musl";

    @TempDir
    private Path folder;

    private Inspection inspection(ATarget target) throws IOException {
        return inspection(target, new StandInRust(folder.resolve("bin")));
    }

    private Inspection inspection(ATarget target, StandInRust rust) {
        var log = new RecordingLog();
        var processes = new SystemProcessRunner();
        var survey = new Survey(rust.selection(folder), processes, log);
        return new Inspection(ABuild.in(folder, target).build(), survey, processes, HostPlatform.current(), log);
    }

    @Test
    void aPlanDependsOnThePluginItself() throws Exception {
        StandInRust rust = new StandInRust(folder).program("hello");

        assertThat(inspection(ATarget.of(MUSL).linker("sh"), rust).watched()).contains(PluginJar.path());
    }

    /** Beside that the workspace of the stand-in is empty. Cargo would say no more than that it failed to merge a key. */
    @Test
    void textsOfTheUserThatCargoCannotJoinWithLists() throws Exception {
        Path config = Files.createDirectory(folder.resolve(".cargo")).resolve("config.toml");
        Files.writeString(config, """
                [target.x86_64-unknown-linux-musl]
                rustflags = "-g"
                runner = "qemu-x86_64 -L /lib"
                """);
        Inspection inspection =
                inspection(ATarget.of(MUSL).rustflags("-Copt-level=2", "-g").runner("run.sh", "-x"));

        assertThatThrownBy(inspection::plan)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        3 problems in the rust-cross configuration:
                          1. <manifestPath>: nothing to pack: no program and no cdylib in\s
                             value: %s
                             fix:   add a src/main.rs, or crate-type = ["cdylib"] below [lib], or select packages that have one by <packages>.
                          2. <targets><target>[1]<rustflags>: cargo cannot join it with the text of %s:2
                             value: -Copt-level=2 -g
                             fix:   write rustflags as a list there: each word in quotes, ["...", "..."].
                          3. <targets><target>[1]<runner>: cargo cannot join it with the text of %s:3
                             value: run.sh -x
                             fix:   write runner as a list there: each word in quotes, ["...", "..."].""".formatted(folder.resolve("Cargo.toml"), config, config));
    }
}
