"""`invoke world`: what sources have that the files have not, whatever becomes of their columns; nothing is written untold."""

from __future__ import annotations

import re
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from invoke.exceptions import Exit

from analytics import parse_series
from learning_timeline.commands import world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERIES = """\
# Mine, in my order.
name: Training compute
about: the largest known training run
unit: FLOP
scale: log
source: A table
upstream:
  url: "https://data.example/models.csv"
  columns: {label: Model, date: Published, value: Compute, url: Link}

points:
  - {date: "2012-09-30", value: 4.7e+17, label: AlexNet, url: "https://example.org/alexnet"}
  # The one that everybody knows.
  - {date: "2020-05-28", value: 3.14e+23, label: GPT-3, url: "https://example.org/gpt-3"}
"""
ROWS = """\
Published,Organisation,Model,Compute,Link
2016-01-27,DeepMind,AlphaGo Lee,1.9e21,https://example.org/alphago
2018-10-11,Google,BERT,2.85e20,https://example.org/bert
2012-09-30,Toronto,Alexnet,4.7e17,https://example.org/alexnet
2020-05-28,OpenAI,GPT-3,9.9e23,https://example.org/gpt-3
2023-03-15,OpenAI,GPT-4,"21,000,000,000,000,000,000,000,000",https://example.org/gpt-4
2031-01-01,Tomorrow,Ahead,1e30,https://example.org/ahead
2024-01-01,Nobody,Nothing,0,https://example.org/nothing
soon,Nobody,Undated,1e25,https://example.org/undated
2024-01-01,Nobody,Wordy,many,https://example.org/wordy
2024-01-01,Nobody,,1e26,https://example.org/nameless
2024-01-01,Nobody,Silent,,https://example.org/silent
"""
TODAY = date(2026, 11, 29)


def run(folder: Path, rows: str = ROWS, *, is_all: bool = False, is_writing: bool = False, only: str = "") -> str:
    said: list[str] = []
    world.update(
        folder,
        only=only,
        is_all=is_all,
        is_writing=is_writing,
        today=TODAY,
        say=said.append,
        ask=lambda _url, _seconds: rows,
    )
    return "\n".join(said)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "compute.yaml").write_text(SERIES, encoding="utf-8")
    return tmp_path


def test_what_would_be_the_best_of_its_day_is_shown_and_nothing_is_written(folder: Path) -> None:
    said = run(folder)
    assert "Training compute: you have 2 points until 2020-05-28; 2 new at https://data.example/models.csv." in said
    assert "  2016-01-27  1.9 × 10²¹ FLOP  AlphaGo Lee  https://example.org/alphago" in said
    assert "GPT-4" in said
    assert "BERT" not in said  # it was never the best
    assert "GPT-3: you say 3.1 × 10²³ FLOP, the source 9.9 × 10²³ FLOP; yours stays." in said
    assert "Left out: 1 with a day after today, 1 with a number that is not above zero, 1 with no date" in said
    assert said.endswith("Nothing was written; `--write` adds what is shown.")
    assert (folder / "compute.yaml").read_text(encoding="utf-8") == SERIES


def test_what_is_written_stands_in_its_place_and_all_else_stays(folder: Path) -> None:
    run(folder, is_writing=True)
    text = (folder / "compute.yaml").read_text(encoding="utf-8")
    lines = text.splitlines()
    added = [line for line in lines if line not in SERIES.splitlines()]
    assert [line for line in lines if line not in added] == SERIES.splitlines()
    series = parse_series(text, "compute.yaml")
    assert [point.label for point in series.points] == ["AlexNet", "AlphaGo Lee", "GPT-3", "GPT-4"]
    # The comment still stands over its point.
    assert lines.index("  # The one that everybody knows.") + 1 == next(
        number for number, line in enumerate(lines) if "GPT-3" in line
    )
    assert run(folder, is_writing=True).endswith("Nothing was written: there was nothing new.")


def test_everything_new_is_shown_when_that_is_asked_for(folder: Path) -> None:
    assert "BERT" in run(folder, is_all=True)


def test_columns_in_another_order_are_read_and_one_that_is_gone_is_named(folder: Path) -> None:
    turned = "\n".join(",".join(reversed(line.split(","))) for line in ROWS.splitlines()[:3])
    assert "AlphaGo Lee" in run(folder, turned)
    said = run(folder, ROWS.replace("Compute", "FLOP", 1))
    assert "https://data.example/models.csv has no column 'Compute' any more: fix `columns` in compute.yaml" in said
    assert "You have 2 points until 2020-05-28." in said


def test_a_table_that_is_none_is_told(folder: Path) -> None:
    wide = f"Published,Model,Compute,Link\n2026-01-01,{'x' * 200_000},1e30,https://example.org/\n"
    assert "https://data.example/models.csv is not readable CSV" in run(folder, wide)


@pytest.mark.parametrize("name", ["computer", "/compute", "*"])
def test_a_series_that_there_is_not_is_named(folder: Path, name: str) -> None:
    with pytest.raises(Exit, match=f"there is no series {re.escape(repr(name))}"):
        run(folder, only=name)


def test_a_bad_file_is_told_with_its_line(folder: Path) -> None:
    (folder / "compute.yaml").write_text(SERIES.replace("4.7e+17", "much"), encoding="utf-8")
    with pytest.raises(Exit, match=r"compute\.yaml:12: `value` is 'much', which is not a number"):
        run(folder)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/models.csv")
            self.end_headers()
            return
        self.send_response(200 if self.path == "/models.csv" else 404)
        self.end_headers()
        self.wfile.write(b"\xef\xbb\xbfa,b\n1,2\n")

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[str]:
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    http.server_close()


def test_a_file_is_fetched_through_redirects_and_what_fails_is_told(server: str) -> None:
    assert world.fetch(f"{server}/moved", 5, may_ask_inside=True) == "a,b\n1,2\n"
    with pytest.raises(world.SourceFailed, match="/gone answered 404 Not Found"):
        world.fetch(f"{server}/gone", 5, may_ask_inside=True)
    with pytest.raises(world.SourceFailed, match="could not be asked"):
        world.fetch(f"{server}/models.csv", 5)  # an address within, which no source of the world has
