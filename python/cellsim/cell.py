"""Cells: a card as a mapping of values, and its runs."""
from __future__ import annotations

import contextlib
import dataclasses
import math
import numbers
import os
import re
import threading
import typing
from collections.abc import Iterator, Mapping

from ._library import argument, check, ffi, lib, record, text
from .errors import NotGivenError, UsageError
from .running import Progress, execute
from .runs import Run, Runs

Path = typing.Union[str, "os.PathLike[str]"]
Setting = typing.Union[float, bool, str]


@dataclasses.dataclass(frozen=True)
class Value:
    """A value that the card, its library of materials or a setting gives."""

    path: str
    """"positive.loading_mg_cm2"."""
    number: float
    """In `unit`; NaN: a formula, a table, a text."""
    text: str
    """As the card writes it."""
    unit: str
    """"mg/cm2"; "1": a ratio; "bool", "text"."""
    least: float
    """Smallest allowed; NaN: none."""
    most: float
    """Largest allowed; NaN: none."""
    help: str
    """What the key means."""
    source: str
    """Where the number comes from; may be ""."""
    kind: str
    """"unstated", "reported", "literature", "fitted", "assumed"."""
    note: str
    """Such as "no effect: ..."; may be ""."""
    line: int
    """Of the card or library; 0: it was set."""

    @property
    def value(self) -> Setting:
        """The number in `unit`, True or False, or else the text."""
        if self.unit == "bool":
            return self.text == "true"
        return self.text if math.isnan(self.number) else self.number


class Cell(Mapping[str, Setting]):
    """A card: a mapping from paths ("positive.loading_mg_cm2") to values in the units of their keys.

        cell = Cell("r175_li")                  # a file, or a name: ./cells, CELLSIM_PATH, what came along
        cell["positive.loading_mg_cm2"] = 10    # the whole card is checked; a card that is refused stays as it was
        run = cell.run("gcd")

    A cell serves one thread at a time (UsageError); give every thread one of its own: `copy()`.
    Raises CardError with file, line and hint for a card that cannot be read or makes no physical sense.
    """

    def __init__(self, card: Path | None = None, *, text: str | None = None, folder: Path | None = None,
                 library: Path | None = None):
        """card: its file or name; or text: that of a card, as if it stood in `folder` (default: the current one).
        library: folder of materials, electrolytes, separators and protocols, after that of the card."""
        if (card is None) == (text is None):
            raise UsageError("a card or its text is needed, one of them", 'Cell("r175_li") or Cell(text="…")')
        if card is not None and folder is not None:
            raise UsageError("a folder goes with a text", "the card's file names its own")
        self._source = (card, text, folder, library)
        self._busy = threading.Lock()
        self._settings: dict[str, str] = {}
        out, error = ffi.new("cellsim_card **"), ffi.new("cellsim_error *")
        if text is None:
            status = lib.cellsim_card_read(argument(card), argument(library), out, error)
        else:
            status = lib.cellsim_card_parse(argument(text), argument(folder), argument(library), out, error)
        check(status, error)
        self._card = ffi.gc(out[0], lib.cellsim_card_free)

    def copy(self) -> Cell:
        """A cell of the same card, read again, with the same settings."""
        card, text, folder, library = self._source
        other = Cell(card, text=text, folder=folder, library=library)
        other.update(self._settings)
        return other

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """The library lets one thread into a card, and nobody while it runs."""
        if not self._busy.acquire(blocking=False):
            raise UsageError("the cell is in use, by a run or by another thread", "give it a cell of its own: copy()")
        try:
            yield
        finally:
            self._busy.release()

    # --- what the card says ---

    @property
    def name(self) -> str:
        """The card's name."""
        with self._alone():
            return text(lib.cellsim_card_name(self._card))

    @property
    def title(self) -> str:
        """What the card says it is."""
        with self._alone():
            return text(lib.cellsim_card_title(self._card))

    @property
    def protocols(self) -> list[str]:
        """The protocols that the card asks for: names for `run`."""
        with self._alone():
            names: list[str] = []
            while name := lib.cellsim_card_experiment(self._card, len(names)):
                names.append(text(name))
            return names

    def entries(self) -> list[Value]:
        """All values, in the card's order, with unit, range, meaning and provenance."""
        with self._alone():
            count = lib.cellsim_values(self._card)
            return [record(Value, lib.cellsim_value_at(self._card, k)) for k in range(count)]

    def entry(self, path: str) -> Value:
        """The value at a path with unit, range, meaning and provenance. NotGivenError (a KeyError): the card gives none."""
        with self._alone():
            found = lib.cellsim_get(self._card, argument(path), ffi.NULL)
            if not found:
                raise NotGivenError(f"the card gives no {path}", "list(cell) names what it gives")
            return record(Value, found)

    def unit(self, path: str) -> str:
        """"mg/cm2"; "1": a ratio; "bool", "text"."""
        return self.entry(path).unit

    def __getitem__(self, path: str) -> Setting:
        return self.entry(path).value

    def __iter__(self) -> Iterator[str]:
        return iter([entry.path for entry in self.entries()])

    def __len__(self) -> int:
        with self._alone():
            return int(lib.cellsim_values(self._card))

    def __repr__(self) -> str:
        card = self._source[0]
        return f"<cellsim.Cell {'of a text' if card is None else os.fspath(card)!r}>"

    __hash__ = object.__hash__
    __eq__ = object.__eq__

    # --- settings ---

    @property
    def settings(self) -> dict[str, str]:
        """What was set, as text, in that order; a copy."""
        return dict(self._settings)

    def __setitem__(self, path: str, value: Setting) -> None:
        """A number in the unit of its key, a bool, or a text: a formula, the name of an entry of a library."""
        self.update({path: value})

    def __delitem__(self, path: str) -> None:
        """Takes a setting back."""
        if path not in self._settings:
            raise NotGivenError(f"{path} was not set", "cell.settings names what was")
        with self._alone():
            self._set([(path, None)])
            del self._settings[path]

    def update(self, settings: Mapping[str, Setting]) -> None:
        """Several at once: checked together, set together or not at all."""
        with self._alone():
            self._take(_texts(settings))

    def reset(self) -> None:
        """Back to the card's text."""
        error = ffi.new("cellsim_error *")
        with self._alone():
            check(lib.cellsim_reset(self._card, error), error)
            self._settings.clear()

    def _take(self, texts: dict[str, str]) -> None:
        self._set(list(texts.items()))
        for path, value in texts.items():
            self._settings.pop(path, None)  # set again: it counts as the last one
            self._settings[path] = value

    def _set(self, settings: list[tuple[str, str | None]]) -> None:
        kept = [(argument(path), argument(value)) for path, value in settings]
        error = ffi.new("cellsim_error *")
        check(lib.cellsim_set_all(self._card, len(kept), ffi.new("cellsim_setting[]", kept), error), error)

    @contextlib.contextmanager
    def _with(self, texts: dict[str, str]) -> Iterator[None]:
        """The settings for a while; afterwards those that were."""
        before = dict(self._settings)
        if texts:
            self._take(texts)
        try:
            yield
        finally:
            if texts:
                self._set([*((path, None) for path in texts), *before.items()])
                self._settings = before

    # --- runs ---

    def run(self, protocol: Path | None = None, **keywords: typing.Any) -> Run:
        """The run of a protocol that runs once; arguments as of `runs`. UsageError: it runs several times."""
        done = self.runs(protocol, **keywords)
        if len(done) != 1:
            raise UsageError(f"the protocol runs {len(done)} times, once for each loading or value that it asks for",
                             "cell.runs(…) gives all of them")
        return done[0]

    def runs(self, protocol: Path | None = None, *, text: str | None = None, settings: Mapping[str, Setting] | None = None,
             rate: str | None = None, tolerance: float | None = None, estimates: bool = False, everything: bool = False,
             inside: bool = False, progress: Progress | None = None, **more_settings: Setting) -> Runs:
        """Runs a protocol, once for each loading or value that it asks for.

        protocol: its name ("gcd") or file; or text: "steps = ( … );" and what else a protocol may hold.
        settings: values of the card for this run only, by path, or as keywords with two underscores for each dot or
            bracket: positive__loading_mg_cm2=10, positive__phases__0__D_cm2_s=2e-9.
        rate: "C/5", "2C", "85 mA/g", of steps whose rate is "given". tolerance: of the time integration, 1e-12 to 0.1.
        estimates: estimates of the errors of mesh and time steps as well (several times the work).
        everything: all rows of however long a run, not a selection.
        inside: profiles along the last step at every rate, each way, too, not only at the ends of steps.
        progress: called with the share done (0 to 1, an estimate) and what comes next; a true answer stops the run.

        EndedEarly, SolverError: their `runs` holds what was done. Ctrl-C stops the run: KeyboardInterrupt.
        """
        if (protocol is None) == (text is None):
            raise UsageError("a protocol or its text is needed, one of them", 'run("gcd") or run(text="steps = ( … );")')
        chosen = _texts({**{_path(name): value for name, value in more_settings.items()}, **(settings or {})})
        options = {"rate": argument(rate), "tolerance": tolerance or 0, "estimates": estimates, "everything": everything,
                   "inside": inside}
        call, subject = (lib.cellsim_run, protocol) if text is None else (lib.cellsim_run_text, text)
        with self._alone(), self._with(chosen):
            return execute(call, self._card, argument(subject), options, progress)


def _path(keyword: str) -> str:
    """"positive__phases__0__D_cm2_s": "positive.phases[0].D_cm2_s"."""
    return re.sub(r"__(\d+)(?=__|$)", r"[\1]", keyword).replace("__", ".")


def _texts(settings: Mapping[str, Setting]) -> dict[str, str]:
    return {path: _text(path, value) for path, value in settings.items()}


def _text(path: str, value: Setting) -> str:
    """As a card writes it; numbers so that they are read back to the last bit."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):  # NumPy's is none of Python's
        return "true" if value else "false"
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real) and math.isfinite(value):
        return repr(float(value))
    raise UsageError(f"{path}: {value!r} is not a finite number, a bool or a text")
