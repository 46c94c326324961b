"""Arrays of the package against the files of the command ($CELLSIM), and their lifetimes."""
import csv
import gc
import os
import pathlib
import subprocess
import tempfile
import unittest

import numpy as np

import cellsim


def command_files(*names):
    """Rows of files of `cellsim run r175_li`: name to a dictionary of columns, as printed."""
    with tempfile.TemporaryDirectory() as folder:
        protocols = sorted({name.split("/")[0] for name in names})
        subprocess.run([os.environ["CELLSIM"], "run", "r175_li", *(a for p in protocols for a in ("--config", p)), "--out", folder,
                        "--no-figures", "--quiet"], check=True)
        found = {}
        for name in names:
            lines = pathlib.Path(folder, "r175_li", name.replace("/", "")).read_text().splitlines()
            head, *rows = csv.reader([line.removeprefix("# ") for line in lines if not line.startswith("# r175")])
            found[name] = dict(zip(head, zip(*rows)))
        return found


def printed(column, digits):
    return tuple("" if np.isnan(x) else f"{x:.{digits}g}" for x in column)


class AgainstTheCommand(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = command_files("gcd/.bdf.csv", "gcd/_mAh_g.csv", "gcd/_steps.csv", "gcd/_cycles.csv", "gcd/_profiles.csv",
                                  "eis_1800mV/_eis.csv")
        cls.cell = cellsim.Cell("r175_li")
        cls.run_ = cls.cell.run("gcd", inside=True)

    def same(self, file, title, column, digits=10):
        self.assertEqual(self.files[file][title], printed(column, digits), f"{file} {title}")

    def test_series(self):
        self.same("gcd/.bdf.csv", "Test Time / s", self.run_.time_s, 15)
        self.same("gcd/.bdf.csv", "Voltage / V", self.run_.voltage_V)
        self.same("gcd/.bdf.csv", "Current / A", self.run_.current_A)
        self.same("gcd/.bdf.csv", "Cycle Count / 1", self.run_.cycle)
        self.same("gcd/.bdf.csv", "Step Count / 1", self.run_["step"])
        self.same("gcd/_mAh_g.csv", "Capacity / mAh g-1", self.run_["capacity_mAh_g"])
        self.same("gcd/_mAh_g.csv", "Capacity / mAh cm-2", self.run_.capacity_mAh_cm2)
        self.assertGreater(len(self.run_.time_s), 1000)

    def test_steps_and_cycles(self):
        steps = self.run_.steps
        self.same("gcd/_steps.csv", "Capacity / mAh g-1", steps["capacity_mAh_g"])
        self.same("gcd/_steps.csv", "Mean Voltage / V", steps.mean_voltage_V)
        self.same("gcd/_steps.csv", "Depleted From / s", steps["depleted_from_s"])
        self.assertEqual(self.files["gcd/_steps.csv"]["Type"], tuple(steps["kind"]))
        self.assertEqual(self.files["gcd/_steps.csv"]["End Reason"], tuple(steps["end"]))
        self.same("gcd/_cycles.csv", "Coulombic Efficiency / %", self.run_.cycles["efficiency_percent"], 8)
        self.assertEqual(steps.rows, 6)

    def test_profiles_and_spectra(self):
        file = self.files["gcd/_profiles.csv"]
        whens = list(zip(printed(self.run_.profiles["time_s"], 15), printed(self.run_.profiles["step"], 15)))
        rows = list(zip(file["Test Time / s"], file["Step Count / 1"]))
        self.assertEqual((set(whens), len(set(whens))), (set(rows), len(whens)))
        self.assertGreater(len(whens), self.cell.run("gcd").profiles.rows)
        for k, when in enumerate(whens):
            nodes = [row for row, at in enumerate(rows) if at == when]
            self.assertGreater(len(nodes), 5)
            for title, name in (("Position / um", "x_um"), ("Salt Concentration / mol m-3", "c_salt_mol_m3"),
                                ("Mean Stoichiometry 1 / 1", "theta_mean_1")):
                self.assertEqual(tuple(file[title][row] for row in nodes), printed(self.run_.profile(k)[name], 10))
        np.testing.assert_array_equal(self.run_.profile(-1)["x_um"], self.run_.profile(len(whens) - 1)["x_um"])
        with self.assertRaises(IndexError):
            self.run_.profile(self.run_.profiles.rows)
        spectrum = self.cell.run("eis_1800mV").spectrum(0)
        self.same("eis_1800mV/_eis.csv", "Real Impedance / ohm", spectrum["re_ohm"])
        self.same("eis_1800mV/_eis.csv", "Imaginary Impedance / ohm", spectrum["im_ohm"])
        self.assertGreater(spectrum.rows, 50)

    def test_targets_and_trust(self):
        targets = {target.id: target for target in self.run_.targets}
        self.assertAlmostEqual(targets["000-08"].simulated, self.run_.cycles["discharge_mAh_g"][2], 6)
        self.assertEqual(targets, {target.id: target for target in self.run_.targets})
        self.assertIs(targets["000-08"].ok, True)
        trust = {item.key: item for item in self.run_.trust}
        self.assertLess(trust["lithium_balance"].value, trust["lithium_balance"].limit)
        self.assertIs(trust["lithium_balance"].alarm, False)


class Lifetimes(unittest.TestCase):
    def test_no_copies_and_read_only(self):
        run = cellsim.Cell("r175_li").run("gcd")
        self.assertTrue(np.shares_memory(run.time_s, run["time_s"]))
        self.assertEqual((run.time_s.dtype, run.time_s.ndim, run.time_s.flags.writeable), (np.float64, 1, False))
        with self.assertRaises(ValueError):
            run.time_s[0] = 1

    def test_arrays_outlive_everything(self):
        freed = []
        handles = cellsim.runs.ffi.gc  # counts what is freed
        try:
            free = cellsim.running.lib.cellsim_results_free
            fake = type("ffi", (), {"gc": staticmethod(lambda p, f: handles(p, lambda q: (freed.append(f == free), f(q))))})
            real, cellsim.running.ffi = cellsim.running.ffi, _With(cellsim.running.ffi, fake)
            cell = cellsim.Cell("r175_li")
            run = cell.run("gcd")
        finally:
            cellsim.running.ffi = real
        part, copy = run.voltage_V[10:20], run.voltage_V[10:20].copy()
        del cell, run
        gc.collect()
        self.assertEqual(freed, [])
        other = [cellsim.Cell("chen2020").run("discharge") for _ in range(5)]  # would take the memory
        np.testing.assert_array_equal(part, copy)
        del part, other
        gc.collect()
        self.assertEqual(freed, [True])

    def test_tables_outlive_their_run(self):
        spectra = [cellsim.Cell("r175_li").run("eis_1800mV").spectrum(0) for _ in range(3)]
        gc.collect()
        np.testing.assert_array_equal(spectra[0]["re_ohm"], spectra[2]["re_ohm"])

    def test_missing_and_empty(self):
        run = cellsim.Cell("r175_li").run("gcd")
        self.assertEqual((run.spectra.rows, run.spectra["time_s"].shape), (0, (0,)))
        with self.assertRaisesRegex(KeyError, "voltage_V"):
            run["voltage"]
        with self.assertRaisesRegex(AttributeError, "voltage_V"):
            run.voltage
        self.assertFalse(hasattr(run, "__array__"))


class _With:
    """An object with some attributes of another."""

    def __init__(self, base, other):
        self.base, self.other = base, other

    def __getattr__(self, name):
        return getattr(self.other if hasattr(self.other, name) else self.base, name)


class Frames(unittest.TestCase):
    def test_frame(self):
        try:
            import pandas
        except ImportError:
            self.skipTest("no pandas")
        run = cellsim.Cell("r175_li").run("gcd")
        frame = run.frame()
        self.assertIsInstance(frame, pandas.DataFrame)
        np.testing.assert_array_equal(frame["voltage_V"], run.voltage_V)
        self.assertEqual(list(run.steps.frame()["end"]), ["voltage"] * 6)


if __name__ == "__main__":
    unittest.main()
