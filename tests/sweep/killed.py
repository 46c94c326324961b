"""A long sweep whose process is killed again and again ends complete, without a doubled row, with the rows of one that was left alone.

    killed.py CELLSIM DESIGNS KILLS

Every process is killed (SIGKILL) at a random time, spread so that the last kill comes before the sweep is complete; the file is looked through after
each. The seed is printed: CELLSIM_SEED repeats the times, though not what the processes had done by then."""
import os
import random
import subprocess
import sys
import tempfile
import time

from sweeps import ASKED, FIVE, expect, rows, table

cellsim, designs, kills = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def start(out):
    return subprocess.Popen([cellsim, "sweep", "r175_li", *FIVE, *ASKED, "--count", str(designs), "--out", out])


seed = int(os.environ.get("CELLSIM_SEED", time.time_ns() % 1000000))
chance = random.Random(seed)
with tempfile.TemporaryDirectory() as folder:
    alone, killed = f"{folder}/alone", f"{folder}/killed"
    begun = time.perf_counter()
    expect(start(alone).wait() == 0 and len(rows(alone)) == designs, "the sweep that is left alone is not complete")
    whole, before = time.perf_counter() - begun, 0
    print(f"{designs} designs in {whole:.1f} s; seed {seed}", flush=True)
    for kill in range(kills):
        child = start(killed)
        time.sleep(chance.uniform(0, 1.5 * whole / kills + 0.5))
        child.kill()
        expect(child.wait() == -9, f"after {kill} kills the sweep ended by itself")
        now = len(rows(killed))
        expect(now >= before, "a kill took rows back")
        before = now
    expect(before < designs, "it was complete before the last kill")
    print(f"{kills} kills: {before} designs are there", flush=True)
    expect(start(killed).wait() == 0 and len(rows(killed)) == designs, "the killed sweep is not complete")
    expect(table(killed) == table(alone) and table(alone).count(b"\n") == designs + 1, "a killed sweep has other rows")
print("complete, none twice, the same rows")
