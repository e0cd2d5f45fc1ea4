"""Posts that say the same in two languages are one post, which counts once, and each leads to the other."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from learning_timeline.journal.translations import Places, parted
from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("paths", "known", "said"),
    [
        (
            ["a.md", "a.de.md", "b.zh-cn.md"],
            (),
            {"a.de.md": ("de", "a.md"), "a.md": ("", "a.md"), "b.zh-cn.md": ("zh-cn", "b.md")},
        ),
        (["x/en/a.md", "x/de/a.md", "x/de/b.md"], (), {"x/de/a.md": ("de", "x/a.md"), "x/de/b.md": ("de", "x/b.md")}),
        # Folders of fields: nothing says that they are of languages.
        (["cs/index.md", "it/index.md"], (), {"cs/index.md": ("", "cs/index.md")}),
        (["en/a.md", "de/b.md", "de/c.md"], (), {"en/a.md": ("", "en/a.md")}),
        (["content/eo/a.md"], ("eo",), {"content/eo/a.md": ("eo", "content/a.md")}),
        (["a-en.mdx", "a.mdx", "plan-de.md"], (), {"a-en.mdx": ("en", "a.mdx"), "plan-de.md": ("", "plan-de.md")}),
        (
            ["blog/a.md", "i18n/fr/docusaurus-plugin-content-blog/a.md"],
            (),
            {"i18n/fr/docusaurus-plugin-content-blog/a.md": ("fr", "blog/a.md")},
        ),
    ],
)
def test_a_path_says_its_language(paths: list[str], known: tuple[str, ...], said: dict[str, tuple[str, str]]) -> None:
    places = Places(paths, known)
    found = {path: places.of(path) for path in said}
    assert {path: (one.language, one.path) for path, one in found.items()} == said
    assert {one.key for one in found.values()} == {path.rpartition(".")[0] for _, path in said.values()}


def test_a_language_may_be_written_with_capitals() -> None:
    paths = ["de/a.md", "en-GB/a.md"]
    articles: list[Any] = [
        SimpleNamespace(relative_source_path=path, metadata={}, lang="en-GB", title=path, slug="a") for path in paths
    ]
    posts, translations = parted(articles, Places(paths, ("de", "en-GB")), "en-GB")
    assert [one.lang for one in posts] == ["en-gb"]
    assert [(one.lang, one.slug) for one in translations] == [("de", "a-de")]


def test_a_site_in_two_languages_has_each_post_once(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "content")
    story.write("hugo.toml", "[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n")
    story.write("content/en/maths/softmax.md", "---\ntitle: Softmax\ndate: 2024-03-05\n---\nIt sums to one.\n")
    story.write("content/de/maths/softmax.md", "---\ntitle: Das Softmax\ndate: 2024-03-06\n---\nDie Summe ist eins.\n")
    story.write("content/de/maths/allein.md", "---\ntitle: Allein\ndate: 2024-03-07\n---\nNur hier.\n")
    story.write("content/en/maths/key.md", "---\ntitle: Key\ndate: 2024-03-08\ntranslationKey: k\n---\nText.\n")
    story.write(
        "content/de/maths/schluessel.md", "---\ntitle: Schluessel\ndate: 2024-03-08\ntranslationKey: k\n---\nText.\n"
    )
    story.write("content/en/maths/untitled.en.md", "---\ndate: 2024-03-09\n---\nText.\n")
    for language, title in (("en", "About"), ("de", "Dazu")):
        story.write(f"content/{language}/about.md", f"---\ntitle: {title}\n---\nText.\n")
    story.commit("2024-03-09T10:00:00+01:00")
    built = Site(tmp_path).build()
    rows = list(csv.DictReader(io.StringIO(built.text("data/posts.csv"))))
    assert [(row["title"], row["topic"]) for row in rows] == [
        ("Softmax", "maths"),
        ("Allein", "maths"),
        ("Key", "maths"),
        ("untitled", "maths"),
    ]
    page = built.text("posts/2024/03/softmax/")
    assert 'href="../../../../posts/2024/03/softmax-de/index.html" hreflang="de"' in page
    translation = built.text("posts/2024/03/softmax-de/")
    assert '<html lang="de"' in translation
    assert 'hreflang="en"' in translation
    assert '<html lang="de"' in built.text("posts/2024/03/allein/")
    assert (">About<" in built.text("about/"), ">Dazu<" in built.text("about-de/")) == (True, True)
    assert "schluessel" not in built.text("data/posts.csv")
    assert 'hreflang="de"' in built.text("posts/2024/03/key/")
