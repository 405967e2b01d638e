package dev.rustcross.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs programs to their end. */
public interface ProcessRunner {

    /**
     * Runs the command, handing each stream to its listener, and returns once the program has ended and both streams
     * are drained.
     *
     * @throws dev.rustcross.failure.ToolMissingException when the program cannot be started because it is not there
     * @throws dev.rustcross.failure.ToolTimeoutException when the time limit was reached; all descendants are dead then
     * @throws dev.rustcross.failure.BuildIoException when the calling thread was interrupted; all descendants are dead
     *     then and the thread's interrupt flag is set
     */
    ProcessResult run(Command command, OutputListener stdout, OutputListener stderr);

    /** Runs the command and keeps what it printed; for programs that print little. */
    default Captured capture(Command command) {
        List<String> out = Collections.synchronizedList(new ArrayList<>());
        List<String> err = Collections.synchronizedList(new ArrayList<>());
        ProcessResult result = run(command, out::add, err::add);
        return new Captured(result, List.copyOf(out), List.copyOf(err));
    }

    /**
     * A finished program with what it printed, line by line.
     *
     * @param result how the program ended
     * @param stdout the lines of its standard output
     * @param stderr the lines of its standard error
     */
    record Captured(ProcessResult result, List<String> stdout, List<String> stderr) {}
}
