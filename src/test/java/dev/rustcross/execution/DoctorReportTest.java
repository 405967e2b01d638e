package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.execution.DoctorReport.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorReportTest {

    private static final String MUSL = "x86_64-unknown-linux-musl";
    private static final String MAC = "aarch64-apple-darwin";
    private static final String MINGW = "x86_64-pc-windows-gnu";

    private static DoctorReport report() {
        var checklist = new Checklist();
        checklist.found("cargo", "1.95.0", Path.of("/bin/cargo"), null, List.of(MUSL, MAC, MINGW));
        checklist.installable("zig", "the build installs it", List.of(MUSL));
        checklist.installable("zig", "the build installs it", List.of(MAC));
        checklist.missing("mingw", "not there:\n  type `this`", List.of(MINGW));
        checklist.optional("cc", "not on PATH", List.of());
        return new DoctorReport(
                false,
                "x86_64-unknown-linux-gnu",
                checklist.tools(),
                List.of(
                        new Target(MUSL, true, true, "zigbuild", "zig", "7: zig"),
                        new Target(MAC, true, true, "zigbuild", "zig", "7: zig"),
                        new Target(MINGW, false, true, null, null, null)));
    }

    @Test
    void asATable() {
        assertThat(String.join("\n", report().table())).isEqualTo("""
                needed                     state            for                    version, place, or what to do
                cargo                      found            all targets            1.95.0, /bin/cargo
                zig                        installable      2 targets              the build installs it
                mingw                      missing          x86_64-pc-windows-gnu  not there: type `this`
                cc                         optional                                not on PATH
                x86_64-unknown-linux-musl  ready                                   zig, by rule 7: zig
                aarch64-apple-darwin       ready                                   zig, by rule 7: zig
                x86_64-pc-windows-gnu      cannot be built                         no linker""");
    }

    @Test
    void asTheFailureOfTheGoal() {
        assertThat(report().failure()).isEqualTo("""
                1 of 3 targets cannot be built on this machine: x86_64-pc-windows-gnu.
                  mingw: not there: type `this`""");
    }

    @Test
    void asJson() {
        assertThat(report().json()).startsWith("""
                {
                  "buildable": false,
                  "host": "x86_64-unknown-linux-gnu",
                  "tools": [
                    {
                      "name": "cargo",
                      "state": "found",
                      "version": "1.95.0",
                      "path": "/bin/cargo",
                      "detail": null,
                      "neededBy": [
                        "x86_64-unknown-linux-musl",
                        "aarch64-apple-darwin",
                        "x86_64-pc-windows-gnu"
                      ],
                      "remedy": null
                    },
                """).endsWith("""
                    {
                      "target": "x86_64-pc-windows-gnu",
                      "buildable": false,
                      "required": true,
                      "engine": null,
                      "linker": null,
                      "rule": null
                    }
                  ]
                }""");
    }

    @Test
    void whatMayBeLeftOutFailsNothing() {
        var target = new Target(MINGW, false, false, null, null, null);
        var report = new DoctorReport(!target.stopsBuild(), MUSL, List.of(), List.of(target));

        assertThat(report.buildable()).isTrue();
        assertThat(report.table())
                .last()
                .asString()
                .contains(MINGW + "  left out")
                .endsWith("no linker");
    }
}
