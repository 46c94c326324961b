"""Figures by matplotlib, which is needed only here."""
from __future__ import annotations

import math
import typing

import numpy as np
from numpy.typing import NDArray

from .errors import UsageError

if typing.TYPE_CHECKING:
    import matplotlib.axes

    from .runs import Run

_AXES = {
    "time_s": "time / s", "voltage_V": "voltage / V", "cell_voltage_V": "cell voltage / V", "current_A": "current / A",
    "charge_C": "charge / C", "capacity_mAh_g": "capacity / mAh g$^{-1}$", "capacity_mAh_cm2": "capacity / mAh cm$^{-2}$",
    "re_ohm": "Re Z / ohm", "-im_ohm": "−Im Z / ohm",
}  # fmt: skip


def axes(ax: matplotlib.axes.Axes | None) -> matplotlib.axes.Axes:
    """These, or those of a new figure."""
    if ax is not None:
        return ax
    import matplotlib.pyplot

    return matplotlib.pyplot.subplots()[1]


def label(run: Run) -> str:
    """"gcd, 10 mg/cm2"."""
    info = run.info
    if info.varies:
        return f"{info.protocol}, {info.varies} = {info.varied:g}"
    return info.protocol if math.isnan(info.loading_mg_cm2) else f"{info.protocol}, {info.loading_mg_cm2:g} mg/cm2"


def _usual(run: Run) -> tuple[str, str]:
    """What is drawn against what in the lab, by what most steps are."""
    kinds = [str(kind) for kind in run.steps["kind"]]
    sweeps = kinds.count("cv_sweep")
    constant = sum(kinds.count(kind) for kind in ("cc", "cccv", "power"))
    if sweeps and sweeps >= constant:
        return "voltage_V", "current_A"
    if constant == 0 and run.spectra.rows:
        return "re_ohm", "-im_ohm"
    if constant == 0:
        return "time_s", "voltage_V"
    return "capacity_mAh_cm2" if math.isnan(run.info.loading_mg_cm2) else "capacity_mAh_g", "voltage_V"


def _by_steps(run: Run, name: str) -> NDArray[np.float64]:
    """A column with a gap after each step: no line leads from the end of one to the start of the next."""
    ends = np.flatnonzero(np.diff(run.series["step"])) + 1
    return np.insert(run.series[name], ends, np.nan)


def _draw_spectra(run: Run, ax: matplotlib.axes.Axes, line: dict[str, typing.Any]) -> None:
    for k in range(run.spectra.rows):
        one = run.spectrum(k)
        ax.plot(one["re_ohm"], -one["im_ohm"], **{"marker": ".", **line})
    ax.set_aspect("equal", adjustable="datalim")


def plot_run(run: Run, x: str | None, y: str | None, ax: matplotlib.axes.Axes | None,
             line: dict[str, typing.Any]) -> matplotlib.axes.Axes:
    """Run.plot."""
    if (x is None) != (y is None):
        raise UsageError("a figure needs both, x and y", 'plot("time_s", "voltage_V")')
    x, y = (x, y) if x and y else _usual(run)
    named = {"label": label(run), **line}
    if (x, y) == ("re_ohm", "-im_ohm"):
        ax = axes(ax)
        _draw_spectra(run, ax, named)
    else:
        points = _by_steps(run, x), _by_steps(run, y)
        ax = axes(ax)
        ax.plot(*points, **named)
    ax.set_xlabel(_AXES.get(x, x))
    ax.set_ylabel(_AXES.get(y, y))
    ax.legend()
    return ax
