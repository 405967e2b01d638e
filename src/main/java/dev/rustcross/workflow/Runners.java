package dev.rustcross.workflow;

import dev.rustcross.target.TargetTriple;
import dev.rustcross.workflow.Shard.Target;

/**
 * The machines that a build service offers to everybody. A target is built where its programs run; what no machine of them runs is
 * cross-compiled on Linux.
 *
 * @param linuxAmd64 Linux on x86_64
 * @param linuxArm64 Linux on aarch64
 * @param macos macOS
 * @param windowsAmd64 Windows on x86_64
 * @param windowsArm64 Windows on aarch64
 * @see <a href="https://docs.github.com/en/actions/reference/runners/github-hosted-runners">GitHub's</a>
 * @see <a href="https://docs.gitlab.com/ci/runners/hosted_runners/">GitLab's</a>
 */
public record Runners(String linuxAmd64, String linuxArm64, String macos, String windowsAmd64, String windowsArm64) {

    /** GitHub's, by the labels of a version each: {@code latest} becomes another machine one day. */
    public static final Runners GITHUB =
            new Runners("ubuntu-24.04", "ubuntu-24.04-arm", "macos-15", "windows-2025", "windows-11-arm");

    /** GitLab's, by their tags; there is no Windows on aarch64 among them. */
    public static final Runners GITLAB = new Runners(
            "saas-linux-small-amd64",
            "saas-linux-small-arm64",
            "saas-macos-medium-m1",
            "saas-windows-medium-amd64",
            "saas-windows-medium-amd64");

    String of(Target target) {
        TargetTriple triple = target.triple();
        boolean amd64 = triple.architecture().equals("x86_64");
        boolean arm64 = triple.architecture().equals("aarch64");
        if (!target.tools().isEmpty()) {
            return linuxAmd64;
        }
        if (triple.name().contains("-apple-")) {
            return macos;
        }
        if (triple.isWindows() && (amd64 || arm64 || triple.environment().equals("msvc"))) {
            return arm64 ? windowsArm64 : windowsAmd64;
        }
        return triple.isLinux() && arm64 ? linuxArm64 : linuxAmd64;
    }
}
