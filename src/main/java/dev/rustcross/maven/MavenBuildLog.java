package dev.rustcross.maven;

import dev.rustcross.execution.BuildLog;
import org.apache.maven.plugin.logging.Log;

/** Maven's own log, for the core. */
public final class MavenBuildLog implements BuildLog {

    private final Log log;

    /** Creates the adapter of a goal's log. */
    public MavenBuildLog(Log log) {
        this.log = log;
    }

    @Override
    public void info(String line) {
        log.info(line);
    }

    @Override
    public void warn(String line) {
        log.warn(line);
    }

    @Override
    public void error(String line) {
        log.error(line);
    }

    @Override
    public void debug(String line) {
        log.debug(line);
    }
}
