package dev.rustcross.mojo;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.model.BuildBase;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/**
 * Tells a module that has the plugin for others' sake, or by inheritance alone, from one that forgot its {@code Cargo.toml}.
 *
 * @param project the module
 * @param execution the running execution
 */
record InheritedConfiguration(MavenProject project, MojoExecution execution) {

    /** Returns whether no crate lies at the default place of a module that need not have one. */
    boolean appliesToNothing(File manifest) {
        boolean defaultManifest = manifest.equals(new File(project.getBasedir(), "Cargo.toml"));
        return defaultManifest && !manifest.exists() && (hasModules() || !declaresPlugin());
    }

    private boolean hasModules() {
        return project.getPackaging().equals("pom") && !project.getModules().isEmpty();
    }

    /** A goal called from the command line counts as declared: whoever types it in a module means that module. */
    private boolean declaresPlugin() {
        if (execution.getSource() == MojoExecution.Source.CLI && project.isExecutionRoot()) {
            return true;
        }
        Model model = project.getOriginalModel();
        Stream<BuildBase> builds = Stream.concat(
                Stream.ofNullable(model.getBuild()),
                model.getProfiles().stream().flatMap(profile -> Stream.ofNullable(profile.getBuild())));
        return builds.map(BuildBase::getPlugins).flatMap(List::stream).anyMatch(this::isThisPlugin);
    }

    private boolean isThisPlugin(Plugin plugin) {
        return plugin.getArtifactId().equals(execution.getArtifactId())
                && plugin.getGroupId().equals(execution.getGroupId());
    }
}
