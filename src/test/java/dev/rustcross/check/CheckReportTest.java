package dev.rustcross.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.check.Finding.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckReportTest {

    private static final Finding UNSTRIPPED = Finding.failure("strip", "a symbol table", "none", "strip it.");
    private static final Finding SURPRISE =
            new Finding("libraries", Severity.WARNING, "needs liba.so", "no others", "allow it.");

    private static CheckedFile file(String target, Finding... findings) {
        return new CheckedFile(target, "/out/" + target + "/app", 1_234_567, List.of(), List.of(findings));
    }

    @Test
    void saysOnceWhatHoldsForSeveral() {
        var large = Finding.failure("size", "2.0 kB", "at most 1.0 kB", "shrink it.");
        List<CheckedFile> files = List.of(file("a", UNSTRIPPED), file("b"), file("c", large, UNSTRIPPED, SURPRISE));

        assertThat(CheckReport.failures(files)).isEqualTo("""
                        2 things are not as asked for in what was built:
                          1. strip
                             target: a
                             file:   /out/a/app
                             found:  a symbol table
                             target: c
                             file:   /out/c/app
                             found:  a symbol table
                             wanted: none
                             fix:    strip it.
                          2. size
                             target: c
                             file:   /out/c/app
                             found:  2.0 kB
                             wanted: at most 1.0 kB
                             fix:    shrink it.""");
    }

    @Test
    void oneFailureIsOne() {
        assertThat(CheckReport.failures(List.of(file("a", UNSTRIPPED))))
                .startsWith("1 thing is not as asked for in what was built:\n  1. strip\n");
        assertThat(CheckReport.failures(List.of(file("a", SURPRISE)))).isEmpty();
    }

    @Test
    void aWarningIsALine() {
        assertThat(CheckReport.warnings(List.of(file("a", UNSTRIPPED, SURPRISE), file("b", SURPRISE))))
                .containsExactly("a, app: needs liba.so; b, app: needs liba.so. Wanted: no others. Fix: allow it.");
    }

    @Test
    void aSliceIsARow() {
        CheckedImage intel = image("x86_64", "macOS 10.12");
        CheckedImage arm = image("aarch64", null);
        var fused = new CheckedFile("universal2-apple-darwin", "/out/app", 2_000, List.of(intel, arm), List.of());

        assertThat(CheckReport.rows(List.of(fused, file("a", UNSTRIPPED), file("b", SURPRISE))))
                .containsExactly(
                        new String[] {
                            "  universal2-apple-darwin", "app", "Mach-O x86_64", "dynamic", "macOS 10.12", "2 kB", "ok"
                        },
                        new String[] {"", "", "Mach-O aarch64", "dynamic", "-", "", ""},
                        new String[] {"  a", "app", "-", "-", "-", "1.2 MB", "FAILED"},
                        new String[] {"  b", "app", "-", "-", "-", "1.2 MB", "warning"});
    }

    @Test
    void tellsWhatDecidesTheFloor() {
        var image = new CheckedImage(
                "ELF",
                "x86_64",
                64,
                "executable",
                "dynamic",
                "/lib64/ld-linux-x86-64.so.2",
                List.of("libc.so.6"),
                "glibc 2.34",
                List.of("__libc_start_main", "dlsym"),
                true,
                false,
                null,
                null);
        var file = new CheckedFile("a", "/out/app", 1, List.of(image), List.of());

        assertThat(CheckReport.floors(List.of(file), List.of("a")))
                .containsExactly("  a: app needs glibc 2.34 for __libc_start_main, dlsym");
        assertThat(CheckReport.floors(List.of(file), List.of("b"))).isEmpty();
    }

    private static CheckedImage image(String architecture, @Nullable String floor) {
        return new CheckedImage(
                "Mach-O",
                architecture,
                64,
                "executable",
                "dynamic",
                null,
                List.of(),
                floor,
                List.of(),
                true,
                false,
                "ad hoc",
                null);
    }
}
