"""The functions that the shared library exports, its header declares, its version script lists and docs/library.md describes: the same.

    symbols.py LIBRARY SOURCE_ROOT
"""
import pathlib
import re
import subprocess
import sys


def exported(library):
    """Names, and the version of each; whatever else is visible is an error, too."""
    lines = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
    names = {}
    for line in lines.splitlines():
        kind, name = line.split()[-2:]
        if kind == "A" and name.startswith("CELLSIM_"):
            continue  # the version itself
        symbol, _, version = name.partition("@@")
        names[symbol] = version
    return names


def described(text):
    """Functions in code of the page's tables."""
    return set(re.findall(r"\b(cellsim_\w+)\(", text))


def main(library, root):
    root = pathlib.Path(root)
    header = (root / "include/cellsim.h").read_text()
    script = (root / "api/cellsim.map").read_text()
    symbols = exported(library)
    lists = {
        "exported by the library": set(symbols),
        "declared in include/cellsim.h": set(re.findall(r"CELLSIM_API [^;]*?\b(cellsim_\w+)\(", header)),
        "listed in api/cellsim.map": set(re.findall(r"^ +(cellsim_\w+);", script, re.MULTILINE)),
        "described in docs/library.md": described((root / "docs/library.md").read_text()),
    }
    everything = set().union(*lists.values())
    wrong = [f"{name} is not {where}" for where, names in lists.items() for name in sorted(everything - names)]
    wrong += [f"{name} has no version" for name, version in symbols.items() if not version.startswith("CELLSIM_")]
    wrong += [f"include/cellsim.h includes {name}" for name in re.findall(r"#include (\S+)", header) if name != "<stddef.h>"]
    if len(everything) < 20:
        wrong.append(f"only {len(everything)} functions were found")
    print("\n".join(wrong) or f"{len(everything)} functions")
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
