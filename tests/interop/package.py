#!/usr/bin/env python3
"""The Python package, installed by pip as docs/python.md says, and its tests: package.py CELLSIM SOURCE_ROOT"""
import os
import pathlib
import subprocess
import sys
import tempfile

from index import environment


def main():
    cellsim, root = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="cellsim_python_") as scratch:
        place = f"--config-settings=build-dir={scratch}/build"
        python = environment(pathlib.Path(scratch, "venv"), place, f"{root}[plot,frame]")
        (here := pathlib.Path(scratch, "here")).mkdir()
        # its own cells, no others: nothing leads to those of the sources
        variables = {name: value for name, value in os.environ.items() if name not in ("CELLSIM_PATH", "PYTHONPATH")}
        variables |= {"CELLSIM": cellsim, "SOURCE_ROOT": str(root), "MPLBACKEND": "Agg", "MPLCONFIGDIR": f"{scratch}/plot"}
        tests = sorted((root / "python/tests").glob("test_*.py"))
        codes = [subprocess.run([str(python), str(test)], env=variables, cwd=here).returncode for test in tests]
        return 0 if tests and not any(codes) else 1


if __name__ == "__main__":
    sys.exit(main())
