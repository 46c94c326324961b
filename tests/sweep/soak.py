"""A sweep of many designs: its time grows as their number, its memory does not grow.

    soak.py CELLSIM DESIGNS DESIGNS...

Processor time and largest memory of a whole sweep at each number, tables included, against those of the first. 1000000 takes a quarter of an hour on
two processors, and is for whoever asks."""
import os
import subprocess
import sys
import tempfile
import time

from sweeps import ASKED, FIVE

MORE_TIME = 1.15    # a design, than in the first sweep
MORE_MEMORY = 4096  # kB


def peak_memory(pid):
    """kB; that of wait4 begins with what the parent had."""
    try:
        with open(f"/proc/{pid}/status") as file:
            found = [line.split()[1] for line in file if line.startswith("VmHWM:")]
    except OSError:
        found = []
    return int(found[0]) if found else 0


def sweep(cellsim, designs):
    """Processor time in s, largest memory in kB, bytes of the file."""
    with tempfile.TemporaryDirectory() as out:
        begun = time.perf_counter()
        child = subprocess.Popen([cellsim, "sweep", "r175_li", *FIVE, *ASKED, "--count", str(designs), "--out", out])
        memory = 0
        while True:
            memory = peak_memory(child.pid) or memory
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(0.05)
        if status:
            sys.exit(f"FAILED: status {status} of {designs} designs")
        rows = sum(1 for _ in open(f"{out}/r175_li_sweep/designs.csv"))
        if rows != designs + 1:
            sys.exit(f"FAILED: {rows - 1} rows of {designs} designs")
        file = os.path.getsize(f"{out}/r175_li_sweep/sweep.db")
    taken = used.ru_utime + used.ru_stime
    print(f"{designs:>9} designs: {time.perf_counter() - begun:8.1f} s, {1e3 * taken / designs:.3f} ms of a processor a design, "
          f"{memory / 1024:.1f} MB of memory, {file / designs:.0f} bytes of the file a design", flush=True)
    return taken / designs, memory


first, *others = [sweep(sys.argv[1], int(n)) for n in sys.argv[2:]]
for taken, memory in others:
    if taken > MORE_TIME * first[0] or memory > first[1] + MORE_MEMORY:
        sys.exit("FAILED: time or memory grow with the number of designs")
