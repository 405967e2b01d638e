package dev.rustcross.maven;

import dev.rustcross.execution.ProducedArtifact;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/** What is attached to a project, to be installed and deployed with it. */
public final class ProjectArtifacts {

    private final MavenProject project;
    private final MavenProjectHelper helper;

    /** Creates the artifacts of a project. */
    public ProjectArtifacts(MavenProject project, MavenProjectHelper helper) {
        this.project = project;
        this.helper = helper;
    }

    /** Returns the files attached so far. */
    public Set<Path> files() {
        return project.getAttachedArtifacts().stream()
                .map(Artifact::getFile)
                .filter(Objects::nonNull)
                .map(File::toPath)
                .collect(Collectors.toSet());
    }

    /** Returns the file attached with a type and classifier, or where that is null, the main artifact's. */
    public Optional<Path> file(String type, @Nullable String classifier) {
        return artifact(type, classifier).map(Artifact::getFile).map(File::toPath);
    }

    private Optional<Artifact> artifact(String type, @Nullable String classifier) {
        return classifier == null
                ? Optional.of(project.getArtifact())
                : project.getAttachedArtifacts().stream()
                        .filter(attached ->
                                attached.getType().equals(type) && Objects.equals(attached.getClassifier(), classifier))
                        .findFirst();
    }

    /**
     * Attaches the artifacts, one without a classifier as the main one; one that is attached already stays.
     *
     * @throws InvalidConfigurationException where another file has the type and classifier of one of them, which Maven would replace
     *     with a mere warning; nothing is attached then
     */
    public void attach(List<ProducedArtifact> artifacts) {
        List<Problem> problems = new ArrayList<>();
        List<ProducedArtifact> added = new ArrayList<>();
        var replaced = new IdentityHashMap<Artifact, Path>();
        for (ProducedArtifact artifact : artifacts) {
            Optional<Artifact> present = artifact(artifact.type(), artifact.classifier());
            Optional<Path> file = present.map(Artifact::getFile).map(File::toPath);
            if (file.isEmpty()) {
                added.add(artifact);
            } else if (file.get().equals(artifact.replaced())) {
                replaced.put(present.get(), artifact.file());
            } else if (!file.get().equals(artifact.file())) {
                problems.add(clash(artifact, file.get()));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        replaced.forEach((artifact, file) -> artifact.setFile(file.toFile()));
        for (ProducedArtifact artifact : added) {
            File file = artifact.file().toFile();
            if (artifact.classifier() == null) {
                project.getArtifact().setFile(file);
            } else {
                helper.attachArtifact(project, artifact.type(), artifact.classifier(), file);
            }
        }
    }

    private static Problem clash(ProducedArtifact artifact, Path attached) {
        return new Problem(
                "<executions>",
                (artifact.classifier() == null
                                ? "the project's main artifact is there already, as "
                                : "type " + artifact.type() + " and classifier " + artifact.classifier()
                                        + " are attached already, as ")
                        + attached,
                artifact.file().toString(),
                "give the targets of one execution a <classifier> of their own, or write <attach>false</attach> there.");
    }
}
