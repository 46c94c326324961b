"""A long sweep whose process is killed again and again ends complete, without a doubled row, with the rows of one that was left alone.

    killed.py CELLSIM DESIGNS KILLS

Every process is killed (SIGKILL) at a random time, spread so that the last kill comes before the sweep is complete; the file is looked through after
each. The seed is printed: CELLSIM_SEED repeats the times, though not what the processes had done by then."""
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

FIVE = ["--vary", "positive.loading_mg_cm2=1:20", "--vary", "positive.porosity=0.3:0.6", "--vary", "separator.thickness_um=10:300", "--vary",
        "positive.phases[0].D_cm2_s=1e-10:1e-8:log", "--vary", "positive.phases[1].D_cm2_s=1e-12:1e-10:log"]
ASKED = ["--config", "discharge", "--answer", "discharge_capacity,mean_voltage", "--sample", "sobol", "--no-figures", "--quiet"]
cellsim, designs, kills = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def expect(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")


def start(out):
    return subprocess.Popen([cellsim, "sweep", "r175_li", *FIVE, *ASKED, "--count", str(designs), "--out", out])


def rows(out):
    """How many designs there are, in both tables the same, none twice."""
    file = pathlib.Path(out) / "r175_li_sweep" / "sweep.db"
    if not file.exists():
        return 0
    with sqlite3.connect(file, timeout=60) as db:
        expect(db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the file is damaged")
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'answers'").fetchone():
            return 0
        counts = {db.execute(f"SELECT COUNT(*), COUNT(DISTINCT design) FROM {table}").fetchone() for table in ("inputs", "answers")}
        torn = db.execute("SELECT COUNT(*) FROM inputs LEFT JOIN answers USING (design) WHERE status IS NULL").fetchone()[0]
    db.close()
    expect(len(counts) == 1 and torn == 0, "a row is torn")
    count, distinct = counts.pop()
    expect(count == distinct, "a design is there twice")
    return count


def table(out):
    return (pathlib.Path(out) / "r175_li_sweep" / "designs.csv").read_bytes()


seed = int(os.environ.get("CELLSIM_SEED", time.time_ns() % 1000000))
chance = random.Random(seed)
with tempfile.TemporaryDirectory() as folder:
    alone, killed = f"{folder}/alone", f"{folder}/killed"
    begun = time.perf_counter()
    expect(start(alone).wait() == 0 and rows(alone) == designs, "the sweep that is left alone is not complete")
    whole, before = time.perf_counter() - begun, 0
    print(f"{designs} designs in {whole:.1f} s; seed {seed}", flush=True)
    for kill in range(kills):
        child = start(killed)
        time.sleep(chance.uniform(0, 1.5 * whole / kills + 0.5))
        child.kill()
        expect(child.wait() == -9, f"after {kill} kills the sweep ended by itself")
        now = rows(killed)
        expect(now >= before, "a kill took rows back")
        before = now
    expect(before < designs, "it was complete before the last kill")
    print(f"{kills} kills: {before} designs are there", flush=True)
    expect(start(killed).wait() == 0 and rows(killed) == designs, "the killed sweep is not complete")
    expect(table(killed) == table(alone) and table(alone).count(b"\n") == designs + 1, "a killed sweep has other rows")
print("complete, none twice, the same rows")
