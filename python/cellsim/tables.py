"""Tables of a run: columns by name, which are the library's own memory."""
from __future__ import annotations

import difflib
import threading
import typing
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from ._library import argument, ffi, lib, text
from .errors import NotGivenError

if typing.TYPE_CHECKING:
    import pandas

Column = NDArray[typing.Any]


class Results:
    """A handle of the library, and the lock that lets one thread at a time into it."""

    def __init__(self, handle: typing.Any):
        self.handle = handle
        self.lock = threading.Lock()
        self.evaluated = False


class _Memory:
    """A column as NumPy takes it over: read-only, not copied; the array keeps this, and this the results."""

    def __init__(self, results: Results, pointer: typing.Any, rows: int):
        self.results = results
        self.__array_interface__ = {"version": 3, "shape": (rows,), "typestr": np.dtype(np.float64).str,
                                    "data": (int(ffi.cast("uintptr_t", pointer)), True)}


class Table(Mapping[str, Column]):
    """Columns by name: table["time_s"] or table.time_s, an array of shape (rows,), float64, read-only and not a copy. It
    may outlive everything else. Units are in the names; NaN: there is no such number. docs/library.md lists the columns."""

    def __init__(self, results: Results, run: int, kind: int, which: int = 0, texts: Mapping[str, Column] | None = None):
        self._results, self._at = results, (run, kind, which)
        self._texts = dict(texts or {})
        names: list[str] = []
        with results.lock:
            while name := lib.cellsim_column_name(results.handle, *self._at, len(names)):
                names.append(text(name))
        self._names = names

    def __getitem__(self, name: str) -> Column:
        if name in self._texts:
            return self._texts[name]
        if name not in self._names:
            near = difflib.get_close_matches(str(name), list(self), 1)
            hint = f"did you mean '{near[0]}'?" if near else "there are: " + ", ".join(self)
            raise NotGivenError(f"there is no column '{name}'", hint)
        rows = ffi.new("size_t *")
        with self._results.lock:
            pointer = lib.cellsim_column(self._results.handle, *self._at, argument(name), rows)
        return np.asarray(_Memory(self._results, pointer, rows[0])) if rows[0] else np.empty(0)

    def __getattr__(self, name: str) -> Column:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except NotGivenError as error:
            raise AttributeError(str(error)) from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]

    def __iter__(self) -> Iterator[str]:
        return iter([*self._names, *self._texts])

    def __len__(self) -> int:
        return len(self._names) + len(self._texts)

    @property
    def rows(self) -> int:
        """The length of each column; 0: an empty table, which may have no columns either."""
        return len(self[self._names[0]]) if self._names else 0

    def frame(self) -> pandas.DataFrame:
        """A pandas.DataFrame, a copy, of the table."""
        import pandas

        return pandas.DataFrame({name: self[name] for name in self})

    def __repr__(self) -> str:
        return f"<cellsim.Table of {self.rows} rows: {', '.join(self)}>"

    __hash__ = object.__hash__
    __eq__ = object.__eq__
