package dev.rustcross.plan;

import java.util.List;

/**
 * What runs the test programs of a target.
 *
 * @param kind how it came to be chosen
 * @param label what it is called in tables
 * @param command what cargo is told to run them by; empty where cargo finds it by itself
 */
public record TestRunner(Kind kind, String label, List<String> command) {

    /** The ways in which a target's programs are run. */
    public enum Kind {
        /** As the POM says. */
        POM,
        /** As the user's own cargo configuration or environment says. */
        USER,
        /** In the container that built them. */
        CROSS,
        /** By this machine itself. */
        NATIVE,
        /** By qemu's emulation of a single program. */
        QEMU,
        /** By Wine. */
        WINE
    }

    public TestRunner {
        command = List.copyOf(command);
    }
}
