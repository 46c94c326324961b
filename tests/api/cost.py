"""What a changed value costs beside the solution, in instructions that valgrind counts: card and protocol read, cell built, results laid out.

    cost.py COST_PROGRAM SOURCE_ROOT
"""
import pathlib
import re
import subprocess
import sys
import tempfile

MOST = 0.20  # of the solution
RUNS = 3
CYCLE = """steps = ( { do = "cc"; direction = "discharge"; rate = "1C"; }, { do = "cc"; direction = "charge"; rate = "1C"; } );\n"""
CASES = [
    ("r175_li", "positive.loading_mg_cm2", 1.0),
    ("r175_li", "positive.phases[0].D_cm2_s", 2e-9),
    ("chen2020", "positive.porosity", 0.3),
]


def counts(program, arguments, folder):
    """Instructions of setting and running, and of the steps of the protocol among them."""
    out = f"{folder}/counts"
    subprocess.run(["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={out}", program, *arguments], check=True)
    listing = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out], check=True, text=True,
                             capture_output=True).stdout
    of = {name: int(count.replace(",", "")) for count, name in re.findall(r"^ *([\d,]+) \([ \d.]+%\) +\S*:(\w+)", listing, re.M)}
    return of["cellsim_set"] + of["cellsim_run"], of["runner_steps"]


def main(program, root):
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        protocol = pathlib.Path(folder) / "cycle.cfg"
        protocol.write_text(CYCLE)
        for card, path, value in CASES:
            arguments = [f"{root}/cells/{card}.cfg", str(protocol), "", str(RUNS), path, str(value)]
            whole, solution = counts(program, arguments, folder)
            beside = whole / solution - 1
            wrong += not 0 < beside <= MOST
            print(f"{card:10} {path:28} {solution / RUNS / 1e6:8.2f} M instructions, {100 * beside:5.1f} % beside it")
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
