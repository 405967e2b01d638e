#!/usr/bin/env python3
"""Times a cold build of examples/myapp without sccache, with an empty shared cache, and from another checkout's.

The cache is a redis-server of its own. Prints the seconds, the processor's seconds of Maven and its children, what
sccache counted and the ratios; writes below target/bench only. What sccache's server compiles, at each miss, is no child
of Maven's: the processor's seconds are comparable where all are hits.
"""

import contextlib
import os
import pathlib
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
CRATE = PROJECT / "examples" / "myapp"
WORK = PROJECT / "target" / "bench" / "sccache"
PACKAGE = ("mvn", "--batch-mode", "package")
THROUGH_CACHE = (*PACKAGE, "-Drust-cross.compilerCache=sccache")


def run(command, folder, environment):
    """Runs the command to its end and returns what it printed; a failing one ends the benchmark."""
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    output = done.stdout.decode(errors="replace")
    if done.returncode != 0:
        sys.exit(f"{output[-5000:]}\n{' '.join(map(str, command))} failed in {folder}")
    return output


def checkout(name):
    """Returns a clean copy of the crate."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CRATE, folder, ignore=shutil.ignore_patterns("target"))
    return folder


def timed_build(name, command, environment):
    folder = checkout(name.replace(" ", "-"))
    start, cpu_before = time.monotonic(), cpu_of_children()
    output = run(command, folder, environment)
    seconds, cpu = time.monotonic() - start, cpu_of_children() - cpu_before
    counted = re.search(r"sccache: (.*)", output)
    print(f"  {name:<22} {seconds:7.1f} s {cpu:7.1f} s of the processor   {counted.group(1) if counted else ''}", flush=True)
    return seconds, cpu


def cpu_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextlib.contextmanager
def redis():
    """Runs a redis-server that keeps nothing on the disk, and gives its URL."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            ("redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", ""),
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.1)
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def main():
    for tool in ("mvn", "cargo", "sccache", "redis-server"):
        if shutil.which(tool) is None:
            sys.exit(f"make bench-sccache needs {tool} on PATH; `make test` as root brings sccache and redis-server")
    plain = {name: value for name, value in os.environ.items() if not re.match("SCCACHE_|RUSTC_WRAPPER$", name)}
    run(("mvn", "--batch-mode", "-DskipTests", "-DskipITs", "-Dspotless.check.skip", "install"), PROJECT, plain)
    # What every build shares: the sources of the dependencies, zig and its C libraries, the standard libraries.
    run(PACKAGE, checkout("warm-up"), plain)
    with redis() as endpoint:
        shared = {**plain, "SCCACHE_REDIS_ENDPOINT": endpoint, "SCCACHE_SERVER_PORT": str(free_port())}
        try:
            without = timed_build("without sccache", PACKAGE, plain)
            first = timed_build("the first checkout", THROUGH_CACHE, shared)
            second = timed_build("the second checkout", THROUGH_CACHE, shared)
        finally:
            subprocess.run(("sccache", "--stop-server"), env=shared, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print(f"first / without: {first[0] / without[0]:.2f} of the time")
    print(f"second / without: {second[0] / without[0]:.2f} of the time, {second[1] / without[1]:.2f} of the processor's")


if __name__ == "__main__":
    main()
