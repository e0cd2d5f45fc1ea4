"""A journal is taken for what its files say it is, or for what a person says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from learning_timeline.core.settings import SettingError
from learning_timeline.reading.dialects.detection import DIALECTS, dialect_of
from learning_timeline.reading.dialects.pelican import markdown_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("signs", "content", "name"),
    [
        ([".obsidian/app.json"], "", "obsidian"),
        ([".obsidian/app.json"], "notes", "obsidian"),
        (["logseq/config.edn", "pages/a.md"], "", "logseq"),
        (["_config.yml", "_posts/2024-01-01-a.md"], "", "jekyll"),
        (["_layouts/post.html", "_posts/2024-01-01-a.md"], "", "jekyll"),
        (["_config.yml=collections: {weeks: {output: true}}", "_weeks/a.md"], "", "jekyll"),
        (["_config.yml=collections: {weeks: {output: false}}", "_weeks/a.md"], "", "plain"),
        (["_posts/2024-01-01-a.md"], "", "plain"),
        (["scaffolds/post.md", "source/_posts/a.md"], "", "hexo"),
        (["scaffolds/post.md", "source/_posts/a.md"], "source/_posts", "hexo"),
        (["source/_posts/2024-01-01-a.md"], "", "plain"),
        (["source/_posts/2024-01-01-a.md", "_config.yml"], "", "jekyll"),
        (["observablehq.config.ts", "src/a.md"], "src", "observable"),
        (["root.md", "root.schema.yml"], "", "dendron"),
        (["root.md"], "", "plain"),
        (["tiddlywiki.info", "tiddlers/a.tid"], "tiddlers", "tiddlywiki"),
        (["a.tid"], "", "tiddlywiki"),
        ([".eleventy.ts", "src/_posts/a.md", "src/_includes/a.njk"], "", "eleventy"),
        (["config/_default/params.toml", "content/a.md"], "", "hugo"),
        (["publishconf.py", "content/a.md"], "content", "pelican"),
        (["quartz.config.ts", "content/a.md"], "content", "obsidian"),
        (["quartz.config.ts", "docs/a.md"], "docs", "plain"),
        (["hugo.toml", "content/a.md"], "content", "hugo"),
        (["config.toml", "content/a.md"], "", "hugo"),
        (["config.toml", "notes/a.md"], "", "plain"),
        (["notes.lektorproject", "content/blog/a/contents.lr"], "", "lektor"),
        (["config.md", "_layout/head.html", "posts/a.md"], "", "franklin"),
        (["bridgetown.config.yml", "src/_posts/2024-01-01-a.md", "src/_layouts/a.erb"], "", "bridgetown"),
        (["notebook.zim", "a.txt"], "", "zim"),
        (["_quarto.yml"], "posts", "quarto"),
        (["mkdocs.yml", "docs/a.md"], "docs", "mkdocs"),
        (["pelicanconf.py", "content/a.md"], "content", "pelican"),
        (["mkdocs.yml", ".obsidian/app.json"], "", "mkdocs"),
        (["a.md"], "", "plain"),
    ],
)
def test_a_journal_is_known_by_the_files_of_its_program(
    tmp_path: Path, signs: list[str], content: str, name: str
) -> None:
    for sign in [".git/HEAD", f"{content or '.'}/x.md", *signs]:
        path, _, said = sign.partition("=")
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(said or "x: 1\n", encoding="utf-8")
    assert dialect_of(tmp_path / content).name == name


def test_a_site_of_sphinx_is_called_one(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "conf.py").write_text('project = "Notes"\nextensions = []\n', encoding="utf-8")
    assert dialect_of(tmp_path).title == "A Sphinx site"
    (tmp_path / "myst.yml").touch()
    assert dialect_of(tmp_path).title == "A MyST site"


def test_a_site_may_be_known_by_what_it_is_built_with(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "package.json").write_text('{"devDependencies": {"@11ty/eleventy": "3"}}', encoding="utf-8")
    assert dialect_of(tmp_path).name == "eleventy"
    # What is built around a folder of notes need not be made of them.
    assert dialect_of(tmp_path / "notes").name == "plain"


def test_signs_around_the_repository_say_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "journal" / ".git").mkdir(parents=True)
    assert dialect_of(tmp_path / "journal").name == "plain"


def test_a_program_that_is_not_known_is_an_error_that_lists_all(tmp_path: Path) -> None:
    with pytest.raises(
        SettingError, match=r"^LEARNING_TIMELINE_DIALECT: 'blog' is not valid: use 'logseq', .* or 'plain'$"
    ):
        dialect_of(tmp_path, "blog")


def test_what_a_person_says_is_believed(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    assert {asked: dialect_of(tmp_path, asked).name for asked in DIALECTS} == {name: name for name in DIALECTS}


def test_what_a_notebook_hides_stays_hidden_where_a_post_includes_it() -> None:
    cells = [
        {"cell_type": "raw", "source": "---\nexecute:\n  warning: false\n---"},
        {"cell_type": "markdown", "source": "Text. %%Not for all.%%\ud800"},
        {
            "cell_type": "code",
            "source": "secret",
            "metadata": {"tags": ["remove-cell"]},
            "outputs": [{"text": "secret"}],
        },
        {"cell_type": "code", "source": "#| echo: false\nsecret", "outputs": [{"data": None}, {"text": "shown"}]},
        {"cell_type": "code", "source": "code", "outputs": [{"name": "stderr", "text": "secret"}]},
    ]
    assert markdown_of(json.dumps({"cells": cells}), 4) == "```python\ncode\n```"
    assert markdown_of(json.dumps({"cells": cells}), 0, -1) == "Text. ?\n\n```\nshown\n```"
    assert markdown_of(json.dumps({"cells": cells})) == "Text. ?\n\n```\nshown\n```\n\n```python\ncode\n```"
