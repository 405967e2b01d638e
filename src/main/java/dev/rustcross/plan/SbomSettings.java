package dev.rustcross.plan;

/**
 * What a bill of materials says of the project and of the plugin that writes it.
 *
 * @param groupId the project's group
 * @param artifactId the project's name
 * @param version the project's version
 * @param generatorVersion the plugin's version
 */
public record SbomSettings(String groupId, String artifactId, String version, String generatorVersion) {

    /** Returns the classifier of the bill for the archives of a classifier. */
    public static String classifier(String ofArchives) {
        return ofArchives + "-cyclonedx";
    }

    /** Returns the name of the bill for the archives of a classifier. */
    public static String fileName(ArchiveName name, String ofArchives) {
        return name.of(classifier(ofArchives)) + ".json";
    }
}
