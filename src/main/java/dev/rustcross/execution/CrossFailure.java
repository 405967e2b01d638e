package dev.rustcross.execution;

import dev.rustcross.diagnosis.CrossToml;
import dev.rustcross.host.PackageManager;
import dev.rustcross.toolchain.ContainerEngine;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says why cross did not start a container, from what it and the container engine write.
 *
 * @param target what was to be built
 * @param engine the container engine; null for none
 * @param packageManager what installs programs on this machine
 * @param offline whether no image may be fetched
 */
record CrossFailure(String target, @Nullable ContainerEngine engine, PackageManager packageManager, boolean offline) {

    /** With which docker and podman say that not the program in the container failed, but they did. */
    private static final int ENGINE_FAILED = 125;

    /** With which cross ends where it was to build an image first, from a pre-build or a dockerfile. */
    private static final int IMAGE_NOT_BUILT = 1;

    private static final Pattern STOPPED = Pattern.compile(
            "cannot connect to the docker daemon|cannot connect to podman|failed to connect to the docker api"
                    + "|permission denied while trying to connect to the docker",
            Pattern.CASE_INSENSITIVE);

    /** As podman, podman with --pull=never, and docker name it; docker first says so where it goes on to fetch it. */
    private static final Pattern MISSING_IMAGE = Pattern.compile("Unable to find image '(\\S+)' locally"
            + "|initializing source docker://(\\S+): "
            + "|^Error: (\\S+): image not known"
            + "|No such image: (\\S+)"
            + "|short-name \"(\\S+)\" did not resolve");

    private static final Pattern WARNING = Pattern.compile("\\[cross\\] warning: (.*)");

    Optional<String> explain(int exitCode, List<String> words) {
        if (words.stream().anyMatch(line -> line.contains("no container engine found"))) {
            return Optional.of("cross found no container engine to build " + target + " in."
                    + "\n  Install docker or podman (`" + ContainerEngine.installCommand(packageManager)
                    + "`), or name one by the variable CROSS_CONTAINER_ENGINE.");
        }
        if (words.stream().anyMatch(line -> line.contains("Falling back to `cargo` on the host"))) {
            return Optional.of(withoutContainer(words));
        }
        if ((exitCode != ENGINE_FAILED && exitCode != IMAGE_NOT_BUILT) || engine == null) {
            return Optional.empty();
        }
        Optional<String> stopped =
                words.stream().filter(line -> STOPPED.matcher(line).find()).findFirst();
        return stopped.map(line -> engine.name() + ", in which cross was to build " + target + ", does not answer: "
                        + line + "\n  What to do: " + engine.remedy() + ".")
                .or(() -> missingImage(words).map(image -> withoutImage(image, engine)));
    }

    /** Without a container it would have been built by this machine's cargo, had it understood the call. */
    private String withoutContainer(List<String> words) {
        String why = words.stream()
                .map(WARNING::matcher)
                .filter(Matcher::find)
                .map(warning -> warning.group(1))
                .reduce((earlier, later) -> later)
                .orElse("it does not say why");
        String mend = why.contains("does not provide a Docker image")
                ? "Name an" + inCrossToml()
                : "See what `cargo metadata` says in the crate's folder.";
        return "cross would not build " + target + " in a container: " + why + "\n  " + mend;
    }

    private String withoutImage(String image, ContainerEngine used) {
        return "the image " + image + ", in which cross was to build " + target + ", is not on this machine, and "
                + (offline ? "Maven is offline (-o)." : used.name() + " could not fetch it.")
                + "\n  Type: " + used.name() + " pull " + image + "\n  Or name another" + inCrossToml();
    }

    private String inCrossToml() {
        return " image " + CrossToml.place(target, CrossToml.IMAGE).replace("\n", "\n  ");
    }

    private static Optional<String> missingImage(List<String> words) {
        return words.stream()
                .map(MISSING_IMAGE::matcher)
                .filter(Matcher::find)
                .map(CrossFailure::firstGroup)
                .reduce((earlier, later) -> later);
    }

    private static String firstGroup(Matcher matcher) {
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i) != null) {
                return matcher.group(i);
            }
        }
        throw new IllegalStateException("no group matched");
    }
}
