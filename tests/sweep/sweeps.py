"""What the tests of sweeps share: a long sweep of five inputs, its file and its table."""
import pathlib
import sqlite3
import sys

FIVE = ["--vary", "positive.loading_mg_cm2=1:20", "--vary", "positive.porosity=0.3:0.6", "--vary", "separator.thickness_um=10:300", "--vary",
        "positive.phases[0].D_cm2_s=1e-10:1e-8:log", "--vary", "positive.phases[1].D_cm2_s=1e-12:1e-10:log"]
ASKED = ["--config", "discharge", "--answer", "discharge_capacity,mean_voltage", "--sample", "sobol", "--no-figures", "--quiet"]


def expect(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")


def file_of(out, cell="r175_li"):
    return pathlib.Path(out) / f"{cell}_sweep" / "sweep.db"


def rows(out):
    """Designs that are there, of both tables the same, none twice; whether a sweep is under way or not."""
    if not file_of(out).exists():
        return set()
    db = sqlite3.connect(file_of(out), timeout=60, isolation_level=None)
    expect(db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the file is damaged")
    db.execute("BEGIN")  # both tables as of one time
    known = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'answers'").fetchone()
    lists = [[r[0] for r in db.execute(f"SELECT design FROM {table}")] for table in ("inputs", "answers")] if known else [[], []]
    db.close()
    expect(set(lists[0]) == set(lists[1]), "a row is torn")
    expect(all(len(x) == len(set(x)) for x in lists), "a design is there twice")
    return set(lists[0])


def table(out):
    return (file_of(out).parent / "designs.csv").read_bytes()
