"""A version that settings held back when it was committed is on no page, though today's settings hold nothing back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "Xylophone"
MORE = "And so many more words that this is a change of its text which a page has to tell of, word by word.\n"


@pytest.mark.parametrize(
    ("settings", "held", "shown", "path"),
    [
        ("mkdocs.yml", "exclude_docs: |\n  later/\n", "site_name: A\n", "docs/later/a.md"),
        ("_quarto.yml", "website: {drafts: [posts/a.qmd]}\n", "project: {type: website}\n", "posts/a.qmd"),
        ("myst.yml", "project: {toc: [{file: b.md}]}\n", "project: {title: A}\n", "posts/a.md"),
        ("content/notes/_index.md", "---\ncascade: {draft: true}\n---\n", "---\ntitle: N\n---\n", "content/notes/a.md"),
        (".eleventyignore", "posts/\n", None, "posts/a.md"),
        ("posts/posts.json", '{"draft": true}', "{}", "posts/a.md"),
    ],
)
def test_a_version_that_settings_held_back_is_no_version(
    settings: str, held: str, shown: str | None, path: str, tmp_path: Path
) -> None:
    story = GitStory(tmp_path / "journal").write(settings, held)
    front = "---\ntitle: Seen\ndate: 2026-01-01\n---\n"
    story.write("b.md", "# B\n\nWords.\n").write(path, f"{front}{SECRET} and more.\n").commit(
        "2026-01-01T10:00:00+00:00"
    )
    if shown is None:
        story.delete(settings)
    else:
        story.write(settings, shown)
    story.write(path, f"{front}Seen.\n").commit("2026-02-01T10:00:00+00:00")
    story.write(path, f"{front}Seen.\n\n{MORE}").commit("2026-03-01T10:00:00+00:00")
    folder = path.partition("/")[0] if path.startswith(("docs/", "content/")) else ""
    built = Site(tmp_path, content=story.path / folder).build()
    telling = [name for name, data in built.files().items() if SECRET.encode() in data]
    assert telling == []
    # What was public is told.
    page = next(
        one for one in built.folder.glob("posts/*/*/*/index.html") if MORE[:30] in one.read_text(encoding="utf-8")
    )
    assert "1 February 2026" in page.read_text(encoding="utf-8")


SHOWN = "execute: {echo: true}\n"
HIDES = "execute: {echo: false}\n"


CASES = [
    ("_quarto.yml", HIDES, "posts/a.qmd", ""),
    ("_quarto.yml", "format:\n  html:\n    echo: false\n", "posts/deep/a.qmd", "posts"),
    ("posts/_metadata.yml", HIDES, "posts/a.qmd", ""),
    ("_quarto-own.yml", "execute: {include: false}\n", "posts/a.qmd", ""),
    ("_quarto.yml.local", HIDES, "posts/a.qmd", ""),
]
# Which files a project named on a day, nobody asks.
OF_TODAY = ("more/shared.yml", HIDES, "posts/a.Rmd", "")


@pytest.mark.parametrize(
    ("name", "settings", "path", "folder", "when"),
    [
        *((*case, "then") for case in CASES),
        *((*case, when) for case in (*CASES, OF_TODAY) for when in ("today", "between two builds")),
    ],
)
def test_code_that_settings_hide_is_in_no_version(  # noqa: PLR0913, PLR0917 - which settings, and when
    name: str, settings: str, path: str, folder: str, when: str, tmp_path: Path
) -> None:
    story = GitStory(tmp_path / "journal")
    project = "project: {type: website}\nprofile: {default: own}\n"
    project += "metadata-files: [more/shared.yml]\n" * (name == "more/shared.yml")
    story.write("_quarto.yml", project + SHOWN * (name == "posts/_metadata.yml"))

    def say(said: str) -> None:
        story.write(name, f"{project}{said}" if name == "_quarto.yml" else said)

    front = "---\ntitle: Seen\ndate: 2026-01-01\n---\n"
    code = f"```{{python}}\n{SECRET} = 1\n```\n"
    shown = "```{python}\n#| echo: true\n#| include: true\nseen = 1\n```\n"
    say(settings if when == "then" else "title: A\n")
    story.write(path, f"{front}First.\n\n{code}{shown}").commit("2026-01-01T10:00:00+00:00")
    say("title: A\n")
    story.write(path, f"{front}Seen.\n\n{shown}").commit("2026-02-01T10:00:00+00:00")
    story.write(path, f"{front}Seen.\n\n{MORE}{shown}").commit("2026-03-01T10:00:00+00:00")
    site = Site(tmp_path, content=story.path / folder)
    if when != "then":
        if when == "between two builds":
            telling = [file for file, data in site.build().files().items() if SECRET.encode() in data]
            assert telling != []
        say(settings)
    built = site.build()
    assert [file for file, data in built.files().items() if SECRET.encode() in data] == []
    page = next(built.folder.glob("posts/*/*/*/index.html")).read_text(encoding="utf-8")
    assert "1 February 2026" in page
    assert "First." in page
    assert "seen" in page
