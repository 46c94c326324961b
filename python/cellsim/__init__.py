"""Electrochemical cells from material cards: the library cellsim in Python.

    import cellsim

    cell = cellsim.Cell("r175_li")
    cell["positive.loading_mg_cm2"] = 10
    run = cell.run("gcd")
    run.time_s, run.voltage_V, run.steps["capacity_mAh_g"]      # NumPy arrays
    run.plot()                                                  # with matplotlib
    run.frame()                                                 # with pandas
"""
from ._library import lib as _lib
from ._library import text as _text
from .cell import Cell, Value
from .errors import CardError, CellsimError, EndedEarly, NotGivenError, ReadError, SolverError, UsageError
from .runs import Info, Run, Runs, Target, Trust
from .tables import Table

__version__ = _text(_lib.cellsim_version())
__all__ = [
    "CardError", "Cell", "CellsimError", "EndedEarly", "Info", "NotGivenError", "ReadError", "Run", "Runs", "SolverError",
    "Table", "Target", "Trust", "UsageError", "Value",
]  # fmt: skip
