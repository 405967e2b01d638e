package dev.rustcross.workflow;

import dev.rustcross.workflow.Shard.MachineSystem;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A pipeline of GitLab CI.
 *
 * @see <a href="https://docs.gitlab.com/ci/yaml/">the syntax</a>
 */
public final class GitlabPipeline {

    /** Where a repository has it. */
    public static final String FILE = ".gitlab-ci.yml";

    private static final String PREFIX = "rust-cross-";

    private GitlabPipeline() {}

    /** Returns the file. */
    public static String render(Pipeline pipeline) {
        return """
                # Builds each target on a machine of its own kind, and ships them together.
                # `mvn rust-cross:gitlab-ci` writes what is between the marks anew; all else is yours.
                stages: [build, deploy]

                # How a machine gets what it lacks: Rust, a JDK and Maven.
                .rust-cross-linux:
                  image: rust:1-bookworm
                  before_script:
                    - apt-get update --quiet=2 && apt-get install --quiet=2 --yes maven python3-pip

                .rust-cross-macos:
                  image: macos-15-xcode-16
                  before_script:
                    - brew install --quiet rustup maven openjdk@17
                    - export PATH="$(brew --prefix rustup)/bin:$PATH" JAVA_HOME="$(brew --prefix openjdk@17)"
                    - rustup default stable

                .rust-cross-windows:
                  before_script:
                    - choco install --yes --no-progress rustup.install maven temurin17
                    - Import-Module "$env:ChocolateyInstall/helpers/chocolateyProfile.psm1"
                    - Update-SessionEnvironment

                """ + MarkedFile.part("build", build(pipeline)) + MarkedFile.part("release", release(pipeline));
    }

    private static String build(Pipeline pipeline) {
        return pipeline.shards().stream().map(shard -> shard(shard, pipeline)).collect(Collectors.joining());
    }

    private static String shard(Shard shard, Pipeline pipeline) {
        String name = PREFIX + shard.name();
        // A shard leaves a folder of its own: those of all shards come together in the last job. Both shells know the
        // commands.
        return """
                %s:
                  extends: %s
                  stage: build
                  tags: [%s]
                  variables:
                    CARGO_HOME: $CI_PROJECT_DIR/.cargo-home
                    RUST_CROSS_CACHE_DIR: $CI_PROJECT_DIR/.rust-cross
                  cache:
                    key: %s
                    paths: [.cargo-home/registry, .rust-cross]
                  script:
                    - %s
                    - mkdir shards
                    - %s
                  artifacts:
                    paths: [%s]
                """.formatted(
                name,
                template(shard.system()),
                Yaml.scalar(shard.runner()),
                name,
                Yaml.scalar(pipeline.shardCommand() + " \"-Drust-cross.onlyTargets=" + shard.onlyTargets() + "\""),
                Yaml.scalar("cp -r " + Yaml.shell(pipeline.dist()) + " shards/" + shard.name()),
                Yaml.scalar("shards/" + shard.name()));
    }

    private static String template(MachineSystem system) {
        return ".rust-cross-" + system.name().toLowerCase(Locale.ROOT);
    }

    private static String release(Pipeline pipeline) {
        String jobs =
                pipeline.shards().stream().map(shard -> PREFIX + shard.name()).collect(Collectors.joining(", "));
        String settings = pipeline.repository() == null
                ? ""
                : " --settings \"$MAVEN_SETTINGS\""; // a variable of the type file, with the server's login
        return """
                rust-cross-release:
                  extends: .rust-cross-linux
                  stage: deploy
                  tags: [%s]
                  needs: [%s]
                  rules:
                    - if: $CI_COMMIT_TAG
                  script:
                    - %s
                  artifacts:
                    paths: [%s]
                """.formatted(
                        Runners.GITLAB.linuxAmd64(),
                        jobs,
                        Yaml.scalar(pipeline.releaseCommand() + settings
                                + " \"-Drust-cross.shardsDirectory=$CI_PROJECT_DIR/shards\""),
                        Yaml.scalar(pipeline.dist()));
    }
}
