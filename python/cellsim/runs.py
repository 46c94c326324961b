"""What runs of a protocol give: tables, targets, trust."""
from __future__ import annotations

import dataclasses
import typing
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from . import figures
from ._library import check, ffi, lib, record, text
from .tables import Column, Results, Table

if typing.TYPE_CHECKING:
    import matplotlib.axes
    import pandas

Array = NDArray[np.float64]


@dataclasses.dataclass(frozen=True)
class Info:
    """A protocol on one cell."""

    protocol: str
    title: str
    status: int
    """How it ended: 0 ok, 1 early, 4 the solver failed."""
    message: str
    """Why, if not 0."""
    loading_mg_cm2: float
    """NaN: unknown."""
    varies: str
    """What the protocol varies, "c0_M"; "": nothing."""
    varied: float
    """Its value; NaN: none."""
    area_cm2: float
    one_C_A: float
    """The current that "1C" means."""
    unknowns: int
    solver_steps: int
    solve_s: float
    """Wall time of the integration."""
    selection: bool
    """The tables hold a selection of a long run."""


@dataclasses.dataclass(frozen=True)
class Target:
    """A published number of the card, and what the simulation gives for it."""

    id: str
    quantity: str
    unit: str
    paper: float
    simulated: float
    """In `unit`; NaN: the runs do not measure it."""
    error_percent: float
    tolerance_percent: float
    ok: bool
    """|error| <= tolerance."""
    protocol: str
    how: str


@dataclasses.dataclass(frozen=True)
class Trust:
    """A measure of how far the numbers can be believed, worst over the runs."""

    key: str
    name: str
    unit: str
    """"": a ratio."""
    meaning: str
    value: float
    """NaN: not estimated."""
    limit: float
    alarm: bool
    """The value is above its limit."""


class Run:
    """A protocol on one cell: tables, of which the series (a row for each sample) is at hand as run.time_s, run["time_s"].

    series, steps, cycles, profiles, spectra: a row for each sample, executed step, cycle with a current, profile and
    impedance spectrum. profile(k), spectrum(k): one of them, a row for each node or frequency.
    steps has "kind" ("cc", "cv_sweep", …) and "end" ("voltage", "time", …) as well, texts.
    Currents are positive when the cell is charged. Steps and cycles count from 1, first_sample and k from 0.
    """

    time_s: Array
    voltage_V: Array
    current_A: Array
    charge_C: Array
    """Since the start."""
    cycle: Array
    step: Array
    cell_voltage_V: Array
    """At the terminals, where voltage_V is against a reference electrode."""
    capacity_mAh_g: Array
    """Since the step began, positive."""
    capacity_mAh_cm2: Array

    def __init__(self, results: Results, index: int):
        self._results, self._index = results, index
        self.info = record(Info, lib.cellsim_run_at(results.handle, index))
        self.series = Table(results, index, lib.CELLSIM_SERIES)
        self.steps = Table(results, index, lib.CELLSIM_STEPS, 0, self._step_texts())
        self.cycles = Table(results, index, lib.CELLSIM_CYCLES)
        self.profiles = Table(results, index, lib.CELLSIM_PROFILES)
        self.spectra = Table(results, index, lib.CELLSIM_SPECTRA)

    def _step_texts(self) -> dict[str, Column]:
        texts = {}
        for name, of in (("kind", lib.cellsim_step_kind), ("end", lib.cellsim_step_end)):
            words: list[str] = []
            while word := of(self._results.handle, self._index, len(words)):
                words.append(text(word))
            texts[name] = np.array(words, dtype=str)
        return texts

    def profile(self, k: int) -> Table:
        """Profile k, a row of `profiles`, from 0: a row for each node through the cell. Negative: from the end."""
        return self._one_of(lib.CELLSIM_PROFILE, self.profiles, k)

    def spectrum(self, k: int) -> Table:
        """Spectrum k, a row of `spectra`, from 0: a row for each frequency. Negative: from the end."""
        return self._one_of(lib.CELLSIM_SPECTRUM, self.spectra, k)

    def _one_of(self, kind: int, table: Table, k: int) -> Table:
        return Table(self._results, self._index, kind, range(table.rows)[k])  # IndexError

    def __getitem__(self, name: str) -> Column:
        """A column of the series."""
        return self.series[name]

    def __getattr__(self, name: str) -> Column:
        if name.startswith("_") or name == "series":
            raise AttributeError(name)
        column: Column = getattr(self.series, name)
        return column

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.series]

    @property
    def targets(self) -> list[Target]:
        """Of all runs that this one came with: Runs.targets."""
        return Runs(self._results).targets

    @property
    def trust(self) -> list[Trust]:
        """Of all runs that this one came with: Runs.trust."""
        return Runs(self._results).trust

    def frame(self) -> pandas.DataFrame:
        """The series as a pandas.DataFrame, a copy."""
        return self.series.frame()

    def plot(self, x: str | None = None, y: str | None = None, *, ax: matplotlib.axes.Axes | None = None,
             **line: typing.Any) -> matplotlib.axes.Axes:
        """Draws the run with matplotlib: column y of the series against column x; by default a voltammogram, spectra, or
        voltage against capacity or time, as the steps are. `line`: of Axes.plot."""
        return figures.plot_run(self, x, y, ax, line)

    def __repr__(self) -> str:
        return f"<cellsim.Run {figures.label(self)}: {self.series.rows} samples, {self.steps.rows} steps>"


class Runs(Sequence[Run]):
    """The runs of one call: one for each loading or value that its protocol asks for."""

    def __init__(self, results: typing.Any):
        """results: a handle that frees itself (or Results that hold one)."""
        self._results = results if isinstance(results, Results) else Results(results)
        self._runs = [Run(self._results, k) for k in range(lib.cellsim_runs(self._results.handle))]

    @typing.overload
    def __getitem__(self, index: int) -> Run: ...

    @typing.overload
    def __getitem__(self, index: slice) -> list[Run]: ...

    def __getitem__(self, index: int | slice) -> Run | list[Run]:
        return self._runs[index]

    def __len__(self) -> int:
        return len(self._runs)

    @property
    def targets(self) -> list[Target]:
        """The card's published numbers for this protocol, held against the runs. The first time it may take as long as they."""
        results, targets = self._results, []
        with results.lock:
            if not results.evaluated:
                error = ffi.new("cellsim_error *")
                check(lib.cellsim_evaluate(results.handle, error), error)
                results.evaluated = True
            for k in range(lib.cellsim_targets(results.handle)):
                targets.append(record(Target, lib.cellsim_target_at(results.handle, k)))
        return targets

    @property
    def trust(self) -> list[Trust]:
        """How far the numbers can be believed, worst over the runs."""
        found: list[Trust] = []
        with self._results.lock:
            while item := lib.cellsim_trust_at(self._results.handle, len(found)):
                found.append(record(Trust, item))
        return found

    def plot(self, x: str | None = None, y: str | None = None, *, ax: matplotlib.axes.Axes | None = None,
             **line: typing.Any) -> matplotlib.axes.Axes:
        """All of them in one figure: Run.plot."""
        for run in self:
            ax = run.plot(x, y, ax=ax, **line)
        return figures.axes(ax)

    def __repr__(self) -> str:
        return f"<cellsim.Runs {self._runs!r}>"
