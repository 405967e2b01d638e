package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Readobj;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The goal {@code check} on what real linkers made. */
@RequiresTool({"cargo", "rustup", "python3", "cc"})
class CheckIT {

    private static final String CHECKED = "Files checked: 7";
    private static final String UNCHANGED = "Files checked: 7, unchanged since.";

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    @RequiresTool("llvm-readobj-19")
    void fiveTargetsAndTheUniversalBinary(Maven maven) throws IOException {
        CaseProject project = maven.project("check-targets");

        MavenRun run = project.mvn("package").succeeds();

        assertThat(run.lines())
                .containsSequence(
                        "[INFO] " + CHECKED,
                        "[INFO]   target                          file       format          linkage     floor        size    verdict")
                .filteredOn(line -> line.contains("  hello"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(108));
        assertThat(run.lines().stream()
                        .map(line -> line.replaceAll("[\\d.]+ [kM]B", "SIZE").replaceAll(" {2,}", " | ")))
                .containsSequence(
                        "[INFO] | x86_64-unknown-linux-musl | hello | ELF x86_64 | static-pie | - | SIZE | ok",
                        "[INFO] | aarch64-unknown-linux-musl | hello | ELF aarch64 | static | - | SIZE | ok",
                        "[INFO] | x86_64-apple-darwin | hello | Mach-O x86_64 | dynamic | macOS 10.12 | SIZE | ok",
                        "[INFO] | aarch64-apple-darwin | hello | Mach-O aarch64 | dynamic | macOS 11.0 | SIZE | ok",
                        "[INFO] | x86_64-pc-windows-gnu | hello.exe | PE x86_64 | dynamic | - | SIZE | ok",
                        "[INFO] | aarch64-unknown-linux-gnu.2.17 | hello | ELF aarch64 | dynamic | glibc 2.17 | SIZE | ok",
                        "[INFO] | universal2-apple-darwin | hello | Mach-O x86_64 | dynamic | macOS 10.12 | SIZE | ok",
                        "[INFO] | Mach-O aarch64 | dynamic | macOS 11.0");
        JsonObject report = report(project);
        assertThat(report.get("passed").getAsBoolean()).isTrue();
        assertThat(report.getAsJsonArray("files")).hasSize(7);
        JsonObject glibc = image(report, "aarch64-unknown-linux-gnu.2.17");
        Readobj.Elf oracle = Readobj.elf(
                        List.of(project.file("target/rust-cross/bin/aarch64-unknown-linux-gnu.2.17/hello")))
                .get(0);
        assertThat(glibc.get("floor").getAsString()).isEqualTo("glibc " + highest(oracle));
        assertThat(strings(glibc, "floorSymbols"))
                .isSubsetOf(oracle.symbolsByVersion().values().stream()
                        .flatMap(List::stream)
                        .toList());
        assertThat(strings(glibc, "libraries")).containsExactlyInAnyOrderElementsOf(oracle.libraries());
        assertThat(image(report, "aarch64-apple-darwin").get("signature").getAsString())
                .isEqualTo("ad hoc");

        MavenRun again = project.mvn("package").succeeds();

        assertThat(again.log()).contains(UNCHANGED).doesNotContain("linkage     floor");
        assertThat(report(project)).isEqualTo(report);
        // Another setting is another question, and -q asks for no table.
        MavenRun small =
                project.mvn("-q", "package", "-Drust-cross.profile=small").succeeds();
        assertThat(small.count("rust-cross")).isZero();
        assertThat(image(report(project), "x86_64-pc-windows-gnu")
                        .get("stripped")
                        .getAsBoolean())
                .isTrue();
    }

    @MavenTest(Matrix.OLDEST)
    void noPathOfThisMachine(Maven maven) throws IOException {
        CaseProject project = maven.project("check-targets", "paths");

        MavenRun unmapped =
                project.mvn("package", "-Drust-cross.forbidBuildPaths").fails();

        assertThat(unmapped.error())
                .contains(":check (default) on project check-targets: 1 thing is not as asked for in what was built:")
                .contains("  1. build-paths\n     target: x86_64-unknown-linux-musl\n     file:   "
                        + project.file("target/rust-cross/bin/x86_64-unknown-linux-musl/hello") + "\n     found:  ")
                .containsPattern("found:  .*/registry/src/[^/]+/smallvec-1[^/]*/src/lib\\.rs at byte \\d+")
                .endsWith("     wanted: no folder of the machine that built it\n"
                        + "     fix:    write <remapPaths>true</remapPaths>, for what rustc writes; C code, build scripts"
                        + " and env!(\"OUT_DIR\") write them too. Or write <forbidBuildPaths>false</forbidBuildPaths>.\n"
                        + "-> [Help 1]\n");
        for (String target : List.of(
                "x86_64-unknown-linux-musl",
                "aarch64-unknown-linux-musl",
                "x86_64-apple-darwin",
                "aarch64-apple-darwin",
                "x86_64-pc-windows-gnu",
                "aarch64-unknown-linux-gnu.2.17",
                "universal2-apple-darwin")) {
            assertThat(unmapped.error()).contains("     target: " + target + "\n");
        }
        assertThat(project.distNames()).isEmpty();

        project.mvn("package", "-Drust-cross.remapPaths").succeeds();

        assertThat(contents(project)).hasSize(7).allSatisfy((file, content) -> assertThat(content)
                .contains("/cargo/registry/src/")
                .doesNotContain(project.directory().toString(), System.getProperty("user.home") + "/"));
        assertThat(project.mvn("package", "-Drust-cross.remapPaths").succeeds().log())
                .contains(UNCHANGED);
    }

    private static Map<Path, String> contents(CaseProject project) throws IOException {
        var contents = new TreeMap<Path, String>();
        try (Stream<Path> files = Files.walk(project.file("target/rust-cross/bin"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    @MavenTest(Matrix.OLDEST)
    void symbolsThatAreToStay(Maven maven) throws IOException {
        CaseProject project = maven.project("check-targets", "symbols")
                .edit("pom.xml", "<maxSize>4MiB</maxSize>", "<maxSize>6MiB</maxSize>");

        project.mvn("package", "-Drust-cross.profile=with-symbols").succeeds();

        for (String target : List.of("x86_64-unknown-linux-musl", "aarch64-apple-darwin", "x86_64-pc-windows-gnu")) {
            assertThat(image(report(project), target).get("stripped").getAsBoolean())
                    .as(target)
                    .isFalse();
        }
    }

    /** Cargo.toml yields to sizeProfile, so that something else has to be edited. */
    @MavenTest(Matrix.OLDEST)
    void whatHelpsUnderTheSizeProfile(Maven maven) throws IOException {
        CaseProject project = maven.project("check-failures");
        String[] small = {
            "package", "-Drust-cross.sizeProfile", "-Drust-cross.maxSize=1kB",
        };

        assertThat(project.mvn(small).fails().error())
                .contains("If it is to stay, write strip = \"none\" in .cargo/config.toml, [profile.release], which"
                        + " <sizeProfile> leaves.\n")
                .contains("fix:    make it smaller (fewer features and dependencies), or raise <maxSize>.\n");

        Files.createDirectories(project.file(".cargo"));
        Files.writeString(project.file(".cargo/config.toml"), "[profile.release]\nstrip = \"none\"\n");
        assertThat(project.mvn(small).fails().error()).contains("1. size").doesNotContain("strip");
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void everythingAtOnce(Maven maven) throws IOException {
        CaseProject project = maven.project("check-failures");
        Path binary = project.file("target/rust-cross/bin/x86_64-unknown-linux-gnu/hello");
        String place = "\n     target: x86_64-unknown-linux-gnu\n     file:   " + binary + "\n     found:  ";

        String error = project.mvn(
                        "package",
                        "-Drust-cross.strictLibraries",
                        "-Drust-cross.maxSize=10kB",
                        "-Drust-cross.forbidBuildPaths")
                .fails()
                .error();

        assertThat(error.replaceAll("\\d+\\.\\d MB \\(\\d+ bytes\\)", "SIZE")
                        .replaceAll("/hello-[0-9a-f]+/", "/hello-HASH/")
                        .replaceAll("byte \\d+", "byte N"))
                .isEqualTo("Failed to execute goal dev.rustcross:rust-cross-maven-plugin:" + project.pluginVersion()
                        + ":check (default) on project check-failures: 4 things are not as asked for in what was built:\n"
                        + "  1. libraries" + place + "needs libanswer.so\n"
                        + "     wanted: no libraries but those of the system\n"
                        + "     fix:    link it statically, or, if every machine has it, write in the <configuration>"
                        + " <allowedLibraries><allowedLibrary>libanswer.so</allowedLibrary></allowedLibraries>.\n"
                        + "  2. strip" + place + "debug information\n"
                        + "     wanted: none: the profile has strip = \"symbols\"\n"
                        + "     fix:    let a linker that strips link it (`mvn rust-cross:targets` names the one that did),"
                        + " or see rustc's warnings about its strip program. If it is to stay, write strip = \"none\" in"
                        + " " + project.file("Cargo.toml") + ", [profile.release].\n"
                        + "  3. size" + place + "SIZE\n"
                        + "     wanted: at most 10 kB (10000 bytes), by <maxSize>\n"
                        + "     fix:    make it smaller (<sizeProfile>true</sizeProfile>, fewer features and dependencies), or"
                        + " raise <maxSize>.\n"
                        + "  4. build-paths" + place
                        + project.file(
                                "target/rust-cross/cargo-target/x86_64-unknown-linux-gnu/x86_64-unknown-linux-gnu"
                                        + "/release/build/hello-HASH/out/answer")
                        + " at byte N\n"
                        + "     wanted: no folder of the machine that built it\n"
                        + "     fix:    write <remapPaths>true</remapPaths>, for what rustc writes; C code, build scripts"
                        + " and env!(\"OUT_DIR\") write them too. Or write <forbidBuildPaths>false</forbidBuildPaths>.\n"
                        + "-> [Help 1]\n");
        assertThat(report(project).get("passed").getAsBoolean()).isFalse();
        // It is told again without being read again.
        assertThat(project.mvn(
                                "package",
                                "-Drust-cross.strictLibraries",
                                "-Drust-cross.maxSize=10kB",
                                "-Drust-cross.forbidBuildPaths")
                        .fails()
                        .error())
                .isEqualTo(error);
    }

    @MavenTest(Matrix.OLDEST)
    void aWarningIsSaidAgain(Maven maven) {
        CaseProject project = maven.project("check-failures", "warnings")
                .edit("Cargo.toml", "strip = \"symbols\"", "strip = \"none\"");
        String warning =
                "[WARNING] x86_64-unknown-linux-gnu, hello: needs libanswer.so. Wanted: no libraries but those of"
                        + " the system. Fix: link it statically, or, if every machine has it, write in the <configuration>"
                        + " <allowedLibraries><allowedLibrary>libanswer.so</allowedLibrary></allowedLibraries>.";

        MavenRun first = project.mvn("package").succeeds();
        MavenRun second = project.mvn("package").succeeds();

        assertThat(first.lines()).containsOnlyOnce(warning);
        assertThat(first.log()).containsPattern("  x86_64-unknown-linux-gnu: hello needs glibc 2\\.\\d+ for \\w+");
        assertThat(second.lines()).containsOnlyOnce(warning);
        assertThat(second.log()).contains("Files checked: 1, unchanged since.");
        assertThat(project.mvn("package", "-Drust-cross.allowedLibraries=libanswer.*")
                        .succeeds()
                        .lines())
                .doesNotContain(warning);
    }

    /** A flag that comes behind zig's linker has the machine's own link, with its glibc. */
    @MavenTest(Matrix.OLDEST)
    void aLinkerThatIgnoresTheFloor(Maven maven) {
        CaseProject project = maven.project("check-failures", "floor")
                .edit("Cargo.toml", "strip = \"symbols\"", "strip = \"none\"")
                .edit(
                        "pom.xml",
                        "<linker>${project.basedir}/keeps-symbols.sh</linker>",
                        "<glibc>2.17</glibc><rustflags>-Clinker=cc</rustflags>");

        String error = project.mvn("package").fails().error();

        assertThat(error.replaceAll("2\\.(3[0-9]|4[0-9])", "2.NN")
                        .replaceAll("GLIBC_2.NN for .*", "GLIBC_2.NN for SYMBOLS"))
                .contains("1 thing is not as asked for in what was built:\n"
                        + "  1. glibc\n"
                        + "     target: x86_64-unknown-linux-gnu.2.17\n"
                        + "     file:   " + project.file("target/rust-cross/bin/x86_64-unknown-linux-gnu.2.17/hello")
                        + "\n"
                        + "     found:  GLIBC_2.NN for SYMBOLS\n"
                        + "     wanted: glibc 2.17 or older, by <glibc>\n"
                        + "     fix:    let zig link it and compile its C code (no -Clinker in the flags, no <cc> of its own), or"
                        + " write in <targets><target>[1] <glibc>2.NN</glibc>.\n");
        assertThat(error).contains("__libc_start_main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"another machine", "no program at all"})
    void aFileThatWasReplaced(String by) throws IOException {
        CaseProject project = Maven.oldest("replaced").project("check-failures", by.replace(' ', '-'));
        project.edit("Cargo.toml", "strip = \"symbols\"", "strip = \"none\"");
        project.mvn("package").succeeds();
        Path binary = project.file("target/rust-cross/bin/x86_64-unknown-linux-gnu/hello");
        byte[] elf = Files.readAllBytes(binary);
        if (by.equals("another machine")) {
            elf[18] = (byte) 183; // e_machine: EM_AARCH64
        } else {
            elf = "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII);
        }
        Files.write(binary, elf);

        assertThat(project.mvn("rust-cross:check").fails().error())
                .contains(
                        "  1. architecture\n"
                                + "     target: x86_64-unknown-linux-gnu\n"
                                + "     file:   " + binary + "\n"
                                + "     found:  "
                                + (by.equals("another machine")
                                        ? "ELF, 64-bit little-endian aarch64"
                                        : "not an ELF, PE or Mach-O file: it begins with 0x23212f62")
                                + "\n     wanted: ELF, 64-bit little-endian x86_64\n"
                                + "     fix:    something else has replaced the file since cargo wrote it, or a linker of another machine"
                                + " has linked it: `mvn clean package`, and see which <linker> `mvn rust-cross:targets` shows.\n");
    }

    @MavenTest(Matrix.OLDEST)
    void nothingIsReadInADryRun(Maven maven) {
        CaseProject project = maven.project("check-targets", "dry-run");

        assertThat(project.mvn("rust-cross:check", "-Drust-cross.dryRun")
                        .succeeds()
                        .lines())
                .containsSequence(
                        "[INFO] Would check the binaries of x86_64-unknown-linux-musl",
                        "[INFO] Would check the binaries of aarch64-unknown-linux-musl")
                .contains("[INFO] Would check the binaries of universal2-apple-darwin");
    }

    @MavenTest(Matrix.OLDEST)
    void flagsThatOtherNamesForFoldersWouldDisplace(Maven maven) throws IOException {
        CaseProject project = maven.project("check-targets", "flags");
        Path config = project.file(".cargo/config.toml");
        Files.createDirectories(config.getParent());
        Files.writeString(config, "[build]\nrustflags = [\"-Cdebug-assertions\"]\n");

        assertThat(project.mvn("package", "-Drust-cross.remapPaths").fails().error())
                .contains(
                        "1 problem in the rust-cross configuration:\n"
                                + "  1. <remapPaths>: while its flags are set, cargo ignores build.rustflags of "
                                + config + ":2\n"
                                + "     value: true\n"
                                + "     fix:   move those flags to [target.TRIPLE] rustflags in that file: cargo adds them to these.\n");
    }

    @MavenTest(Matrix.OLDEST)
    void aLimitThatIsNoSize(Maven maven) {
        CaseProject project =
                maven.project("check-targets", "no-size").edit("pom.xml", "<maxSize>5MB<", "<maxSize>five<");

        assertThat(project.mvn("rust-cross:check").fails().error())
                .contains("<maxSize>: not a size\n     value: five\n     fix:   write a number and a unit, such as 5MB"
                        + " (5,000,000 bytes), 800KiB (819,200 bytes), or bytes without a unit.");
    }

    private static JsonObject report(CaseProject project) throws IOException {
        return JsonParser.parseString(Files.readString(project.file("target/rust-cross/check.json")))
                .getAsJsonObject();
    }

    private static JsonObject image(JsonObject report, String target) {
        return report.getAsJsonArray("files").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(file -> file.get("target").getAsString().equals(target))
                .map(file -> file.getAsJsonArray("images").get(0).getAsJsonObject())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> strings(JsonObject object, String key) {
        return object.getAsJsonArray(key).asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    private static String highest(Readobj.Elf elf) {
        return elf.symbolsByVersion().keySet().stream()
                .filter(version -> version.contains(" GLIBC_2."))
                .map(version -> version.replaceFirst(".* GLIBC_", ""))
                .max(Comparator.comparingInt((String version) -> Integer.parseInt(version.split("\\.", -1)[1])))
                .orElseThrow();
    }
}
