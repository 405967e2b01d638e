#!/usr/bin/env python3
"""Measures what the goal check costs for the files of examples/myapp: five targets and the universal binary.

Builds a copy, then calls the goal in turn with its record, when it reads nothing, and without, when it reads and judges
every file. The difference, for each file, is printed beside the time that reading the same bytes takes.
"""

import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
CRATE = PROJECT / "examples" / "myapp"
COPY = PROJECT / "target" / "bench" / "check"
RECORD = COPY / "target" / "rust-cross" / "check.json"
INSTALL = ("mvn", "--batch-mode", "-DskipTests", "-DskipITs", "-Dspotless.check.skip", "install")
CHECK = ("mvn", "--batch-mode", "--quiet", "rust-cross:check", "-Drust-cross.forbidBuildPaths=false")


def run(command, folder):
    """Runs the command to its end and returns the seconds; a failing one ends the measurement with what it printed."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{done.stdout[-5000:]}{done.stderr[-2000:]}\n{' '.join(command)} failed in {folder}")
    return seconds


def reading(files):
    start = time.perf_counter()
    for file in files:
        pathlib.Path(file).read_bytes()
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    for tool in ("mvn", "cargo"):
        if shutil.which(tool) is None:
            sys.exit(f"make bench-check needs {tool} on PATH")
    run(INSTALL, PROJECT)
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(CRATE, COPY, ignore=shutil.ignore_patterns("target"))
    run(("mvn", "--batch-mode", "package"), COPY)
    run(CHECK, COPY)
    files = [file["file"] for file in json.loads(RECORD.read_text())["files"]]
    known, fresh = [], []
    for _ in range(rounds):
        known.append(run(CHECK, COPY))
        RECORD.unlink()
        fresh.append(run(CHECK, COPY))
    extra = statistics.median(fresh) - statistics.median(known)
    read = statistics.median(reading(files) for _ in range(rounds))
    print(
        f"check: {len(files)} files, {statistics.median(known):.2f} s where nothing changed, "
        f"{statistics.median(fresh):.2f} s where all are checked: {1000 * extra / len(files):.0f} ms a file, "
        f"of which {1000 * read / len(files):.2f} ms for reading its bytes"
    )


if __name__ == "__main__":
    main()
