"""Every bad input has a named end: all problems are told at once, by file and line, and nothing is written or lost."""

from __future__ import annotations

import html
import multiprocessing
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from xml.dom import minidom

import pytest
from pelican import Pelican

from analytics.errors import HistoryError
from learning_timeline.building.static_files import links_out_of
from learning_timeline.core.errors import ProblemsFound
from learning_timeline.core.settings import SettingError
from learning_timeline.reading.markdown import Renderer
from tests.builders.bad_input import (
    AMISS,
    BAD,
    BAD_LINKS,
    BAD_SETTINGS,
    LEFT_OUT,
    LOST_LINKS,
    ODD,
    Bad,
    BadLink,
    BadSetting,
    LeftOut,
    post,
)
from tests.builders.git_story import GitStory
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from pathlib import Path

    from learning_timeline.reading.markdown import Rendered

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
@pytest.mark.parametrize(
    "others",
    [("0.md",), pytest.param(("zz.md",), marks=pytest.mark.slow), pytest.param((), marks=pytest.mark.slow)],
    ids=["last", "first", "alone"],
)
def test_a_bad_file_is_named_wherever_it_stands(tmp_path: Path, bad: Bad, others: tuple[str, ...]) -> None:
    site = Site(tmp_path).post(named(bad, 1), bad.data)
    for name in others:
        site.post(name, GOOD)
    (said,) = complaints(site)
    assert said == f"{named(bad, 1)}{bad.says}"
    assert not site.output.exists()


def test_what_is_amiss_is_remarked_upon_and_the_post_stays(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    site = Site(tmp_path).post("0.md", post("title: Good\nslug: a-good-one\ndate: 2026-03-01\n"))
    for number, amiss in enumerate(AMISS, 1):
        # By its name a post has a day that it may not have by its front matter.
        site.post(amiss.file or f"2026-03-{number % 27 + 1:02}-{number:03}.md", amiss.data)
    site.build(LEARNING_TIMELINE_CHECK=True)
    said = caplog.text + capsys.readouterr().out
    for number, amiss in enumerate(AMISS, 1):
        name = amiss.file or f"2026-03-{number % 27 + 1:02}-{number:03}.md"
        assert f"{name}{amiss.says}" in said, amiss.what
    built = site.build()
    # Neither their names nor what can be read of them tells a day: drafts of today, as they are not committed.
    undated = {"0001-01-01-a.md", "2026-02-30-a.md", "yaml.ipynb", "fence.ipynb"}
    posts = [file for file in site.content.iterdir() if file.suffix in {".md", ".ipynb"} and file.name not in undated]
    assert len(list(built.folder.glob("posts/*/*/*/index.html"))) == len(posts)
    with pytest.raises(ProblemsFound, match=f"{len(AMISS)} problems"):
        site.build(LEARNING_TIMELINE_STRICT=True)


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
    site.always["LEARNING_TIMELINE_STRICT"] = True
    assert [said.partition(": `")[0] for said in complaints(site)] == ["a.md:3", "a.md:4", "a.md:5"]


def test_a_shallow_clone_is_told_with_what_mends_it_and_not_once_for_each_of_its_posts(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "whole")
    for number in range(9):
        story.write(f"content/{number}.md", "Text.\n")
    story.commit("2026-03-01T10:00:00+00:00").write("x", "y").commit("2026-03-02T10:00:00+00:00")
    story.git("clone", "--quiet", "--depth=1", (tmp_path / "whole").as_uri(), str(tmp_path / "clone"))
    ended = Site(tmp_path / "clone").pelican()
    why = (
        "has no date, and the history that would tell it is cut off (a shallow clone): run `git fetch --unshallow`, or"
    )
    told = [line for line in ended.stdout.splitlines() if line]
    assert told[0] == "9 problems in the content; nothing was written:"
    assert told[1:6] == [f"  {number}.md: {why} write `date:` at its top" for number in range(5)]
    assert told[6].startswith("  4 more have the last problem as well: ")


def test_a_slug_that_takes_the_address_of_a_post_named_by_its_file_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = Site(tmp_path).post("second.md", GOOD).post("twin.md", post("title: Twin\nslug: second\ndate: 2026-03-01\n"))
    built = site.build()
    taken = "second.md: asks for the address posts/2026/03/second/, which twin.md has already: give one of them another `slug:`"
    assert taken in caplog.text
    assert "Twin" in built.text("posts/2026/03/second/")


def test_what_either_side_of_a_merge_conflict_holds_back_is_held_back(tmp_path: Path) -> None:
    text = "---\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\ndraft: true\n>>>>>>> other\ndate: 2026-03-01\n---\nText.\n"
    built = Site(tmp_path).post("good.md", GOOD).post("a.md", text).build()
    assert [path.name for path in built.folder.glob("posts/2026/03/*")] == ["good"]


def test_a_block_of_code_may_show_a_merge_conflict(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    code = "```\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> other\n```\n"
    Site(tmp_path).post("a.md", post("title: A\ndate: 2026-03-01\n", code)).build()
    assert "conflict" not in caplog.text


def test_odd_files_become_posts(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for odd in ODD:
        # A file without a date is a draft until it is committed; its name may date it.
        site.post(f"2026-03-03-{odd.what}.md", odd.data)
    built = site.build(TIMEZONE="Europe/Zurich")
    pages = [html.unescape(page.read_text(encoding="utf-8")) for page in built.folder.glob("posts/**/index.html")]
    assert len(pages) == len(ODD)
    for feed in built.folder.rglob("*.xml"):
        minidom.parse(str(feed))
    for odd in ODD:
        assert any(html.unescape(odd.shows) in page for page in pages), odd.what


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("2026-03-29 02:30", "2026-03-29T02:30:00+01:00"),  # skipped: by the offset before, so that it stays in order
        ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),  # came twice: the first of them
        ("2026-10-25 02:30+01:00", "2026-10-25T02:30:00+01:00"),  # the second one, by its offset
    ],
)
def test_an_hour_that_was_skipped_or_came_twice_means_one_instant(tmp_path: Path, date: str, instant: str) -> None:
    site = Site(tmp_path).post("a.md", post(f"title: A\ndate: {date}\n"))
    built = site.build(TIMEZONE="Europe/Zurich", FEED_ALL_ATOM="feeds/all.atom.xml", SITEURL="https://example.org")
    assert f"<published>{instant}</published>" in built.text("feeds/all.atom.xml")


Does = Callable[[], None]


def run_for_ever() -> None:
    while True:
        pass


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def ignore_all_signals_for_ever() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    run_for_ever()


@pytest.mark.skipif(
    sys.platform != "linux", reason="what the test puts in place is not there in a worker that is spawned"
)
@pytest.mark.parametrize(
    ("does", "says"),
    [
        (run_for_ever, "takes longer than 0.5 seconds to render"),
        (ignore_all_signals_for_ever, "takes longer than 0.5 seconds to render"),
        (crash, "crashed the process that reads it"),
    ],
)
def test_a_post_that_ends_or_holds_its_reader_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: Does, says: str
) -> None:
    render = Renderer.render

    def render_or_not(self: Renderer, text: str, **asked: Any) -> Rendered:
        if "HOSTILE" in text:
            does()
        return render(self, text, **asked)

    site = Site(tmp_path)
    hostile = ("01.md", "15.md", "16.md", "29.md")
    for number in range(30):
        name = f"{number:02}.md"
        site.post(name, post("title: A\ndate: 2026-03-01\n", "HOSTILE") if name in hostile else GOOD)
    site.post("30.md", post("title: B\nsave_as: ../b.html\n"))
    monkeypatch.setattr("learning_timeline.reading.worker.SECONDS", 0.5)
    monkeypatch.setattr(Renderer, "render", render_or_not)
    *said, last = complaints(site)
    assert said == [f"{name}: {says}: shorten or simplify it" for name in hostile]
    assert last.startswith("30.md:3: `save_as`")
    assert not site.output.exists()
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("bad", BAD_LINKS, ids=lambda bad: bad.what)
def test_a_link_that_leads_astray_is_named_and_nothing_is_copied(tmp_path: Path, bad: BadLink) -> None:
    site = Site(tmp_path / "journal").post("0.md", GOOD).post("images/b.svg", "<svg/>")
    (tmp_path / "elsewhere.txt").write_text("secret", encoding="utf-8")
    (site.content / "images" / bad.name).symlink_to(bad.target)
    assert complaints(site) == [bad.says]


def test_a_link_to_a_folder_that_contains_it_leaves_the_settings_as_they_are_for_the_next_build(tmp_path: Path) -> None:
    site = Site(tmp_path / "journal").post("0.md", GOOD).post("images/b.svg", "<svg/>")
    (site.content / "images" / "round").symlink_to("..")
    pelican = Pelican(site.settings())
    before = {name: value for name, value in pelican.settings.items() if name.endswith("_EXCLUDES")}
    pelican.run()
    assert {name: value for name, value in pelican.settings.items() if name.endswith("_EXCLUDES")} == before
    assert not [name for name in Built(site.output).files() if "round" in name]


def test_a_link_to_a_folder_elsewhere_ends_the_build_before_anything_walks_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    site = Site(tmp_path / "journal").post("a.md", GOOD)
    (site.content / "out").symlink_to(tmp_path / "elsewhere")
    walked: list[str] = []
    scan = os.scandir

    def seen(path: Any = ".") -> Iterator[os.DirEntry[str]]:
        # Some hand over a folder that is open.
        walked.append(os.path.realpath(f"/proc/self/fd/{path}" if isinstance(path, int) else path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", seen)
    with pytest.raises(ProblemsFound, match="out: is a link to a place outside of the content folder"):
        site.build()
    # What tells one program's folder from another's looks one folder deep, and no further.
    assert str(site.content) in walked
    assert str(tmp_path / "elsewhere" / "deep") not in walked


def test_what_is_neither_a_file_nor_a_folder_ends_the_build_and_is_not_read(tmp_path: Path) -> None:
    site = Site(tmp_path).post("a.md", GOOD)
    # The first is a file of settings, by which programs' folders are told apart.
    pipes = ["conf.py", "pipe.md"]
    for pipe in pipes:
        os.mkfifo(site.content / pipe)
    assert complaints(site) == [f"{pipe}: is neither a file nor a folder: remove it" for pipe in pipes]


def test_what_git_keeps_for_itself_is_nobodys_to_remove(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    os.mkfifo(tmp_path / ".git" / "fsmonitor--daemon.ipc")
    assert list(links_out_of(tmp_path, [])) == []


def test_a_link_to_a_file_that_is_not_there_is_named_and_ends_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, lost in enumerate(LOST_LINKS):
        link = tmp_path / str(number) / "images" / lost.name
        link.parent.mkdir(parents=True)
        link.symlink_to(lost.target)
        assert [(str(said), stops) for said, stops in links_out_of(tmp_path / str(number), [])] == [(lost.says, False)]
    site = Site(tmp_path / "journal").post("0.md", "---\ntitle: A\ndate: 2026-03-01\n---\n![a](images/a.png)\n")
    site.post("images/b.svg", "<svg/>")
    (site.content / "images" / "a.png").symlink_to("../../.git/annex/a")
    assert 'src="images/a.png"' in site.build().text("posts/2026/03/0/")
    (site.content / "1.md").symlink_to("gone.md")
    assert site.build().has("posts/2026/03/0/")
    assert "Left out: 1 dead link (1.md)." in capsys.readouterr().out
    # As themes of Hugo have one in the example of their use; what it leads to is in the site once.
    (site.content / "deep" / "er").mkdir(parents=True)
    (site.content / "deep" / "er" / "round").symlink_to("../..")
    assert [path for path in site.build().files() if path.endswith("0/index.html")] == ["posts/2026/03/0/index.html"]


@pytest.mark.parametrize("bad", BAD_SETTINGS, ids=lambda bad: bad.name)
def test_a_setting_that_will_not_do_is_named_and_the_site_stays(tmp_path: Path, bad: BadSetting) -> None:
    site = Site(tmp_path).post("0.md", GOOD)
    before = site.build().files()
    with pytest.raises(SettingError, match=re.escape(bad.says)):
        site.build(**{bad.name: bad.value})
    assert Built(site.output).files() == before


@pytest.mark.parametrize("left", LEFT_OUT, ids=lambda left: left.what)
def test_a_post_that_waits_is_named_at_each_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: LeftOut
) -> None:
    GitStory(tmp_path / "content").write("0.md", GOOD).commit("2026-03-02T10:00:00+00:00")
    site = Site(tmp_path).post("01.md", left.data)
    monkeypatch.setenv("COLUMNS", "200")
    for _ in range(2):
        ended = site.pelican()
        assert ended.returncode == 0
        assert f"01.md{left.says}" in ended.stdout


def test_a_post_that_pelican_leaves_out_is_named(tmp_path: Path) -> None:
    site = Site(tmp_path).post("0.md", GOOD)
    before = site.build().files()
    with pytest.raises(ProblemsFound, match=r"0.md: was skipped by Pelican: fix the error above"):
        site.build(ARTICLE_SAVE_AS="../{slug}.html")
    assert Built(site.output).files() == before


def test_a_repository_that_git_refuses_is_told_in_gits_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = GitStory(tmp_path).write("content/a.md", "# A\n")  # dated by git alone
    story.commit("2026-03-01T10:00:00+00:00")

    def refuse(*_: object, **__: object) -> None:
        raise HistoryError("git refuses to read /journal: detected dubious ownership in repository at '/journal'")

    monkeypatch.setattr("learning_timeline.core.run.analytics.read_history", refuse)
    with pytest.raises(HistoryError, match="dubious ownership"):
        Site(tmp_path).build()
    assert not (tmp_path / "output").exists()


def test_a_strangers_post_copies_nothing_to_a_place_outside_of_the_site(tmp_path: Path) -> None:
    text = "Title: A\nDate: 2026-03-01\n\n[a]({static}../../secret.txt)\n"
    site = Site(tmp_path / "journal").post("0.md", text)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"secret.txt: would be copied to a place outside of the site"):
        site.build(LEARNING_TIMELINE_MARKDOWN=False)
    assert not site.output.exists()


def test_a_check_writes_nothing_and_says_how_much_it_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = Site(tmp_path).post("a.md", GOOD)
    site.build(LEARNING_TIMELINE_CHECK=True)
    assert "1 post read, and no problems; nothing was written." in capsys.readouterr().out
    assert not site.output.exists()


def test_the_documentation_shows_each_input_and_its_message() -> None:
    rows = [f"| {bad.what} | `{named(bad, 1)}{_cell(bad.says)}` |" for bad in BAD]
    amiss = [f"| {bad.what} | `{named(bad, 1)}{_cell(bad.says)}` |" for bad in AMISS]
    odd = [f"| {odd.what} | `{_cell(odd.shows)}` |" for odd in ODD]
    links = [f"| {bad.what} | `{_cell(bad.says)}` |" for bad in BAD_LINKS]
    lost = [f"| {bad.what} | `{_cell(bad.says)}` |" for bad in LOST_LINKS]
    bad_settings = [f"| `{bad.name} = {bad.value!r}` | `{_cell(bad.says)}` |" for bad in BAD_SETTINGS]
    left_out = [f"| {left.what} | `01.md{_cell(left.says)}` |" for left in LEFT_OUT]
    expected = "\n".join(
        [
            "# Bad input and its messages",
            "",
            "Input that would lose a post, write outside the site or publish something private stops the build. The",
            "build reports all such problems together, writes nothing, and keeps the old site. Each row is a test:",
            "alone, and before and after good posts.",
            "",
            "| what is in the file | message |",
            "|---|---|",
            *rows,
            *links,
            "",
            "Everything else is shown as well as possible. A build reports one remark of each kind and counts the",
            "others. `invoke check` lists all of them. With `--strict`, they stop the build too:",
            "",
            "| what is in the file | message |",
            "|---|---|",
            *amiss,
            *lost,
            "",
            "An invalid setting stops the build at once:",
            "",
            "| setting | message |",
            "|---|---|",
            *bad_settings,
            "",
            "These posts wait, and each build says so:",
            "",
            "| what is in the file | message |",
            "|---|---|",
            *left_out,
            "",
            "Some input looks bad but is fine. These files become posts:",
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
