#!/usr/bin/env python3
"""Many designs at once, PyBaMM beside cellsim, on one machine in one run:

    python3 -m venv venv && venv/bin/pip install pybamm
    venv/bin/python tests/bench/peers/pybamm_batch.py BUILD [DESIGNS]

Both discharge Chen2020 at 1C with DESIGNS pairs (64) of diffusivities of the particles, in two threads. PyBaMM: DFN, IDAKLU with a list of
inputs, num_threads = 2, on the meshes and tolerances of pybamm_discharges.py; its time is that of Simulation.solve once everything is built,
without reading variables. cellsim: `cellsim sweep`, all of it: cards, protocols, rows of the file, less what a sweep of two designs takes (the
start of the program, the tables of the card), on the meshes and tolerances below. Of either the cheapest counts whose error is within the bound and that solves every
design. The error is that of the voltage of the unchanged cell over the first 97 % of the discharge, RMS, against the mesh-converged
solution. They take turns; counted is the shortest time, of the clock and of the processors: on a busy machine believe the latter."""
import csv
import glob
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np
import pybamm

import pybamm_discharges as single

BOUND_MV = 1.0
TURNS = 7
INPUTS = ("Positive particle diffusivity [m2.s-1]", "Negative particle diffusivity [m2.s-1]")
RANGES = ((2e-15, 8e-15), (1.65e-14, 6.6e-14))
# Of cellsim, to choose from: tolerances, degrees of the one element in each electrode, unknowns in a particle.
TOLERANCES, DEGREES, RADIAL = ("4e-3", "5e-3", "6e-3", "7e-3", "8e-3", "1e-2"), (2, 3, 4), (3, 4, 5)


class Batch:
    """PyBaMM's list of inputs, built once."""

    def __init__(self, mesh, tolerance, t_end, designs):
        separator, electrode, particle = mesh
        points = {"x_n": electrode, "x_s": separator, "x_p": electrode, "r_n": particle, "r_p": particle}
        values = pybamm.ParameterValues("Chen2020")
        values.update({name: "[input]" for name in INPUTS})
        solver = pybamm.IDAKLUSolver(rtol=tolerance[0], atol=tolerance[1], options={"num_threads": 2, "num_solvers": 2})
        self.simulation = pybamm.Simulation(pybamm.lithium_ion.DFN(), solver=solver, C_rate=1, var_pts=points, parameter_values=values)
        share = np.linspace(0, 1, designs), np.linspace(0, 1, designs) * 7 % 1
        self.inputs = [{name: low * (high / low) ** u[k] for name, (low, high), u in zip(INPUTS, RANGES, share)} for k in range(designs)]
        self.t_end = t_end

    def __call__(self):
        self.simulation.solve([0, self.t_end], inputs=self.inputs)


class Setting:
    """A mesh and a tolerance of cellsim."""

    def __init__(self, build, tolerance, degree, radial):
        self.program, self.label = os.path.join(build, "cli", "cellsim"), "degree %d, %d in a particle, tolerance %s" % (degree, radial, tolerance)
        mesh = ["electrode=1", "degree=%d" % degree, "separator_degree=1", "radial=%d" % radial]
        self.options = ["chen2020", "--config", "discharge", "--no-figures", "--tolerance", tolerance, *itertools.chain(*(["--set", "mesh." + m] for m in mesh))]

    def error(self, reference):
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([self.program, "run", *self.options, "--rate", "1C", "--out", out], check=True, stdout=subprocess.DEVNULL)
            with open(os.path.join(out, "chen2020", "discharge.bdf.csv")) as file:
                table = [(float(r["Test Time / s"]), float(r["Voltage / V"])) for r in csv.DictReader(file)]
        early = reference[:, 0] <= 0.97 * reference[-1, 0]
        t, V = np.array(table).T
        return 1e3 * np.sqrt(np.mean((np.interp(reference[early, 0], t, V) - reference[early, 1]) ** 2))


class Sweep:
    """The command, into a new file every time."""

    def __init__(self, setting, designs):
        self.setting, self.designs, self.solved = setting, designs, 0

    def __call__(self):
        vary = ["--vary", "positive.phases[0].D_m2_s=%g:%g:log" % RANGES[0], "--vary", "negative.phases[0].D_m2_s=%g:%g:log" % RANGES[1]]
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([self.setting.program, "sweep", *self.setting.options, *vary, "--quiet", "--answer", "discharge_capacity:Ah",
                            "--sample", "sobol", "--count", str(self.designs), "--jobs", "2", "--out", out], check=True)
            with open(glob.glob(os.path.join(out, "*", "designs.csv"))[0]) as file:
                self.solved = sum(row["status"] == "ok" for row in csv.DictReader(file))


def cheapest_sweep(build, reference, designs):
    """(error in mV, the sweep) of the setting that takes processors the least, of those within the bound that solve every design."""
    good = []
    for setting in (Setting(build, *s) for s in itertools.product(TOLERANCES, DEGREES, RADIAL)):
        error, work = setting.error(reference), Sweep(setting, designs)
        if error <= BOUND_MV:
            took = min(seconds(work)[1] for _ in range(3))
            good += [(took, error, work)] if work.solved == designs else []
    if not good:
        sys.exit("cellsim has no mesh and tolerance within the bound that solve every design")
    return min(good, key=lambda f: f[0])[1:]


def cheapest_batch(good, designs):
    """The first that solves every design, warm; (error in mV, single discharge, batch)."""
    for error, _, one in good:
        batch = Batch(*one.setting, one.t_end, designs)
        try:
            batch()
        except pybamm.SolverError:
            print("PyBaMM %s: a design cannot be solved" % one.label)
            continue
        return error, one, batch
    sys.exit("PyBaMM has no mesh and tolerance within the bound that solve every design")


def seconds(work):
    """Of the clock, and of processors, those of children included."""
    def used():
        return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
    cpu, clock = used(), time.perf_counter()
    work()
    return np.array((time.perf_counter() - clock, used() - cpu))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    build, designs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 64
    reference = np.loadtxt(os.path.join(single.SOURCE, "tests/verify/data/chen2020_1C.csv"), delimiter=",", comments=("#", "T"))
    good = [f for f in single.candidates("chen2020", reference) if f[0] <= BOUND_MV]
    error, cheapest, theirs = cheapest_batch(sorted(good, key=lambda f: f[1]), designs)
    more = 20 * designs
    our_error, ours = cheapest_sweep(build, reference, more)
    few = Sweep(ours.setting, 2)
    took = np.min([np.concatenate([seconds(theirs) / designs, (seconds(ours) - seconds(few)) / (more - 2)]) for _ in range(TURNS)], axis=0)
    print("%d designs of Chen2020 at 1C in two threads, a design:" % designs)
    print("  PyBaMM %s  %8.3f ms of the clock, %8.3f ms of processors, RMS error %.3f mV; %s" %
          (pybamm.__version__, 1e3 * took[0], 1e3 * took[1], error, cheapest.label))
    print("  cellsim (%d)      %8.3f ms of the clock, %8.3f ms of processors, RMS error %.3f mV; %s" %
          (more, 1e3 * took[2], 1e3 * took[3], our_error, ours.setting.label))
    print("  ratio             %8.1f                   %8.1f" % (took[0] / took[2], took[1] / took[3]))


if __name__ == "__main__":
    main()
