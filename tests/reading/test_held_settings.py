"""What settings of a site hold back: the forms of several programs, from the site's folder, one above it or one within."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from learning_timeline.reading.drafts import HeldPlaces
from learning_timeline.reading.frontmatter import fields_of

if TYPE_CHECKING:
    from pathlib import Path

_DEFAULTS = (
    "defaults:\n  - scope: {path: _posts/wip}\n    values: {published: false}\n  - scope: {}\n    values: {lang: de}\n"
)
_DOCS = "docs_dir: docs\nexclude_docs: |\n  # ours\n  internal/\n  *.tmp.md\n  /top.md\ndraft_docs: later/a.md\n"


@pytest.mark.parametrize(
    ("name", "said", "held", "shown"),
    [
        ("_config.yml", _DEFAULTS, ["_posts/wip/2023-03-03-a.md"], ["_posts/wipe.md", "a.md"]),
        ("_quarto.yml", "website:\n  drafts:\n    - posts/a.qmd\n    - posts/b/\n", ["posts/a.qmd", "posts/b/c.qmd"], ["c.qmd"]),
        ("_quarto.yml", "project:\n  render: ['*.qmd', '!old/']\n", ["old/a/b.qmd"], ["older.qmd", "a.qmd"]),
        ("posts/_metadata.yml", "draft: true\n", ["posts/a/b.qmd"], ["a.qmd", "others/a.qmd"]),
        ("docs/p/.meta.yml", "draft: true\n", ["docs/p/a.md"], ["docs/a.md"]),
        ("mkdocs.yml", _DOCS, ["docs/a/internal/b.md", "docs/internal/b.md", "docs/a/x.tmp.md", "docs/top.md"], ["docs/a/top.md"]),
        ("mkdocs.yml", _DOCS, ["docs/later/a.md"], ["docs/later/b.md", "internal/b.md"]),
        ("myst.yml", "project:\n  exclude:\n    - private.md\n    - '**/old/**'\n", ["private.md", "old/a.md"], ["a.md"]),
        ("logseq/config.edn", '{:hidden ["/own" "pages/b.md"]}', ["own/a.md", "pages/b.md"], ["pages/a.md"]),
        ("conf.py", "x = 1\nexclude_patterns = ['_build', \"own/*\"]\n", ["own/a.rst"], ["a.rst", "owner/a.rst"]),
        ("_config.yml", "exclude_patterns: ['own/**']\n", ["own/a/b.md"], ["a.md"]),
        ("_config.yml", "a: [", [], ["a.md"]),
        ("mkdocs.yml", "- a\n", [], ["docs/a.md"]),
    ],
)  # fmt: skip
def test_settings_hold_back_what_they_name(
    tmp_path: Path, name: str, said: str, held: list[str], shown: list[str]
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(said, encoding="utf-8")
    rules = HeldPlaces(tmp_path, fields_of)
    assert all(rules.reason(path) for path in held)
    assert not [path for path in shown if rules.reason(path)]


def test_a_content_folder_within_the_site_and_a_site_within_the_content_folder(tmp_path: Path) -> None:
    (tmp_path / "site/docs").mkdir(parents=True)
    (tmp_path / "site/mkdocs.yml").write_text(_DOCS, encoding="utf-8")
    within, around = HeldPlaces(tmp_path / "site/docs", fields_of), HeldPlaces(tmp_path, fields_of)
    assert within.reason("internal/a.md") == "`exclude_docs` in `mkdocs.yml`"
    assert around.reason("site/docs/later/a.md") == "`draft_docs` in `mkdocs.yml`"
    assert not within.reason("a.md")
    assert not around.reason("site/docs/a.md")


def test_what_lies_around_a_repository_is_of_another_site(tmp_path: Path) -> None:
    (tmp_path / "journal/docs").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("docs_dir: journal\nexclude_docs: |\n  docs\n", encoding="utf-8")
    assert HeldPlaces(tmp_path / "journal/docs", fields_of).reason("a.md") == "`exclude_docs` in `mkdocs.yml`"
    (tmp_path / "journal/.git").mkdir()
    assert not HeldPlaces(tmp_path / "journal/docs", fields_of).reason("a.md")
