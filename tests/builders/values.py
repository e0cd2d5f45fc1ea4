"""Plain values to compare by."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.history import History
from analytics.log import NONE, Log

if TYPE_CHECKING:
    from analytics.log import Column, Names


def said(value: object) -> object:
    """All that a history says, as plain values; paths and people by their names, whatever their positions are."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if not is_dataclass(value):
        return value
    told = {one.name: said(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, History):
        told["head_path"] = _named(value.head_path, value.log.paths)
        told["names"] = [value.names[person] for person in value.log.person]
    if isinstance(value, Log):
        told["path"], told["old_path"] = _named(value.path, value.paths), _named(value.old_path, value.paths)
        told["person"] = [value.people[person] for person in value.person]
        del told["paths"], told["people"]
    return told


def _named(places: Column, names: Names) -> list[str | None]:
    return [None if place == NONE else names[place] for place in places.tolist()]
