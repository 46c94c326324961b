"""What a design costs beside its solution, in instructions that valgrind counts: values set, protocol read, cell built, answers taken, row written.

    cost.py CELLSIM
"""
import re
import subprocess
import sys
import tempfile

from sweeps import ASKED, FIVE

MOST = 0.05  # of the solution
FEW, MANY = 8, 40
SWEEP = ["sweep", "r175_li", *FIVE, *ASKED, "--jobs", "1"]


def counts(cellsim, designs, folder):
    """Instructions of the program, and of its solutions among them."""
    out = f"{folder}/counts.{designs}"
    subprocess.run(["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={out}", cellsim, *SWEEP, "--count", str(designs), "--out",
                    f"{folder}/{designs}"], check=True)
    listing = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out], check=True, text=True, capture_output=True).stdout
    of = {name: int(count.replace(",", "")) for count, name in re.findall(r"^ *([\d,]+) \([ \d.]+%\) +(?:\S*:)?(PROGRAM|run_protocol)\b", listing, re.M)}
    return of["PROGRAM"], of["run_protocol"]


with tempfile.TemporaryDirectory() as scratch:
    few, many = counts(sys.argv[1], FEW, scratch), counts(sys.argv[1], MANY, scratch)
whole, solution = ((b - a) / (MANY - FEW) for a, b in zip(few, many))
print(f"{solution / 1e6:.2f} M instructions a design, {100 * (whole / solution - 1):.1f} % beside it")
sys.exit(0 if 0 < whole / solution - 1 <= MOST else 1)
