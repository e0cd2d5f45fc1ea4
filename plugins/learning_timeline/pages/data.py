"""A Timeline in, open data out: each frame as CSV and JSON, and the Frictionless package that describes them.

The bytes depend on the Timeline alone. Author names are part of `changes`; their e-mail addresses are published
nowhere.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from pelican.utils import slugify

from .._seam import analytics
from ..building.page import Page
from ..charts.tables import ROWS_AT_ONCE, Keep, columns_of, csv, made, parts_of, plain, type_of, utf8
from ..core.deferred import Deferred
from ..core.fingerprints import digest_of
from ..core.language import gettext
from . import source
from .licences import url_of
from .links import DATA_URL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from .journal import Journal

    KeepPart = Callable[[str, bytes, Callable[[], bytes]], bytes]
    DigestsOfRows = Callable[[str], npt.NDArray[np.uint64]]


@dataclass(frozen=True, slots=True)
class DataFile:
    """One frame as it is published under `/data/`."""

    name: str
    title: str
    description: str
    csv_url: str
    json_url: str
    rows: int
    columns: tuple[analytics.Column, ...]


def data_files(timeline: analytics.Timeline) -> tuple[DataFile, ...]:
    """The published frames, in the order of their importance."""
    return tuple(
        DataFile(
            name=name,
            title=table.title,
            description=table.description,
            csv_url=f"data/{name}.csv",
            json_url=f"data/{name}.json",
            rows=len(getattr(timeline, name)),
            columns=table.columns,
        )
        for name, table in analytics.TABLES.items()
    )


def exports(  # noqa: PLR0913 - all that the files say, and how parts of them are kept
    timeline: analytics.Timeline,
    *,
    name: str,
    title: str,
    licence: str = "",
    keep: KeepPart = lambda _, __, make: make(),
    rows: DigestsOfRows | None = None,
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every file under `/data/`, with its path from the site's root; in parts, as those of a large journal are large.

    Args:
        timeline: what to publish.
        name: the package's name, in lower case and without spaces.
        title: the journal's title.
        licence: of the data, as its author says; empty if nothing is said.
        keep: gives the text of a part of a file, by the file and a digest of the part's rows, as it was or as it is made.
        rows: gives the digests of the rows of a frame, by its name; without it no part is kept.
    """
    resources = []
    for file in data_files(timeline):
        frame: pd.DataFrame = getattr(timeline, file.name)
        # Of a few rows the texts are made as soon as they are looked up.
        digests = _digests(frame, rows(file.name)) if rows and len(frame) > ROWS_AT_ONCE else []
        for url, write in ((file.csv_url, csv), (file.json_url, _records)):
            yield url, write(frame, _kept(url, digests, keep) if digests else made)
        resources.append(_resource(file))
    package = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": "In the CSV files a text that a spreadsheet would take for a formula, with or without apostrophes before "
        "it, begins with one apostrophe more.",
        "version": str(timeline.today),
        "schema_version": analytics.DATA_VERSION,
        **({"licenses": [_licence(licence)]} if licence else {}),
        "resources": resources,
    }
    yield "data/datapackage.json", [utf8(json.dumps(package, ensure_ascii=False, indent=1) + "\n")]


def _digests(frame: pd.DataFrame, rows: npt.NDArray[np.uint64]) -> list[bytes]:
    """The digest of each part of a frame: of its columns' names and types, and of its rows in their order."""
    columns = repr([(name, str(kind)) for name, kind in frame.dtypes.items()]).encode("utf-8", "surrogatepass")
    begins = range(0, len(frame), ROWS_AT_ONCE)
    return [digest_of([columns, rows[begin : begin + ROWS_AT_ONCE].tobytes()]) for begin in begins]


def _kept(url: str, digests: Sequence[bytes], keep: KeepPart) -> Keep:
    return lambda number, make: keep(url, digests[number], make)


def _licence(name: str) -> dict[str, str]:
    """A licence as a data package tells it: a name has no spaces, and a title may have."""
    url = url_of(name)
    told = {"name": name} if re.fullmatch(r"[\w.-]+", name, flags=re.ASCII) else {"title": name}
    return told | ({"path": url} if url else {})


def _records(frame: pd.DataFrame, keep: Keep) -> Iterator[bytes]:
    """The rows of a frame as a JSON list of objects."""
    # The library writes line breaks in Python alone, which takes three times as long for the 200,000 changes of a large journal.
    row = ",\n".join(f"  {json.dumps(name)}: %s" for name in frame.columns)
    row = f" {{\n{row}\n }}"

    def text(part: pd.DataFrame) -> bytes:
        return utf8(",\n".join(map(row.__mod__, zip(*map(_json_texts, columns_of(part)), strict=True))))

    for number, part in enumerate(parts_of(frame)):
        yield b",\n" if number else b"[\n"
        yield keep(number, partial(text, part))
    yield b"\n]\n" if len(frame) else b"[]\n"


def _json_texts(column: pd.Series[Any]) -> list[str]:
    values = plain(column)
    match type_of(column):
        case "boolean":
            return values
        case "integer" if None not in values:
            return list(map(str, values))
        case _:
            # Of a text what the library says in the end, without all that it asks before.
            return [encode_basestring(value) if isinstance(value, str) else json.dumps(value) for value in values]


def _resource(file: DataFile) -> dict[str, Any]:
    table = analytics.TABLES[file.name]
    schema: dict[str, Any] = {"fields": [_field(column) for column in file.columns], "missingValues": [""]}
    if table.primary_key:
        schema["primaryKey"] = [*table.primary_key]
    if table.posts_by:
        schema["foreignKeys"] = [{"fields": table.posts_by, "reference": {"resource": "posts", "fields": "path"}}]
    return {
        "profile": "tabular-data-resource",
        "name": file.name,
        "title": file.title,
        "description": file.description,
        "path": file.csv_url.removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: analytics.Column) -> dict[str, Any]:
    told = {"name": column.name, "type": column.type, "title": column.title, "description": column.description}
    # The standard has no word for a unit, and allows others than its own.
    return told | {
        name: value for name, value in (("unit", column.unit), ("constraints", dict(column.constraints))) if value
    }


def pages(journal: Journal) -> Iterator[Page]:
    """`/data/`, with all data beside it."""
    title, licence = str(journal.settings["SITENAME"]), journal.run.settings.licence
    name = slugify(title, regex_subs=journal.settings["SLUG_REGEX_SUBSTITUTIONS"]) or "journal"
    known = {
        "package_url": "data/datapackage.json",
        "data_version": analytics.DATA_VERSION,
        "source": journal.source and source.view(journal.source),
    }

    def files() -> tuple[DataFile, ...]:
        told = {"name": name, "title": title, "licence": licence}
        for url, parts in exports(journal.timeline, **told, keep=journal.part, rows=journal.slices.digests.of):
            journal.write(url, parts)
        return data_files(journal.timeline)

    inputs = journal.slices.digests.whole, name, title, licence
    yield Page(DATA_URL, "data", gettext("Data"), {"files": Deferred(inputs, files), **known})
