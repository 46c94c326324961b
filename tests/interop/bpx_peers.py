#!/usr/bin/env python3
"""BPX files of cellsim in the programs of others: bpx_peers.py CELLSIM SOURCE_ROOT [--inside]

Exports full cells that come along, and a file of its own with tables, a blend and activation energies. The package bpx must
validate all of them without a warning of stoichiometries and voltages, and PyBaMM, which reads the same file, must find the same
1C discharge as cellsim does of the card that it makes of that file: within 0.2 mV RMS over the first 97 % of the time, extrapolated from two meshes of PyBaMM.
Makes a virtual environment with bpx and PyBaMM in a temporary directory; exit code 77 (meson: skipped) only if the package
index cannot be reached. With --inside: the Python that runs this has both.
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import index

LIMIT_MV = 0.2  # RMS
VOLUMES = (30, 60)  # of PyBaMM in each electrode and particle; its error falls in proportion to their width
CELLS = ("chen2020", "lco_graphite")


def cellsim(command, *arguments):
    done = subprocess.run([str(command), *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"cellsim {' '.join(map(str, arguments))}: exit code {done.returncode}\n{done.stderr}")
    return done.stderr


def variant(path, out):
    """The exported cell as a file of version 0.4: tables in the place of formulas, a blend, warmer than its reference temperature."""
    import numpy as np

    cell = json.loads(path.read_text())
    p = cell["Parameterisation"]
    cell["Header"]["BPX"] = 0.4
    state = cell.pop("State")["Initial conditions"]
    p["Electrolyte"]["Initial concentration [mol.m-3]"] = state["Initial electrolyte concentration [mol.m-3]"]
    p["Cell"]["Ambient temperature [K]"] = p["Cell"]["Initial temperature [K]"] = 308.15
    p["Electrolyte"]["Conductivity activation energy [J.mol-1]"] = 17100.0
    p["Electrolyte"]["Diffusivity activation energy [J.mol-1]"] = 17000.0
    x = np.linspace(0, 1, 501)
    exp, tanh = np.exp, np.tanh
    for name in ("Negative electrode", "Positive electrode"):
        electrode = p[name]
        electrode["OCP [V]"] = {"x": list(x), "y": list(eval(electrode["OCP [V]"]))}
        electrode["Diffusivity [m2.s-1]"] = f"{electrode['Diffusivity [m2.s-1]']!r} * (1 + 0.5*tanh(4*x - 2))"
        electrode["Diffusivity activation energy [J.mol-1]"] = 25000.0
        electrode["Reaction rate constant activation energy [J.mol-1]"] = 35000.0
        electrode["Entropic change coefficient [V.K-1]"] = {"x": [0.0, 0.5, 1.0], "y": [-1e-4, 5e-5, -1e-4]}
    negative = p["Negative electrode"]
    whole = {k: negative.pop(k) for k in list(negative) if k not in ("Thickness [m]", "Porosity", "Transport efficiency", "Conductivity [S.m-1]")}
    small = dict(whole)
    whole["Surface area per unit volume [m-1]"] *= 0.9
    small["Surface area per unit volume [m-1]"] *= 0.2
    small["Particle radius [m]"] *= 0.5
    negative["Particle"] = {"large": whole, "small": small}
    out.write_text(json.dumps(cell))


def simulated(command, root, folder, file):
    """Time and voltage of the card that is made of the file."""
    import numpy as np

    card = folder / (file.stem + "_card.cfg")
    cellsim(command, "import", "bpx", file, "--out", card, "--quiet")
    cellsim(command, "run", card, "--config", "discharge", "--library", root / "configs", "--no-figures", "--quiet", "--accuracy", "0.01mV", "--out", folder)
    with open(folder / card.stem / "discharge.bdf.csv", newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    return tuple(np.array([float(row[c]) for row in rows]) for c in ("Test Time / s", "Voltage / V"))


def theirs(file, blend, n):
    """The same by PyBaMM on n volumes."""
    import pybamm

    values = pybamm.ParameterValues.create_from_bpx(str(file))
    model = pybamm.lithium_ion.DFN({"particle phases": ("2", "1")} if blend else {})
    var = {"x_s": n // 2} | dict.fromkeys(("x_n", "x_p", "r_n", "r_p", "r_n_prim", "r_n_sec"), n)
    solver = pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-8)
    simulation = pybamm.Simulation(model, parameter_values=values, var_pts=var, solver=solver)
    solution = simulation.solve([0, 4500])
    return solution["Time [s]"].entries, solution["Voltage [V]"].entries


def compare(command, root, folder, file, blend):
    import numpy as np

    t, v = simulated(command, root, folder, file)
    coarse, fine = (theirs(file, blend, n) for n in VOLUMES)
    end = 0.97 * min(t[-1], coarse[0][-1], fine[0][-1])
    at = np.linspace(0.01 * end, end, 400)
    on_fine = np.interp(at, *fine)
    difference = 1e3 * (np.interp(at, t, v) - on_fine)
    print(f"        {file.name}: on {VOLUMES[1]} volumes {np.sqrt(np.mean(difference**2)):.4f} mV RMS")
    difference -= 1e3 * (on_fine - np.interp(at, *coarse))  # extrapolated to volumes of no width
    rms, most = np.sqrt(np.mean(difference**2)), abs(difference).max()
    print(f"{'ok      ' if rms <= LIMIT_MV else 'FAILED  '}{file.name}: {rms:.4f} mV RMS, {most:.4f} mV at most, ends {t[-1]:.3f} and {fine[0][-1]:.3f} s")
    return rms <= LIMIT_MV


def inside(command, root, folder):
    import bpx

    files = []
    for name in CELLS:
        files.append(folder / f"{name}.json")
        cellsim(command, "export", "bpx", root / "cells" / f"{name}.cfg", "--library", root / "configs", "--out", files[-1])
    ok = True
    for file in files:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            bpx.parse_bpx_file(str(file))
        print(f"{'FAILED  ' if said else 'ok      '}{file.name}: validated by bpx {bpx.__version__}", *[w.message for w in said])
        ok = ok and not said
    for file in files:
        ok = compare(command, root, folder, file, False) and ok
    other = folder / "blend_04.json"
    variant(files[0], other)
    return 0 if compare(command, root, folder, other, True) and ok else 1


def main():
    command, root = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="cellsim_bpx_") as scratch:
        scratch = pathlib.Path(scratch)
        if sys.argv[3:] == ["--inside"]:
            return inside(command, root, scratch)
        python = index.environment(scratch / "venv", "pybamm", "bpx")
        return subprocess.run([str(python), __file__, str(command), str(root), "--inside"]).returncode


if __name__ == "__main__":
    sys.exit(main())
