package dev.rustcross.testing;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.configuration.PlexusConfigurationException;

/** The plugin's descriptor as it is generated from its sources and published. */
public final class GeneratedDescriptor {

    private GeneratedDescriptor() {}

    public static PluginDescriptor read() {
        try (Reader xml = new InputStreamReader(
                Objects.requireNonNull(
                        GeneratedDescriptor.class.getResourceAsStream("/META-INF/maven/plugin.xml"),
                        "the descriptor is generated in the phase process-classes"),
                StandardCharsets.UTF_8)) {
            return new PluginDescriptorBuilder().build(xml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PlexusConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
