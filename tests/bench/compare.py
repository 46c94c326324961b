#!/usr/bin/env python3
"""Times of the benchmarks in two or more builds, side by side:

    tests/bench/compare.py OLD_BUILD NEW_BUILD...

The builds take turns, round after round, so that whatever else the machine does meets all of them. A round's ratio is
that of neighbours in time; printed are the median of every build's times and the median of its ratios to OLD_BUILD.
Exit code 1 if a case is slower than OLD_BUILD by more than --limit (3 %)."""
import argparse
import os
import re
import statistics
import subprocess
import sys

PROGRAMS = ["bench", "bench_eis", "bench_cycle"]
SOURCE = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("build", nargs="+", help="build directories; the first is what the others are compared with")
    p.add_argument("--rounds", type=int, default=15, help="turns of every build (15)")
    p.add_argument("--repeats", type=int, default=30, help="repeats of every case in a turn (30)")
    p.add_argument("--limit", type=float, default=3, help="%% that a case may be slower (3)")
    return p.parse_args()


def turn(build, program, repeats):
    """Median time of every case of a program, in the order printed."""
    command = [os.path.join(build, "tests", program), SOURCE, str(repeats)]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout
    return {m[1]: (float(m[2]), m[3]) for m in re.finditer(r"^(\S+) +median +([\d.]+) (ms|us)", out, re.M)}


def measure(builds, program, rounds, repeats):
    """{case: (unit, [times of build 0, times of build 1, ...])}, times in the order of the rounds."""
    cases = {}
    for k in range(rounds):
        order = range(len(builds)) if k % 2 == 0 else reversed(range(len(builds)))
        for b in order:
            for case, (time, unit) in turn(builds[b], program, repeats).items():
                cases.setdefault(case, (unit, [[] for _ in builds]))[1][b].append(time)
    return cases


def main():
    a = arguments()
    slower = 0
    print("%-22s" % "median" + "".join("%20s" % os.path.basename(os.path.normpath(b))[-18:] for b in a.build))
    for program in PROGRAMS:
        for case, (unit, times) in measure(a.build, program, a.rounds, a.repeats).items():
            line = "%-22s%17.3f %s" % (case, statistics.median(times[0]), unit)
            for other in times[1:]:
                ratio = statistics.median(y / x for x, y in zip(times[0], other))
                slower += ratio > 1 + a.limit / 100
                line += "%12.3f %7.3f" % (statistics.median(other), ratio)
            print(line, flush=True)
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
