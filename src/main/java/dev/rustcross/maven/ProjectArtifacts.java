package dev.rustcross.maven;

import dev.rustcross.execution.ProducedArtifact;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

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

    /**
     * Attaches the artifacts, one without a classifier as the main one; one that is attached already stays.
     *
     * @throws InvalidConfigurationException where another file has the type and classifier of one of them, which Maven would replace
     *     with a mere warning; nothing is attached then
     */
    public void attach(List<ProducedArtifact> artifacts) {
        List<Problem> problems = new ArrayList<>();
        List<ProducedArtifact> added = new ArrayList<>();
        for (ProducedArtifact artifact : artifacts) {
            if (artifact.classifier() == null) {
                added.add(artifact);
                continue;
            }
            project.getAttachedArtifacts().stream()
                    .filter(attached -> attached.getType().equals(artifact.type())
                            && Objects.equals(attached.getClassifier(), artifact.classifier()))
                    .findFirst()
                    .ifPresentOrElse(
                            attached -> {
                                if (!artifact.file().toFile().equals(attached.getFile())) {
                                    problems.add(clash(artifact, attached));
                                }
                            },
                            () -> added.add(artifact));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        for (ProducedArtifact artifact : added) {
            File file = artifact.file().toFile();
            if (artifact.classifier() == null) {
                project.getArtifact().setFile(file);
            } else {
                helper.attachArtifact(project, artifact.type(), artifact.classifier(), file);
            }
        }
    }

    private static Problem clash(ProducedArtifact artifact, Artifact attached) {
        return new Problem(
                "<executions>",
                "type " + artifact.type() + " and classifier " + artifact.classifier() + " are attached already, as "
                        + attached.getFile(),
                artifact.file().toString(),
                "give the targets of one execution a <classifier> of their own, or write <attach>false</attach> there.");
    }
}
