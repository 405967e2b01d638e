package dev.rustcross.execution;

import dev.rustcross.cargo.CargoProgress;
import dev.rustcross.process.OutputListener;
import dev.rustcross.target.TargetTriple;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sorts what cargo writes to its standard error: errors and warnings for the user, commands and status for {@code -X}, progress
 * for whoever counts it.
 *
 * <p>A diagnostic is logged line by line as it comes, at the level that its first line names, so that errors are seen under
 * {@code mvn -q} too.
 */
final class CargoDiagnostics implements OutputListener {

    /** For a registry that lets nobody download who does not say who he is. */
    static final String REGISTRY_WANTS_TOKEN = "\n  A registry wants a token: name it in Maven's settings.xml, as"
            + " <server><id>cargo:NAME</id><password>TOKEN</password></server> for [registries.NAME], or by `cargo login"
            + " --registry NAME`.";

    /** Cargo's status lines have their verb right-aligned in twelve columns. */
    private static final Pattern STATUS = Pattern.compile("^ *(\\p{Lu}\\p{Alpha}+) +\\S.*");

    private static final int STATUS_WIDTH = 12;

    /** A linker may name every object of a large program, and a build script's failure brings all that it printed. */
    private static final int KEPT_LINES = 4000;

    private static final int LAST_WORDS = 20;
    private static final Set<String> NEWS = Set.of("Downloading", "Downloaded", "Updating", "Blocking", "Locking");
    private static final Pattern SUMMARY =
            Pattern.compile("warning: `\\S+` \\(.*\\) generated \\d+ warnings?( \\(.*duplicates?\\))?");
    private static final Pattern FAILED_PROCESS =
            Pattern.compile("( *)process didn't exit successfully: `(.*)` \\((.*)\\)");
    private static final Pattern NO_TOKEN = Pattern.compile(
            "authenticated registries require a credential-provider|(no token found|token rejected) for `");
    private static final Pattern TARGET_ARGUMENT = Pattern.compile(" --target (\\S+)");

    private final BuildLog log;
    private final Consumer<CargoProgress> progress;
    private final Supplier<String> waiting;
    private final Set<TargetTriple> failed = new LinkedHashSet<>();
    private final Deque<String> said = new ArrayDeque<>();
    private boolean errorShown;
    private boolean tokenWanted;
    private Consumer<String> level;

    /**
     * Creates the sorter.
     *
     * @param waiting says for whom cargo waits, when it waits for the build directory
     */
    CargoDiagnostics(BuildLog log, Consumer<CargoProgress> progress, Supplier<String> waiting) {
        this.log = log;
        this.progress = progress;
        this.waiting = waiting;
        this.level = log::debug;
    }

    @Override
    public synchronized void line(String line) {
        Optional<CargoProgress> counted = CargoProgress.parse(line);
        if (counted.isPresent()) {
            progress.accept(counted.get());
            return;
        }
        Matcher failedProcess = FAILED_PROCESS.matcher(line);
        if (failedProcess.matches()) {
            noteFailedTarget(line);
            keep(line);
            log.debug(line);
            level.accept(failedProcess.group(1) + program(failedProcess.group(2)) + ": " + failedProcess.group(3));
            return;
        }
        Matcher status = STATUS.matcher(line);
        if (!status.matches() || status.end(1) != STATUS_WIDTH) {
            keep(line);
        }
        errorShown |= line.startsWith("error");
        tokenWanted |= NO_TOKEN.matcher(line).find();
        level = levelOf(line).orElse(level);
        level.accept(line);
        // The directory has the second name since cargo 1.91.
        if (line.endsWith("waiting for file lock on build directory")
                || line.endsWith("waiting for file lock on artifact directory")) {
            log.info("  " + waiting.get());
        }
    }

    private void keep(String line) {
        said.add(line);
        if (said.size() > KEPT_LINES) {
            said.remove();
        }
    }

    /** Returns the last lines that are neither status nor progress, and the calls that failed. */
    synchronized List<String> said() {
        return List.copyOf(said);
    }

    /** Shows the last words of a cargo that failed without an error in its usual form, as a wrapper around it may. */
    synchronized void explainFailure() {
        if (!errorShown) {
            said.stream().skip(Math.max(0, said.size() - LAST_WORDS)).forEach(log::error);
        }
    }

    /** Returns whether a registry wanted a token, or another one than it got. */
    synchronized boolean tokenIsWanted() {
        return tokenWanted;
    }

    @Override
    public synchronized void overwritten(String text) {
        CargoProgress.parse(text).ifPresent(progress);
    }

    /** Returns the triples whose compiler calls failed. */
    synchronized Set<TargetTriple> failedTargets() {
        return Set.copyOf(failed);
    }

    /**
     * Off a Mac rustc looks in vain for Apple's SDK at each link, and cargo repeats that in every build; a program that needs the SDK
     * fails to link, and says so.
     */
    private static boolean isOfNoUse(String line) {
        return line.startsWith("warning: invoking `\"xcrun\"")
                || SUMMARY.matcher(line).matches();
    }

    /** Returns the program's file name; a compiler's command line is longer than all that it says of the fault. */
    private static String program(String command) {
        String path = command.split(" --", 2)[0].replace("'", "");
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private void noteFailedTarget(String line) {
        Matcher target = TARGET_ARGUMENT.matcher(line);
        if (target.find()) {
            failed.add(new TargetTriple(target.group(1)));
        }
    }

    /** Returns the level that a line starts, or empty for one that continues what came before. */
    private Optional<Consumer<String>> levelOf(String line) {
        if (line.startsWith("error")) {
            return Optional.of(log::error);
        }
        if (line.startsWith("warning")) {
            return Optional.of(isOfNoUse(line) ? log::debug : log::warn);
        }
        if (line.startsWith("Caused by:")) {
            return Optional.of(level);
        }
        Matcher status = STATUS.matcher(line);
        if (status.matches() && status.end(1) == STATUS_WIDTH) {
            return Optional.of(NEWS.contains(status.group(1)) ? log::info : log::debug);
        }
        return Optional.empty();
    }
}
