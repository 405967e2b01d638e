package dev.rustcross.check;

/**
 * Something about a binary that is not as it is to be.
 *
 * @param rule the rule's name, such as {@code glibc}
 * @param severity what follows from it
 * @param found what the binary has
 * @param wanted what it was to have
 * @param fix what to write or to do, a sentence
 */
public record Finding(String rule, Severity severity, String found, String wanted, String fix) {

    /** What follows from a finding. */
    public enum Severity {
        /** The build goes on. */
        WARNING,
        /** The build fails. */
        FAILURE
    }

    static Finding failure(String rule, String found, String wanted, String fix) {
        return new Finding(rule, Severity.FAILURE, found, wanted, fix);
    }

    /** Returns whether the build fails for it. */
    public boolean fails() {
        return severity == Severity.FAILURE;
    }
}
