"""Runs: how they end, who stops them, threads."""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import numpy as np

import cellsim

CYCLE = '{ do = "cc"; direction = "discharge"; rate = "10C"; }, { do = "cc"; direction = "charge"; rate = "10C"; }'


def cycles(count):
    return f'steps = ( {{ do = "repeat"; count = {count}; steps = ( {CYCLE} ); }} );'


ENDLESS = cycles(50000)  # minutes


class Ends(unittest.TestCase):
    def setUp(self):
        self.cell = cellsim.Cell("r175_li")

    def test_early(self):
        with self.assertRaises(cellsim.EndedEarly) as caught:
            self.cell.run("discharge", rate="10000C")
        error = caught.exception
        self.assertTrue(error.message)
        self.assertEqual(len(error.runs), 1)
        self.assertEqual((error.runs[0].info.status, error.runs[0].info.message), (1, error.message))

    def test_usage(self):
        run = self.cell.run
        for wrong in (lambda: run(), lambda: run("gcd", text=CYCLE), lambda: run("gcd", tolerance=1), lambda: run("gcd", rate="2C"),
                      lambda: run("thin_thick"), lambda: cellsim.Cell(), lambda: cellsim.Cell("r175_li", folder="x"),
                      lambda: run("g\0cd")):
            with self.assertRaises(cellsim.UsageError):
                wrong()
        with self.assertRaisesRegex(cellsim.CardError, "did you mean 'gcd'"):
            run("gdc")
        with self.assertRaises(cellsim.CellsimError):
            cellsim.Cell(os.curdir)

    def test_where(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "wrong.cfg")
            file.write_text('# a protocol\nsteps = ( { do = "cc"; direction = "dischrge"; rate = "1C"; } );\n')
            with self.assertRaises(cellsim.CardError) as caught:
                self.cell.run(file)
        self.assertEqual((caught.exception.file, caught.exception.line), (str(file), 2))
        self.assertTrue(str(caught.exception).startswith(f"{file}:2: "))

    def test_several(self):
        runs = self.cell.runs("thin_thick")
        self.assertEqual([run.info.loading_mg_cm2 for run in runs], [1.0, 10.0])
        self.assertIn("000-09 thick", [target.id for target in runs.targets])

    def test_options(self):
        runs = [self.cell.run("discharge", rate=rate) for rate in ("1C", "2C")]
        self.assertAlmostEqual(runs[1].current_A[5] / runs[0].current_A[5], 2, 9)
        trust = [{item.key: item.value for item in self.cell.run("discharge", estimates=on).trust} for on in (False, True)]
        self.assertTrue(np.isnan(trust[0]["mesh_error_mV"]))
        self.assertFalse(np.isnan(trust[1]["mesh_error_mV"]))
        fine = self.cell.run("discharge", tolerance=1e-7)
        self.assertGreater(fine.info.solver_steps, 2 * runs[0].info.solver_steps)


class Stops(unittest.TestCase):
    def setUp(self):
        self.cell = cellsim.Cell("r175_li")

    def test_progress(self):
        heard, thread = [], threading.current_thread()
        whole = self.cell.run("gcd", progress=lambda share, what: heard.append((share, what, threading.current_thread() is thread)))
        shares = [share for share, _, _ in heard]
        self.assertEqual(shares, sorted(shares))
        self.assertGreaterEqual(len(heard), 6)
        self.assertTrue(all(0 <= share <= 1 and what and here for share, what, here in heard))
        np.testing.assert_array_equal(whole.voltage_V, self.cell.run("gcd").voltage_V)

    def test_progress_stops(self):
        with self.assertRaises(cellsim.EndedEarly) as caught:
            self.cell.run(text=ENDLESS, positive__loading_mg_cm2=2, progress=lambda share, what: share > 0)
        self.assertGreater(caught.exception.runs[0].series.rows, 0)
        self.assertEqual(self.cell.settings, {})

    def test_progress_raises(self):
        def fail(share, what):
            raise ZeroDivisionError("mine")

        with self.assertRaisesRegex(ZeroDivisionError, "mine"):
            self.cell.run(text=ENDLESS, progress=fail)
        self.assertEqual(self.cell.run("gcd").steps.rows, 6)

    def test_a_cell_that_runs_is_left_alone(self):
        def touch(share, what):
            self.cell["positive.loading_mg_cm2"] = 5

        with self.assertRaisesRegex(cellsim.UsageError, "in use"):
            self.cell.run("gcd", progress=touch)
        self.assertEqual(self.cell["positive.loading_mg_cm2"], 1.0)

    def test_interrupt(self):
        """Also while progress is asked; the process goes on, and the cell with it."""
        for progress in (None, lambda share, what: False):
            timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
            began = time.monotonic()
            timer.start()
            with self.assertRaises(KeyboardInterrupt):
                self.cell.run(text=ENDLESS, progress=progress)
            self.assertLess(time.monotonic() - began, 10)
            timer.join()
            self.assertEqual(self.cell.run("gcd").steps.rows, 6)


class Threads(unittest.TestCase):
    def test_the_interpreter_is_free(self):
        cell = cellsim.Cell("r175_li")
        with ThreadPoolExecutor(1) as pool:
            going = pool.submit(cell.run, text=cycles(200), everything=True)
            counted = 0
            while not going.done():
                counted += 1
                time.sleep(0.001)
        self.assertEqual(going.result().steps.rows, 400)
        self.assertGreater(counted, 20)

    def test_side_by_side(self):
        def curve(loading):
            return cellsim.Cell("r175_li").run("gcd", positive__loading_mg_cm2=loading).voltage_V

        loadings = [1, 2, 5, 10] * 3
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(curve, loadings))
        for loading, voltage in zip(loadings, together):
            np.testing.assert_array_equal(voltage, curve(loading))

    def test_results_are_read_by_several(self):
        runs = cellsim.Cell("r175_li").runs("thin_thick")
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda k: runs.targets if k % 2 else float(runs[0].voltage_V.sum()), range(16)))
        self.assertTrue(all(one == done[k % 2] for k, one in enumerate(done)))

    def test_one_cell_in_two(self):
        cell = cellsim.Cell("r175_li")
        started, seen = threading.Event(), []

        def other():
            started.wait()
            try:
                cell["positive.loading_mg_cm2"] = 3
            except cellsim.UsageError as error:
                seen.append(error)

        thread = threading.Thread(target=other)
        thread.start()
        cell.run("gcd", progress=lambda share, what: (started.set(), thread.join())[1])
        self.assertIn("in use", str(seen[0]))

    def test_an_interpreter_that_ends_meanwhile(self):
        program = ("import cellsim, threading, time\n"
                   f"run = lambda: cellsim.Cell('r175_li').run(text={ENDLESS!r})\n"
                   "threading.Thread(target=run, daemon=True).start()\n"
                   "time.sleep(0.3)")
        done = subprocess.run([sys.executable, "-c", program], timeout=60, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
