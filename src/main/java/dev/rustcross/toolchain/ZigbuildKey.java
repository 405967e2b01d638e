package dev.rustcross.toolchain;

import dev.rustcross.file.Digest;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Names an answer of cargo-zigbuild by everything that it depends on. */
final class ZigbuildKey {

    /** The variables that cargo-zigbuild reads, or leaves alone because the user set them. */
    private static final Pattern READ = Pattern.compile("(CC|CXX|AR|RANLIB|CARGO_TARGET|CMAKE_TOOLCHAIN_FILE"
            + "|BINDGEN_EXTRA_CLANG_ARGS)(_.*)?"
            + "|TARGET_CMAKE_TOOLCHAIN_FILE|CMAKE_GENERATOR|PKG_CONFIG_SYSROOT_DIR|SDKROOT|OHOS_NDK_HOME|MSYSTEM");

    /** Raised when answers are made in another way: those kept by an earlier plugin are not read then. */
    private static final String VERSION = "3";

    private ZigbuildKey() {}

    /**
     * Returns the name of a target's answer: what a reader recognises, then a hash.
     *
     * @param rustc the compiler, which decides about work-arounds for old ones and about the host's own triple
     * @param hasDlltool whether the machine has its own dlltool for the target, which is then preferred
     * @param variables the environment of the build; kept as a hash only
     */
    static String of(
            ZigToolchain zig, RustcVersion rustc, ZigTarget target, boolean hasDlltool, Map<String, String> variables) {
        var inputs = new TreeMap<String, String>();
        variables.forEach((name, value) -> {
            if (isRead(name)) {
                inputs.put("env " + name, value);
            }
        });
        inputs.put("version", VERSION);
        inputs.put("zig", zig.zig() + " " + zig.zigVersion());
        inputs.put("cargo-zigbuild", zig.cargoZigbuild() + " " + zig.cargoZigbuildVersion());
        inputs.put("rustc", rustc.line() + " " + rustc.host());
        inputs.put("target", target.toString());
        inputs.put("dlltool", String.valueOf(hasDlltool));
        return target.zigbuildName() + "-" + Digest.sha256(inputs.toString()).substring(0, 16);
    }

    /** Returns whether the value of a variable can change what cargo-zigbuild answers. */
    static boolean isRead(String name) {
        // Where cargo builds is no business of the linker, and it differs from crate to crate.
        return READ.matcher(name).matches() && !name.equals("CARGO_TARGET_DIR");
    }
}
