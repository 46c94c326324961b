#!/usr/bin/env python3
"""PyBOP beside `cellsim fit`: the same data, the same four parameters, to the same misfit.

    python3 -m venv venv && venv/bin/pip install pybop
    venv/bin/python tests/interop/fit_peers.py CELLSIM [OPTIMISER...]

cellsim makes five discharges (C/5 to 4C) of the half cell of Xu et al. (2019) with a poor conductor, to which noise of 1 mV is
added. Both fit the diffusivity, the rate constant, the electronic conductivity and the porosity from the same start. cellsim's
time is that of the whole command with one start, its error intervals and its files included. PyBOP (DFN of PyBaMM, its default mesh and
solver, all logarithmic but the porosity, bounds as cellsim's) is given the best of its optimisers named, and is timed until
its misfit is within 5 % and within 1 % of cellsim's, or for MOST_S (environment; 1800) seconds; time of building the models is
not counted. cellsim's time, the least of RUNS, is that to its end, for both. CPU times beside: a busy machine disturbs them less.
Exit code 77 (skipped) if PyBOP cannot be imported."""
import csv
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
CARD = ROOT / "cells" / "xu2019.cfg"
RATES = ("C/5", "C/2", "1C", "2C", "4C")
POINTS, NOISE = 60, 1e-3
PATHS = ("positive.phases[0].D_m2_s", "positive.phases[0].m_A_m25_mol15", "positive.sigma_S_m", "positive.porosity")
M = 5.76e-11 * 96485.33212
TRUTH = (1e-14, M, 0.05, 0.331)
START = (3e-14, 0.4 * M, 0.15, 0.4)
BOUNDS = ((1e-15, 1e-12), (M / 30, 30 * M), (5e-3, 5.0), (0.2, 0.6))
CLOSE = (1.05, 1.01)
RUNS = 3
MOST_S = float(os.environ.get("MOST_S", "1800"))


def set_values(values):
    return [a for path, value in zip(PATHS, values) for a in ("--set", f"{path}={value:.10g}")]


def cellsim(command, *arguments):
    done = subprocess.run([str(a) for a in (command, *arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{command} {arguments}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def make_data(command, scratch):
    """Files of time, current and voltage, and their content."""
    random, data = np.random.default_rng(7), []
    for k, rate in enumerate(RATES):
        out = scratch / str(k)
        cellsim(command, "run", CARD, "--config", "discharge", "--rate", rate, "--library", ROOT / "configs", "--out", out,
                "--tolerance", "1e-7", "--no-figures", "--quiet", *set_values(TRUTH))
        with open(out / "xu2019" / "discharge.bdf.csv", newline="", encoding="utf-8") as file:
            rows = [(float(r["Test Time / s"]), float(r["Current / A"]), float(r["Voltage / V"])) for r in csv.DictReader(file)]
        t, current, voltage = np.array(rows).T
        keep, first = np.unique(t, return_index=True)
        grid = np.linspace(keep[0], 0.98 * keep[-1], POINTS)
        noisy = np.interp(grid, keep, voltage[first]) + NOISE * random.standard_normal(POINTS)
        path = scratch / f"rate_{k}.csv"
        with open(path, "w", encoding="utf-8") as file:
            file.write("Time / s,Current / A,Voltage / V\n")
            file.writelines(f"{a:.9g},{current[-1]:.9g},{b:.9g}\n" for a, b in zip(grid, noisy))
        data.append((path, grid, current[-1], noisy))
    return data


def children_s():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fit_cellsim(command, data, scratch):
    frees = [a for path, (low, high) in zip(PATHS, BOUNDS) for a in ("--free", f"{path}={low:.10g}:{high:.10g}")]
    files = [a for path, *_ in data for a in ("--with", path)]
    begin, busy = time.perf_counter(), children_s()
    text = cellsim(command, "fit", CARD, *files, *frees, *set_values(START), "--starts", "1", "--json", "--no-figures", "--library",
                   ROOT / "configs", "--out", scratch / "fit")
    took = time.perf_counter() - begin, children_s() - busy
    result = json.loads(text)
    return took, result["residuals"][0]["rms"] * 1e-3, [p["value"] for p in result["parameters"]], result["evaluations"]


def pybop_problem(data):
    import pybamm
    import pybop

    names = ("Positive particle diffusivity [m2.s-1]", "Rate coefficient", "Positive electrode conductivity [S.m-1]",
             "Positive electrode porosity")

    def exchange_current(c_e, c_s_surf, c_s_max, T):
        return pybamm.Parameter("Rate coefficient") * c_e**0.5 * c_s_surf**0.5 * (c_s_max - c_s_surf) ** 0.5

    def parameters():
        values = pybamm.ParameterValues("Xu2019")
        values.update({"Positive electrode exchange-current density [A.m-2]": exchange_current,
                       "Positive electrode Bruggeman coefficient (electrode)": 0.0,
                       "Lower voltage cut-off [V]": 2.0, "Upper voltage cut-off [V]": 5.0})
        for k, name in enumerate(names):
            low, high = BOUNDS[k]
            transformation = pybop.LogTransformation() if k < 3 else None
            values.update({name: pybop.Parameter(initial_value=START[k], bounds=(low, high), transformation=transformation)},
                          check_already_exists=False)
        return values

    problems = []
    for _, t, current, voltage in data:
        dataset = pybop.Dataset({"Time [s]": t, "Current [A]": np.full_like(t, -current), "Voltage [V]": voltage})
        model = pybamm.lithium_ion.DFN({"working electrode": "positive"})
        simulator = pybop.pybamm.Simulator(model, parameter_values=parameters(), protocol=dataset)
        problems.append(pybop.Problem(simulator, pybop.SumSquaredError(dataset)))
    return pybop.MetaProblem(*problems)


class Enough(Exception):
    pass


def fit_pybop(data, name, goals):
    """(time, CPU time, evaluations) at which each of the falling goals [V] was met, None for those that were not; the best
    misfit."""
    import pybop

    problem = pybop_problem(data)
    n = sum(len(voltage) for *_, voltage in data)
    best, calls, met = np.inf, 0, []
    evaluate = problem.evaluate_batch
    evaluate([{name: START[k] for k, name in enumerate(problem.parameters.names)}], False)  # builds the models
    begin, busy = time.perf_counter(), time.process_time()

    def watched(inputs, *args, **kwargs):
        nonlocal best, calls
        result = evaluate(inputs, *args, **kwargs)
        values = np.asarray(getattr(result, "values", result), dtype=float)
        calls += values.size
        best = min(best, np.nanmin(values))
        took = time.perf_counter() - begin, time.process_time() - busy, calls
        while len(met) < len(goals) and np.sqrt(best / n) <= goals[len(met)]:
            met.append(took)
        if len(met) == len(goals) or took[0] > MOST_S:
            raise Enough
        return result

    problem.evaluate_batch = watched
    try:
        if name.startswith("scipy:"):
            options = pybop.SciPyMinimizeOptions(method=name[6:], maxiter=5000)
            optimiser = pybop.SciPyMinimize(problem, options=options)
        else:
            options = pybop.PintsOptions(max_iterations=3000, max_unchanged_iterations=500)
            optimiser = getattr(pybop, name)(problem, options=options)
        optimiser.run()
    except Enough:
        pass
    return met + [None] * (len(goals) - len(met)), np.sqrt(best / n)


def of_all_runs(command, data, scratch):
    """cellsim's least times of RUNS fits, which are all the same."""
    runs = [fit_cellsim(command, data, scratch) for _ in range(RUNS)]
    return tuple(min(run[0][k] for run in runs) for k in range(2)), *runs[0][1:]


def main():
    try:
        import pybop  # noqa: F401
    except ImportError:
        print("skipped: PyBOP cannot be imported (pip install pybop)")
        return 77
    command, optimisers = os.path.abspath(sys.argv[1]), sys.argv[2:] or ["CMAES", "NelderMead", "XNES"]
    with tempfile.TemporaryDirectory(prefix="cellsim_fit_") as scratch:
        scratch = pathlib.Path(scratch)
        data = make_data(command, scratch)
        took, misfit, values, evaluations = of_all_runs(command, data, scratch)
        off = max(abs(v / t - 1) for v, t in zip(values, TRUTH))
        print(f"cellsim       {took[0]:8.3f} s ({took[1]:.3f} s CPU)  misfit {1e3 * misfit:.4f} mV  {evaluations} simulations of all data; "
              f"truth within {100 * off:.2g} %", flush=True)
        best = [None] * len(CLOSE)
        for name in optimisers:
            met, rms = fit_pybop(data, name, [close * misfit for close in CLOSE])
            print(f"{name:12}  misfit {1e3 * rms:.4f} mV", end="")
            for k, t in enumerate(met):
                print(f";  within {100 * (CLOSE[k] - 1):.0f} %: " + (f"{t[0]:.1f} s ({t[1]:.1f} s CPU, {t[2]} evaluations)" if t else "never"), end="")
                best[k] = min(filter(None, (best[k], t)), default=None)
            print(flush=True)
        for close, t in zip(CLOSE, best):
            if t:
                print(f"misfit within {100 * (close - 1):.0f} %: PyBOP's best over cellsim {t[0] / took[0]:.0f} times the time, "
                      f"{t[1] / took[1]:.0f} times the CPU time")
        return 0


if __name__ == "__main__":
    sys.exit(main())
