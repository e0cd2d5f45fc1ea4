"""A journal that is one file is imported as a folder would be: a TiddlyWiki in HTML, an export of Day One."""

from __future__ import annotations

import base64
import json
from html import escape
from pathlib import Path
from typing import Any

import pytest

from learning_timeline.commands.import_journal import CannotImport, Order, bring_in
from learning_timeline.commands.unpacking import NotAJournal, unpack
from tests.builders.git_story import GitStory

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"></svg>'
TIDDLERS: list[dict[str, Any]] = [
    {
        "title": "A/B: bits",
        "text": "! Of ''bits''\n[[other]] [img[p.svg]]",
        "created": "20240305090500123",
        "tags": "x [[two y]]",
    },
    {"title": "other", "text": "Text with </script>.", "created": "20240306000000000", "type": "text/markdown"},
    {"title": "p.svg", "text": base64.b64encode(SVG.encode()).decode(), "type": "image/svg+xml"},
    {"title": "$:/core", "text": "x"},
    {"title": "Draft of 'other'", "draft.of": "other", "text": "Not yet."},
]
ENTRIES = {
    "metadata": {"version": "1.0"},
    "entries": [
        {
            "creationDate": "2024-03-05T23:30:00Z",
            "modifiedDate": "2024-03-07T10:00:00Z",
            "timeZone": "Asia\\/Tokyo",
            "tags": ["maths", "café"],
            "text": "# On bits\\.\n\n![](dayone-moment://AB12)\n![](dayone-moment:/video/none)",
            "photos": [{"identifier": "AB12", "md5": "d41d8cd9", "type": "svg"}, {"identifier": "x", "md5": "../../a"}],
        },
        {"creationDate": "2024-03-06T12:00:00Z", "text": "Plain words"},
        {"creationDate": "2024-03-06T13:00:00Z", "text": "Plain words"},
        {"creationDate": "soon", "text": "Undated"},
    ],
}


def in_store(tiddlers: list[dict[str, Any]]) -> str:
    said = json.dumps(tiddlers).replace("<", "\\u003C")
    return f'<html><script class="tiddlywiki-tiddler-store" type="application/json">{said}</script></html>'


def in_elements(tiddlers: list[dict[str, Any]]) -> str:
    made = ""
    for one in tiddlers:
        said = " ".join(f'{name}="{escape(value)}"' for name, value in one.items() if name != "text")
        made += f"<div {said}><pre>{escape(one['text'])}</pre></div>\n"
    return f'<html><div id="storeArea" style="display:none;">{made}</div></html>'


@pytest.mark.parametrize("written", [in_store, in_elements])
def test_a_wiki_in_one_file_is_its_tiddlers(tmp_path: Path, written: Any) -> None:
    (tmp_path / "wiki.html").write_text(written(TIDDLERS), encoding="utf-8")
    unpack(tmp_path / "wiki.html", tmp_path / "made")
    files = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "made").iterdir()}
    assert sorted(files) == ["A_B_ bits.tid", "Draft of 'other'.tid", "other.tid", "p.svg"]
    assert files["p.svg"] == SVG
    assert files["other.tid"].endswith("\n\nText with </script>.")


def test_a_wiki_in_one_file_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada Example")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")
    journal = (
        GitStory(tmp_path / "journal").write("content/posts/mine.md", "Text.\n").commit("2026-03-01T10:00:00+00:00")
    )
    (tmp_path / "My wiki.html").write_text(in_store(TIDDLERS), encoding="utf-8")
    said: list[str] = []
    bring_in(Order(str(tmp_path / "My wiki.html"), is_meant=True), journal.path / "content", said.append)
    assert said[0] == f"A TiddlyWiki: 3 posts and pages of {tmp_path / 'My wiki.html'}."
    text = (journal.path / "content/posts/my-wiki/A_B_ bits.md").read_text(encoding="utf-8")
    assert "title: 'A/B: bits'\ndate: 2024-03-05 09:05:00+00:00\ntags:\n- x\n- two y\n" in text
    assert "# Of **bits**" in text
    assert "status: draft" in (journal.path / "content/posts/my-wiki/Draft of 'other'.md").read_text(encoding="utf-8")
    assert (journal.path / "content/images/my-wiki/p.svg").read_text(encoding="utf-8") == SVG


def test_an_export_of_day_one_is_its_entries(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "d41d8cd9.svg").write_text(SVG, encoding="utf-8")
    (tmp_path / "Journal.json").write_text(json.dumps(ENTRIES), encoding="utf-8")
    unpack(tmp_path / "Journal.json", tmp_path / "made")
    files = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "made").glob("*.md")}
    assert sorted(files) == [
        *("2024-03-06-on-bits.md", "2024-03-06-plain-words 2.md", "2024-03-06-plain-words.md", "undated.md")
    ]
    assert files["undated.md"] == "---\n---\nUndated\n"
    assert files["2024-03-06-on-bits.md"] == (
        "---\ndate: '2024-03-06 08:30:00+09:00'\nmodified: '2024-03-07 19:00:00+09:00'\ntags:\n- maths\n- café\n---\n"
        "# On bits\\.\n\n![](photos/d41d8cd9.svg)\n![](photos/none)\n"
    )
    assert [file.name for file in (tmp_path / "made" / "photos").iterdir()] == ["d41d8cd9.svg"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.html", "<p>Text.</p>"), ("a.html", in_store([])), ("a.json", "[]"), ("a.json", "{"), ("a.txt", "Text.")],
)
def test_a_file_that_holds_no_journal_is_said(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(NotAJournal, match="name a folder, a TiddlyWiki in HTML"):
        unpack(tmp_path / name, tmp_path / "made")
    journal = (
        GitStory(tmp_path / "journal").write("content/posts/mine.md", "Text.\n").commit("2026-03-01T10:00:00+00:00")
    )
    with pytest.raises(CannotImport, match="no journal"):
        bring_in(Order(str(tmp_path / name)), journal.path / "content", lambda _: None)


def test_names_are_as_long_as_disks_take_and_what_is_no_file_or_day_ends_nothing(tmp_path: Path) -> None:
    tiddlers = [{"title": "𠀀" * 100, "text": "x"}, {"title": "p.png", "text": "é", "type": "image/png"}]
    (tmp_path / "wiki.html").write_text(in_store(tiddlers), encoding="utf-8")
    unpack(tmp_path / "wiki.html", tmp_path / "made")
    assert sorted(file.name for file in (tmp_path / "made").iterdir()) == ["p.png.tid", f"{'𠀀' * 50}.tid"]
    entry = {"creationDate": "0001-01-01T00:00:00Z", "timeZone": "America/New_York", "text": "𠀀" * 100}
    photos = [{"identifier": "A", "md5": "a", "type": "svg"}]
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.svg").write_text(SVG, encoding="utf-8")
    (tmp_path / "photos").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a.json").write_text(json.dumps({"entries": [entry | {"photos": photos}]}), encoding="utf-8")
    unpack(tmp_path / "a.json", tmp_path / "entries")
    assert [file.name for file in (tmp_path / "entries").iterdir()] == [f"0001-01-01-{'𠀀' * 50}.md"]


def import_of(folder: Path, name: str, text: str) -> tuple[Path, str]:
    """Where the posts are that a file becomes, and what is said of it."""
    journal = GitStory(folder / "journal").write("content/posts/mine.md", "Text.\n").commit("2026-03-01T10:00:00+00:00")
    for role in ("author", "committer", "user"):
        journal.git("config", f"{role}.name", "Ada Example")
        journal.git("config", f"{role}.email", "ada@example.org")
    (folder / name).write_text(text, encoding="utf-8")
    said: list[str] = []
    bring_in(Order(str(folder / name), is_meant=True), journal.path / "content", said.append)
    return journal.path / "content/posts" / name.partition(".")[0], "\n".join(said)


def test_no_tiddler_is_lost_and_what_is_no_picture_is_named(tmp_path: Path) -> None:
    tiddlers = [
        {"title": "p.svg", "text": SVG, "type": "image/svg+xml"},
        {"title": "bad.png", "text": "no picture!", "type": "image/png"},
        {"title": "elsewhere.png", "text": "", "type": "image/png", "_canonical_uri": "a/elsewhere.png"},
        {"title": "seen", "text": "[img[p.svg]]", "a\n\nb": "c", "created": "20240305090500123"},
        {"text": "Words without a title.", "created": "20240306090500123"},
    ]
    posts, said = import_of(tmp_path, "wiki.html", in_store(tiddlers))
    assert sorted(file.name for file in posts.iterdir()) == ["seen.md", "untitled.md"]
    assert "date: 2024-03-05 09:05:00+00:00" in (posts / "seen.md").read_text(encoding="utf-8")
    assert (posts.parents[1] / "images/wiki/p.svg").read_text(encoding="utf-8") == SVG
    assert "Left out: 2 tiddlers of a type that is not read (bad.png.tid, elsewhere.png.tid)." in said


def test_no_entry_of_day_one_is_lost(tmp_path: Path) -> None:
    entries = [
        {"creationDate": "soon", "text": "Undated words"},
        {"text": "con\n\n---\n"},
        {"uuid": "of no entry"},
        {"creationDate": "2024-03-05T23:30:00", "text": "On no clock"},
        {"creationDate": "2024-03-06", "text": "A day"},
    ]
    posts, said = import_of(tmp_path, "days.json", json.dumps({"entries": entries}))
    assert sorted(file.name for file in posts.iterdir()) == [
        *("2024-03-05-on-no-clock.md", "2024-03-06-a-day.md", "con_.md", "undated-words.md")
    ]
    assert "2 posts have no date, and will be dated by this import." in said


def test_a_wiki_that_was_cut_off_is_not_brought_in_without_the_rest(tmp_path: Path) -> None:
    cut = in_store([{"title": "two", "text": "y" * 80}])[:-60]
    (tmp_path / "wiki.html").write_text(in_store([{"title": "one", "text": "x"}]) + cut, encoding="utf-8")
    with pytest.raises(NotAJournal, match="a part of its tiddlers cannot be read"):
        unpack(tmp_path / "wiki.html", tmp_path / "made")


def test_an_entry_whose_text_is_only_rich_has_its_words_and_pictures(tmp_path: Path) -> None:
    parts = [
        {"text": "All "},
        {"text": "packed.\n"},
        {"embeddedObjects": [{"type": "photo", "identifier": "AB12"}, {}]},
    ]
    rich = [json.dumps({"meta": {}, "contents": [*parts, {"text": "Off we go."}]}), '{"contents": [["odd"]]}', "odd"]
    entries = [{"creationDate": f"2024-03-0{day}T09:00:00Z", "richText": one} for day, one in enumerate(rich, 1)]
    (tmp_path / "a.json").write_text(json.dumps({"entries": entries}), encoding="utf-8")
    unpack(tmp_path / "a.json", tmp_path / "made")
    texts = [file.read_text(encoding="utf-8").partition("---\n")[2] for file in sorted((tmp_path / "made").iterdir())]
    assert [text.partition("---\n")[2] for text in texts] == [
        "All packed.\n\n\n![](photos/AB12)\n\nOff we go.\n",
        '{"contents": [["odd"]]}\n',
        "odd\n",
    ]


def test_no_name_is_one_of_a_device(tmp_path: Path) -> None:
    titles = ("con", "NUL.x", "Lpt1", "aux .y", "console", "a.con", "con_")
    tiddlers = [{"title": title, "text": "x"} for title in titles]
    (tmp_path / "wiki.html").write_text(in_store(tiddlers), encoding="utf-8")
    unpack(tmp_path / "wiki.html", tmp_path / "made")
    assert sorted(file.name for file in (tmp_path / "made").iterdir()) == [
        *("Lpt1_.tid", "NUL_.x.tid", "a.con.tid", "aux_ .y.tid", "con_ 2.tid", "con_.tid", "console.tid")
    ]
