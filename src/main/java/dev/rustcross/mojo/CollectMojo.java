package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Fusion;
import dev.rustcross.execution.Shards;
import dev.rustcross.execution.Survey;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.plan.PackageRequest;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Ships what other machines built: checks the archives in {@code shardsDirectory}, fuses the two macOS builds where they come from two
 * machines, writes checksums and the manifest of all, and attaches them. The same as {@code build}, {@code lipo} and {@code package} do with
 * that parameter, for a POM that binds none of them, or without its lifecycle: {@code mvn rust-cross:collect deploy:deploy}.
 *
 * @since 0.1.0
 */
@Mojo(name = "collect", threadSafe = true)
public final class CollectMojo extends AbstractPackagingMojo {

    @Inject
    CollectMojo(MavenProjectHelper projectHelper) {
        super(projectHelper);
    }

    @Override
    void run(Survey survey, BuildLog log) {
        PackageRequest request = request(survey);
        if (request.build().shards() == null) {
            throw new InvalidConfigurationException(new Problem(
                    "<shardsDirectory>",
                    "the goal collect needs it",
                    null,
                    "name the folder that holds each shard's target/rust-cross/dist, as by"
                            + " -Drust-cross.shardsDirectory=/path/to/shards."));
        }
        if (dryRun) {
            log.info("Would collect: " + request.build().shards());
            nothingPacked();
            return;
        }
        new Shards(log).run(request);
        new Fusion(log).run(request.build());
        pack(request, survey, log);
    }
}
