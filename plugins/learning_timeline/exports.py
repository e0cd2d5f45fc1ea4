"""A Timeline in, open data out: each frame as CSV and JSON, and the Frictionless package that describes them.

The bytes depend on the Timeline alone. Author names are part of `changes`; their e-mail addresses are published
nowhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from ._seam import analytics

SCHEMA_VERSION = 1

DESCRIPTIONS = {
    "posts": ("Posts", "One row for each published post, with its dates, its words and how often it was revised."),
    "changes": ("Changes", "One row for each commit and post that it touched, oldest first; merges are left out."),
    "cadence": ("Cadence", "One row for each ISO week, in the author's local time; weeks without a post hold zeros."),
    "topic_years": ("Topics by year", "One row for each topic and year in which it was written about or revised."),
    "text_kept": (
        "Text kept",
        "One row for each topic and year: the words written in it, and how many of them still stand.",
    ),
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """One frame as it is published under `/data/`."""

    name: str
    title: str
    description: str
    csv_url: str
    json_url: str
    rows: int


def data_files(timeline: analytics.Timeline) -> tuple[DataFile, ...]:
    """The published frames, in the order of their importance."""
    return tuple(
        DataFile(name, title, description, f"data/{name}.csv", f"data/{name}.json", len(getattr(timeline, name)))
        for name, (title, description) in DESCRIPTIONS.items()
    )


def exports(timeline: analytics.Timeline, *, name: str, title: str) -> dict[str, bytes]:
    """Every file under `/data/`, by its path from the site's root.

    Args:
        timeline: what to publish.
        name: the package's name, in lower case and without spaces.
        title: the journal's title.
    """
    files: dict[str, bytes] = {}
    resources = []
    for file in data_files(timeline):
        frame: pd.DataFrame = getattr(timeline, file.name)
        files[file.csv_url] = csv(frame)
        files[file.json_url] = _json(_records(frame))
        resources.append(_resource(file, frame))
    package = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "version": str(timeline.today),
        "schema_version": SCHEMA_VERSION,
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": resources,
    }
    return {**files, "data/datapackage.json": _json(package)}


def csv(frame: pd.DataFrame) -> bytes:
    """A frame as CSV in UTF-8: days as `YYYY-MM-DD`, instants in UTC as ISO 8601, unknown values empty."""
    text: str = _readable(frame).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8", "backslashreplace")


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    readable = frame.copy()
    for column in frame.columns:
        kind = _field_type(frame[column])
        if kind == "date":
            readable[column] = frame[column].dt.strftime("%Y-%m-%d")
        elif kind == "datetime":
            readable[column] = frame[column].dt.strftime("%Y-%m-%dT%H:%M:%SZ")
        elif kind == "boolean":
            readable[column] = frame[column].map({True: "true", False: "false"})
    return readable


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    typed = frame.copy()
    for column in frame.columns:
        if _field_type(frame[column]) in {"date", "datetime"}:
            typed[column] = _readable(frame[[column]])[column]
    known = typed.astype(object).where(typed.notna(), None)
    return [dict(zip(map(str, known.columns), row, strict=True)) for row in known.itertuples(index=False, name=None)]


def _resource(file: DataFile, frame: pd.DataFrame) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": file.name.replace("_", "-"),
        "title": file.title,
        "description": file.description,
        "path": file.csv_url.removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": column, "type": _field_type(frame[column])} for column in frame.columns],
            "missingValues": [""],
        },
    }


def _field_type(column: pd.Series[Any]) -> str:
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


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
