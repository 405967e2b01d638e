package dev.rustcross.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.jspecify.annotations.Nullable;

/** The folders that the integration tests share, as {@code pom.xml} prepares them at {@code pre-integration-test}. */
final class Workspace {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Path TARGET = ROOT.resolve("target");

    /** The projects as a reader finds them. */
    static final Path SOURCES = ROOT.resolve("src/it");

    /** The projects that the README shows. */
    static final Path EXAMPLES = ROOT.resolve("examples");

    /** Where both are copied and run. */
    static final Path CASES = TARGET.resolve("it");

    /** The unpacked distributions of Maven. */
    static final Path MAVENS = TARGET.resolve("maven");

    /** The unpacked distribution of Nexus. */
    static final Path NEXUS = TARGET.resolve("nexus");

    /** Where folders for {@code PATH} are made. */
    static final Path PATHS = TARGET.resolve("it-path");

    /** The local repository of the cases; the plugin is installed there. */
    static final Path LOCAL_REPOSITORY = TARGET.resolve("it-repo");

    /** The repository that cases deploy to and consumers resolve from. */
    static final Path REMOTE_REPOSITORY = TARGET.resolve("it-remote");

    private static final String GROUP = "dev/rustcross/it";

    private Workspace() {}

    /** Returns the versions of Maven to be had, oldest first. */
    static List<String> mavenVersions() {
        try (Stream<Path> homes = Files.list(MAVENS)) {
            return homes.map(home -> home.getFileName().toString())
                    .filter(name -> name.startsWith("apache-maven-"))
                    .map(name -> name.substring("apache-maven-".length()))
                    .sorted(Comparator.comparing(ComparableVersion::new))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("No Mavens to test with; run: mvn pre-integration-test -DskipTests", e);
        }
    }

    /** Returns the version of the plugin under test. */
    static String pluginVersion() {
        return property("it.pluginVersion");
    }

    /** Returns the settings of the cases: what the user already has is taken from the user's own local repository. */
    static Path settings() {
        Path settings = TARGET.resolve("it-settings.xml");
        try {
            String text = Files.readString(SOURCES.resolve("settings.xml"))
                    .replace(
                            "@userLocalRepository@",
                            Path.of(property("it.userLocalRepository")).toUri().toString())
                    .replace("@remoteRepository@", REMOTE_REPOSITORY.toUri().toString());
            Files.writeString(settings, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    /** Returns the user's own settings, so that mirrors and proxies hold. */
    static Optional<Path> userSettings() {
        return Optional.of(Path.of(System.getProperty("user.home"), ".m2", "settings.xml"))
                .filter(Files::exists);
    }

    /** Returns the folder that stands for a Windows machine; wine fills it at its first run. */
    static Path winePrefix() {
        return TARGET.resolve("wine");
    }

    /** Removes what earlier tests installed or deployed: a test must not pass on another's artifacts. */
    static void forgetPublishedArtifacts() {
        delete(LOCAL_REPOSITORY.resolve(GROUP));
        delete(REMOTE_REPOSITORY);
    }

    /** Deletes a folder with what is in it, if it is there. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "System property " + name + " is not set; maven-failsafe-plugin sets it, an IDE must be told");
        }
        return value;
    }
}
