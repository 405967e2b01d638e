package dev.rustcross.execution;

/** Where the core tells the user what it does. */
public interface BuildLog {

    /** Tells what happens, a line at a time. */
    void info(String line);

    /** Tells what may surprise. */
    void warn(String line);

    /** Tells what a failing tool said; visible in a quiet build, too. */
    void error(String line);

    /** Tells what only someone searching a fault wants to know. */
    void debug(String line);
}
