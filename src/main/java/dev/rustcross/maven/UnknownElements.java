package dev.rustcross.maven;

import dev.rustcross.failure.Problem;
import dev.rustcross.failure.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Finds elements of {@code <configuration>} that no goal of the plugin knows.
 *
 * <p>Maven 3.8 drops them silently and later versions only warn, so that a misspelt parameter builds something else than
 * what was asked for.
 */
public final class UnknownElements {

    private UnknownElements() {}

    /** Returns a problem for each unknown element of the plugin's configuration and of the running execution's. */
    public static List<Problem> find(MojoExecution execution) {
        Set<String> known = new TreeSet<>();
        for (MojoDescriptor goal :
                execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                if (parameter.isEditable()) {
                    known.add(parameter.getName());
                }
            }
        }
        var problems = new ArrayList<Problem>();
        for (String element : configured(execution)) {
            if (!known.contains(element)) {
                problems.add(new Problem(
                        "<configuration><" + element + ">",
                        "unknown element",
                        null,
                        Suggestion.nearest(element, known)
                                .map(name -> "did you mean <" + name + ">?")
                                .orElse("`mvn rust-cross:help -Ddetail` lists all parameters.")));
            }
        }
        return problems;
    }

    private static Set<String> configured(MojoExecution execution) {
        var names = new LinkedHashSet<String>();
        Plugin plugin = execution.getPlugin();
        addChildren(plugin.getConfiguration(), names);
        PluginExecution own = plugin.getExecutionsAsMap().get(execution.getExecutionId());
        if (own != null) {
            addChildren(own.getConfiguration(), names);
        }
        return names;
    }

    private static void addChildren(Object configuration, Set<String> names) {
        if (configuration instanceof Xpp3Dom dom) {
            for (Xpp3Dom child : dom.getChildren()) {
                names.add(child.getName());
            }
        }
    }
}
