"""The C library: where it is, its texts and records, its status as exceptions."""
from __future__ import annotations

import dataclasses
import os
import pathlib
import typing

from . import errors
from ._abi import ffi as ffi

_home = pathlib.Path(__file__).parent
lib = ffi.dlopen(str(_home / "libcellsim.so"))

_exceptions = {
    lib.CELLSIM_EARLY: errors.EndedEarly,
    lib.CELLSIM_USAGE: errors.UsageError,
    lib.CELLSIM_BAD_CARD: errors.CardError,
    lib.CELLSIM_SOLVER: errors.SolverError,
    lib.CELLSIM_IO: errors.ReadError,
}


def _add_place() -> None:
    """Makes the library find the cells that came with the package: the last of the places in CELLSIM_PATH, after the
    user's own, as an installed command has it."""
    data = _home / "data"
    if not data.is_dir():
        return
    user = os.environ.get("XDG_DATA_HOME", "") or os.path.expanduser("~/.local/share")
    places = os.environ.get("CELLSIM_PATH", "").split(":")
    if str(data) not in places:
        os.environ["CELLSIM_PATH"] = ":".join(p for p in [*places, f"{user}/cellsim", str(data)] if p)


_add_place()


def text(pointer: typing.Any) -> str:
    """A text of the library; "" for NULL."""
    return ffi.string(pointer).decode("utf-8", "surrogateescape") if pointer else ""


def argument(value: str | os.PathLike[str] | None) -> typing.Any:
    """A text for the library; NULL for None. It lives as long as what is returned."""
    if value is None:
        return ffi.NULL
    encoded = os.fspath(value).encode("utf-8", "surrogateescape")
    if b"\0" in encoded:
        raise errors.UsageError("a text has a zero byte in it")
    return ffi.new("char[]", encoded)


def check(status: int, error: typing.Any, runs: typing.Any = None) -> None:
    """Raises what a call that did not return CELLSIM_OK filled in."""
    if status != lib.CELLSIM_OK:
        raise _exceptions[status](text(error.message), text(error.hint), text(error.file), error.line, runs)


Record = typing.TypeVar("Record")


def record(kind: type[Record], pointer: typing.Any) -> Record:
    """A struct of the library as a dataclass with members of the same names; nothing in it belongs to the library."""
    values = {}
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        value = getattr(pointer, field.name)
        if field.type == "bool":
            value = bool(value)
        values[field.name] = text(value) if isinstance(value, ffi.CData) else value
    return kind(**values)
