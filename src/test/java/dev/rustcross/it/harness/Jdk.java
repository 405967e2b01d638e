package dev.rustcross.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JDK that Maven can be run with.
 *
 * @param feature the feature release, such as 17
 * @param home its {@code JAVA_HOME}
 */
public record Jdk(int feature, Path home) {

    private static final Path DEBIAN_JDKS = Path.of("/usr/lib/jvm");

    /** Returns the JDK that runs the tests. */
    public static Jdk running() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /**
     * Returns the JDK of a feature release: the running one, or what {@code JAVA_HOME_25} or {@code JAVA_HOME_25_X64}
     * (as on GitHub's runners) names, or the one under {@code /usr/lib/jvm}.
     */
    static Optional<Jdk> find(int feature) {
        if (running().feature() == feature) {
            return Optional.of(running());
        }
        return Stream.concat(namedByEnvironment(feature), installed(feature))
                .filter(home -> Files.isExecutable(home.resolve("bin/javac"))
                        || Files.isExecutable(home.resolve("bin/javac.exe")))
                .findFirst()
                .map(home -> new Jdk(feature, home));
    }

    private static Stream<Path> namedByEnvironment(int feature) {
        return Stream.of("JAVA_HOME_%d", "JAVA_HOME_%d_X64", "JAVA_HOME_%d_ARM64", "JAVA_HOME_%d_arm64")
                .map(name -> System.getenv(name.formatted(feature)))
                .filter(home -> home != null && !home.isEmpty())
                .map(Path::of);
    }

    private static Stream<Path> installed(int feature) {
        if (!Files.isDirectory(DEBIAN_JDKS)) {
            return Stream.empty();
        }
        try (Stream<Path> homes = Files.list(DEBIAN_JDKS)) {
            return homes
                    .filter(home -> home.getFileName().toString().matches(".*\\b" + feature + "\\b.*"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
