#!/usr/bin/env python3
"""What cellsim writes, read by the programs of others: run.py CELLSIM SOURCE_ROOT

Makes a virtual environment in a temporary directory, installs the readers from the package index (impedance.py, galvani,
batterydf), runs cells with --mpt, and lets check.py compare what the readers find. Exit code 77 (meson: skipped) only if
the package index cannot be reached.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

from index import call, environment

READERS = ("impedance", "galvani", "batterydf")


def simulate(cellsim, root, results):
    """Steps of every kind, a rest alone, several loadings, and a full cell."""
    common = ("--mpt", "--no-figures", "--quiet", "--library", root / "configs", "--out", results)
    half = [a for name in ("gcd", "cv", "gitt", "eis", "eis_1800mV", "thin_thick") for a in ("--config", name)]
    call(cellsim, "run", root / "cells" / "r175_li.cfg", *half, *common)
    call(cellsim, "run", root / "cells" / "chen2020.cfg", "--config", "gcd", *common)


def main():
    cellsim, root = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="cellsim_interop_") as scratch:
        scratch = pathlib.Path(scratch)
        results = scratch / "results"
        simulate(cellsim, root, results)
        python = environment(scratch / "venv", *READERS)
        check = pathlib.Path(__file__).with_name("check.py")
        # matplotlib, which the readers import, keeps a cache
        quiet = dict(os.environ, MPLBACKEND="Agg", MPLCONFIGDIR=str(scratch / "matplotlib"))
        return subprocess.run([str(python), str(check), str(results), str(cellsim)], env=quiet).returncode


if __name__ == "__main__":
    sys.exit(main())
