package dev.rustcross.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A copy of a project from {@code src/it} or {@code examples}, to be built by a Maven. */
public final class CaseProject {

    private final Maven maven;
    private final Path directory;
    private int runs;

    private CaseProject(Maven maven, Path directory) {
        this.maven = maven;
        this.directory = directory;
    }

    static CaseProject copy(Maven maven, Path source, Path directory) {
        if (!Files.isRegularFile(source.resolve("README.md"))) {
            throw new IllegalArgumentException("no such case, or no README.md in it: " + source);
        }
        Workspace.delete(directory);
        try (Stream<Path> files = Files.walk(source)) {
            List<Path> sources = files.filter(file -> !source.relativize(file).startsWith("target"))
                    .toList();
            for (Path file : sources) {
                copy(file, directory.resolve(source.relativize(file).toString()));
            }
            // Marks the root of the case, so that the .mvn of the project around it is not taken. New Mavens would ask
            // each repository for a list of its contents at each run.
            Files.createDirectories(directory.resolve(".mvn"));
            Files.writeString(
                    directory.resolve(".mvn/maven.config"), "-Daether.remoteRepositoryFilter.prefixes=false\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CaseProject(maven, directory);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.createDirectories(to);
        } else if (from.getFileName().toString().matches("pom.*\\.xml")) {
            Files.writeString(
                    to,
                    Files.readString(from)
                            .replace("@project.version@", Workspace.pluginVersion())
                            .replace(
                                    "@remoteRepository@",
                                    Workspace.REMOTE_REPOSITORY.toUri().toString()));
        } else {
            Files.copy(from, to);
        }
    }

    /** Returns a folder beside the copy, not there yet, that something else is to make into a project. */
    public CaseProject sibling(String name) {
        Path sibling = directory.resolveSibling(name);
        Workspace.delete(sibling);
        return new CaseProject(maven, sibling);
    }

    /** Returns where the copy is. */
    public Path directory() {
        return directory;
    }

    /** Returns a file or folder of the copy. */
    public Path file(String relative) {
        return directory.resolve(relative);
    }

    /** Returns {@code target/rust-cross/dist}, where the archives are. */
    public Path dist() {
        return file("target/rust-cross/dist");
    }

    /** Returns the names of the files in {@link #dist()}, sorted, but for the manifest's; none where the folder is not there. */
    public List<String> distNames() {
        if (!Files.exists(dist())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(dist())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("dist-manifest.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces text in a file of the copy, which must hold it. */
    public CaseProject edit(String relative, String text, String replacement) {
        try {
            String before = Files.readString(file(relative));
            if (!before.contains(text)) {
                throw new IllegalArgumentException(relative + " does not hold: " + text);
            }
            Files.writeString(file(relative), before.replace(text, replacement));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a shell script into a folder of the copy, and returns the folder. */
    public Path script(String folder, String name, String text) {
        try {
            Path script = Files.createDirectories(file(folder)).resolve(name);
            Files.writeString(script, "#!/bin/sh\n" + text);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            return script.getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prepares a run of {@code mvn} with these goals and options in the copy's folder. */
    public MavenCall mvn(String... arguments) {
        return new MavenCall(maven, this, List.of(arguments));
    }

    /** Prepares a run of the goal {@code doctor} by the plugin's full name, as it is called where no POM declares the plugin. */
    public MavenCall doctorWithoutPom(String... options) {
        String goal = "dev.rustcross:rust-cross-maven-plugin:" + pluginVersion() + ":doctor";
        return mvn(Stream.concat(Stream.of(goal), Stream.of(options)).toArray(String[]::new));
    }

    /** Returns the Maven that builds the copy at this moment. */
    public Optional<ProcessHandle> running() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().stream()
                        .anyMatch(line -> line.contains("plexus-classworlds")
                                && line.contains("multiModuleProjectDirectory=" + directory)))
                .findFirst();
    }

    /** Returns the version of the plugin under test. */
    public String pluginVersion() {
        return Workspace.pluginVersion();
    }

    /** Returns the log of the next run: {@code build.log}, then {@code build-2.log} and so on. */
    Path nextLog() {
        runs++;
        return file(runs == 1 ? "build.log" : "build-" + runs + ".log");
    }
}
