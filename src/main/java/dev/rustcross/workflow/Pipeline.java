package dev.rustcross.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline file is written from. All paths are relative to the repository's root, with forward slashes.
 *
 * @param shards what is built where
 * @param pom the POM that Maven is called with
 * @param module the folder of the module with the crate, relative to the POM's; empty where they are one
 * @param moduleFolder the folder of the module with the crate; empty for the root
 * @param dist the folder with what the goal {@code package} makes
 * @param java the version of the JDK
 * @param repository the id of the repository in {@code <distributionManagement>}; null where there is none
 */
public record Pipeline(
        List<Shard> shards,
        String pom,
        String module,
        String moduleFolder,
        String dist,
        int java,
        @Nullable String repository) {

    public Pipeline {
        shards = List.copyOf(shards);
    }

    /** Returns the call of Maven that builds a shard, but for the targets. */
    String shardCommand() {
        return maven("verify") + (module.isEmpty() ? "" : " --projects " + Yaml.shell(module) + " --also-make");
    }

    /** Returns the call of Maven that ships all shards: to the repository, where there is one. */
    String releaseCommand() {
        return maven(repository == null ? "verify" : "deploy");
    }

    private String maven(String phase) {
        return "mvn --batch-mode --no-transfer-progress --file " + Yaml.shell(pom) + " " + phase;
    }
}
