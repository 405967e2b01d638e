package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rust in Java programs: the examples of the README, and jars with the library of one platform each. */
@RequiresTool({"cargo", "rustup", "python3", "unzip"})
class ResourcesIT {

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void jarWithTheLibrariesOfFivePlatforms(Maven maven) throws Exception {
        CaseProject project = maven.example("jni-hello");

        // Its test calls the library.
        assertThat(project.mvn("package").succeeds().log())
                .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");

        Path jar = project.file("target/jni-hello-1.0.0.jar");
        assertThat(Archive.names(jar))
                .contains(
                        "native/linux-amd64/libhello.so",
                        "native/linux-arm64/libhello.so",
                        "native/darwin-amd64/libhello.dylib",
                        "native/darwin-arm64/libhello.dylib",
                        "native/windows-amd64/hello.dll");

        assertThat(project.mvn("package").succeeds().log()).contains("Resources: 5, unchanged.");
        assertThat(project.mvn("package", "-Drust-cross.onlyTargets=host")
                        .succeeds()
                        .log())
                .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(project.file("target/classes/native")).isDirectoryNotContaining("glob:**arm64");
    }

    @MavenTest
    void jarWithAProgram(Maven maven) {
        CaseProject project = maven.example("java-launcher");

        assertThat(project.mvn("package").succeeds().log())
                .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(Archive.names(project.file("target/java-launcher-1.0.0.jar")))
                .contains("bin/wordcount");
    }

    @MavenTest
    @RequiresTool({"cargo", "rustup", "tar", "x86_64-w64-mingw32-gcc"})
    void workspaceOfTwoPrograms(Maven maven) {
        CaseProject project = maven.example("workspace");

        project.mvn("package", "-DskipTests").succeeds();

        Path linux = Archive.unpack(project.dist().resolve("workspace-1.0.0-linux-amd64.tar.gz"));
        assertThat(Tool.run(linux, linux.resolve("greet").toString(), "Maven")).isEqualTo("hello, Maven\n");
        assertThat(Tool.run(linux, linux.resolve("count").toString(), "a", "b")).isEqualTo("2\n");
        assertThat(Archive.names(project.dist().resolve("workspace-1.0.0-windows-amd64.zip")))
                .contains("workspace-1.0.0-windows-amd64/greet.exe", "workspace-1.0.0-windows-amd64/count.exe");
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void aJarForEachPlatform(Maven maven) {
        CaseProject project = maven.project("native-jars");

        project.mvn("verify").succeeds();

        Path jars = project.file("native/target/rust-cross/jars");
        for (String platform : new String[] {"linux-x86_64", "linux-aarch_64", "osx-aarch_64", "windows-x86_64"}) {
            assertThat(jars.resolve("native-1.4.2-" + platform + ".jar")).exists();
        }
        assertThat(Archive.names(jars.resolve("native-1.4.2-linux-x86_64.jar")))
                .contains("META-INF/LICENSE", "META-INF/MANIFEST.MF", "META-INF/native/linux-x86_64/libhello.so");
        assertThat(Archive.names(project.file("native/target/native-1.4.2.jar")))
                .noneMatch(name -> name.contains("hello"));

        project.mvn("verify", "-Pdev").succeeds();
        assertThat(Files.exists(jars.resolve("native-1.4.2-osx-aarch_64.jar"))).isFalse();
    }
}
