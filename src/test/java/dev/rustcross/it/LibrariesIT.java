package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.Wine;
import dev.rustcross.macho.PageHashes;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Libraries for other languages, used from C. */
@RequiresTool({"cargo", "rustup", "python3", "cc", "musl-gcc", "tar", "unzip"})
class LibrariesIT {

    private static CaseProject project;

    @BeforeAll
    static void build() {
        project = Maven.oldest("libraries").project("cdylib");
        project.mvn("package").succeeds();
    }

    @Test
    void lieBesideThePrograms() {
        assertThat(Archive.list(archive("linux-amd64-gnu.tar.gz")))
                .anySatisfy(line -> assertThat(line).startsWith("-rwxr-xr-x ").endsWith("/greeting"))
                .anySatisfy(line -> assertThat(line).startsWith("-rw-r--r-- ").endsWith("/libgreeting.so"));
        assertThat(Archive.names(archive("windows-amd64.zip")))
                .contains(
                        "cdylib-1.4.2-windows-amd64/greeting.exe",
                        "cdylib-1.4.2-windows-amd64/greeting.dll",
                        "cdylib-1.4.2-windows-amd64/libgreeting.dll.a");
        assertThat(Archive.names(archive("darwin-arm64.tar.gz")))
                .contains("cdylib-1.4.2-darwin-arm64/libgreeting.dylib");
    }

    @Test
    void linuxWithGlibc() {
        assertThat(used("linux-amd64-gnu", "cc")).isEqualTo("C says 42\n");
    }

    @Test
    void linuxWithMusl() {
        assertThat(used("linux-amd64-musl", "musl-gcc")).isEqualTo("C says 42\n");
    }

    private static String used(String classifier, String compiler) {
        Path folder = Archive.unpack(archive(classifier + ".tar.gz"));
        Tool.run(folder, compiler, main(), "-o", "use-it", "-L.", "-lgreeting");
        return Tool.run(
                folder,
                Map.of("LD_LIBRARY_PATH", folder.toString()),
                folder.resolve("use-it").toString());
    }

    @Test
    @RequiresTool("x86_64-w64-mingw32-gcc")
    void windowsThroughTheImportLibrary() {
        Path folder = Archive.unpack(archive("windows-amd64.zip"));

        Tool.run(folder, "x86_64-w64-mingw32-gcc", main(), "-o", "use-it.exe", "libgreeting.dll.a");

        assertThat(Wine.required().run(folder.resolve("use-it.exe"))).endsWith("C says 42\r\n");
    }

    @Test
    @RequiresTool("llvm-lipo-19")
    void bothMacsInOneFile() {
        Path folder = Archive.unpack(archive("darwin-universal.tar.gz"));

        for (String file : new String[] {"greeting", "libgreeting.dylib"}) {
            assertThat(Tool.run(folder, "llvm-lipo-19", "-archs", file).strip()).isEqualTo("x86_64 arm64");
        }
    }

    @Test
    @RequiresTool("llvm-objdump-19")
    void macOsFindsTheLibraryWhereItsUserSays() throws Exception {
        Path folder = Archive.unpack(archive("darwin-arm64.tar.gz"));

        assertThat(Tool.run(folder, "llvm-objdump-19", "--macho", "--dylib-id", "libgreeting.dylib"))
                .endsWith("@rpath/libgreeting.dylib\n");
        PageHashes.Verdict hashes = PageHashes.verifyArm64(folder.resolve("libgreeting.dylib"));
        assertThat(hashes.count()).isPositive();
        assertThat(hashes.wrong()).isEmpty();
    }

    @MavenTest
    void staticMuslIsRefusedBeforeAnythingIsBuilt(Maven maven) {
        CaseProject refused = maven.project("cdylib");

        MavenRun run = refused.mvn("-f", "pom-static.xml", "package").fails();

        assertThat(run.error())
                .contains("<targets><target>[2]: links the C runtime statically, so that the library greeting"
                        + " cannot be built")
                .contains("value: x86_64-unknown-linux-musl")
                .contains("<rustflags><rustflag>-Ctarget-feature=-crt-static</rustflag></rustflags>");
        assertThat(refused.file("target/x86_64-unknown-linux-gnu")).doesNotExist();
        refused.mvn("-f", "pom-static.xml", "package", "-Drust-cross.binaries=greeting")
                .succeeds();
        assertThat(Archive.names(refused.dist().resolve("cdylib-1.4.2-linux-amd64-musl.tar.gz")))
                .noneMatch(name -> name.contains(".so"));
    }

    private static Path archive(String end) {
        return project.dist().resolve("cdylib-1.4.2-" + end);
    }

    private static String main() {
        return project.file("use/main.c").toString();
    }
}
