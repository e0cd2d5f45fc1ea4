"""Open data: valid for the reference validator, explained for people, and readable whichever version published it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analytics
from analytics.data_versions import _MIGRATIONS, migrate
from analytics.dictionary import DATA_VERSION, DAY, FLAG, INSTANT, NUMBER, TABLES, TEXT
from analytics.errors import DataError
from analytics.frames import frame
from demo.fast_import import run_git
from learning_timeline.pages.data import exports
from tests.builders.share import share
from tests.builders.site import Built, Site

if TYPE_CHECKING:
    import pandas as pd

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
VERSIONS = {"data-v1-first": 1, "data-v1": 1, "data-v2": 2, "data-v3": 3}
TODAYS = GOLDEN / f"data-v{DATA_VERSION}"
ROUND_TRIPS = share("FIFTY_ROUND_TRIPS", 15)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The journal that is kept for ever, built by this program."""
    folder = tmp_path_factory.mktemp("golden")
    run_git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    run_git(folder, "fast-import", "--quiet", stdin=(GOLDEN / "journal.git-fast-import").read_bytes())
    run_git(folder, "reset", "--quiet", "--hard", "main")
    return Site(folder).build(SITENAME="A golden journal", LEARNING_TIMELINE_TODAY="2028-12-31")


def validated(package: Path) -> list[str]:
    """What the reference validator finds wrong."""
    command = [sys.executable, "-m", "frictionless", "validate", "--json", package.name]
    told = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=False)
    report = json.loads(told.stdout)
    errors = [*report["errors"], *(error for task in report["tasks"] for error in task["errors"])]
    assert len(report["tasks"]) == len(TABLES)
    return [error["message"] for error in errors]


@pytest.mark.fifty
def test_the_data_of_a_site_is_valid(built: Built) -> None:
    assert validated(built.path("data/datapackage.json")) == []
    print(f"{len(TABLES)} tables are valid for the reference validator of Frictionless data packages")


def test_the_validator_would_find_what_is_wrong(tmp_path: Path) -> None:
    shutil.copytree(TODAYS, tmp_path / "data")
    posts = tmp_path / "data/posts.csv"
    posts.write_text(posts.read_text().replace(",git\n", ",hearsay\n").replace("2026-12-31T00", "2026-12-32T00"))
    found = " ".join(validated(tmp_path / "data/datapackage.json"))
    assert "enum" in found
    assert "datetime" in found


@pytest.mark.fifty
@pytest.mark.parametrize("name", VERSIONS)
def test_data_of_every_version_reads_as_that_of_today(name: str) -> None:
    then, now = analytics.read_data(GOLDEN / name), analytics.read_data(TODAYS)
    assert (then.published_as, then.title, then.today) == (VERSIONS[name], "A golden journal", date(2028, 12, 31))
    unlike = {"lines_added", "lines_deleted"} if name == "data-v1-first" else set()
    compared = 0
    for table, frame_now in now.tables.items():
        columns = [column for column in frame_now if column not in unlike]
        if name == "data-v1-first" and table in {"resources", "text_kept"}:
            assert then.tables[table].empty  # they came later
        else:
            assert then.tables[table][columns].equals(frame_now[columns]), table
            compared += frame_now[columns].size
        assert dict(then.tables[table].dtypes) == dict(frame_now.dtypes)
    print(f"{compared:,} values published as version {VERSIONS[name]} read as version {DATA_VERSION} has them")


def test_every_earlier_version_has_a_migration_and_a_site() -> None:
    assert sorted(_MIGRATIONS) == [*range(1, DATA_VERSION)]
    assert {*VERSIONS.values()} == {*range(1, DATA_VERSION + 1)}
    assert {path.name for path in GOLDEN.glob("data-v*")} == {*VERSIONS}


def test_the_site_that_is_kept_is_what_is_built_today(built: Built) -> None:
    """Where this fails, ask whether a reader of the data as it was would be misled; tests/golden/README.md says what then."""
    for file in sorted(TODAYS.iterdir()):
        assert built.path(f"data/{file.name}").read_bytes() == file.read_bytes(), file.name


def test_csv_and_json_hold_the_same(built: Built) -> None:
    read = analytics.read_data(built.folder)
    for name, table in read.tables.items():
        rows = json.loads(built.text(f"data/{name}.json"))
        texts = [column for column, dtype in TABLES[name].schema.items() if dtype == TEXT]
        assert table[texts].to_dict("records") == [{column: row[column] for column in texts} for row in rows]


def test_data_of_a_newer_program_is_refused_with_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(TODAYS, tmp_path / "data")
    place = tmp_path / "data/datapackage.json"
    place.write_text(place.read_text().replace(f'"schema_version": {DATA_VERSION}', '"schema_version": 99'))
    with pytest.raises(DataError, match=r"of version 99, .* until \d+: install a newer pelican-learning-timeline"):
        analytics.read_data(tmp_path)


def test_first_versions_of_version_2_count_as_revisions_no_longer() -> None:
    """Of two posts of 2020 one was written in 2019 and revised in 2021; the other was committed in its author's 2023."""
    changes = [
        ("a.md", "2019-12-30T12:00:00Z", "0", "false", "7"),
        ("b.md", "2022-12-31T20:00:00Z", "300", "false", "9"),
        ("a.md", "2021-03-01T12:00:00Z", "0", "false", "2"),
        ("b.md", "2023-03-02T12:00:00Z", "0", "true", "0"),
    ]
    names = ("post", "authored_at", "utc_offset_minutes", "is_bulk", "words_added")
    weeks = [
        ("2019-12-30", "0", "1", "7"),
        ("2020-01-06", "2", "0", "0"),
        ("2021-03-01", "0", "1", "2"),
        ("2022-12-26", "0", "1", "9"),
    ]
    _, rows = migrate(
        {"schema_version": 2},
        {
            "posts": [{"path": path, "topic": "t", "revisions": made} for path, made in (("a.md", "2"), ("b.md", "1"))],
            "changes": [dict(zip(names, row, strict=True)) for row in changes],
            "cadence": [
                dict(zip(("week_start", "posts", "revisions", "words_added"), week, strict=True)) for week in weeks
            ],
            "topic_years": [
                {"topic": "t", "year": year, "posts": posts, "revisions": made}
                for year, posts, made in (
                    ("2019", "0", "1"),
                    ("2020", "2", "0"),
                    ("2021", "0", "1"),
                    ("2023", "0", "1"),
                )
            ],
        },
    )
    assert [row["is_revision"] for row in rows["changes"]] == ["false", "false", "true", "false"]
    assert [row["revisions"] for row in rows["posts"]] == ["1", "0"]
    assert [tuple(row.values()) for row in rows["cadence"]] == [*weeks[1:3], ("2022-12-26", "0", "0", "0")]
    assert [(row["year"], row["revisions"]) for row in rows["topic_years"]] == [("2020", "0"), ("2021", "1")]


@pytest.mark.parametrize("version", [None, 0, -1, "2", 1.5, True, [2]])
def test_a_version_that_is_none_is_refused(version: object) -> None:
    with pytest.raises(DataError, match=r"`schema_version` is .*: take another copy"):
        migrate({"schema_version": version}, {})


def damage(data: Path, file: str, old: str, new: str) -> None:
    text = (data / file).read_text()
    assert old in text
    (data / file).write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("datapackage.json", "{", "", "is not JSON"),
        (
            "datapackage.json",
            '"path": "posts.csv"',
            '"path": "gone.csv"',
            r"gone.csv: No such file.*the package names it",
        ),
        ("posts.csv", ",git\n", ",git,more\n", "posts.csv: a row has more or fewer cells"),
        ("posts.csv", "2026-12-31", "2026-02-30", "is not what its version says: .*: take a whole copy"),
        ("posts.csv", "path,slug", "file,slug", "is not what its version says: 'path'"),
        ("changes.csv", "false", "no", "is not what its version says: 'no'"),
    ],
)
def test_damaged_data_is_told_with_its_place(file: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    shutil.copytree(TODAYS, tmp_path / "data")
    damage(tmp_path / "data", file, old, new)
    with pytest.raises(DataError, match=said):
        analytics.read_data(tmp_path)


def test_where_there_is_no_data_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"datapackage.json: No such file or directory: name the folder of a site"):
        analytics.read_data(tmp_path)


def test_the_page_tells_people_what_each_column_holds(built: Built) -> None:
    page = built.text("data/")
    for table in TABLES.values():
        for column in table.columns:
            assert f"<code>{column.name}</code> <span>{column.rules}</span>" in page
            assert column.description.replace("'", "&#39;") in page


# Texts as a CSV file, a spreadsheet and this program might take them for something else.
ODD = [
    "",
    "'",
    "''",
    "'=1",
    "''=1",
    "=1",
    "-1",
    "-x",
    "+1.5%",
    "'-x",
    "\t",
    "\r",
    "a\r\nb",
    'say "no"',
    "a,b",
    "null",
    "é\u2028",
]
TEXTS = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
FIRST = datetime(1950, 1, 1, tzinfo=UTC)
DAYS = st.integers(0, 91_000).map(lambda number: FIRST.replace(tzinfo=None) + timedelta(days=number))
MOMENTS = st.integers(0, 91_000 * 86_400).map(lambda number: FIRST + timedelta(seconds=number))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    TEXT: TEXTS,
    INSTANT: MOMENTS,
    DAY: DAYS,
    FLAG: st.booleans(),
    NUMBER: NUMBERS,
}
UNKNOWN = {"created_on", "modified_at", "first_post_on", "lag_days", "low", "high"}


@st.composite
def tables(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    made = {}
    for name, table in TABLES.items():
        rows = range(draw(st.integers(0, 3)))
        columns = {}
        for column, dtype in table.schema.items():
            values = VALUES.get(dtype, st.integers(-(2**53), 2**53))
            may_be_unknown = column in UNKNOWN or (name, column) == ("resources", "published_on")
            columns[column] = [draw(values | st.none() if may_be_unknown else values) for _ in rows]
        made[name] = frame(columns, table)
    return made


@pytest.mark.fifty
@settings(max_examples=ROUND_TRIPS, deadline=None, suppress_health_check=[*HealthCheck])
@given(tables=tables())
def test_whatever_is_published_reads_back_as_it_was(tables: dict[str, pd.DataFrame], tmp_path_factory: Any) -> None:
    folder: Path = tmp_path_factory.mktemp("site")
    (folder / "data").mkdir()
    timeline: Any = SimpleNamespace(today=date(2199, 12, 31), **tables)
    for url, parts in exports(timeline, name="journal", title="A journal"):
        (folder / url).write_bytes(b"".join(parts))
    read = analytics.read_data(folder)
    assert (read.published_as, read.today) == (DATA_VERSION, timeline.today)
    for name, table in tables.items():
        assert read.tables[name].equals(table), name
