"""Series of the world and a last day in, the same series as a later reader might have them out: what is after today is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_NOTE = "Points labelled “invented” are part of the simulation, and nobody's forecast."
_URL = "https://example.org/simulated"
# Of what a test still lacks to its end each year leaves so much; on a scale without end each year adds so many powers of ten.
_LEFT, _POWERS, _STEP = 0.92, 0.22, 0.03


def simulated_series(folder: Path, until: date) -> dict[str, str]:
    """The text of each file of a folder of series, continued until a day, by the file's name."""
    return {file.name: _continued(file, until) for file in sorted(folder.glob("*.yaml"))}


def _continued(file: Path, until: date) -> str:
    series: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    points: list[dict[str, Any]] = series["points"]
    is_higher = series.get("better", "higher") == "higher"
    values = [float(point["value"]) for point in points]
    best = max(values) if is_higher else min(values)
    first = max(int(str(point["date"])[:4]) for point in points) + 1
    for year in range(first, until.year + 1):
        best = _next(best, series, is_higher=is_higher)
        label = f"invented, {year}"
        points.append({"date": f"{year}", "value": f"{best:.3g}", "label": label, "url": _URL})
    series["note"] = f"{series.get('note', '')} {_NOTE}".strip()
    return yaml.safe_dump(series, sort_keys=False, allow_unicode=True, width=1_000)


def _next(best: float, series: dict[str, Any], *, is_higher: bool) -> float:
    if series.get("scale") == "log":
        return best * 10 ** (_POWERS if is_higher else -_POWERS / 4)
    if series["unit"] == "percent":
        return 100 - (100 - best) * _LEFT if is_higher else best * _LEFT
    return best * (1 + _STEP if is_higher else 1 - _STEP)
