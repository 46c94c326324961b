#!/usr/bin/env python3
"""Times of the benchmarks in two or more builds, side by side:

    tests/bench/compare.py OLD_BUILD NEW_BUILD...

The builds take turns, so that whatever else the machine does meets all of them. Printed are the median of every build's
times and its ratios to OLD_BUILD: of the medians (turn by turn, the median of those), and of the shortest times, which a
busy machine disturbs least. Exit code 1 if both ratios of a case exceed 1 by more than --limit."""
import argparse
import json
import math
import os
import re
import statistics
import subprocess
import sys

PROGRAMS = ["bench", "bench_eis", "bench_cycle"]
LINE = re.compile(r"^(\S+) +median +([\d.]+) (ms|us) +min +([\d.]+) ", re.M)


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("build", nargs="+", help="build directories; the first is what the others are compared with")
    p.add_argument("--turns", type=int, default=15, help="of every build (15)")
    p.add_argument("--repeats", type=int, default=30, help="of every case in a turn (30)")
    p.add_argument("--limit", type=float, default=3, help="%% that a case may be slower (3)")
    return p.parse_args()


def source_of(build):
    """The tree a build was made from: its cards are the ones it can read."""
    with open(os.path.join(build, "meson-info", "meson-info.json")) as f:
        return json.load(f)["directories"]["source"]


def take_turn(build, program, repeats):
    """(case, unit, median, minimum) of every case of a program."""
    command = [os.path.join(build, "tests", program), source_of(build), str(repeats)]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout
    return [(m[1], m[3], float(m[2]), float(m[4])) for m in LINE.finditer(out)]


def measure(builds, program, turns, repeats):
    """{(case, unit): [(medians, minima) of build 0, of build 1, ...]}, in the order of the turns."""
    cases = {}
    for k in range(turns):
        order = list(enumerate(builds))
        for b, build in order if k % 2 == 0 else reversed(order):
            for case, unit, median, minimum in take_turn(build, program, repeats):
                medians, minima = cases.setdefault((case, unit), [([], []) for _ in builds])[b]
                medians.append(median)
                minima.append(minimum)
    return cases


def main():
    a = arguments()
    slower = False
    print("%-20s%12s" % ("", a.build[0][-12:]) + "".join("%24s" % b[-22:] for b in a.build[1:]))
    print("%-20s%12s" % ("", "median") + "%10s%7s%7s" % ("median", "ratio", "of min") * (len(a.build) - 1))
    for program in PROGRAMS:
        for (case, unit), (old, *others) in measure(a.build, program, a.turns, a.repeats).items():
            line = "%-20s%9.3f %s" % (case, statistics.median(old[0] or [math.nan]), unit)
            for medians, minima in others:
                if not old[0] or not medians:
                    line += "%24s" % "not in both"
                    continue
                ratios = statistics.median(n / o for o, n in zip(old[0], medians)), min(minima) / min(old[1])
                line += "%10.3f%7.3f%7.3f" % (statistics.median(medians), *ratios)
                slower |= min(ratios) > 1 + a.limit / 100
            print(line, flush=True)
    return int(slower)


if __name__ == "__main__":
    sys.exit(main())
