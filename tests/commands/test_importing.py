"""`invoke import` tells what would come, then brings it in by one commit that can be taken back; git still knows each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics import read_history
from learning_timeline.commands.import_journal import CannotImport, Order, bring_in
from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"></svg>'
CODES = "---\nlayout: post\ntitle: Codes\ncategories: information theory\n---\nShort words for what is frequent, {0}.\n"
ENTROPY = """---
layout: post
title: "Entropy: in bits"
date: 2019-4-3 9:05:00 +0200
tags: bits logs
last_modified_at: 2020-02-01
redirect_from: /old/
mood: calm
---
{% highlight python %}
h = 1
{% endhighlight %}

![A curve](/assets/curve.svg), [codes]({% post_url 2019-05-01-codes %}), [again](/information/theory/2019/05/01/codes.html#a).
"""


@pytest.fixture(autouse=True)
def who(monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada Example")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")


@pytest.fixture
def journal(tmp_path: Path) -> GitStory:
    story = GitStory(tmp_path / "journal").write("content/posts/2026/mine.md", "---\ntitle: Mine\n---\nText.\n")
    return story.write(".git-blame-ignore-revs", "# none yet\n").commit("2026-03-01T10:00:00+00:00")


@pytest.fixture
def blog(tmp_path: Path) -> GitStory:
    """A blog of Jekyll's, of which one post was written, moved and revised by commits alone."""
    story = GitStory(tmp_path / "my blog").write("_config.yml", "title: Mine\n").write("README.md").write("style.css")
    story.write("codes.md", CODES.format("once")).commit("2018-01-02T10:00:00+02:00")
    story.rename("codes.md", "_posts/2019-05-01-codes.md").commit("2018-02-02T10:00:00+02:00")
    story.write("_posts/2019-05-01-codes.md", CODES.format("and long ones for the rest")).commit(
        "2019-06-02T10:00:00-08:00"
    )
    story.write("_posts/2019-04-03-entropy.md", ENTROPY).write("assets/curve.svg", SVG).write("assets/unused.svg", SVG)
    story.write("_drafts/later.md", "---\ntitle: Later\n---\nNot yet.\n")
    return story.write("about.md", "---\ntitle: About\n---\nOf me.\n").commit("2020-02-01T10:00:00+00:00")


def said_of(order: Order, journal: GitStory) -> str:
    lines: list[str] = []
    bring_in(order, journal.path / "content", lines.append)
    return "\n".join(lines)


def files_of(story: GitStory) -> dict[str, str]:
    paths = story.git("ls-files", "-z").split("\0")[:-1]
    return {path: (story.path / path).read_text(encoding="utf-8") for path in paths}


def test_what_would_come_is_told_and_nothing_is_changed(journal: GitStory, blog: GitStory) -> None:
    before, objects = journal.head, sorted(journal.path.rglob("*"))
    said = said_of(Order(str(blog.path)), journal)
    assert (journal.head, sorted(journal.path.rglob("*"))) == (before, objects)
    assert said.splitlines() == [
        f"A Jekyll site: 4 posts and pages of {blog.path}.",
        "  They go to content/posts/my-blog/, pages to content/pages/.",
        "  1 picture or other file that they name comes with them.",
        "  4 former addresses lead on to where the posts are now.",
        "  Left out: 1 file of the repository (README.md).",
        "  Its whole history comes in, 4 commits: what was deleted in it, and its drafts, can be read there.",
        "Nothing is changed yet. The same with --yes does it, by one commit.",
    ]


def test_posts_come_in_as_this_journal_writes_them(journal: GitStory, blog: GitStory) -> None:
    said_of(Order(str(blog.path), is_meant=True), journal)
    files = files_of(journal)
    assert journal.git("status", "--porcelain") == ""
    assert sorted(path for path in files if "my-blog" in path or "pages" in path) == [
        "content/images/my-blog/curve.svg",
        "content/pages/about.md",
        "content/posts/my-blog/2019-04-03-entropy.md",
        "content/posts/my-blog/2019-05-01-codes.md",
        "content/posts/my-blog/later.md",
    ]
    assert files["content/posts/my-blog/2019-04-03-entropy.md"] == (
        "---\ntitle: 'Entropy: in bits'\ndate: 2019-04-03 09:05:00+02:00\nmodified: 2020-02-01\ntags:\n- bits\n- logs\n"
        "aliases:\n- /old/\n- /2019/04/03/entropy.html\nmood: calm\n---\n"
        "```python\nh = 1\n```\n\n"
        "![A curve](../../images/my-blog/curve.svg), [codes](2019-05-01-codes.md), [again](2019-05-01-codes.md#a).\n"
    )
    assert "category: information\n" in files["content/posts/my-blog/2019-05-01-codes.md"]
    assert "status: draft\n" in files["content/posts/my-blog/later.md"]


def test_a_name_in_both_histories_is_told_if_it_is_that_of_a_post(journal: GitStory, blog: GitStory) -> None:
    journal.write("README.md", "Mine.\n").write("about.md", "Mine.\n").commit("2026-03-02T10:00:00+00:00")
    said = said_of(Order(str(blog.path)), journal)
    assert "  about.md is a name in both histories: give the post a date" in said
    assert "  README.md is a name" not in said


def test_git_knows_each_day_after_it_as_before(journal: GitStory, blog: GitStory) -> None:
    path = "_posts/2019-05-01-codes.md"
    before = read_history(blog.path).post(path)
    mine = read_history(journal.path / "content").post("posts/2026/mine.md")
    said_of(Order(str(blog.path), name="old", is_meant=True), journal)
    history = read_history(journal.path / "content")
    assert history.post("posts/old/2019-05-01-codes.md") == before
    assert before is not None
    # A move alone is no revision.
    assert (str(before.created), before.revisions) == ("2018-01-02 10:00:00+02:00", 1)
    assert history.post("posts/2026/mine.md") == mine
    assert history.notices == ()
    assert (
        (journal.path / ".git-blame-ignore-revs").read_text(encoding="utf-8").startswith("# none yet\n# Import 4 posts")
    )


def test_it_is_one_commit_that_can_be_taken_back(journal: GitStory, blog: GitStory) -> None:
    before = journal.head, files_of(journal)
    said_of(Order(str(blog.path), is_meant=True), journal)
    assert journal.git("log", "--first-parent", "--format=%s").splitlines() == ["Import 4 posts of my-blog", "Work"]
    journal.git("reset", "--keep", "HEAD^")
    assert (journal.head, files_of(journal)) == before
    said_of(Order(str(blog.path), is_meant=True), journal)
    with pytest.raises(
        CannotImport, match="content/posts/my-blog already exists: give the journal another name with --into"
    ):
        said_of(Order(str(blog.path)), journal)


def test_a_folder_without_a_history_comes_in_by_a_plain_commit(journal: GitStory, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    (notes / "logic" / "img").mkdir(parents=True)
    (notes / "logic" / "sets.md").write_text("![A](img/a.svg) of [two](../two.md)\n", encoding="utf-8")
    (notes / "logic" / "img" / "a.svg").write_text(SVG, encoding="utf-8")
    (notes / "two.md").write_text(
        "---\ntitle: Two\ndate: 2020-01-01\n---\n![[b.svg|300]] [[sets#A]]\n", encoding="utf-8"
    )
    (notes / "pictures").mkdir()
    (notes / "pictures" / "b.svg").write_text(SVG, encoding="utf-8")
    said = said_of(Order(str(notes), is_meant=True), journal)
    assert "no history comes with it.\n  1 post has no date, and will be dated by this import." in said
    files = files_of(journal)
    assert (
        files["content/posts/notes/logic/sets.md"] == "---\ncategory: logic\n---\n![A](img/a.svg) of [two](../two.md)\n"
    )
    assert files["content/posts/notes/logic/img/a.svg"] == files["content/images/notes/pictures/b.svg"] == SVG
    assert files["content/posts/notes/two.md"].endswith("---\n![[b.svg|300]] [[sets#A]]\n")
    assert journal.git("rev-list", "--count", "HEAD").strip() == "2"


def test_what_a_vault_has_as_templates_stays_there(journal: GitStory, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    for name, text in {
        ".obsidian/app.json": "{}",
        "Templates/Daily.md": "---\ndate: {{date}}\n---\n<% x %>\n",
        "Entropy.md": "See [[Codes|these]].\n",
        "Codes.md": "created:: 2020-01-01\n\nText.\n",
    }.items():
        (vault / name).parent.mkdir(parents=True, exist_ok=True)
        (vault / name).write_text(text, encoding="utf-8")
    said = said_of(Order(str(vault), is_meant=True), journal)
    assert "An Obsidian vault: 2 posts and pages" in said
    assert "Left out: 1 template (Templates/Daily.md)." in said
    assert sorted(path for path in files_of(journal) if "vault" in path) == [
        "content/posts/vault/Codes.md",
        "content/posts/vault/Entropy.md",
    ]


def test_what_says_how_ripe_a_note_is_and_what_names_a_drawing_need_no_remark_here(
    journal: GitStory, tmp_path: Path
) -> None:
    vault = tmp_path / "vault"
    for name, text in {
        ".obsidian/app.json": "{}",
        "Sketch.excalidraw.md": "---\nexcalidraw-plugin: parsed\n---\n",
        "Entropy.md": "---\nstatus: evergreen\n---\n![[Sketch.excalidraw|the sketch]] and [[Sketch.excalidraw]], [[Codes]].\n",
        "Codes.md": "---\nstatus: published\n---\nText.\n",
    }.items():
        (vault / name).parent.mkdir(parents=True, exist_ok=True)
        (vault / name).write_text(text, encoding="utf-8")
    said_of(Order(str(vault), is_meant=True), journal)
    entropy = (journal.path / "content/posts/vault/Entropy.md").read_text(encoding="utf-8")
    assert entropy == "---\nstage: evergreen\n---\nthe sketch and Sketch.excalidraw, [[Codes]].\n"
    assert "status: published" in (journal.path / "content/posts/vault/Codes.md").read_text(encoding="utf-8")


def test_what_windows_takes_for_a_device_gets_another_name(journal: GitStory, tmp_path: Path) -> None:
    story = GitStory(tmp_path / "vault").write(".obsidian/app.json", "{}").write("con/lpt1.svg", SVG)
    story.write("NUL.md", "See [[a]].\n").write("prn.md", "# Printing\n\nText.\n")
    story.write("a.md", "[[NUL]], [it](NUL.md), ![](con/lpt1.svg) and [[prn]].\n").commit("2024-01-02T10:00:00+00:00")
    bring_in(Order(str(tmp_path / "vault"), is_meant=True), journal.path / "content", lambda _: None)
    files = files_of(journal)
    assert files["content/posts/vault/NUL_.md"] == "---\ntitle: NUL\n---\nSee [[a]].\n"
    assert files["content/posts/vault/prn_.md"] == "# Printing\n\nText.\n"
    assert files["content/posts/vault/a.md"] == (
        "[[posts/vault/NUL_|NUL]], [it](NUL_.md), ![](../../images/vault/con_/lpt1_.svg) and [[posts/vault/prn_|prn]].\n"
    )
    assert files["content/images/vault/con_/lpt1_.svg"] == SVG


UUID = "6517b1f0-1111-4222-8333-444455556666"


def test_what_only_a_vault_reads_is_written_as_this_journal_reads_it(journal: GitStory, tmp_path: Path) -> None:
    journal.write("content/images/old/p.svg", SVG).write("content/posts/same.md").commit("2026-03-02T10:00:00+00:00")
    story = GitStory(tmp_path / "vault").write(".obsidian/app.json", "{}").write("img/p.svg", SVG)
    text = "A block. ^one\n\n- [/] begun #tag/inner\n- [-] left\n\n![[p.svg|30]] [[same|it]] [[b#^one]] ![](p.svg)\n\n$x^2$ ^2\n"
    story.write("a.md", text).write("same.md").write("b.md", "Text ^one\n").commit("2024-01-02T10:00:00+00:00")
    bring_in(Order(str(tmp_path / "vault"), is_meant=True), journal.path / "content", lambda _: None)
    assert files_of(journal)["content/posts/vault/a.md"] == (
        '---\ntags:\n- tag/inner\n---\nA block. <span id="^one"></span>\n\n- [ ] (in progress) begun #tag/inner\n'
        "- [ ] (cancelled) left\n\n![[images/vault/img/p.svg|30]] [[posts/vault/same|it]] [[b#^one]] "
        "![](../../images/vault/img/p.svg)\n\n$x^2$ ^2\n"
    )


def test_what_only_a_graph_reads_is_written_as_this_journal_reads_it(journal: GitStory, tmp_path: Path) -> None:
    story = GitStory(tmp_path / "graph").write("logseq/config.edn", "{}")
    story.write("pages/b.md", f"title:: The b\nalias:: Bee\n\n- A block\n  id:: {UUID}\n\t- below\n- ^^marked^^\n")
    story.write("pages/a.md", "- TODO see [[Bee]]\n\t- DOING inner\n- ## LATER head\n- [[Mar 5th, 2024]]\n")
    story.write("journals/2024_03_05.md", f"- a (({UUID}))\n").commit("2024-01-02T10:00:00+00:00")
    bring_in(Order(str(tmp_path / "graph"), is_meant=True), journal.path / "content", lambda _: None)
    files = files_of(journal)
    assert files["content/posts/graph/pages/b.md"] == (
        f'---\ntitle: The b\nalias: Bee\n---\nA block <span id="^{UUID}"></span>\n\n- below\n\n==marked==\n'
    )
    assert files["content/posts/graph/pages/a.md"] == (
        "- [ ] see [[posts/graph/pages/b|Bee]]\n\t- [ ] (doing) inner\n\n## (later) head\n\n"
        "[[posts/graph/journals/2024_03_05|Mar 5th, 2024]]\n"
    )
    assert f"a [[pages/b.md#^{UUID}|A block]]" in files["content/posts/graph/journals/2024_03_05.md"]


def test_days_of_names_and_commands_for_formulas_come_along(journal: GitStory, tmp_path: Path) -> None:
    story = GitStory(tmp_path / "old").write(
        "_config.yml", "mathjax:\n  macros:\n    R: '\\mathbb{R}'\n    E: '\\mathbb{E}'\n"
    )
    story.write("_posts/24-03-05-x.md", "---\ntitle: X\n---\nIn $\\R^2$.\n").commit("2025-01-02T10:00:00+00:00")
    bring_in(Order(str(tmp_path / "old"), is_meant=True), journal.path / "content", lambda _: None)
    (text,) = (text for path, text in files_of(journal).items() if path.endswith("24-03-05-x.md"))
    assert "date: 2024-03-05\n" in text
    assert "macros:\n  R: \\mathbb{R}\n" in text
    assert "mathbb{E}" not in text


def test_a_picture_whose_words_are_marked_up_comes_in(journal: GitStory, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    for name, text in {
        ".obsidian/app.json": "{}",
        "Entropy.md": "![[tree.png|a [nice] tree]]\n",
        "tree.png": "",
    }.items():
        (vault / name).parent.mkdir(parents=True, exist_ok=True)
        (vault / name).write_text(text, encoding="utf-8")
    said_of(Order(str(vault), is_meant=True), journal)
    assert [path for path in files_of(journal) if path.endswith("tree.png")]


def test_an_address_of_a_repository_will_do(journal: GitStory, blog: GitStory) -> None:
    assert "A Jekyll site: 4 posts and pages" in said_of(Order(blog.path.as_uri().replace("%20", " ")), journal)


def test_a_folder_of_a_repository_comes_in_with_its_history(journal: GitStory, tmp_path: Path) -> None:
    others = GitStory(tmp_path / "others").write("notes/a.md", "---\ntitle: A\n---\nText.\n").write("b.md", "No.\n")
    others.commit("2018-01-02T10:00:00+02:00")
    said_of(Order(str(others.path / "notes"), is_meant=True), journal)
    assert files_of(journal).keys() >= {"content/posts/notes/a.md"}
    assert not any(path.endswith("b.md") for path in files_of(journal))
    assert journal.git("merge-base", "HEAD", others.head).strip() == others.head


def test_what_is_not_ready_is_said_and_nothing_is_changed(journal: GitStory, blog: GitStory, tmp_path: Path) -> None:
    def refused(source: Path | str) -> str:
        with pytest.raises(CannotImport) as refusal:
            said_of(Order(str(source), is_meant=True), journal)
        return str(refusal.value)

    head = journal.head
    assert refused(tmp_path / "nowhere") == "there is no such folder"  # the command puts the name before it
    for folder in ("content", "content/posts/2026"):
        assert "is already in this journal's own repository" in refused(journal.path / folder)
    (tmp_path / "empty").mkdir()
    assert "nothing in it is a post that can be read" in refused(tmp_path / "empty")
    GitStory(tmp_path / "shallow").git("fetch", "--quiet", "--depth=1", blog.path.as_uri(), "HEAD:old")
    GitStory(tmp_path / "shallow").git("checkout", "--quiet", "old")
    assert "cut off when it was cloned: run `git fetch --unshallow` in it" in refused(tmp_path / "shallow")
    blog.write("about.md", "Changed.\n")
    assert "it has changes that are not committed (about.md): commit them first" in refused(blog.path)
    journal.write("content/posts/new.md")
    assert "this journal has changes that are not committed (content/posts/new.md): commit them first" in refused(
        blog.path
    )
    assert journal.head == head


@pytest.mark.slow
def test_the_site_of_it_has_the_same_posts_and_days_as_that_of_the_blog(
    journal: GitStory, blog: GitStory, tmp_path: Path
) -> None:
    def rows(content: Path, name: str) -> set[tuple[str, ...]]:
        table = Site(tmp_path / name, content=content).build().text("data/posts.csv").splitlines()
        head = table[0].split(",")
        wanted = [head.index(one) for one in ("title", "published_on", "created_on", "revisions", "words")]
        return {tuple(line.split(",")[at] for at in wanted) for line in table[1:] if "Mine" not in line}

    said_of(Order(str(blog.path), is_meant=True), journal)
    assert rows(journal.path / "content", "here") == rows(blog.path, "there")
