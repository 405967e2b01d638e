package dev.rustcross.it.harness;

import java.nio.file.Path;

/**
 * A Maven on a JDK, for one test.
 *
 * @param version its version
 * @param jdk the JDK it runs on
 * @param test the name of the test, which goes into the names of its folders
 */
public record Maven(String version, Jdk jdk, String test) {

    /** Returns the oldest supported Maven on the running JDK, for what several tests share. */
    public static Maven oldest(String test) {
        return new Maven(Workspace.mavenVersions().get(0), Jdk.running(), test);
    }

    /** Copies {@code src/it/NAME} to a fresh folder below {@code target/it/NAME}. */
    public CaseProject project(String name) {
        return CaseProject.copy(this, Workspace.SOURCES.resolve(name), folder(name));
    }

    /** Copies {@code src/it/NAME} to a fresh folder called {@code folderName}. */
    public CaseProject project(String name, String folderName) {
        return CaseProject.copy(
                this, Workspace.SOURCES.resolve(name), folder(name).resolve(folderName));
    }

    /** Copies {@code examples/NAME} to a fresh folder below {@code target/it/NAME}. */
    public CaseProject example(String name) {
        return CaseProject.copy(this, Workspace.EXAMPLES.resolve(name), folder(name));
    }

    /** Returns whether this is Maven 3. */
    public boolean isMaven3() {
        return version.startsWith("3.");
    }

    Path home() {
        return Workspace.MAVENS.resolve("apache-maven-" + version);
    }

    @Override
    public String toString() {
        return "Maven " + version + ", " + jdk;
    }

    private Path folder(String name) {
        return Workspace.CASES.resolve(name).resolve("%s-maven-%s-jdk%d".formatted(test, version, jdk.feature()));
    }
}
