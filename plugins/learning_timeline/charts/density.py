"""Counts in, density steps out: six colours that say how much, the first of which is zero."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from ..core.colours import DENSITY
from ..core.language import gettext
from ..core.phrases import number


def density_steps(gap: int) -> dict[str, Any]:
    """The attributes of a heatmap that shows six density steps, the first of which is zero; None stays empty."""
    scale = [pair for level, colour in enumerate(DENSITY) for pair in ((level / 6, colour), ((level + 1) / 6, colour))]
    return {
        "colorscale": [[round(at, 4), colour] for at, colour in scale],
        "zmin": -0.5,
        "zmax": 5.5,
        "xgap": gap,
        "ygap": gap,
        "showscale": False,
        "hoverongaps": False,
    }


def density_bounds(values: Iterable[int]) -> tuple[int, ...]:
    """Upper bounds of the steps zero to four: each step above zero holds about a fifth of the values above zero.

    >>> density_bounds([0, 1, 1, 2, 3]), density_bounds(range(101))
    ((0, 1, 2), (0, 20, 40, 60, 80))
    """
    above = sorted([value for value in values if value > 0])
    distinct = sorted(set(above))
    if len(distinct) <= 5:  # noqa: PLR2004 - one step for each
        return (0, *distinct[:-1])
    bounds = [0]
    for fifth in range(1, 5):
        bound = above[fifth * len(above) // 5 - 1] if len(above) >= 5 else above[0]  # noqa: PLR2004
        larger = [value for value in distinct if value > bounds[-1]]
        # A fifth may hold one value only; its step then ends there and the next begins with the next value.
        if len(larger) > 1:
            bounds.append(min(max(bound, larger[0]), distinct[-2]))
    return tuple(bounds)


def density_key(bounds: Sequence[int], values: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """The level of each step and which values it holds, from the lowest to the highest.

    >>> density_key((0, 1, 5), [0, 1, 2, 5, 9]), density_key((0,), [0, 3]), density_key((0,), [0])
    (((0, '0'), (2, '1'), (4, '2 to 5'), (5, '9')), ((0, '0'), (5, '3')), ((0, '0'),))
    """
    if not any(values):
        return ((0, "0"),)
    ranges = []
    distinct = sorted(set(values))
    for low, high in pairwise([*bounds, distinct[-1]]):
        held = [value for value in distinct if low < value <= high]
        low_told, high_told = number(min(held)), number(max(held))
        ranges.append(
            high_told if min(held) == max(held) else gettext("%(low)s to %(high)s", low=low_told, high=high_told)
        )
    return tuple((density_level(step, len(ranges)), meaning) for step, meaning in enumerate(["0", *ranges]))


def density_level(step: int, steps: int) -> int:
    """The density level of a step: fewer than five steps are spread, so that the fullest cell is always the darkest.

    >>> [density_level(step, 3) for step in range(4)]
    [0, 2, 4, 5]
    """
    return -(-step * 5 // steps)


def density_levels(values: Iterable[int], bounds: Sequence[int]) -> list[int]:
    """The density level of each value, given the upper bounds of all steps but the last.

    >>> density_levels([0, 1, 2, 9], (0, 1, 5))
    [0, 2, 4, 5]
    """
    levels = [density_level(step, len(bounds)) for step in range(len(bounds) + 1)]
    return [levels[bisect_left(bounds, value)] for value in values]


def cell_grid(
    cells: Sequence[tuple[int, int]],
    values: Sequence[Any],
    shape: tuple[int, int],
    empty: Any,  # noqa: ANN401 - what stands in cells without a value
) -> list[list[Any]]:
    """Values at their cells, each a (column, row), in a table of (rows, columns)."""
    rows, columns = shape
    grid = [[empty] * columns for _ in range(rows)]
    for (column, row), value in zip(cells, values, strict=True):
        grid[row][column] = value
    return grid
