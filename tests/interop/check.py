"""Compares what impedance.py, galvani and batterydf read with the tables of the run: check.py RESULTS CELLSIM

A number in a file stands for what lies within half a unit of its last digit. Numbers that two files share have the same
digits; for what is computed from several, the bound is the sum of their roundings.
"""
import csv
import json
import pathlib
import subprocess
import sys
import warnings

import numpy as np
from galvani.BioLogic import MPTfile
from impedance import preprocessing, validation

DIGITS = 1e-14  # the same digits, read and scaled in double precision
ROUNDING = 5e-10  # half a unit of the tenth significant digit, at most, per number
TIME_ROUNDING = 5e-15  # half a unit of the fifteenth
failures = []


def check(ok, text):
    print(("ok      " if ok else "FAILED  ") + text)
    if not ok:
        failures.append(text)


def same(a, b, tolerance=DIGITS):
    """Equal within a share of each number."""
    a, b = np.asarray(a), np.asarray(b)
    return within(a, b, tolerance * np.maximum(abs(a), abs(b))) if a.shape == b.shape else False


def within(a, b, bound):
    return a.shape == b.shape and bool(np.all(abs(a - b) <= bound))


def table(path):
    """A table of ours with the standard library alone: column name -> numbers."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


def check_bdf(path):
    """batterydf's command accepts the file, and knows all columns but the one that the format leaves free."""
    bdf = pathlib.Path(sys.executable).with_name("bdf")
    done = subprocess.run([bdf, "validate", "--strict", "--json", path], capture_output=True, text=True)
    try:
        report = json.loads(done.stdout[done.stdout.index("{") :])
    except ValueError:
        report = {}
    check(done.returncode == 0 and report.get("ok") is True, f"{path.name}: bdf validate")
    check(set(report.get("extras", ["?"])) <= {"Step ID"}, f"{path.name}: columns of the format")
    check(report.get("time_stats", {}).get("monotonic") is True, f"{path.name}: time does not go back")


def check_series(path):
    """galvani reads the columns of a series, and they are those of the Battery Data Format."""
    ours = table(path)
    mpt, _ = MPTfile(str(path).replace(".bdf.csv", ".mpt"))
    name = path.name.replace(".bdf.csv", ".mpt")
    current = ours["Current / A"]
    check(len(mpt) == len(current), f"{name}: galvani finds {len(mpt)} samples")
    check(same(mpt["time/s"], ours["Test Time / s"]), f"{name}: time")
    check(same(mpt["Ewe/V"], ours["Voltage / V"]), f"{name}: voltage")
    check(same(mpt["I/mA"], 1e3 * current), f"{name}: current")
    check(same(mpt["P/W"], ours["Voltage / V"] * current, 3 * ROUNDING), f"{name}: power")
    check(np.array_equal(mpt["cycle number"], ours["Cycle Count / 1"]), f"{name}: cycles")
    check(np.array_equal(mpt["Ns"] + 1, ours["Step Count / 1"]), f"{name}: steps")
    check(np.array_equal(mpt["ox/red"], current > 0), f"{name}: oxidation is a positive current")
    check(np.array_equal(mpt["Ns changes"][1:], np.diff(mpt["Ns"]) != 0), f"{name}: changes of step")
    check_charge(mpt, name)


def check_charge(mpt, name):
    """Charge is counted by the sample and from the start alike; under current control it is current times time."""
    charge, passed = mpt["(Q-Qo)/mA.h"], mpt["dQ/mA.h"]
    all_passed = np.cumsum(abs(passed))
    check(within(np.cumsum(passed), charge, ROUNDING * (all_passed + abs(charge))), f"{name}: charge from the start")
    steady = (mpt["mode"][1:] == 1) & ~mpt["Ns changes"][1:]
    current, t = mpt["I/mA"][1:] / 3600, mpt["time/s"]
    bound = 2 * ROUNDING * abs(passed[1:]) + TIME_ROUNDING * abs(current) * (t[1:] + t[:-1])
    check(within(passed[1:][steady], (current * np.diff(t))[steady], bound[steady]), f"{name}: current times time")


def check_spectrum(path, full, t):
    """impedance.py and galvani find the spectrum that the full table holds at time t."""
    here = full["Test Time / s"] == t
    f, z = full["Frequency / Hz"][here], full["Real Impedance / ohm"][here] + 1j * full["Imaginary Impedance / ohm"][here]
    for name, kind in ((path.name, None), (path.stem + ".mpt", "biologic")):
        frequency, impedance = preprocessing.readFile(str(path.with_name(name)), instrument=kind)
        check(len(frequency) == len(f), f"{name}: impedance.py finds {len(frequency)} frequencies")
        check(same(frequency, f), f"{name}: frequencies")
        check(same(impedance.real, z.real) and same(impedance.imag, z.imag), f"{name}: impedances")
    mpt, _ = MPTfile(str(path.with_suffix(".mpt")))
    check(same(mpt["freq/Hz"], f) and same(mpt["Re(Z)/Ohm"], z.real), f"{path.stem}.mpt: galvani, real part")
    check(same(mpt["-Im(Z)/Ohm"], -z.imag), f"{path.stem}.mpt: galvani, imaginary part")
    check(same(mpt["|Z|/Ohm"], abs(z), 2 * ROUNDING), f"{path.stem}.mpt: galvani, magnitude")
    check(same(mpt["Phase(Z)/deg"], np.angle(z, deg=True), 3 * ROUNDING), f"{path.stem}.mpt: galvani, phase")
    check(same(mpt["Ewe/V"], full["Voltage / V"][here]), f"{path.stem}.mpt: galvani, voltage")


def lin_kk(f, z):
    """Residuals of impedance.py's linear Kramers-Kronig test with as many RC elements as cellsim says that it takes: from three
    a decade on, until mu < 0.85. (Its own linKK begins with one, whose mu means nothing.)"""
    validation.circuit_elements["np"] = np  # the name is missing where impedance.py 1.7 looks for it
    for elements in range(int(3 * np.log10(f[0] / f[-1])), len(f) // 2 + 1):
        tau = validation.get_tc_distribution(f, elements)
        fit, mu = validation.fit_linKK(f, tau, elements, z, fit_type="complex", add_cap=True)
        if mu < 0.85:
            break
    return 100 * (z - validation.eval_linKK(fit, tau, f)) / abs(z)


def check_kk(path, cellsim):
    """A spectrum as simulated, with drift and with noise: the residuals of the test are impedance.py's."""
    full = table(path)
    here = full["Test Time / s"] == full["Test Time / s"][-1]
    f, z = full["Frequency / Hz"][here], full["Real Impedance / ohm"][here] + 1j * full["Imaginary Impedance / ohm"][here]
    low = np.log10(f[0] / f) / np.log10(f[0] / f[-1])
    for name, factor in (("exact", 1), ("drift", 1 + 0.1 * low**3), ("noise", 1 + 5e-3 * np.random.default_rng(1).standard_normal(len(f)))):
        spectrum = path.with_name(f"kk_{name}.csv")
        with open(spectrum, "w", encoding="utf-8") as file:
            file.write("Frequency / Hz,Re(Z) / ohm,Im(Z) / ohm\n")
            file.writelines(f"{a:.12g},{b.real:.12g},{b.imag:.12g}\n" for a, b in zip(f, z * factor))
        out = path.with_name("kk")
        done = subprocess.run([cellsim, "analyze", spectrum, "--out", out, "--no-figures", "--quiet"], capture_output=True)
        tables = list((out / f"kk_{name}").glob("*_kk.csv"))
        check(done.returncode == 0 and len(tables) == 1, f"{name}: cellsim analyzes the spectrum")
        with open(tables[0], newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        ours = np.array([complex(float(r["Kramers-Kronig Residual Real / %"]), float(r["Kramers-Kronig Residual Imaginary / %"])) for r in rows])
        theirs = lin_kk(f, z * factor)
        rms = np.sqrt(np.mean(abs(ours) ** 2))
        check(within(ours, theirs, 1e-6), f"{name}: Lin-KK residuals of {rms:.3g} % RMS agree to {max(abs(ours - theirs)):.1g} %")


def check_spectra(path):
    """A file for every spectrum of the table, with the frequencies that the protocol asks for."""
    full = table(path)
    stem = path.name.replace("_spectra.csv", "")
    times = list(dict.fromkeys(full["Test Time / s"]))
    check(same(full["Frequency / Hz"].max(), 200e3) and same(full["Frequency / Hz"].min(), 10e-3), f"{stem}: range")
    for k, t in enumerate(times):
        check_spectrum(path.with_name(f"{stem}_eis{k + 1 if k else ''}.csv"), full, t)


def main(results, cellsim):
    series = sorted(results.glob("*/*.bdf.csv"))
    spectra = sorted(results.glob("*/*_spectra.csv"))
    check(len(series) == 8 and len(spectra) == 2, f"{len(series)} runs, {len(spectra)} of them with spectra")
    for path in series:
        check_bdf(path)
        check_series(path)
    for path in spectra:
        check_spectra(path)
    check_kk(spectra[0], cellsim)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2]))
