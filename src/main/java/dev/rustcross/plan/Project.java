package dev.rustcross.plan;

/**
 * The Maven project that ships what is built, and what packs it.
 *
 * @param groupId the project's group
 * @param artifactId the project's name
 * @param version the project's version
 * @param manifestIsMain whether the list of what is shipped is the project's main artifact
 * @param pluginVersion the plugin's version
 */
public record Project(String groupId, String artifactId, String version, boolean manifestIsMain, String pluginVersion) {

    /** The packaging whose main artifact is that list. */
    public static final String PACKAGING = "rust-cross";
}
