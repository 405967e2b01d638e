package dev.rustcross.maven;

import java.util.Arrays;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/**
 * Lists that the command line may replace, on every Maven.
 *
 * <p>Where both the POM and a property give a list, Maven 3 takes the POM's and Maven 4 the property's; so the property is
 * read first here.
 */
public final class CommandLineLists {

    private final MavenSession session;

    /** Creates the reader of a session's user properties. */
    public CommandLineLists(MavenSession session) {
        this.session = session;
    }

    /** Returns whether the command line gives a list. */
    public boolean isGiven(String name) {
        return session.getUserProperties().getProperty("rust-cross." + name) != null;
    }

    /** Returns the list of {@code -Drust-cross.NAME=a,b} where it is given, else the POM's; empty where neither is. */
    public List<String> resolve(String name, @Nullable List<String> fromPom) {
        String property = session.getUserProperties().getProperty("rust-cross." + name);
        List<String> items =
                property != null ? Arrays.asList(property.split(",", -1)) : fromPom != null ? fromPom : List.of();
        return items.stream()
                .filter(item -> item != null && !item.isBlank())
                .map(String::trim)
                .toList();
    }
}
