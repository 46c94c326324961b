"""What can go wrong: an exception for each status of the library."""
from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from .runs import Runs


class CellsimError(Exception):
    """Any of them.

    message: what happened, one sentence. hint: what to try; may be "". file, line: where, in a card, protocol or library
    of materials; "" and 0: unknown, such as of a value that was set.
    runs: what was done up to there, of EndedEarly and SolverError; None: nothing.
    """

    def __init__(self, message: str, hint: str = "", file: str = "", line: int = 0, runs: Runs | None = None):
        super().__init__(message, hint, file, line, runs)
        self.message, self.hint, self.file, self.line, self.runs = message, hint, file, line, runs

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file and self.line else f"{self.file}: " if self.file else ""
        return place + self.message + (f"\n  hint: {self.hint}" if self.hint else "")


class EndedEarly(CellsimError):
    """Physics, or the caller, ended a step before its planned end. `runs` holds what was done."""


class UsageError(CellsimError, ValueError):
    """A wrong call: an argument, an option, a value without effect."""


class NotGivenError(UsageError, KeyError):
    """There is no such value, column or table."""

    __str__ = CellsimError.__str__


class CardError(CellsimError, ValueError):
    """A card or protocol cannot be read or makes no physical sense."""


class SolverError(CellsimError, RuntimeError):
    """The integrator or the linear solver failed. `runs` holds what was done up to there."""


class ReadError(CellsimError):
    """A file could not be read, or memory ran out."""
