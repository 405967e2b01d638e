package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Embedding;
import dev.rustcross.execution.Survey;
import dev.rustcross.failure.Problem;
import dev.rustcross.maven.ProjectArtifacts;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.ResourceLayout;
import dev.rustcross.plan.ResourceMode;
import dev.rustcross.plan.ResourceSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Puts the libraries of all targets where Java programs find them: into the module's own jar, or into a jar for each target. For JNI and
 * the FFM API; Java tests that run later in the build load them as well. Of a crate without libraries it takes the programs.
 *
 * <p>The goals {@code build} and {@code lipo} must have run before.
 *
 * @since 0.1.0
 */
@Mojo(name = "resources", defaultPhase = LifecyclePhase.PROCESS_CLASSES, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class ResourcesMojo extends AbstractRustCrossMojo {

    /**
     * Where a file lies in the jar. These are replaced: <code>{classifier}</code>, <code>{triple}</code>, <code>{file}</code> by the file's
     * name, as {@code System.mapLibraryName} gives it on its platform, and <code>{os}</code>, <code>{arch}</code>, <code>{abi}</code> by the
     * parts of the triple, such as linux, x86_64 and gnu. Where a triple has no ABI, as those of macOS, the dash, dot or underscore before it
     * goes, too. A universal library has the triple universal2-apple-darwin and the architecture universal. Two files of one path are an
     * error.
     *
     * <pre>
     * &lt;resourceLayout&gt;lib/{os}-{arch}-{abi}/{file}&lt;/resourceLayout&gt;
     * </pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.resourceLayout", defaultValue = "native/{classifier}/{file}")
    String resourceLayout;

    /**
     * Which jar holds the files: {@code classes} (the module's own, with its classes) or {@code classified-jars} (one for each target, with
     * the licence files, attached with type {@code jar} and the target's classifier; the module's own holds none). The universal macOS
     * library is taken where {@code lipo} is {@code only}, else the two thin ones.
     *
     * <pre>{@code
     * <resourceMode>classified-jars</resourceMode>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.resourceMode", defaultValue = "classes")
    String resourceMode;

    private final MavenProjectHelper projectHelper;

    @Inject
    ResourcesMojo(MavenProjectHelper projectHelper) {
        this.projectHelper = projectHelper;
    }

    @Override
    void checkOwn(List<Problem> problems) {
        settings(problems);
    }

    @Override
    void run(Survey survey, BuildLog log) {
        PackageRequest request = request(survey);
        ResourceSettings settings = settings(new ArrayList<>());
        if (dryRun) {
            log.info("Would write resources: " + settings.layout().pattern());
            return;
        }
        var attached = new ProjectArtifacts(project, projectHelper);
        attached.attach(new Embedding(log).run(request, settings, attached.files()));
    }

    private ResourceSettings settings(List<Problem> problems) {
        ResourceMode mode = ResourceMode.parse(resourceMode).orElseGet(() -> {
            problems.add(
                    TargetReader.unknownValue("<resourceMode>", "unknown mode", resourceMode, ResourceMode.names()));
            return ResourceMode.CLASSES;
        });
        return new ResourceSettings(
                ResourceLayout.parse(resourceLayout, problems),
                mode,
                Path.of(project.getBuild().getOutputDirectory()));
    }
}
