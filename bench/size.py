#!/usr/bin/env python3
"""Measures what sizeProfile takes from the programs of examples/myapp, target by target.

Builds a copy without the settings in its Cargo.toml twice: as Cargo's release profile is, then with sizeProfile. Prints
the table of README; writes below target/bench only.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parent.parent
CRATE = PROJECT / "examples" / "myapp"
COPY = PROJECT / "target" / "bench" / "size"
INSTALL = ("mvn", "--batch-mode", "-DskipTests", "-DskipITs", "-Dspotless.check.skip", "install")
PACKAGE = ("mvn", "--batch-mode", "package")


def run(command, folder):
    """Runs the command to its end; a failing one ends the measurement with what it printed."""
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{done.stdout[-5000:]}{done.stderr[-2000:]}\n{' '.join(command)} failed in {folder}")


def copy_without_profile():
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(CRATE, COPY, ignore=shutil.ignore_patterns("target"))
    manifest = COPY / "Cargo.toml"
    text, tables = re.subn(r"\[profile\.release\][^\[]*", "", manifest.read_text())
    if tables != 1:
        sys.exit(f"{CRATE}/Cargo.toml has no table [profile.release] to leave out")
    manifest.write_text(text)


def sizes(*options):
    """Returns the sizes of the last build by classifier: of the program and of its archive, in bytes."""
    run((*PACKAGE, *options), COPY)
    record = json.loads((COPY / "target" / "rust-cross" / "archives.json").read_text())
    return {key.split(" ")[0]: (each["binaries"], each["archive"]) for key, each in record["sizes"].items()}


def row(classifier, before, after):
    cells = [classifier]
    for large, small in zip(before, after, strict=True):
        cells += [f"{large / 1e6:.2f} MB", f"{small / 1e6:.2f} MB", f"-{100 * (1 - small / large):.0f} %"]
    return f"| {' | '.join(cells)} |"


def main():
    for tool in ("mvn", "cargo"):
        if shutil.which(tool) is None:
            sys.exit(f"make size needs {tool} on PATH")
    run(INSTALL, PROJECT)
    copy_without_profile()
    release = sizes()
    small = sizes("-Drust-cross.sizeProfile=true")
    print("| | program | with `sizeProfile` | | archive | with `sizeProfile` | |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for classifier, before in release.items():
        print(row(classifier, before, small[classifier]))


if __name__ == "__main__":
    main()
