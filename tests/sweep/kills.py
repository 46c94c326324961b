"""A sweep as a user runs it: killed twenty times at random it ends with the rows of one that was not; with any number of threads; what it refuses.

    kills.py CELLSIM
"""
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

from sweeps import expect, file_of, rows, table

ASKED = ["--vary", "positive.loading_mg_cm2=1:20", "--vary", "positive.phases[0].D_cm2_s=1e-10:1e-8:log", "--config", "discharge",
         "--answer", "discharge_capacity,mean_voltage", "--no-figures"]
SAMPLE = ["--sample", "sobol", "--count", "400"]
cellsim = sys.argv[1]


def sweep(out, *arguments, card="r175_li", exit=0):
    done = subprocess.run([cellsim, "sweep", card, "--out", out, *arguments], capture_output=True, text=True)
    expect(done.returncode == exit, f"exit {done.returncode}, not {exit}, of {arguments}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def test_threads(folder):
    for threads in (1, 2, 5):
        sweep(f"{folder}/{threads}", *ASKED, *SAMPLE, "--quiet", "--jobs", str(threads))
    expect(table(f"{folder}/1") == table(f"{folder}/2") == table(f"{folder}/5"), "threads change results")
    expect(table(f"{folder}/1").count(b"\n") == 401, "not every design has a row")


def test_kills(folder):
    out, kills, before, chance = f"{folder}/killed", 0, set(), random.Random()
    while kills < 20:
        child = subprocess.Popen([cellsim, "sweep", "r175_li", "--out", out, *ASKED, *SAMPLE, "--quiet", "--jobs", "2"])
        time.sleep(chance.uniform(0.0, 0.25))
        child.kill()
        kills += child.wait() != 0
        now = rows(out)
        expect(now >= before, "a kill took rows back")
        before = now
        if len(before) == 400:  # complete: from the start again
            file_of(out).unlink()
            before = set()
    sweep(out, *ASKED, *SAMPLE, "--quiet", "--jobs", "2")
    expect(len(rows(out)) == 400, "the sweep is not complete")
    expect(table(out) == table(f"{folder}/1"), "a killed sweep has other rows")


def test_stop(folder):
    out = f"{folder}/stopped"
    child = subprocess.Popen([cellsim, "sweep", "r175_li", "--out", out, *ASKED, "--sample", "sobol", "--count", "100000", "--quiet"],
                             stderr=subprocess.PIPE, text=True)
    while not rows(out):
        time.sleep(0.05)
    child.terminate()
    said = child.communicate()[1]
    expect(child.returncode == 1 and "stopped on request" in said, f"stopped: {child.returncode} {said}")
    have = len(rows(out))
    expect(table(out).count(b"\n") == have + 1 and 0 < have < 100000, "no tables of a sweep that was stopped")


def test_more_points(folder):
    out = f"{folder}/more"
    sweep(out, *ASKED, "--sample", "sobol", "--count", "100", "--quiet")
    said = sweep(out, *ASKED, *SAMPLE)
    expect("100 of 400 designs were there already" in said, said)
    expect(table(out) == table(f"{folder}/1"), "a longer sequence has other rows")
    said = sweep(out, *ASKED, *SAMPLE, "--set", "positive.porosity=0.5", exit=2)
    expect("holds another sweep" in said, said)
    with sqlite3.connect(file_of(out)) as db:
        facts = dict(db.execute("SELECT key, value FROM sweep"))
    expect('name = "r175_li"' in facts["card_text"] and facts["command"].startswith("cellsim sweep r175_li"), "facts of the sweep")
    done = subprocess.run([cellsim, "sweep", file_of(out), "--no-figures", "--quiet"])
    expect(done.returncode == 0 and table(out) == table(f"{folder}/1"), "tables of the file alone")


def test_fewer_answers(folder):
    """Capacities are what they are beside answers for which more samples are taken."""
    sample = ["--vary", "positive.loading_mg_cm2=1:20", "--config", "gcd", "--no-figures", "--sample", "sobol", "--count", "12", "--quiet"]
    got = []
    for name, more in (("few", ""), ("many", ",mean_voltage")):
        sweep(f"{folder}/{name}", *sample, "--answer", "discharge_capacity@2,charge_capacity:mAh,cutoff_time:h" + more)
        with sqlite3.connect(file_of(f"{folder}/{name}")) as db:
            got.append(db.execute("SELECT discharge_capacity_mAh_g_cycle2, charge_capacity_mAh, cutoff_time_h FROM answers ORDER BY design").fetchall())
    expect(got[0] == got[1] and len(got[0]) == 12 and all(x > 0 for row in got[0] for x in row), got)


def test_bad_designs(folder):
    out = f"{folder}/bad"
    said = sweep(out, "--vary", "positive.porosity=0.1:0.6:6", "--config", "discharge", "--answer", "discharge_capacity:Ah", "--no-figures",
                 card="chen2020")
    expect("not ok" in said and "porosity + active_fraction" in said, said)
    with sqlite3.connect(file_of(out, "chen2020")) as db:
        got = db.execute("SELECT status, message, discharge_capacity_Ah FROM answers ORDER BY design").fetchall()
    expect(len(got) == 6 and got[0][0] == "ok" and got[0][2] > 1, got)
    expect(got[5][0] == "bad card" and "porosity" in got[5][1] and got[5][2] is None, got)


def test_refused(folder):
    out = f"{folder}/refused"
    one = ["--vary", "positive.porosity=0.3:0.5:3"]
    ask = ["--config", "discharge", "--answer", "discharge_capacity"]
    for arguments, exit, what in [(ask, 2, "needs --vary"), (one, 2, "needs one --config"),
                                  ([*one, "--config", "discharge"], 2, "needs --answer"),
                                  ([*one, "--config", "discharge", "--answer", "discharge_capacityy"], 2, "did you mean"),
                                  ([*one, "--config", "discharge", "--answer", "share"], 2, "needs more"),
                                  ([*one, "--config", "discharge", "--answer", "mean_voltage:A"], 2, "its units: V, mV"),
                                  ([*one, "--config", "discharge", "--answer", "mean_voltage@0"], 2, "no cycle"),
                                  ([*one, *ask, "--sample", "random"], 2, "grid, lhs, sobol or saltelli"),
                                  ([*one, *one, *ask], 2, "given twice"),
                                  (["--vary", "positive.porosityy=0.3:0.5:3", *ask], 3, "did you mean 'porosity'"),
                                  (["--vary", "positive.porosity=2:3:3", *ask], 3, "out of range"),
                                  ([*one, "--config", "thin_thick", "--answer", "discharge_capacity"], 2, "run once"),
                                  (["--vary", "positive.loading_mg_cm2=1:2:2", "--config", "thin_thick", "--answer", "discharge_capacity"], 2, "no effect")]:
        said = sweep(out, *arguments, exit=exit)
        expect(what in said, f"{arguments}: {said}")
        expect(not pathlib.Path(out).exists(), f"{arguments} left {out}")
    text = pathlib.Path(folder) / "text.db"
    text.write_text("no database\n" * 100)
    for file in (text, pathlib.Path(folder) / "none.db"):
        done = subprocess.run([cellsim, "sweep", file], capture_output=True, text=True)
        expect(done.returncode in (2, 5) and done.stderr, f"{file}: {done.returncode}")


with tempfile.TemporaryDirectory() as scratch:
    for test in (test_threads, test_kills, test_stop, test_more_points, test_fewer_answers, test_bad_designs, test_refused):
        test(scratch)
        print(test.__name__, "ok")
