"""What the documents say, run as it stands there; figures; the notebook."""
import contextlib
import io
import json
import os
import pathlib
import re
import tempfile
import unittest

import cellsim

ROOT = pathlib.Path(os.environ["SOURCE_ROOT"])


def needs_matplotlib(test):
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        return unittest.skip("no matplotlib")(test)
    return test


def printed_by(program):
    """Standard output of a program, run in an empty folder."""
    out, here = io.StringIO(), os.getcwd()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(out):
        os.chdir(folder)
        try:
            exec(compile(program, "program", "exec"), {"__name__": "program"})
            return out.getvalue(), sorted(os.listdir())
        finally:
            os.chdir(here)


def programs(file):
    return re.findall(r"```python\n(.*?)```", (ROOT / file).read_text(encoding="utf-8"), re.DOTALL)


class Documents(unittest.TestCase):
    def test_version(self):
        self.assertIn(f"version: '{cellsim.__version__}'", (ROOT / "meson.build").read_text())

    @needs_matplotlib
    def test_readme(self):
        (program,) = programs("README.md")
        output, files = printed_by(program)
        lines = output.splitlines()
        self.assertEqual((len(lines), files), (11, ["discharge.png"]))
        for line in lines[:10]:
            self.assertRegex(line, r"^ ?\d+ mg/cm2: +\d+\.\d{3} mWh/cm2 at 1C$")
        self.assertRegex(lines[10], r"^1\.\d{3} V over \d{4} s at 25\.0 °C$")

    def test_page(self):
        first, threads = (printed_by(program)[0] for program in programs("docs/python.md"))
        self.assertRegex(first, r"^\[(\d+\.\d+\s*){6}\] mAh/g\n$")
        self.assertEqual(len(json.loads(threads.replace("np.float64(", "").replace(")", ""))), 4)

    @needs_matplotlib
    def test_notebook(self):
        notebook = json.loads((ROOT / "python/examples/thin_and_thick.ipynb").read_text(encoding="utf-8"))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        self.assertTrue(all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells))
        output, _ = printed_by("\n".join("".join(cell["source"]) for cell in cells))
        self.assertEqual(len(re.findall(r"mAh/g", output)), 4)
        self.assertNotIn("ALARM", output)


@needs_matplotlib
class Figures(unittest.TestCase):
    def tearDown(self):
        import matplotlib.pyplot

        matplotlib.pyplot.close("all")

    def test_usual_axes(self):
        cell = cellsim.Cell("r175_li")
        for protocol, x, y in (("gcd", "capacity / mAh", "voltage / V"), ("cv", "voltage / V", "current / A"),
                               ("eis_1800mV", "capacity / mAh", "voltage / V")):
            ax = cell.run(protocol).plot()
            self.assertIn(x, ax.get_xlabel())
            self.assertIn(y, ax.get_ylabel())

    def test_curves(self):
        import numpy as np

        runs = cellsim.Cell("r175_li").runs("thin_thick")
        ax = runs.plot()
        self.assertEqual([line.get_label() for line in ax.lines], ["thin_thick, 1 mg/cm2", "thin_thick, 10 mg/cm2"])
        drawn = ax.lines[0].get_ydata()
        np.testing.assert_array_equal(drawn[~np.isnan(drawn)], runs[0].voltage_V)
        self.assertEqual(np.isnan(drawn).sum(), runs[0].steps.rows - 1)
        run = cellsim.Cell("r175_li").run("eis_1800mV")
        nyquist = run.plot("re_ohm", "-im_ohm")
        np.testing.assert_array_equal(nyquist.lines[0].get_ydata(), -run.spectrum(0)["im_ohm"])
        with self.assertRaises(cellsim.UsageError):
            run.plot("time_s")


if __name__ == "__main__":
    unittest.main()
