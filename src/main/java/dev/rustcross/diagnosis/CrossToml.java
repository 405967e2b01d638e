package dev.rustcross.diagnosis;

/**
 * Settings for a target's container, as users paste them into {@code Cross.toml}.
 *
 * @see <a href="https://github.com/cross-rs/cross/blob/v0.2.5/docs/cross_toml.md">what there is</a>
 */
public final class CrossToml {

    /** Names the container's image. */
    public static final String IMAGE = "image = \"…\"";

    private CrossToml() {}

    /** Returns the setting by which packages are installed when the container's image is made. */
    public static String preBuild(String installCommand) {
        return "pre-build = [\"apt-get update && " + installCommand + " --assume-yes\"]";
    }

    /** Returns the setting by which a variable is set in the container. */
    static String variable(String name, String value) {
        return "env.passthrough = [\"" + name + "=" + value + "\"]";
    }

    /** Returns where settings of a target stand, the rest of a sentence, and below it they themselves. */
    public static String place(String triple, String... settings) {
        return "in Cross.toml, beside the workspace's Cargo.toml:\n  [target." + triple + "]\n  "
                + String.join("\n  ", settings);
    }
}
