package dev.rustcross.process;

/** Receives one stream of a running program, piece by piece, on a thread of the runner's. */
@FunctionalInterface
public interface OutputListener {

    /** Called for each line ended by a line feed, without its terminator; also for a last line without one. */
    void line(String line);

    /** Called for text ended by a bare carriage return, as progress bars write; ignored by default. */
    default void overwritten(String text) {}

    /** Returns a listener that drops everything. */
    static OutputListener none() {
        return line -> {};
    }
}
