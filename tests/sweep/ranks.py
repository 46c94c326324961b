"""A sweep under mpirun: any number of processes makes the rows of one, none is lost or doubled when they are killed, and what is refused.

    ranks.py CELLSIM MPIRUN
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from sweeps import expect, rows, table

ASKED = ["sweep", "r175_li", "--vary", "positive.loading_mg_cm2=1:20", "--vary", "positive.phases[0].D_cm2_s=1e-10:1e-8:log", "--config",
         "discharge", "--answer", "discharge_capacity,mean_voltage", "--no-figures", "--quiet", "--sample", "sobol", "--count"]
FEW, MANY, MORE = "150", "1500", "6000"  # designs; rows come to the disk every half second, so that MORE are killed twice
RECOVERY = ["--enable-recovery"]
TCP = [*RECOVERY, "--mca", "btl", "self,tcp"]
# The suite may run as root, on fewer processors than processes, and beside other tests. Open MPI leaves memory of its own.
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMPI_MCA_rmaps_base_oversubscribe="1",
                   OMPI_MCA_hwloc_base_binding_policy="none", ASAN_OPTIONS="detect_leaks=0")
SKIPPED = 77
cellsim, mpirun = sys.argv[1:]
if not shutil.which(mpirun):
    print("skipped: there is no mpirun (Debian: openmpi-bin)")
    sys.exit(SKIPPED)


def begin(processes, arguments, options=()):
    return subprocess.Popen([mpirun, *options, "-n", str(processes), cellsim, *arguments], env=ENVIRONMENT, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True)


def end(child, exit=0):
    """What it said; exit None: any but 0."""
    said = child.communicate(timeout=200)[0]
    expect(child.returncode != 0 if exit is None else child.returncode == exit, f"exit {child.returncode}, not {exit}\n{said}")
    return said


def environment_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/environ").read_text()
    except OSError:
        return ""  # it has just ended


def kill(child, rank):
    """A process of this mpirun, whose children they are."""
    for pid in map(int, pathlib.Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()):
        if f"OMPI_COMM_WORLD_RANK={rank}\0" in environment_of(pid):
            os.kill(pid, signal.SIGKILL)
            return
    sys.exit(f"FAILED: there is no rank {rank}")


def wait_for_rows(out, some):
    until = time.monotonic() + 100
    while len(rows(out)) < some:
        expect(time.monotonic() < until, "no rows")
        time.sleep(0.05)


def test_same_rows(folder):
    subprocess.run([cellsim, *ASKED, FEW, "--jobs", "2", "--out", f"{folder}/threads"], check=True)
    expect(table(f"{folder}/threads").count(b"\n") == int(FEW) + 1, "not every design has a row")
    for processes in (1, 2, 4):
        out = f"{folder}/{processes}"
        end(begin(processes, [*ASKED, FEW, "--out", out]))
        expect(table(out) == table(f"{folder}/threads"), f"{processes} processes change rows")
    said = end(begin(2, [a for a in ASKED if a != "--quiet"] + [FEW, "--out", f"{folder}/2"]))
    expect(said.count(f"{FEW} of {FEW} designs were there already") == 1, said)


def complete(out, count):
    """The same command again, as soon as the last rank of the dead job has left the folder."""
    for _ in range(20):
        child = begin(2, [*ASKED, count, "--out", out])
        said = child.communicate(timeout=200)[0]
        if child.returncode == 0:
            return
        time.sleep(1)
    sys.exit(f"FAILED: {child.returncode} {said}")


def test_kills(folder):
    subprocess.run([cellsim, *ASKED, MANY, "--jobs", "2", "--out", f"{folder}/many"], check=True)
    for name, options in (("memory", RECOVERY), ("tcp", TCP)):  # the others go on
        out = f"{folder}/killed_{name}"
        child = begin(3, [*ASKED, MANY, "--out", out], options)
        wait_for_rows(out, 20)
        kill(child, 1)
        said = child.communicate(timeout=200)[0]
        if child.returncode and name == "tcp":  # mpirun 4.1 may die itself of passing on what TCP says of the dead
            print("mpirun", child.returncode, flush=True)
            complete(out, MANY)
        else:
            expect(child.returncode == 0, said)
        expect(len(rows(out)) == int(MANY) and table(out) == table(f"{folder}/many"), f"{name}: other rows after a kill")
    subprocess.run([cellsim, *ASKED, MORE, "--jobs", "2", "--out", f"{folder}/more"], check=True)
    out, before = f"{folder}/killed", 0
    for rank in (1, 0):  # all end, and the same command goes on
        child = begin(3, [*ASKED, MORE, "--out", out])
        wait_for_rows(out, before + 20)
        kill(child, rank)
        end(child, exit=None)
        expect(before < len(rows(out)) < int(MORE), "rows after a kill")
        before = len(rows(out))
    complete(out, MORE)
    expect(len(rows(out)) == int(MORE) and table(out) == table(f"{folder}/more"), "other rows after kills")


def test_all_but_one_killed(folder):
    out = f"{folder}/alone"
    child = begin(3, [*ASKED, MANY, "--out", out], RECOVERY)
    wait_for_rows(out, 20)
    kill(child, 1)
    kill(child, 2)
    end(child)
    expect(table(out) == table(f"{folder}/many"), "other rows of rank 0 alone")


def test_refused(folder):
    out = f"{folder}/refused"
    one = ["sweep", "r175_li", "--vary", "positive.porosity=0.3:0.5:3", "--config", "discharge", "--out", out]
    said = end(begin(3, one), exit=2)
    expect(said.count("sweep needs --answer") == 1, said)
    said = end(begin(3, [*one, "--answer", "discharge_capacity", "--set", "positive.porosityy=1"]), exit=3)
    expect(said.count("did you mean 'porosity'") == 1, said)
    expect(not pathlib.Path(out).exists(), f"something was left in {out}")
    done = subprocess.run([mpirun, "-n", "1", cellsim, *ASKED, FEW, "--out", out, ":", "-n", "1", cellsim, *ASKED, FEW, "--out", out,
                           "--set", "positive.porosity=0.5"], env=ENVIRONMENT, capture_output=True, text=True, timeout=100)
    expect(done.returncode == 2 and re.search(r"rank 1 on \S+ has another card", done.stderr), done.stderr)


with tempfile.TemporaryDirectory() as scratch:
    for test in (test_same_rows, test_kills, test_all_but_one_killed, test_refused):
        test(scratch)
        print(test.__name__, "ok", flush=True)
