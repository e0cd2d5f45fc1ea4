"""What an author held back in the words of any program is in no file of the site: page, feed, index, data, card, source."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from learning_timeline.commands.restore import restore
from learning_timeline.reading.drafts import HeldPlaces
from tests.builders.git_story import GitStory
from tests.builders.notebook import FRONT, code, notebook, printed, raw, text
from tests.builders.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "Xylophone"
DATED = "date: 2026-02-01\n"

# Each of the posts says the secret in its name, its title, its summary, its tags and its text.
FIELDS = (
    *("draft: yes", "draft: 'T'", "published: no", "publish: false", "private: true", "status: wip", "status: hidden"),
    *(
        "status: unlisted",
        "publishDate: 2031-01-01",
        "expiryDate: 2026-03-01",
        "build: {render: never}",
        "headless: true",
    ),
    *("unlisted: true", "a: b: c\n# no draft any more", "draft: true\ndraft: false"),
)
PLACES = ("_drafts", "notes/drafts", "notes/_drafts/deep", "Templates", "held")
SHOWN = {
    "obsidian.md": f"Seen %%{SECRET}%% here.\n\n%%\n{SECRET}\n\n{SECRET}\n%%\n\nEnd.\n",
    "unclosed.md": f"Seen.\n\n%% {SECRET}\n\n{SECRET}\n",
    "summary.md": "Seen.\n",
    "links.md": "".join(f"[one](field-{number}.md)\n" for number in range(len(FIELDS))) + "[two](../_drafts/x.md)\n",
}


def post(fields: str, body: str) -> str:
    return f"---\n{fields}\n---\n{body}"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> GitStory:
    story = GitStory(tmp_path_factory.mktemp("private") / "journal")
    said = f"title: {SECRET}\nsummary: {SECRET}\ntags: [{SECRET}]\nresources: ['https://example.org/{SECRET}']\n"
    for number, fields in enumerate(FIELDS):
        story.write(
            f"content/notes/field-{number}.md",
            post(f"{said}{DATED}{fields}", f"{SECRET} ![{SECRET}](p.png) [{SECRET}](field.txt)\n"),
        )
    # Beside those that are held back; nobody else names it.
    story.write("content/notes/field.txt", SECRET)
    for place in PLACES:
        story.write(f"content/{place}/x.md", post(f"{said}{DATED}", f"{SECRET}\n"))
    story.write(
        "content/held/_index.md", post(f"title: Section\n{DATED}draft: true\ncascade: {{draft: true}}", "Text.\n")
    )
    story.write("content/.obsidian/templates.json", json.dumps({"folder": "Templates"}))
    story.write("content/notes/future.md", post(f"{said}date: 2027-01-01", f"{SECRET} [{SECRET}](future.txt)\n"))
    story.write("content/notes/future.txt", SECRET)
    story.write("content/pages/drafts/p.md", post(said, f"{SECRET}\n"))
    story.write("content/pages/q.md", post(f"{said}publish: false", f"{SECRET}\n"))
    for name, body in SHOWN.items():
        summary = f"\nsummary: Seen %%{SECRET}%%" if name == "summary.md" else ""
        story.write(f"content/notes/{name}", post(f"title: Seen {name}\n{DATED.strip()}{summary}", body))
    hidden = [
        {**code(f"#| include: false\n{SECRET} = 1", printed(SECRET))},
        {**code("shown = 1", printed(SECRET)), "metadata": {"tags": ["remove-output"]}},
        {**code(f"{SECRET} = 1", printed("seen")), "metadata": {"jupyter": {"source_hidden": True}}},
        {**text(f"# {SECRET}\n\n{SECRET}"), "metadata": {"tags": ["remove-cell"]}},
        text(f"%%{SECRET}%%"),
    ]
    story.write("content/notes/cells.ipynb", notebook([raw(FRONT), *hidden, text("Seen.")]).decode())
    story.commit("2026-02-02T10:00:00+00:00")
    # Changed once more, so that there is an earlier version of each to compare.
    for name, body in SHOWN.items():
        story.write(
            f"content/notes/{name}",
            post(f"title: Seen {name}\n{DATED.strip()}", f"{body}\nAnd more.\n".replace("%% ", "%% ")),
        )
    return story.commit("2026-02-20T10:00:00+00:00")


def texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            yield file.relative_to(folder).as_posix(), gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def test_no_file_of_the_site_tells_of_it(story: GitStory, tmp_path: Path) -> None:
    site = Site(tmp_path, content=story.path / "content")
    built = site.build(
        SITEURL="https://ada.example",
        RELATIVE_URLS=False,
        LEARNING_TIMELINE_SEARCH=True,
        LEARNING_TIMELINE_SOURCE=str(story.path),
        LEARNING_TIMELINE_TODAY="2026-11-23",
    )
    seen = SECRET.lower().encode()
    telling = [name for name, data in texts(built.folder) if seen in data.lower() or seen.decode() in name.lower()]
    # The source is compressed, and is looked into below; comments stand in the files that are published.
    assert telling == []
    posts = built.text("data/posts.csv").splitlines()[1:]
    assert len(posts) == len(SHOWN) + 1
    cards = Counter(card.parent.name for card in built.folder.glob("cards/**/*.png"))
    # One for each of them and two for their year; the journal has its name's and its data's.
    assert cards == {"2026": len(posts) + 2, "topics": 1, "journal": 2}
    assert len(list(built.folder.glob("posts/*/*/*/index.html"))) == len(posts)
    restore(built.folder, tmp_path / "again")
    files = GitStory(tmp_path / "again").git("ls-files", "content").split()
    assert sorted(files) == sorted(f"content/notes/{name}" for name in [*SHOWN, "cells.ipynb"])


def test_what_is_held_back_is_said_with_its_reason(
    story: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    said = Site(tmp_path, content=story.path / "content").pelican().stdout
    assert "Held back for `publish: false`: notes/field-3.md" in said
    assert "Held back for the folder `_drafts`" in said
    assert "Held back for `cascade: {draft: true}` of its section: held/x.md" in said
    assert "Held back for the folder of templates `Templates`: Templates/x.md" in said


@pytest.mark.parametrize(
    ("path", "is_held"),
    [
        ("_drafts/a.md", True),
        ("a/Drafts/b/c.md", True),
        ("draft-horses/a.md", False),
        ("a/drafts.md", False),
        ("private/a.md", True),
        ("vault/Meta/T/a.md", True),
        ("Meta/T/a.md", False),
        ("blog/secret/a.md", True),
        ("blog/open/a.md", False),
    ],
)
def test_a_place_holds_back_what_lies_in_it(tmp_path: Path, path: str, is_held: bool) -> None:  # noqa: FBT001 - a case
    settings = tmp_path / "vault/.obsidian/plugins/templater-obsidian"
    settings.mkdir(parents=True)
    (settings / "data.json").write_text('{"templates_folder": "Meta/T"}', encoding="utf-8")
    (tmp_path / "blog").mkdir()
    fields = {"cascade": [{"draft": "true", "_target": {"path": "/blog/secret/**"}}]}
    (tmp_path / "blog/_index.md").touch()
    assert bool(HeldPlaces(tmp_path, lambda _: fields.items()).reason(path)) == is_held


def test_a_post_is_shown_on_its_day_and_no_longer_than_it_is_to_be(tmp_path: Path) -> None:
    site = Site(tmp_path).post(
        "a.md", post(f"title: A\n{DATED}publishDate: 2026-05-01\nexpiryDate: 2026-06-01", "Text.\n")
    )
    site.post("b.md", post(f"title: B\n{DATED}", "Text.\n"))
    shown = [
        site.build(LEARNING_TIMELINE_TODAY=day).has("posts/2026/02/a/")
        for day in ("2026-04-30", "2026-05-01", "2026-06-01")
    ]
    assert shown == [False, True, False]


@pytest.mark.parametrize("how", ["purged", "amended"])
def test_a_history_that_was_rewritten_is_told_to_its_owner_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    story = GitStory(tmp_path / "content").write("a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nText.\n")
    story.commit("2026-01-01T10:00:00+00:00")
    secret = "---\ntitle: B\ndate: 2026-01-02\nstatus: draft\n---\nText.\n"
    story.write("my-diagnosis-in-may.md", secret).commit("2026-01-02T10:00:00+00:00")
    site = Site(tmp_path, story.path)
    site.build()
    if how == "purged":
        story.git("reset", "--quiet", "--hard", "HEAD~1")
    else:
        story.git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--amend", "-m", "Words")
    caplog.clear()
    kept = site.build().files()
    assert "The history was rewritten since the last build" in caplog.text
    told = [name for name, data in kept.items() if b"rewritten" in data or b"diagnosis" in data]
    assert [name for name in told if not name.endswith((".js", ".css"))] == []
    again = Site(tmp_path / "again", story.path).build().files()
    assert {name: data for name, data in kept.items() if not name.startswith(".")} == {
        name: data for name, data in again.items() if not name.startswith(".")
    }
