"""Frames in, plain values and CSV out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from csv import writer as csv_writer
from functools import partial
from io import StringIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from .._seam import analytics

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

Keep = Callable[[int, Callable[[], bytes]], bytes]
ROWS_AT_ONCE = 2_000


def made(_number: int, make: Callable[[], bytes]) -> bytes:
    """A part of a table, made anew."""
    return make()


def csv(frame: pd.DataFrame, keep: Keep = made) -> Iterator[bytes]:
    """A frame as CSV in UTF-8: days as `YYYY-MM-DD`, instants in UTC as ISO 8601, unknown values empty.

    Args:
        frame: what is told.
        keep: gives the text of a part of its rows, by the part's number, as it was or as it is made.
    """

    def text(part: pd.DataFrame) -> bytes:
        return _csv([*zip(*map(_cells, columns_of(part)), strict=True)])

    yield _csv([_without_formulas(frame.columns)])
    for number, part in enumerate(parts_of(frame)):
        yield keep(number, partial(text, part))


def _csv(rows: Sequence[Sequence[Any]]) -> bytes:
    whole = StringIO(newline="")
    csv_writer(whole, lineterminator="\n").writerows(rows)
    if "\r" not in (text := whole.getvalue()):
        return utf8(text)
    # The library quotes a carriage return only where lines end with one, and readers take it for the end of one anywhere.
    lines: list[str] = []
    target = SimpleNamespace(write=lambda line: lines.append(line.removesuffix("\r\n")))
    csv_writer(target, lineterminator="\r\n").writerows(rows)
    return utf8("".join(f"{line}\n" for line in lines))


def _cells(column: pd.Series[Any]) -> list[Any]:
    values = plain(column)
    return _without_formulas(values) if type_of(column) == "string" else values


def _without_formulas(cells: Iterable[Any]) -> list[Any]:
    """Cells in which a spreadsheet finds no formula: a text that looks like one gets an apostrophe, as spreadsheets write it."""
    looks_like_one = analytics.FORMULA.match
    return [f"'{cell}" if type(cell) is str and looks_like_one(cell) else cell for cell in cells]


def parts_of(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """A frame, so many rows at a time; as Python's own values a large one takes ten times the memory."""
    for begin in range(0, len(frame), ROWS_AT_ONCE):
        yield frame.iloc[begin : begin + ROWS_AT_ONCE] if len(frame) > ROWS_AT_ONCE else frame


def columns_of(frame: pd.DataFrame) -> list[pd.Series[Any]]:
    """The columns of a frame, in their order."""
    return [column for _, column in frame.items()]


def plain(column: pd.Series[Any]) -> list[Any]:
    """The values of a column as texts and numbers, days and instants as in `csv`; None if they are unknown."""
    match type_of(column):
        case "boolean":
            return ["true" if value else "false" for value in column.tolist()]
        case "date":
            return _texts(np.datetime_as_string(column.to_numpy("datetime64[s]"), unit="D"), "")
        case "datetime":
            return _texts(np.datetime_as_string(column.to_numpy("datetime64[s]"), unit="s"), "Z")
        case "integer" if isinstance(column.dtype, np.dtype):  # of this kind none is unknown
            return column.tolist()
        case _:
            values, missing = column.tolist(), column.isna()
            if not missing.any():
                return values
            return [None if gone else value for value, gone in zip(values, missing, strict=True)]


def _texts(moments: npt.NDArray[np.str_], end: str) -> list[str | None]:
    return [None if moment == "NaT" else moment + end for moment in moments.tolist()]


def type_of(column: pd.Series[Any]) -> str:
    """The type of a column, as Frictionless names it."""
    match column.dtype.kind:
        case "b":
            return "boolean"
        case "i" | "u":
            return "integer"
        case "f":
            return "number"
        case "M":
            return "datetime" if getattr(column.dtype, "tz", None) is not None else "date"
        case _:
            return "string"


def utf8(text: str) -> bytes:
    """A text as bytes; what UTF-8 cannot say of it is escaped."""
    return text.encode("utf-8", "backslashreplace")
