package dev.rustcross.workflow;

import java.util.stream.Collectors;

/**
 * A workflow of GitHub Actions.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax">the syntax</a>
 */
public final class GithubWorkflow {

    /** Where a repository has it. */
    public static final String FILE = ".github/workflows/release.yml";

    // Pinned to commits, which nobody can move; all of GitHub's own. Assets go to a release by GitHub's own program,
    // for the same reason.
    private static final String CHECKOUT = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0";
    private static final String JAVA = "actions/setup-java@dded0888837ed1f317902acf8a20df0ad188d165 # v5.0.0";
    private static final String CACHE = "actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5";
    private static final String UPLOAD = "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0";
    private static final String DOWNLOAD =
            "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1";

    private GithubWorkflow() {}

    /** The sources, and a JDK with Maven's settings: what follows may add to the latter. */
    private static String setup(Pipeline pipeline) {
        return """
                      - uses: %s
                        with:
                          persist-credentials: false
                      - uses: %s
                        with:
                          distribution: temurin
                          java-version: "%d"
                          cache: maven
                """.formatted(CHECKOUT, JAVA, pipeline.java());
    }

    /** Returns the file. */
    public static String render(Pipeline pipeline) {
        return """
                # Builds each target on a machine of its own kind, and ships them together.
                # `mvn rust-cross:github-workflow` writes what is between the marks anew; all else is yours.
                name: Release

                on:
                  push:
                    tags: ["v*"]
                  workflow_dispatch:

                permissions:
                  contents: read

                jobs:
                """ + MarkedFile.part("build", build(pipeline))
                + """
                      # What else your build needs, such as packages of the system, is to be installed here.
                """
                + MarkedFile.part("build-steps", buildSteps(pipeline))
                + MarkedFile.part("release", release(pipeline));
    }

    private static String build(Pipeline pipeline) {
        return """
                  build:
                    name: Build ${{ matrix.name }}
                    runs-on: ${{ matrix.runner }}
                    strategy:
                      fail-fast: false
                      matrix:
                        include:
                """.indent(0)
                + pipeline.shards().stream().map(GithubWorkflow::shard).collect(Collectors.joining())
                + """
                    defaults:
                      run:
                        shell: bash
                    steps:
                %s      - uses: %s
                        with:
                          path: |
                            ~/.cargo/registry
                            ~/.cargo/git
                            ~/.cache/rust-cross
                            ~/Library/Caches/rust-cross
                            ~/AppData/Local/rust-cross
                          key: rust-cross-${{ matrix.name }}-${{ hashFiles('**/Cargo.lock') }}
                          restore-keys: rust-cross-${{ matrix.name }}-
                      - name: Toolchain
                        working-directory: %s
                        run: rustup show active-toolchain || rustup toolchain install stable --profile minimal
                %s""".formatted(
                                setup(pipeline),
                                CACHE,
                                Yaml.scalar(pipeline.moduleFolder().isEmpty() ? "." : pipeline.moduleFolder()),
                                tools(pipeline));
    }

    private static String tools(Pipeline pipeline) {
        return pipeline.shards().stream().allMatch(shard -> shard.tools().isEmpty()) ? "" : """
                      - name: Tools
                        if: matrix.tools
                        run: echo "$TOOLS" | xargs cargo install --locked
                        env:
                          TOOLS: ${{ matrix.tools }}
                """;
    }

    private static String buildSteps(Pipeline pipeline) {
        return """
                      - name: Build
                        run: %s -Drust-cross.onlyTargets="$TARGETS"
                        env:
                          TARGETS: ${{ matrix.targets }}
                      - uses: %s
                        with:
                          name: dist-${{ matrix.name }}
                          path: %s
                          if-no-files-found: error
                """.formatted(pipeline.shardCommand(), UPLOAD, Yaml.scalar(pipeline.dist()));
    }

    private static String shard(Shard shard) {
        return """
                          - name: %s
                            runner: %s
                            targets: %s
                %s""".formatted(
                        Yaml.scalar(shard.name()),
                        Yaml.scalar(shard.runner()),
                        Yaml.scalar(shard.onlyTargets()),
                        shard.tools().isEmpty()
                                ? ""
                                : "            tools: " + Yaml.scalar(String.join(" ", shard.tools())) + "\n");
    }

    private static String release(Pipeline pipeline) {
        String repository = pipeline.repository();
        String login = repository == null ? "" : """
                          server-id: %s
                          server-username: MAVEN_USERNAME
                          server-password: MAVEN_PASSWORD
                """.formatted(Yaml.scalar(repository));
        String secrets = repository == null ? "" : """
                        env:
                          MAVEN_USERNAME: ${{ secrets.MAVEN_USERNAME }}
                          MAVEN_PASSWORD: ${{ secrets.MAVEN_PASSWORD }}
                """;
        return """
                  release:
                    name: Release
                    needs: build
                    if: startsWith(github.ref, 'refs/tags/')
                    runs-on: %s
                    permissions:
                      contents: write
                    steps:
                %s%s      - uses: %s
                        with:
                          path: shards
                          pattern: dist-*
                      - name: %s
                        run: %s -Drust-cross.shardsDirectory="$GITHUB_WORKSPACE/shards"
                %s      - name: Release assets
                        run: |
                          gh release view "$GITHUB_REF_NAME" || gh release create "$GITHUB_REF_NAME" --verify-tag --generate-notes
                          gh release upload "$GITHUB_REF_NAME" %s/* --clobber
                        env:
                          GH_TOKEN: ${{ github.token }}
                """.formatted(
                        Runners.GITHUB.linuxAmd64(),
                        setup(pipeline),
                        login,
                        DOWNLOAD,
                        repository == null ? "Collect" : "Deploy",
                        pipeline.releaseCommand(),
                        secrets,
                        Yaml.shell(pipeline.dist()));
    }
}
