package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenCall;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.RefusingProxy;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code mvn -o} after a build that had a network. */
@RequiresTool({"cargo", "rustup", "python3"})
class OfflineIT {

    private static final List<String> ARCHIVES =
            List.of("SHA256SUMS", "offline-1.4.2-darwin-arm64.tar.gz", "offline-1.4.2-linux-amd64.tar.gz");

    /** With the standard libraries, zig and the dependency in their caches. */
    private static CaseProject built(Maven maven) {
        CaseProject project = maven.project("offline");
        mvn(project, "package").succeeds();
        return project;
    }

    /** No cross compiler: one target is served by rust-lld, for which cargo is asked about the dependencies, one by zig. */
    private static MavenCall mvn(CaseProject project, String... arguments) {
        return project.mvn(Stream.concat(Stream.of(arguments), Stream.of("-Drust-cross.attachChecksums=false"))
                        .toArray(String[]::new))
                .path(ToolPath.bareWithHostCompiler());
    }

    private static void clean(CaseProject project) {
        Tool.run(project.directory(), "rm", "-r", "target");
    }

    private static void assertBuilt(CaseProject project) {
        assertThat(project.distNames()).containsAll(ARCHIVES);
    }

    @MavenTest
    @RequiresTool({"unshare", "bash"})
    void inANamespaceWithoutNetwork(Maven maven) {
        assumeNamespaces();
        CaseProject project = built(maven);
        clean(project);
        MavenRun offline = mvn(project, "-o", "package").succeeds();
        clean(project);

        try (RefusingProxy server = RefusingProxy.start()) {
            String connect = "exec 3<>/dev/tcp/127.0.0.1/" + server.port();
            Tool.run(project.directory(), "bash", "-c", connect);
            assertThatThrownBy(() -> withoutNetwork(project, connect)).hasMessageContaining("Network is unreachable");
        }
        withoutNetwork(project, offline.commandToRepeat());

        assertBuilt(project);
    }

    /** A container may forbid them; in CI the test then fails where it needs one. */
    private static void assumeNamespaces() {
        if (System.getenv("CI") == null) {
            assumeThatCode(() -> Tool.run(Path.of("").toAbsolutePath(), "unshare", "--map-root-user", "--net", "true"))
                    .doesNotThrowAnyException();
        }
    }

    private static void withoutNetwork(CaseProject project, String command) {
        Tool.run(project.directory(), "unshare", "--map-root-user", "--net", "bash", "-c", command);
    }

    @MavenTest
    void whereThereIsANetwork(Maven maven) {
        CaseProject project = built(maven);
        clean(project);

        try (RefusingProxy proxy = RefusingProxy.start()) {
            MavenCall call = mvn(project, "-o", "package");
            Stream.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
                    .forEach(name -> call.env(name, proxy.url()));
            call.succeeds();

            assertThat(proxy.connections()).isEmpty();
        }
        assertBuilt(project);
    }

    /** The settings' proxy is of no use then, and its password is given to nobody. */
    @MavenTest
    void withAProxyInTheSettings(Maven maven) {
        CaseProject project = built(maven);
        clean(project);

        try (RefusingProxy proxy = RefusingProxy.start()) {
            MavenRun run = mvn(project, "-o", "-X", "package")
                    .settings(NetworkSettingsIT.proxies(proxy.port(), ""))
                    .succeeds();

            assertThat(proxy.connections()).isEmpty();
            assertThat(run.log()).contains("Running cargo build").doesNotContain("HTTPS_PROXY");
        }
        assertBuilt(project);
    }
}
