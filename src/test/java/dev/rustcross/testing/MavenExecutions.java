package dev.rustcross.testing;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** Maven's own objects around a running goal. */
public final class MavenExecutions {

    private MavenExecutions() {}

    /** Returns a session with properties from the command line. */
    // The only constructor that needs no container is an old one.
    @SuppressWarnings("deprecation")
    public static MavenSession session(Map<String, String> userProperties, boolean offline) {
        var properties = new Properties();
        properties.putAll(userProperties);
        var request = new DefaultMavenExecutionRequest();
        request.setUserProperties(properties);
        request.setOffline(offline);
        return new MavenSession(null, null, request, new DefaultMavenExecutionResult());
    }

    /** Returns an execution of a goal, with the configuration of the plugin and that of the execution. */
    public static MojoExecution execution(String goal, String pluginConfiguration, String executionConfiguration) {
        var descriptor = GeneratedDescriptor.read();
        var plugin = new Plugin();
        plugin.setGroupId(descriptor.getGroupId());
        plugin.setArtifactId(descriptor.getArtifactId());
        plugin.setConfiguration(dom(pluginConfiguration));
        var execution = new PluginExecution();
        execution.setConfiguration(dom(executionConfiguration));
        plugin.addExecution(execution);
        descriptor.setPlugin(plugin);
        return new MojoExecution(descriptor.getMojo(goal), execution.getId());
    }

    /** Returns the element {@code <configuration>} with that content. */
    public static Xpp3Dom dom(String content) {
        try {
            return Xpp3DomBuilder.build(new StringReader("<configuration>" + content + "</configuration>"));
        } catch (XmlPullParserException | IOException e) {
            throw new IllegalArgumentException(content, e);
        }
    }
}
