"""Cards as mappings: values, units, provenance, settings for good and for one run."""
import dataclasses
import math
import unittest

import numpy as np

import cellsim
from cellsim._library import ffi

LOADING = "positive.loading_mg_cm2"


class Values(unittest.TestCase):
    def setUp(self):
        self.cell = cellsim.Cell("r175_li")

    def test_mapping(self):
        cell = self.cell
        self.assertEqual((cell[LOADING], cell.unit(LOADING), cell.name), (1.0, "mg/cm2", "r175_li"))
        self.assertIn("gcd", cell.protocols)
        self.assertEqual(list(cell), [entry.path for entry in cell.entries()])
        self.assertEqual(len(cell), len(set(cell)))
        self.assertIn(LOADING, cell)
        self.assertIsNone(cell.get("positive.no_such"))
        with self.assertRaises(KeyError) as caught:
            cell["positive.no_such"]
        self.assertIsInstance(caught.exception, cellsim.UsageError)

    def test_provenance(self):
        entry = self.cell.entry(LOADING)
        self.assertEqual((entry.kind, entry.unit, entry.value), ("reported", "mg/cm2", 1.0))
        self.assertTrue(entry.source and entry.help and entry.line > 0 and entry.least < 1 < entry.most)
        for one in self.cell.entries():
            self.assertEqual(isinstance(one.value, float), not math.isnan(one.number) and one.unit != "bool")

    def test_records_are_those_of_the_header(self):
        for kind, struct in ((cellsim.Value, "cellsim_value"), (cellsim.Info, "cellsim_run_info"),
                             (cellsim.Target, "cellsim_target"), (cellsim.Trust, "cellsim_trust")):
            names = [name for name, _ in ffi.typeof(struct).fields]
            self.assertEqual(sorted(field.name for field in dataclasses.fields(kind)), sorted(names))

    def test_texts(self):
        text = 'name = "r175_li"; broken'
        with self.assertRaises(cellsim.CardError) as caught:
            cellsim.Cell(text=text)
        self.assertEqual((caught.exception.line, caught.exception.file), (1, "card.cfg"))


class Settings(unittest.TestCase):
    def setUp(self):
        self.cell = cellsim.Cell("r175_li")

    def test_set_and_take_back(self):
        cell = self.cell
        cell[LOADING] = 10
        self.assertEqual((cell[LOADING], cell.entry(LOADING).line, cell.settings), (10.0, 0, {LOADING: "10"}))
        cell[LOADING] = np.float64(0.1) + 0.2
        self.assertEqual(cell[LOADING], 0.1 + 0.2)
        cell["mesh.radial"] = np.int64(8)
        self.assertEqual(cell["mesh.radial"], 8)
        del cell[LOADING]
        self.assertEqual((cell[LOADING], cell.settings), (1.0, {"mesh.radial": "8"}))
        with self.assertRaises(KeyError):
            del cell[LOADING]
        cell.reset()
        self.assertEqual(cell.settings, {})
        for true in (True, np.bool_(True)):
            cell["positive.phases[0].thermodynamic_factor"] = true
            self.assertIs(cell["positive.phases[0].thermodynamic_factor"], True)
        cell["separator"] = "Celgard_2325"
        self.assertEqual(cell["separator"], "Celgard_2325")

    def test_refused_settings_leave_the_card(self):
        cell = self.cell
        cell[LOADING] = 2
        for wrong in ({LOADING: -1}, {LOADING: 3, "positive.porosity": 2}, {LOADING: 3, "positive.porosty": 0.5}):
            with self.assertRaises(cellsim.CardError) as caught:
                cell.update(wrong)
            self.assertTrue(caught.exception.hint)
        for wrong in (math.nan, math.inf, None, [1], "1\0"):
            with self.assertRaises(cellsim.UsageError):
                cell[LOADING] = wrong
        self.assertEqual((cell[LOADING], cell.settings), (2.0, {LOADING: "2"}))

    def test_of_one_run(self):
        cell = self.cell
        plain = cell.run("discharge").voltage_V
        cell.update({LOADING: 3, "positive.phases[0].D_cm2_s": 1e-9})
        kept = cell.run("discharge")
        once = cell.run("discharge", positive__loading_mg_cm2=10, positive__phases__0__D_cm2_s=2e-9)
        self.assertEqual((once.info.loading_mg_cm2, kept.info.loading_mg_cm2), (10.0, 3.0))
        self.assertEqual(cell.settings, {LOADING: "3", "positive.phases[0].D_cm2_s": "1e-09"})
        np.testing.assert_array_equal(cell.run("discharge").voltage_V, kept.voltage_V)
        other = cellsim.Cell("r175_li")
        other.update({LOADING: 10, "positive.phases[0].D_cm2_s": 2e-9})
        np.testing.assert_array_equal(other.run("discharge").voltage_V, once.voltage_V)
        np.testing.assert_array_equal(other.copy().run("discharge").voltage_V, once.voltage_V)
        named = cell.run("discharge", settings={LOADING: 10, "positive.phases[0].D_cm2_s": 2e-9})
        np.testing.assert_array_equal(named.voltage_V, once.voltage_V)
        cell.reset()
        np.testing.assert_array_equal(cell.run("discharge").voltage_V, plain)
        self.assertFalse(np.array_equal(plain, kept.voltage_V))

    def test_another_key_of_the_same_quantity(self):
        cell = self.cell
        cell["positive.phases[0].D_m2_s"] = 3e-13
        before = cell.run("discharge").voltage_V
        with self.assertRaisesRegex(cellsim.CardError, "given together"):
            cell.run("discharge", positive__phases__0__D_cm2_s=1e-11)
        self.assertEqual(cell["positive.phases[0].D_m2_s"], 3e-13)
        self.assertNotIn("positive.phases[0].D_cm2_s", cell)
        np.testing.assert_array_equal(cell.run("discharge").voltage_V, before)

    def test_after_a_run_that_fails(self):
        for protocol, wrong in (("no_such", {LOADING: 10}), ("discharge", {LOADING: -10})):
            with self.assertRaises(cellsim.CardError):
                self.cell.run(protocol, settings=wrong)
            self.assertEqual((self.cell[LOADING], self.cell.settings), (1.0, {}))


if __name__ == "__main__":
    unittest.main()
