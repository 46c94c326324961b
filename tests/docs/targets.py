"""The README's table of targets is what `cellsim targets` prints.

    targets.py COMMAND SOURCES [--print]

A row for every target, in the order of the command; numbers may differ by 0.5 %. The last column, what the card was fitted to, is
written by hand: it must not be empty where the card says "fitted". --print writes the table."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import printed

HEADING = "| cell | id | quantity | published | simulated | unit | error | the card is |"


def says_fitted(how):
    """The card itself says that one of its values was fitted to this number."""
    return "fitted" in re.sub(r"(not|nothing) (yet )?fitted", "", how)


def percent(text):
    error = f"{float(text):+.1f}" if text else ""
    return error.replace("-0.0", "0.0").replace("+0.0", "0.0") + " %" if error else ""


def row(said):
    """Without the last column, which is a judgement."""
    number = f"{float(said['simulated']):.5g}" if said["simulated"] else "not measured"
    unit = "" if said["unit"] == "1" else said["unit"]
    return (f"| {said['cell']} | {said['id']} | {said['target']} | {float(said['paper']):g} | {number} | {unit} | "
            f"{percent(said['error_percent'])} | ")


def parted(line):
    """A shown row as `row` has it, and its last column."""
    front, last = line.removesuffix("|").rsplit("|", 1)
    return front + "| ", last.strip()


def main():
    command, sources = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    said = subprocess.run([command, "targets", "--csv"], cwd=sources, text=True, check=True, stdout=subprocess.PIPE).stdout
    said = list(csv.DictReader(said.splitlines()))
    text = (sources / "README.md").read_text(encoding="utf-8")
    heading, line, *shown = text[text.index(HEADING):].split("\n\n")[0].split("\n")
    shown = [parted(x) for x in shown]
    if "--print" in sys.argv:
        judged = {tuple(front.split("|")[1:4]): last for front, last in shown}
        rows = [row(x) for x in said]
        print("\n".join([heading, line, *(f"{x}{judged.get(tuple(x.split('|')[1:4]), '?')} |" for x in rows)]))
        return 0
    wrong = [f"shown:   {front}\nprinted: {row(x)}" for (front, _), x in zip(shown, said) if not printed.same(front, row(x))]
    wrong += [f"{front}: the card calls it fitted" for (front, last), x in zip(shown, said) if says_fitted(x["how"]) and not last]
    if len(shown) != len(said):
        wrong.append(f"{len(shown)} rows are shown, {len(said)} targets are there")
    print("\n".join(wrong) or f"{len(said)} targets, as shown")
    return bool(wrong)


sys.exit(main())
