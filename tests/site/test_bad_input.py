"""Every bad input has a named end: all problems are told at once, by file and line, and nothing is written or lost."""

from __future__ import annotations

import html
import os
import re
from typing import TYPE_CHECKING

import pytest

from learning_timeline.reader import SECONDS
from learning_timeline.run import ProblemsFound
from learning_timeline.time_limit import TookTooLong, time_limit
from tests.builders.bad_input import BAD, ODD, Bad, post
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from pathlib import Path

GOOD = post("title: Good\ndate: 2026-03-02\n")
TABLE = ROOT / "docs" / "bad-input.md"


def named(bad: Bad, number: int) -> str:
    return bad.file or f"{number:02}.md"


def complaints(site: Site) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        site.build(LEARNING_TIMELINE_CHECK=True)
    head, *rest = str(found.value).splitlines()
    assert head == f"{len(rest)} problem{'s' if len(rest) > 1 else ''} in the content; nothing was written:"
    return [line.strip() for line in rest]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.what)
@pytest.mark.parametrize("others", [("0.md",), ("zz.md",), ()], ids=["last", "first", "alone"])
def test_a_bad_file_is_named_wherever_it_stands(tmp_path: Path, bad: Bad, others: tuple[str, ...]) -> None:
    site = Site(tmp_path).post(named(bad, 1), bad.data)
    for name in others:
        site.post(name, GOOD)
    (said,) = complaints(site)
    assert said == f"{named(bad, 1)}{bad.says}"
    assert not site.output.exists()


def test_all_bad_files_are_named_at_once_and_the_site_stays(tmp_path: Path) -> None:
    site = Site(tmp_path).post("good.md", GOOD)
    before = site.build().files()
    # Of those that go by one name only one can be there.
    files = {named(bad, number): bad for number, bad in enumerate(BAD)}
    for name, bad in files.items():
        site.post(name, bad.data)
    ended = site.pelican()
    assert ended.returncode == 1
    assert "Traceback" not in ended.stdout + ended.stderr
    lines = [line.strip() for line in ended.stdout.splitlines()]
    assert lines[0] == f"{len(files)} problems in the content; nothing was written:"
    for name, bad in files.items():
        assert f"{name}{bad.says}" in lines, bad.what
    assert Built(site.output).files() == before


def test_a_file_with_several_problems_has_them_all_told(tmp_path: Path) -> None:
    site = Site(tmp_path).post("a.md", post("title: A\ndate: never\nkind: bogus\nslug: a/b\n"))
    assert [said.partition(": `")[0] for said in complaints(site)] == ["a.md:3", "a.md:4", "a.md:5"]


def test_odd_files_become_posts(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for odd in ODD:
        # A file without a date is a draft until it is committed; its name may date it.
        site.post(f"2026-03-03-{odd.what}.md", odd.data)
    built = site.build(TIMEZONE="Europe/Zurich")
    pages = [html.unescape(page.read_text(encoding="utf-8")) for page in built.folder.glob("posts/**/index.html")]
    assert len(pages) == len(ODD)
    for odd in ODD:
        assert any(html.unescape(odd.shows) in page for page in pages), odd.what


def test_work_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(TookTooLong), time_limit(0.2):
        re.search(r"(a+)+$", "a" * 60 + "b")
    with time_limit(SECONDS):
        assert re.search(r"a+$", "aaa")


def test_a_post_that_takes_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learning_timeline.reader.SECONDS", 0.2)

    def for_ever(*_: object, **__: object) -> None:
        while True:
            pass

    monkeypatch.setattr("learning_timeline.markdown.Renderer.render", for_ever)
    (said,) = complaints(Site(tmp_path).post("a.md", GOOD))
    assert said == "a.md: takes longer than 0.2 seconds to render: shorten or simplify what it holds"


def test_a_check_writes_nothing_and_says_how_much_it_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = Site(tmp_path).post("a.md", GOOD)
    site.build(LEARNING_TIMELINE_CHECK=True)
    assert "1 post read, and nothing is wrong; nothing was written." in capsys.readouterr().out
    assert not site.output.exists()


def test_the_documentation_shows_each_input_and_its_message() -> None:
    rows = [f"| {bad.what} | `{named(bad, 1)}{_cell(bad.says)}` |" for bad in BAD]
    odd = [f"| {odd.what} | `{_cell(odd.shows)}` |" for odd in ODD]
    expected = "\n".join(
        [
            "# Bad input, and what it is told",
            "",
            "A build and `invoke check` read everything first, and tell all that is wrong at once. As long as anything is,",
            "nothing is written.",
            "Each row is a test of its own: alone, before and after good posts.",
            "",
            "| what is in the file | what is said |",
            "|---|---|",
            *rows,
            "",
            "What looks bad and is not: these become posts.",
            "",
            "| what is in the file | what its page shows |",
            "|---|---|",
            *odd,
            "",
        ]
    )
    if os.environ.get("UPDATE_GOLDENS"):
        TABLE.write_text(expected, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == expected


def _cell(text: str) -> str:
    text = text if len(text) < 200 else f"{text[:197]}..."
    return text.replace("|", "\\|").replace("`", "'")
