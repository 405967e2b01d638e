package dev.rustcross.it.harness;

import java.nio.file.Path;

/** Where the cases publish to. What they publish is gone at the start of the next test. */
public final class Repositories {

    private Repositories() {}

    /** Returns the local repository, where {@code mvn install} puts things. */
    public static Path local() {
        return Workspace.LOCAL_REPOSITORY;
    }

    /** Returns the repository where {@code mvn deploy} puts things. */
    public static Path remote() {
        return Workspace.REMOTE_REPOSITORY;
    }

    /** Removes what was installed, or resolved, of the cases: as on a machine that has never seen them. */
    public static void forgetLocal() {
        Workspace.delete(Workspace.LOCAL_REPOSITORY.resolve("dev/rustcross/it"));
    }
}
