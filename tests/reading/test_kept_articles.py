"""An article that was kept is the article that was read: each attribute, whatever it has in common with others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, NoReturn

import pytest
from pelican.plugins import signals
from pelican.urlwrappers import Category, URLWrapper
from pelican.utils import SafeDatetime

from learning_timeline.core.deferred import Deferred
from learning_timeline.core.peek import peek
from learning_timeline.core.stamp import Stamp
from learning_timeline.reading.article_store import ArticleStore
from learning_timeline.reading.articles import JournalArticle
from learning_timeline.reading.kin import KeptKin
from tests.builders.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pelican.generators import ArticlesGenerator

POSTS = {
    "plain.md": "---\ntitle: Plain\ndate: 2026-03-01\n---\nText with [a link](https://a.example/).\n",
    "alike.md": "---\ntitle: Alike\ndate: 2026-03-02\n---\nText.\n",
    "full.md": "---\ntitle: Full\ndate: 2026-03-03T10:00:00+02:00\nmodified: 2026-03-04\ncategory: rl\ntags: [a, b]\nauthor: Ada\n"
    "kind: paper\nresources: [arxiv:1706.03762]\nconfidence: 0.8\ntime_spent: 2h\nlang: de\n"
    "summary: A *summary* of [this]({filename}/plain.md).\n"
    "supersedes: [plain]\nmilestone: true\naliases: [/old/]\nown_field: {deep: [1, {x: null}]}\nempty: ''\n---\n"
    "A [post]({filename}/plain.md), `code`, $x^2$ and ![a picture](x.png).\n",
    "undated.md": "# No front matter\n\nWords.\n",
    "draft.md": "---\ntitle: Draft\ndate: 2026-03-05\nstatus: draft\n---\nText.\n",
}


def test_a_kept_article_is_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path)
    for name, text in POSTS.items():
        site.post(name, text)
    seen: list[dict[str, JournalArticle]] = []
    peeked: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    adopt = KeptKin.adopt

    def adopted(kin: KeptKin, article: JournalArticle, own: Iterable[str]) -> None:
        its = names[article.relative_source_path] = [*article.__dict__, "metadata"]
        read = {name: told(article, name) for name in its}
        adopt(kin, article, own)
        assert {name: told(article, name) for name in its} == read

    monkeypatch.setattr(KeptKin, "adopt", adopted)

    def look(generator: ArticlesGenerator) -> None:
        listed = (*generator.articles, *generator.drafts)
        seen.append({article.relative_source_path: article for article in listed})
        peeked.update((article.relative_source_path, peek(article, "resources")) for article in listed)

    signals.article_generator_finalized.connect(look)
    try:
        site.build()
        was = {path: {name: told(seen[0][path], name) for name in its} for path, its in names.items()}
        site.post("new.md", "---\ntitle: New\ndate: 2026-03-06\n---\nText.\n").build()
    finally:
        signals.article_generator_finalized.disconnect(look)
    assert was.keys() == seen[0].keys() - {"undated.md"}  # whose day is that of the build
    kept = {path: seen[1][path] for path in was}
    for path, article in kept.items():
        assert {name: told(article, name) for name in names[path]} == was[path]
        assert not hasattr(article, "nothing_of_this_name")
    plain, alike = kept["plain.md"], kept["alike.md"]
    assert plain._kin is alike._kin
    assert peeked["plain.md"] is peeked["alike.md"]  # nothing is copied to be read
    assert peek(plain, "nothing_of_this_name", None) is None
    plain.resources.append("x")  # what one of them is given, the other does not have
    assert (plain.resources, alike.resources) == (["x"], [])
    assert (peek(plain, "resources"), peek(alike, "resources")) == (["x"], [])


def test_a_summary_is_told_without_all_other_metadata(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.post("a.md", "---\ntitle: A\ndate: 2026-03-01\nsummary: Few words\n---\nText.\n")
    site.post("b.md", "---\ntitle: B\ndate: 2026-03-01\n---\nText.\n")
    summaries: dict[str, str] = {}

    def look(generator: ArticlesGenerator) -> None:
        for article in generator.articles:
            summaries[article.slug] = article.get_summary("")
            # Which would then stay with each article whose page is made.
            assert article._kin is not None
            assert "metadata" not in article.__dict__

    signals.article_generator_finalized.connect(look)
    try:
        site.build()
    finally:
        signals.article_generator_finalized.disconnect(look)
    assert {slug: text.strip() for slug, text in summaries.items()} == {"a": "<p>Few words</p>", "b": "<p>Text.</p>"}


def test_what_is_kept_goes_with_its_file_and_is_read_as_far_as_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path)
    for name in ("a", "b", "c", "d"):
        site.post(f"{name}.md", f"---\ntitle: {name}\ndate: 2026-03-01\n---\n{name * 30}\n")
    site.build()
    (site.content / "b.md").unlink()
    site.build()
    (store,) = (tmp_path / "cache" / "learning_timeline").glob("articles-*.sqlite")
    with closing(sqlite3.connect(store)) as database:
        tables = ("article", "text")
        kept = [
            [Path(*row).name for row in database.execute(f"SELECT path FROM {name} ORDER BY path")] for name in tables
        ]
    assert kept == [["a.md", "c.md", "d.md"]] * 2
    load = ArticleStore._load

    def cut_off() -> Iterator[NoReturn]:
        raise sqlite3.DatabaseError("database disk image is malformed")
        yield

    def load_one(self: ArticleStore, file: Path | str) -> None:
        load(self, file)
        self._rows = cut_off()

    monkeypatch.setattr(ArticleStore, "_load", load_one)
    built = site.post("e.md", "---\ntitle: e\ndate: 2026-03-02\n---\nText.\n").build()
    for name in ("a", "c", "d"):
        assert name * 30 in built.text(f"posts/2026/03/{name}/index.html")
    assert not store.exists()


def test_what_changes_while_a_build_goes_on_is_seen_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path)
    text = "---\ntitle: A\ndate: 2026-03-01\n---\nOld words.\n"
    site.post("a.md", text).build()
    monkeypatch.setattr(Stamp, "tells", lambda *_: True)  # as if all of it was written a while ago

    def change(_: ArticlesGenerator) -> None:
        (site.content / "a.md").write_text(text.replace("Old", "Quite new"), encoding="utf-8")

    signals.article_generator_init.connect(change)
    try:
        site.post("b.md", "---\ntitle: B\ndate: 2026-03-02\n---\nText.\n").build()
    finally:
        signals.article_generator_init.disconnect(change)
    assert "Quite new words" in site.build().text("posts/2026/03/a/index.html")


def test_another_build_keeps_its_articles_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path)
    for name in ("a", "b"):
        site.post(f"{name}.md", f"---\ntitle: {name}\ndate: 2026-03-01\n---\n{name * 30}\n")
    site.build()
    (store,) = (tmp_path / "cache" / "learning_timeline").glob("articles-*.sqlite")
    text_of = ArticleStore.text

    def keep(name: str) -> None:
        with closing(sqlite3.connect(store)) as database, database:
            database.execute("INSERT OR REPLACE INTO text VALUES (?, 'x')", (name,))
            row = (name, time_ns())
            database.execute("INSERT OR REPLACE INTO article VALUES (?, 1, 1, 1, ?, x'00', 77, '{}')", row)

    def text(self: ArticleStore, path: str) -> str:
        found = text_of(self, path)
        keep("other.md")
        return found

    def look(_: ArticlesGenerator) -> None:
        keep("aa.md")
        keep("zz.md")

    monkeypatch.setattr(ArticleStore, "text", text)
    monkeypatch.setattr(Stamp, "tells", lambda *_: True)  # so that this build has nothing to write itself
    signals.article_generator_finalized.connect(look)
    try:
        (site.content / "b.md").unlink()
        built = site.build()
    finally:
        signals.article_generator_finalized.disconnect(look)
    assert "a" * 30 in built.text("posts/2026/03/a/index.html")
    with closing(sqlite3.connect(store)) as database:
        kept = {Path(*row).name for row in database.execute("SELECT path FROM article")}
    assert kept == {"a.md", "aa.md", "other.md", "zz.md"}


def test_builds_of_two_sites_of_a_journal_do_not_wait_for_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path)
    for name, text in POSTS.items():
        site.post(name, text)
    put = ArticleStore.put
    could_write: list[bool] = []

    def put_and_look(self: ArticleStore, path: str, article: JournalArticle) -> None:
        put(self, path, article)
        with closing(sqlite3.connect(self._file, timeout=0)) as other, other:
            other.execute("BEGIN IMMEDIATE")
        could_write.append(self._may_write)

    monkeypatch.setattr(ArticleStore, "put", put_and_look)
    site.build()
    assert could_write == [True] * len(POSTS)


def test_an_address_follows_what_it_is_made_of_and_facts_are_made_when_asked_for(tmp_path: Path) -> None:
    settings = Site(tmp_path).settings()
    metadata = {"title": "A", "slug": "a", "date": SafeDatetime(2026, 3, 1), "category": Category("rl", settings)}
    article = JournalArticle("", metadata, settings, str(tmp_path / "content/a.md"), {})
    assert article.url == "posts/2026/03/a/"
    article.slug = "b"
    assert (article.url, article.save_as) == ("posts/2026/03/b/", "posts/2026/03/b/index.html")
    made: list[int] = []
    article.facts = Deferred((1, "a"), lambda: made.append(1) or len(made))
    assert not made
    assert (article.facts, article.facts, made) == (1, 1, [1])
    article.forget_view()
    assert (article.facts, made) == (2, [1, 1])
    article.facts = None
    assert article.facts is None
    article.category = None
    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'slug'"):
        _ = article.url


@pytest.mark.parametrize("is_given", [True, False])
def test_links_of_a_summary_lead_from_where_it_is_shown(tmp_path: Path, *, is_given: bool) -> None:
    settings = Site(tmp_path).settings()
    metadata = {"title": "A", "slug": "a", "date": SafeDatetime(2026, 3, 1), "category": Category("rl", settings)}
    link = '<a href="{filename}/b.md">b</a>'
    context: dict[str, object] = {"generated_content": {}, "static_content": {}}
    known = metadata | ({"summary": link} if is_given else {})
    article = JournalArticle(f"<p>{link}</p>", known, settings, str(tmp_path / "content/a.md"), context)
    other = JournalArticle("", metadata | {"slug": "b"}, settings, str(tmp_path / "content/b.md"), context)
    context["generated_content"] = {"a.md": article, "b.md": other}
    article.note_links()
    article.refresh_metadata_intersite_links()
    for last_page in ("", "../..", "https://ada.example"):
        context["localsiteurl"] = last_page
        for root in ("..", "https://ada.example/journal"):
            assert f'<a href="{root}/posts/2026/03/b/">b</a>' in article.get_summary(root)
    other.is_left_out = True
    assert "posts" not in article.get_summary("..")


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("<p>The flag of <code>unzip -l a.zip</code> lists it.</p>", "<p>The flag of <code>unzip</code> …</p>"),
        (
            '<p>Now run it:</p><pre><code><span class="k">let x</span></code></pre>',
            '<p>Now run it:</p><pre><code><span class="k">let</span></code> …</pre>',
        ),
        ("<p>The flag <code>-l</code> of unzip lists it.</p>", "<p>The flag <code>-l</code> of …</p>"),
        ("<p>Press <code>a …</code></p>", "<p>Press <code>a …</code></p>"),
    ],
)
def test_the_mark_of_a_cut_is_no_part_of_code(tmp_path: Path, text: str, summary: str) -> None:
    settings = Site(tmp_path).settings() | {"SUMMARY_MAX_LENGTH": 4}
    metadata = {"title": "A", "slug": "a", "date": SafeDatetime(2026, 3, 1), "category": Category("rl", settings)}
    article = JournalArticle(text, metadata, settings, str(tmp_path / "content/a.md"), {})
    assert article.get_summary("..") == summary


def told(article: JournalArticle, name: str) -> object:
    """An attribute in a form that can be compared: what a run makes of its own are other objects in each."""
    if name in {"settings", "_context"}:
        return getattr(article, name) is not None
    value = getattr(article, name)
    if name == "metadata":
        return {key: plain(one) for key, one in sorted(value.items()) if key != "source_digest"}
    return plain(value)


def plain(value: object) -> object:
    if isinstance(value, URLWrapper):
        return type(value).__name__, value.name, value.slug
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value
