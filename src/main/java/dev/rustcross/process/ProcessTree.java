package dev.rustcross.process;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process with everything it has started.
 *
 * <p>The descendants are collected before the first one dies: one whose parent is gone belongs to another process and
 * could not be found any more.
 */
final class ProcessTree {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Set<ProcessHandle> members = new LinkedHashSet<>();

    private ProcessTree(ProcessHandle root) {
        members.add(root);
        root.descendants().forEach(members::add);
    }

    /** Returns the tree below a process as it is now. */
    static ProcessTree of(ProcessHandle root) {
        return new ProcessTree(root);
    }

    /** Asks every member to end, parents first so that they start nothing new, and soon after makes those left. */
    void kill() {
        members.forEach(ProcessHandle::destroy);
        awaitExits();
        for (List<ProcessHandle> left = survivors(); !left.isEmpty(); left = survivors()) {
            members.addAll(left);
            left.forEach(ProcessHandle::destroyForcibly);
            if (!awaitExits()) {
                return;
            }
        }
    }

    /** What was started after the tree was collected is among the children of those still alive. */
    private List<ProcessHandle> survivors() {
        return members.stream()
                .filter(ProcessHandle::isAlive)
                .flatMap(member -> Stream.concat(Stream.of(member), member.descendants()))
                .distinct()
                .toList();
    }

    /** Waits for the members known, whatever interrupts come, and returns whether all have ended. */
    private boolean awaitExits() {
        return CompletableFuture.allOf(
                        members.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .thenApply(ended -> true)
                .completeOnTimeout(false, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
