"""Emoji by their names are shown where the program that a journal was written for shows them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from learning_timeline.reading.dialects.detection import dialect_of
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.markdown import Renderer, Syntax
from learning_timeline.reading.sources import SourceReader

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in {".git/HEAD": "", "a.md": "# A\n\n:tada:\n", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "name", "is_shown"),
    [
        ({}, "plain", True),
        ({"_config.yml": "plugins:\n  - jemoji\n", "_posts/2024-01-01-a.md": ""}, "jekyll", True),
        ({"_config.yml": "plugins:\n#  - jemoji\n", "_posts/2024-01-01-a.md": ""}, "jekyll", False),
        ({"_config.yml": "a: b", "Gemfile": 'gem "jemoji"\n', "_posts/2024-01-01-a.md": ""}, "jekyll", True),
        ({"hugo.toml": "enableEmoji = true\n", "content/b.md": ""}, "hugo", True),
        ({"hugo.toml": "enableEmoji = false\n", "content/b.md": ""}, "hugo", False),
        ({"config/_default/hugo.yaml": "enableEmoji: true\n", "content/b.md": ""}, "hugo", True),
        ({"mkdocs.yml": "markdown_extensions:\n  - pymdownx.emoji:\n      options: {}\n"}, "mkdocs", True),
        ({"mkdocs.yml": "markdown_extensions:\n  - toc\n"}, "mkdocs", False),
        (
            {
                "config.toml": 'base_url = "https://example.org"\n[markdown]\nrender_emoji = true\n',
                "content/_index.md": "",
            },
            "zola",
            True,
        ),
        ({"_quarto.yml": "from: markdown+emoji\n"}, "quarto", True),
        ({"_quarto.yml": "project: {}\n"}, "quarto", False),
        ({"docusaurus.config.js": "", "package.json": '{"@docusaurus/core": "^3.1.0"}'}, "docusaurus", True),
        ({"docusaurus.config.js": "", "package.json": '{"@docusaurus/core": "2.4.0"}'}, "docusaurus", False),
        ({"astro.config.mjs": "", "package.json": '{"remark-gemoji": "^8"}'}, "astro", True),
        ({"astro.config.mjs": "", "package.json": '{"emoji-mart": "^8"}'}, "astro", False),
        ({".vitepress/config.ts": ""}, "vitepress", True),
        ({".obsidian/app.json": ""}, "obsidian", False),
    ],
)
def test_a_journal_shows_emoji_as_its_program_does(
    tmp_path: Path, files: dict[str, str], name: str, *, is_shown: bool
) -> None:
    content = write(tmp_path, files)
    dialect = dialect_of(content)
    assert dialect.name == name
    source = SourceReader(Folder(content, dialect, date(2026, 1, 1)), "html").read("a.md")
    assert ("🎉" in source.rendered.html) is is_shown
    assert (":tada:" in source.rendered.html) is not is_shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (":white_check_mark::+1: :thinking:", "<p>✅👍 🤔</p>"),
        (
            "`:smile:` :no_such_emoji: 10:100:20 a:smile:b",
            "<p><code>:smile:</code> :no_such_emoji: 10:100:20 a:smile:b</p>",
        ),
        (
            "std::cat::x ::key:: A::x::B a :cat::dog 10:30:45 :tada::",
            "<p>std::cat::x ::key:: A::x::B a :cat::dog 10:30:45 🎉:</p>",
        ),
        ("[:x: no](https://example.org/:x:/)", '<p><a href="https://example.org/:x:/">❌ no</a></p>'),
        ("    :smile:", '<div class="highlight"><pre><code>:smile:</code></pre></div>'),
    ],
)
def test_names_of_emoji_in_words_are_shown_and_others_are_not(text: str, shown: str) -> None:
    assert Renderer(syntax=Syntax(emoji=True)).render(text).html.strip() == shown


def test_a_title_has_its_emoji() -> None:
    assert Renderer(syntax=Syntax(emoji=True)).render("# :rocket: Start\n\nText").title == "🚀 Start"
