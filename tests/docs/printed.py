"""Is what a command printed what the document shows? Times are not compared; numbers to 0.5 %, what is round-off as such."""

import re

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
TIMES = [(re.compile(r"(\d steps?) +[\d.e+]+ (?:us|ms|s|min)\b"), r"\1 TIME"),  # of a protocol
         (re.compile(r"\)\.  [\d.e+]+ (?:ms|s|min|h)$"), ").  TIME")]           # of the whole
ROUND_OFF = 1e-9   # below: differences of sums
COUNTS = 0.15      # of the solver's steps: they differ a little from one mathematical library to another


def words(line):
    """The line with its numbers taken out, and the numbers."""
    for pattern, replacement in TIMES:
        line = pattern.sub(replacement, line)
    return " ".join(NUMBER.sub("#", line).split()), [float(x) for x in NUMBER.findall(line)]


def near(line, a, b):
    if line.startswith("solver"):
        return abs(a - b) <= COUNTS * max(abs(a), abs(b), 100)
    if abs(a) < ROUND_OFF and abs(b) < ROUND_OFF:
        return "balance" in line or abs(a - b) <= 0.005 * max(abs(a), abs(b))
    if a == 0:
        return abs(b) < 1e-3  # shown as nothing, such as what is left of a salt that ran out
    if " %" in line and abs(a) < 0.05 and abs(b) < 0.05:
        return True  # an error of less than 0.05 % is none
    if line.startswith(("time error", "mesh error", "current error")):
        return abs(a - b) <= 0.25 * max(abs(a), abs(b))
    return abs(a - b) <= 0.005 * max(abs(a), abs(b))


def same(shown, printed):
    a, b = words(shown), words(printed)
    return a[0] == b[0] and len(a[1]) == len(b[1]) and all(near(shown, x, y) for x, y in zip(a[1], b[1]))


def difference(shown, printed):
    """None, or the first shown line that was not printed. A line "…" stands for any number of lines."""
    lines, at, skipping = printed.split("\n"), 0, False
    for line in shown.rstrip("\n").split("\n"):
        if line.strip() == "…":
            skipping = True
            continue
        found = at
        while skipping and found < len(lines) and not same(line, lines[found]):
            found += 1
        if found >= len(lines) or not same(line, lines[found]):
            here = lines[at] if at < len(lines) else "(nothing)"
            return f"shown:   {line}\nprinted: {here}"
        at, skipping = found + 1, False
    rest = [] if skipping else [x for x in lines[at:] if x.strip()]
    return f"printed, not shown: {rest[0]}" if rest else None
