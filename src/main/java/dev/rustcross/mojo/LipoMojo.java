package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Fusion;
import dev.rustcross.execution.Survey;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Fuses the two macOS builds into universal binaries, in Java: no Apple {@code lipo} is needed.
 *
 * <p>The goal {@code build} must have run before.
 *
 * @since 0.1.0
 */
@Mojo(name = "lipo", defaultPhase = LifecyclePhase.PROCESS_CLASSES, threadSafe = true)
public final class LipoMojo extends AbstractRustCrossMojo {

    @Override
    void run(Survey survey, BuildLog log) {
        Fusion fusion = new Fusion(log);
        if (dryRun) {
            fusion.describe(request(survey).build()).forEach(log::info);
        } else {
            fusion.run(request(survey).build());
        }
    }
}
