"""A figure's layout in, where its values are in the plot out, at one of the two widths that a still is made for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .scales import Scale

# The width of the drawing that marks are in, which stretches with the plot.
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Frame:
    """A layout at one of its two widths."""

    layout: Mapping[str, Any]
    height: int
    width: int
    x: Scale = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", Scale.of(self.layout["xaxis"]))

    @property
    def margin(self) -> Mapping[str, int]:
        """Around the plot's own area, by the side's first letter, in pixels."""
        margin: Mapping[str, int] = self.layout["margin"]
        return margin

    @property
    def padding(self) -> str:
        """The margins as CSS has them."""
        return " ".join(f"{self.margin[side]}px" for side in "trbl")

    @property
    def inner(self) -> tuple[int, int]:
        """Width and height of the plot's own area in pixels."""
        margin = self.margin
        return self.width - margin["l"] - margin["r"], self.height - margin["t"] - margin["b"]

    def y(self, name: str = "y") -> Rows:
        """An axis of rows, as `y` or `y2`."""
        axis = self.layout[f"yaxis{name.removeprefix('y')}"]
        return Rows(Scale.of(axis), *axis.get("domain", (0, 1)))

    def rows(self) -> Iterator[Rows]:
        """All axes of rows."""
        return (self.y(name.replace("axis", "")) for name in sorted(self.layout) if name.startswith("yaxis"))


@dataclass(frozen=True, slots=True)
class Rows:
    """An axis of rows in its part of the plot's height; places are from 0 at the top to 1 at the bottom."""

    scale: Scale
    low: float
    high: float

    def at(self, value: float | str) -> float:
        """Where a value lies."""
        return self.down(self.scale.at(value))

    def down(self, share: float) -> float:
        """Where a share of the axis lies, which is counted from its lower end."""
        return 1 - self.low - share * (self.high - self.low)


def patched(layout: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A layout with what differs, by dotted path."""
    patched = dict(layout)
    for path, value in changes.items():
        at = patched
        *names, last = path.split(".")
        for name in names:
            at[name] = dict(at.get(name, {}))
            at = at[name]
        at[last] = value
    return patched


def each(value: Any, many: int) -> Sequence[Any]:  # noqa: ANN401 - one for all, or a list
    """A value for each of so many marks."""
    return value if isinstance(value, list | tuple) else [value] * many
