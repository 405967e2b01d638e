package dev.rustcross.binary;

/** A format of executables and libraries. */
public enum BinaryFormat {
    /** Linux, Android, the BSDs. */
    ELF("ELF"),
    /** Windows. */
    PE("PE"),
    /** macOS and Apple's other systems. */
    MACH_O("Mach-O");

    private final String name;

    BinaryFormat(String name) {
        this.name = name;
    }

    /** Returns the name as it is usually written. */
    @Override
    public String toString() {
        return name;
    }
}
