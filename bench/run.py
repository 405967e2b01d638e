#!/usr/bin/env python3
"""Times the plugin beside the usual Makefile, goreleaser and llvm-lipo, in turn, on this machine.

Prints a table, and writes results.json and results.svg beside this file. Everything else goes below target/bench.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import struct
import subprocess
import sys
import time
from dataclasses import dataclass

import chart

BENCH = pathlib.Path(__file__).resolve().parent
PROJECT = BENCH.parent
WORK = PROJECT / "target" / "bench"
REQUIREMENTS = PROJECT / "src/main/resources/dev/rustcross/toolchain/zig-requirements.txt"
GORELEASER = "github.com/goreleaser/goreleaser/v2@v2.16.0"
LLVM_LIPO = "llvm-lipo-19"

TARGETS = (
    "x86_64-unknown-linux-musl",
    "aarch64-unknown-linux-musl",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-gnu",
)
UNCHANGED_PER_ROUND = 3
LIPO_WARM_UP = 3
LIPO_RUNS = 9
SLICE_BYTES = 100_000_000


@dataclass(frozen=True)
class Contender:
    """A way to the archives of the five targets: a command, run in a copy of the crate of its own."""

    name: str
    command: tuple[str, ...]
    archives: str

    @property
    def folder(self):
        return WORK / self.name


PLUGIN = Contender("plugin", ("mvn", "--batch-mode", "package"), "target/rust-cross/dist/*.tar.gz")
CONTENDERS = (
    PLUGIN,
    Contender("makefile", ("make", "-f", "one-by-one.mk"), "dist/*.tar.gz"),
    Contender("goreleaser", ("goreleaser", "release", "--snapshot", "--clean", "--skip=publish"), "dist/*.tar.gz"),
)


def run(command, folder, environment):
    """Runs the command to its end and returns the seconds it took; a failing one ends the benchmark."""
    start = time.monotonic()
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    seconds = time.monotonic() - start
    if done.returncode != 0:
        sys.stderr.write(done.stdout.decode(errors="replace")[-5000:])
        sys.exit(f"{' '.join(command)} failed in {folder}")
    return seconds


# --- what must be there before anything is timed ---------------------------------------------------------------------


def prepare():
    """Installs the contenders and returns the environment in which all of them run."""
    for tool in ("mvn", "cargo", "make", "git", "go", LLVM_LIPO):
        if shutil.which(tool) is None:
            sys.exit(f"make bench needs {tool} on PATH; `make test` as root brings llvm-19")
    WORK.mkdir(parents=True, exist_ok=True)
    zig = WORK / "zig"
    if not (zig / "bin" / "cargo-zigbuild").exists():
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:")
        run((*pip, "--require-hashes", "--target", str(zig), "-r", str(REQUIREMENTS)), PROJECT, os.environ)
    go_bin = pathlib.Path(subprocess.check_output(("go", "env", "GOPATH"), text=True).strip()) / "bin"
    environment = dict(os.environ)
    environment["PATH"] = os.pathsep.join((str(zig / "bin"), str(zig / "ziglang"), os.environ["PATH"], str(go_bin)))
    if shutil.which("goreleaser", path=environment["PATH"]) is None:
        run(("go", "install", GORELEASER), PROJECT, environment)
    run(("mvn", "--batch-mode", "-DskipTests", "-DskipITs", "-Dspotless.check.skip", "install"), PROJECT, environment)
    return environment


def warm_up(environment):
    """Fills what all contenders share: the registry cache, and zig's own cache of each target's C library."""
    crate = WORK / "warm-up"
    (crate / "src").mkdir(parents=True, exist_ok=True)
    (crate / "Cargo.toml").write_text('[package]\nname = "warm-up"\nversion = "0.0.0"\nedition = "2021"\n')
    (crate / "src" / "main.rs").write_text("fn main() {}\n")
    arguments = [word for target in TARGETS for word in ("--target", target)]
    run(("cargo", "zigbuild", "--release", *arguments), crate, environment)
    run(("cargo", "fetch", "--locked"), PLUGIN.folder, environment)
    run(("mvn", "--batch-mode", "package"), BENCH / "empty", environment)


def copy_crate(crate, environment):
    """Gives each contender its own copy of the crate, in a git repository, which goreleaser insists on."""
    for contender in CONTENDERS:
        shutil.rmtree(contender.folder, ignore_errors=True)
        shutil.copytree(crate, contender.folder, ignore=shutil.ignore_patterns("target", "dist"))
        for command in (
            ("init", "--quiet"),
            ("add", "--all"),
            ("-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "--quiet", "--message", "crate"),
        ):
            run(("git", *command), contender.folder, environment)


# --- the scenarios ---------------------------------------------------------------------------------------------------


def clean(contender):
    for folder in ("target", "dist"):
        shutil.rmtree(contender.folder / folder, ignore_errors=True)


def edit(contender, number):
    """Changes one line of the program, and returns what the new binaries must hold."""
    source = contender.folder / "src" / "main.rs"
    marker = f"config-{number:06}"
    text, count = re.subn(r'"config[-0-9]* \{\}"', f'"{marker} {{}}"', source.read_text())
    if count != 1:
        sys.exit(f"{source} has no line to edit")
    source.write_text(text)
    return marker.encode()


def check(contender, marker=b""):
    """A contender that did less than the work is not timed, it is an error."""
    if len(list(contender.folder.glob(contender.archives))) < 4:
        sys.exit(f"{contender.name} left no archives in {contender.folder}")
    for target in TARGETS:
        name = "myapp.exe" if "windows" in target else "myapp"
        binary = contender.folder / "target" / target / "release" / name
        if marker not in binary.read_bytes():
            sys.exit(f"{contender.name} did not rebuild {binary}")


def measure_builds(rounds, cold_rounds, environment):
    """Returns the seconds of every run: scenario, then contender. The order turns from round to round."""
    seconds = {scenario: {c.name: [] for c in CONTENDERS} for scenario in ("cold", "unchanged", "edited")}
    seconds["unchanged"]["empty"] = []

    def timed(scenario, contender):
        took = run(contender.command, contender.folder, environment)
        seconds[scenario][contender.name].append(took)
        print(f"  {scenario:<10} {contender.name:<11} {took:8.2f} s", flush=True)

    for number in range(rounds):
        turn = CONTENDERS[number % len(CONTENDERS) :] + CONTENDERS[: number % len(CONTENDERS)]
        if number < cold_rounds:
            for contender in turn:
                clean(contender)
                timed("cold", contender)
                check(contender)
        for _ in range(UNCHANGED_PER_ROUND):
            for contender in turn:
                timed("unchanged", contender)
            seconds["unchanged"]["empty"].append(run(("mvn", "--batch-mode", "package"), BENCH / "empty", environment))
        for contender in turn:
            marker = edit(contender, number + 1)
            timed("edited", contender)
            check(contender, marker)
    return seconds


# --- lipo ------------------------------------------------------------------------------------------------------------


def write_slice(path, cpu_type, cpu_subtype):
    """Writes a thin Mach-O executable: a header, one segment that spans the file, and bytes that do not compress."""
    if path.exists() and path.stat().st_size == SLICE_BYTES:
        return
    header = struct.pack("<IiiIIIII", 0xFEEDFACF, cpu_type, cpu_subtype, 2, 1, 72, 0x85, 0)
    segment = struct.pack(
        "<II16sQQQQiiII", 0x19, 72, b"__TEXT", 1 << 32, 1 << 27, 0, SLICE_BYTES, 5, 5, 0, 0
    )
    with open(path, "wb") as file:
        file.write(header + segment)
        file.write(os.urandom(SLICE_BYTES - file.tell()))


def measure_lipo(environment):
    """Fuses two slices of 100 MB with the plugin's writer, inside one warm JVM, and with llvm-lipo, in turn."""
    folder = WORK / "lipo"
    folder.mkdir(exist_ok=True)
    slices = (folder / "x86_64", folder / "arm64")
    write_slice(slices[0], 0x01000007, 3)
    write_slice(slices[1], 0x0100000C, 0)
    ours, reference = folder / "plugin", folder / "llvm-lipo"
    java = ("java", "--class-path", str(PROJECT / "target" / "classes"), str(BENCH / "LipoBench.java"))
    seconds = {"plugin": [], "llvm-lipo": []}
    with subprocess.Popen(
        (*java, str(ours), *map(str, slices)), env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as jvm:

        def fuse_in_jvm():
            jvm.stdin.write("\n")
            jvm.stdin.flush()
            answer = jvm.stdout.readline()
            if not answer:
                sys.exit("LipoBench.java failed")
            return int(answer) / 1e9

        def fuse_by_llvm():
            return run((LLVM_LIPO, "-create", *map(str, slices), "-output", str(reference)), folder, environment)

        turn = [("plugin", fuse_in_jvm), ("llvm-lipo", fuse_by_llvm)]
        for number in range(LIPO_WARM_UP + LIPO_RUNS):
            for name, fuse in turn:
                took = fuse()
                if number >= LIPO_WARM_UP:
                    seconds[name].append(took)
            turn.reverse()
        jvm.stdin.close()
    if ours.read_bytes() != reference.read_bytes():
        sys.exit(f"{ours} and {reference} differ")
    return seconds


# --- the report ------------------------------------------------------------------------------------------------------


def versions(environment):
    def version(*command):
        text = subprocess.check_output(command, env=environment, text=True)
        return re.search(r"\d+\.\d+[\w.+-]*", text).group()

    return {
        "cargo": version("cargo", "--version"),
        "zig": version("zig", "version"),
        "cargo-zigbuild": version("cargo-zigbuild", "--version"),
        "goreleaser": version("goreleaser", "--version"),
        "maven": version("mvn", "--version"),
        "java": version("java", "--version"),
        "llvm-lipo": version(LLVM_LIPO, "--version"),
    }


def report(seconds, arguments, environment):
    medians = {
        scenario: {name: round(statistics.median(runs), 3) for name, runs in by_name.items() if runs}
        for scenario, by_name in seconds.items()
    }

    def ratio(scenario, other):
        return round(medians[scenario]["plugin"] / medians[scenario][other], 3)

    scenarios = [scenario for scenario in ("cold", "edited", "unchanged") if medians[scenario]]
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
        "machine": {"system": platform.system(), "cpu": platform.machine(), "cpus": os.cpu_count()},
        "versions": versions(environment),
        "rounds": {"cold": arguments.cold_rounds, "edited": arguments.rounds,
                   "unchanged": arguments.rounds * UNCHANGED_PER_ROUND, "lipo": LIPO_RUNS},
        "ratios": {
            **{scenario: {other: ratio(scenario, other) for other in ("goreleaser", "makefile")} for scenario in scenarios},
            "lipo": {"llvm-lipo": ratio("lipo", "llvm-lipo")},
        },
        "plugin_share_of_unchanged_mvn_package_seconds": round(
            medians["unchanged"]["plugin"] - medians["unchanged"]["empty"], 3
        ),
        "median_seconds": medians,
        "seconds": {s: {n: [round(t, 3) for t in runs] for n, runs in by_name.items()} for s, by_name in seconds.items()},
    }


def print_table(results):
    medians, ratios = results["median_seconds"], results["ratios"]
    print(f"\n{'medians':<12}{'plugin':>10}{'makefile':>10}{'goreleaser':>12}   plugin / makefile   plugin / goreleaser")
    for scenario in ("cold", "edited", "unchanged"):
        if scenario in ratios:
            m, r = medians[scenario], ratios[scenario]
            print(f"{scenario:<12}{m['plugin']:>8.2f} s{m['makefile']:>8.2f} s{m['goreleaser']:>10.2f} s"
                  f"{r['makefile']:>20.2f}{r['goreleaser']:>22.2f}")
    share = results["plugin_share_of_unchanged_mvn_package_seconds"]
    print(f"an empty mvn package: {medians['unchanged']['empty']:.2f} s; the plugin's share of an unchanged one: {share:.2f} s")
    lipo = medians["lipo"]
    print(f"two slices of 100 MB: plugin {lipo['plugin']:.3f} s, llvm-lipo {lipo['llvm-lipo']:.3f} s,"
          f" ratio {ratios['lipo']['llvm-lipo']:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="rounds of `unchanged` and `edited` (3)")
    parser.add_argument("--cold-rounds", type=int, default=1, help="how many of them begin with a cold build (1)")
    parser.add_argument("--crate", type=pathlib.Path, default=BENCH / "myapp", help="the crate to build (bench/myapp)")
    arguments = parser.parse_args()
    if not 1 <= arguments.cold_rounds <= arguments.rounds:
        parser.error("at least one cold round, and no more than rounds")

    environment = prepare()
    copy_crate(arguments.crate, environment)
    warm_up(environment)
    seconds = measure_builds(arguments.rounds, arguments.cold_rounds, environment)
    seconds["lipo"] = measure_lipo(environment)
    results = report(seconds, arguments, environment)
    (BENCH / "results.json").write_text(json.dumps(results, indent=2) + "\n")
    (BENCH / "results.svg").write_text(chart.draw(results))
    print_table(results)


if __name__ == "__main__":
    main()
