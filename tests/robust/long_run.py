"""A long run takes little memory, and its page is no larger than any other.

    long_run.py COMMAND CYCLES MEGABYTES     at most, of memory: samples of the error estimates, a selection of the run's
"""
import pathlib
import resource
import subprocess
import sys
import tempfile

PROTOCOL = """title = "Many cycles"; figure = "cycling";
steps = ({ do = "repeat"; count = %s; steps = (
  { do = "cc"; direction = "discharge"; rate = "20C"; sample_period_s = 60; },
  { do = "cc"; direction = "charge"; rate = "20C"; sample_period_s = 60; } ); });
"""
PAGE = 2_000_000  # bytes


def main(command, cycles, megabytes):
    command = pathlib.Path(command).resolve()
    with tempfile.TemporaryDirectory() as folder:
        protocol = pathlib.Path(folder, "many.cfg")
        protocol.write_text(PROTOCOL % cycles)
        subprocess.run([command, "run", "tio2_anatase_na", "-c", protocol, "--jobs", "2", "--quiet"], cwd=folder, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        results = pathlib.Path(folder, "results/tio2_anatase_na")
        page = (results / "report.html").stat().st_size
        rows = sum(1 for _ in open(results / "many_cycles.csv")) - 1
        print(f"{rows} cycles, {used:.0f} MB, page {page / 1e6:.2f} MB")
        assert rows == int(cycles), "a row for every cycle"
        assert used < float(megabytes), "memory"
        assert page < PAGE, "the page"


main(*sys.argv[1:])
