"""A stranger's Pelican site with the plugin: the site stays as it was, the plugin's pages stand in it, each template gives way."""

from __future__ import annotations

import csv
import io
import logging
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jinja2 import StrictUndefined
from pelican import Pelican
from pelican.log import FatalLogger, LimitFilter
from pelican.plugins import signals
from pelican.settings import read_settings

from learning_timeline.core import programs
from learning_timeline.entry import say_plainly
from tests.builders.git_story import GitStory
from tests.builders.site import Built, Site

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "plugins/learning_timeline/templates/learning_timeline"
FEEDS = ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS")
BASE = """<!DOCTYPE html><html lang="{{ DEFAULT_LANG }}"><head><title>{% block title %}{% endblock %}</title></head>
<body><header>The stranger's header</header>{% block content %}{% endblock %}</body></html>"""
ANOTHER_BLOCK = BASE.replace("block content", "block body")
RST = ":date: 2025-05-01 10:00\n:category: Notes\n:tags: one, two\n:authors: Ada Lovelace\n"


class Stranger:
    """A Pelican site of its own kind: another theme, Pelican's own readers, no autoescape."""

    def __init__(self, folder: Path, *, in_git: bool = True) -> None:
        self.folder = folder
        if in_git:
            self.story = GitStory(folder)
        self.write("theme/templates/base.html", BASE)

    def write(self, path: str, text: str) -> Stranger:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return self

    def settings(self, **changed: Any) -> dict[str, Any]:
        given = {
            "PATH": str(self.folder / "content"),
            "OUTPUT_PATH": str(self.folder / "output"),
            "CACHE_PATH": str(self.folder / "cache"),
            "THEME": str(self.folder / "theme"),
            "SITENAME": "A stranger's site",
            "SITEURL": "https://stranger.example/blog",
            "TIMEZONE": "UTC",
            "PLUGIN_PATHS": [str(ROOT / "plugins")],
            "PLUGINS": ["learning_timeline"],
            "LEARNING_TIMELINE_TODAY": "2026-11-23",
            **dict.fromkeys(FEEDS),
            **changed,
        }
        return dict(read_settings(override=given))

    def build(self, **changed: Any) -> Built:
        (self.folder / "content").mkdir(exist_ok=True)
        Pelican(self.settings(**changed)).run()
        return Built(self.folder / "output")


@pytest.fixture
def stranger(tmp_path: Path) -> Stranger:
    return Stranger(tmp_path / "site").write("content/a-post.rst", f"A post\n######\n\n{RST}\nSome words.\n")


# Content of many kinds, as Pelican's own samples have it.
MANY_KINDS = {
    "super.rst": f"A *super* post\n##############\n\n{RST}\nSee `another <{{filename}}/cat/markdown.md>`__.\n",
    "oh.rst": "Oh yeah\n#######\n\n:date: 2024-02-29 10:00\n:lang: en\n:tags: oh, bar\n:slug: oh\n\nWords.\n",
    "oh-fr.rst": "Trop bien\n#########\n\n:date: 2024-02-29 10:00\n:lang: fr\n:slug: oh\n\nDes mots.\n",
    "cat/markdown.md": "Title: Marked *down*\nDate: 2023-07-01\nTags: two\n\n[a]({filename}/oh.rst) ![b]({static}/images/a.svg)\n",
    "cat/page.html": "<html><head><title>Q&amp;A</title><meta name='date' content='2022-01-01'></head><body><p>x</p></body></html>",
    "2021-11-30_named.rst": "Named by its file\n#################\n\nWords.\n",
    "draft.rst": "A draft\n#######\n\n:status: draft\n\nNot yet.\n",
    "hidden.md": "Title: Hidden\nDate: 2023-01-01\nStatus: hidden\n\nFor those who know.\n",
    "pages/about.md": "Title: About\n\nA page. [a post]({filename}/super.rst)\n",
    "pages/secret.rst": "Secret\n######\n\n:status: hidden\n\nWords.\n",
    "images/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


@pytest.mark.parametrize("relative", [True, False])
def test_not_a_byte_of_the_strangers_own_pages_changes(tmp_path: Path, relative: bool) -> None:  # noqa: FBT001
    stranger = Stranger(tmp_path / "site")
    for path, text in MANY_KINDS.items():
        stranger.write(f"content/{path}", text)
    stranger.write("content/milestones.yaml", "- {date: 2021, title: A start, kind: own}\n")
    stranger.story.commit("2026-01-01T10:00:00+00:00")
    conf = stranger.folder / "pelicanconf.py"
    conf.write_text(
        f"PATH = 'content'\nSITENAME = 'S'\nSITEURL = 'https://s.example/blog'\nTIMEZONE = 'UTC'\nTHEME = 'notmyidea'\n"
        f"FILENAME_METADATA = r'(?P<date>\\d{{4}}-\\d{{2}}-\\d{{2}})_(?P<slug>.*)'\nRELATIVE_URLS = {relative}\n"
        f"DEFAULT_LANG = 'fr'\nFEED_ALL_RSS = 'rss.xml'\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n",
        encoding="utf-8",
    )
    trees = {}
    for plugins in ([], ["learning_timeline"]):
        output = tmp_path / f"with {len(plugins)}"
        command = [sys.executable, "-m", "pelican", "-s", str(conf), "-o", str(output), "--fatal", "warnings"]
        ended = subprocess.run(
            [*command, "-e", f"PLUGINS={plugins!r}".replace("'", '"')],
            cwd=stranger.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        trees[len(plugins)] = Built(output).files()
    before, after = trees[0], trees[1]
    assert len(before) > 30
    assert {path: after.get(path) for path in before} == before
    ours = {path.partition("/")[0] for path in after.keys() - before.keys()}
    table = (
        (ROOT / "docs/settings.md")
        .read_text(encoding="utf-8")
        .split("| path in the output | what |")[1]
        .split("\n\n")[0]
    )
    told = re.findall(r"`([\w.-]+)/?`", "".join(row.split("|")[1] for row in table.splitlines() if "|" in row))
    assert {re.sub(r"^\d{4}(s?)$", r"YYYY\1", name) for name in ours} == set(told)
    assert {"2021", "2022", "2023", "2024", "2025", "2020s"} <= ours
    root = ".." if relative else "https://s.example/blog"
    timeline = after["timeline/index.html"].decode()
    assert f'href="{root}/learning-timeline/pages.css"' in timeline
    # The plugin's pages are in the language of the site.
    assert '<div class="lt timeline" lang="fr"' in timeline


def test_a_title_is_what_the_posts_own_page_shows(stranger: Stranger) -> None:
    stranger.write("content/q.rst", f'Q&A: *is* a < b, or "b"?\n########################\n\n{RST}\nWords.\n')
    stranger.write("content/m.md", "Title: Q&amp;A: <em>is</em> a < b?\nDate: 2025-05-02\n\nWords.\n")
    stranger.write(
        "content/h.html", "<html><head><title>R&amp;D</title><meta name='date' content='2025-05-03'></head></html>"
    )
    built = stranger.build()
    year = built.text("2025/")
    assert '">Q&amp;A: is a &lt; b, or &#34;b&#34;?</a>' in year
    assert '">Q&amp;A: is a &lt; b?</a>' in year
    assert '">R&amp;D</a>' in year
    assert "&amp;amp;" not in year
    with (built.folder / "data/posts.csv").open(encoding="utf-8", newline="") as stream:
        titles = {row["title"] for row in csv.DictReader(stream)}
    assert titles == {"A post", 'Q&A: is a < b, or "b"?', "Q&A: is a < b?", "R&D"}


def test_where_templates_escape_a_title_of_markdown_is_text(stranger: Stranger) -> None:
    stranger.write("content/m.md", "Title: What Vec<T> is\nDate: 2025-05-02\n\nWords.\n")
    year = stranger.build(JINJA_ENVIRONMENT={"autoescape": True}).text("2025/")
    assert '">What Vec&lt;T&gt; is</a>' in year


def test_a_journals_theme_escapes_a_title_of_another_reader_once(tmp_path: Path) -> None:
    site = Site(tmp_path).post("posts/q.rst", f"Q&A: *is* a < b?\n################\n\n{RST}\nWords.\n")
    site.post("posts/m.md", "---\ntitle: 'Q&amp;A: <em>is</em> text'\ndate: 2025-05-02\n---\nWords.\n")
    built = site.build()
    for page in ("archives/", "2025/"):
        assert ">Q&amp;A: is a &lt; b?</a>" in built.text(page)
        assert ">Q&amp;amp;A: &lt;em&gt;is&lt;/em&gt; text</a>" in built.text(page)


@pytest.mark.parametrize("escaping", [{}, {"JINJA_ENVIRONMENT": {"autoescape": False}}])
def test_a_title_that_spells_an_entity_is_that_text_wherever_templates_escape(
    tmp_path: Path, escaping: dict[str, object]
) -> None:
    site = Site(tmp_path).post(
        "q.rst", f"Write &amp; for an ampersand\n############################\n\n{RST}\nWords.\n"
    )
    site.post("m.md", "---\ntitle: Write &lt; for <\ndate: 2025-05-02\n---\nWords.\n")
    titles = {row["title"] for row in csv.DictReader(io.StringIO(site.build(**escaping).text("data/posts.csv")))}
    assert titles == {"Write &amp; for an ampersand", "Write &lt; for <"}


def test_each_template_gives_way_to_one_of_the_theme(stranger: Stranger) -> None:
    names = {file.name for file in TEMPLATES.glob("*.html")}
    stranger.write("content/milestones.yaml", "- {date: 2021, title: A start, kind: own}\n")
    for name in names:
        own = f"theme/templates/learning_timeline/{name}"
        source = (TEMPLATES / name).read_text(encoding="utf-8")
        if name == "_base.html":
            text = '{% extends "base.html" %}{% block title %}mine: _base.html{% endblock %}'
            text += "{% block content %}{% endblock %}"
        elif name.startswith("_"):
            text = source.replace("{% autoescape true %}", "{% autoescape true %}<!-- mine: " + name + " -->")
        else:
            # A block alone may be replaced, and what it was stays at hand.
            text = f'{{% extends "!learning_timeline/{name}" %}}{{% block content %}}mine: {name}{{{{ super() }}}}{{% endblock %}}'
            if name == "data.html":
                text += "{% block title %}{{ super() }}{% endblock %}"
        stranger.write(own, text)
    # So that the frame's own title is seen.
    stranger.write(
        "theme/templates/learning_timeline/revisit.html",
        '{% extends "learning_timeline/_base.html" %}mine: revisit.html',
    )
    built = stranger.build()
    pages = {path: text.decode() for path, text in built.files().items() if path.endswith(".html")}
    assert "mine: _base.html" in pages["revisit/index.html"]
    # The last three stand where a theme or a journal asks for them (test_what_others_are_told.py, test_links_outside.py).
    names -= {"revisit.html", "_head.html", "redirect.html", "snapshot.html"}
    assert {name for name in names if any(f"mine: {name}" in page for page in pages.values())} == names
    assert 'class="lt timeline"' in pages["timeline/index.html"]


def test_a_theme_without_a_block_for_content_is_told_how_to_show_the_pages(
    stranger: Stranger, caplog: pytest.LogCaptureFixture
) -> None:
    stranger.write("theme/templates/base.html", ANOTHER_BLOCK)
    built = stranger.build()
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert [text for text in said if "learning_timeline/_base.html" in text] == said != []
    assert 'class="lt timeline"' in built.text("timeline/")
    assert "The stranger's header" not in built.text("timeline/")

    caplog.clear()
    stranger.write(
        "theme/templates/learning_timeline/_base.html",
        '{% extends "base.html" %}{% block body %}{% block content %}{% endblock %}{% endblock %}',
    )
    timeline = stranger.build().text("timeline/")
    assert "The stranger's header" in timeline
    assert 'class="lt timeline"' in timeline
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


TAKEN = (
    "The site has its own timeline/ (pages/t.md), 2025/, data/posts.csv, so the plugin leaves out its own: to have both, move "
    "one of them (docs/settings.md)"
)


def test_what_the_site_has_already_stands_and_is_named(stranger: Stranger, caplog: pytest.LogCaptureFixture) -> None:
    stranger.write("content/pages/t.md", "Title: My own timeline\nsave_as: timeline/index.html\n\nMine.\n")
    stranger.write("content/data/posts.csv", "mine\n")
    archives = {"YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html", "STATIC_PATHS": ["data"]}
    for number in range(2):
        caplog.clear()
        LimitFilter._raised_messages.clear()  # of a process; each build of a person is another one
        built = stranger.build(**archives)
        said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        assert said == [TAKEN], number
        assert "Mine." in built.text("timeline/")
        assert 'class="lt' not in built.text("2025/")
        assert built.text("data/posts.csv") == "mine\n"
        assert 'class="lt' in built.text("topics/")

    # What is no longer taken is there again.
    (stranger.folder / "content/data/posts.csv").unlink()
    assert "A post" in stranger.build(**archives).text("data/posts.csv")


def test_other_plugins_find_what_was_written_where_the_settings_say(stranger: Stranger) -> None:
    found = []

    def look(pelican: Pelican) -> None:
        (page,) = Path(pelican.settings["OUTPUT_PATH"]).glob("timeline/index.html")
        page.write_text(page.read_text(encoding="utf-8") + "<!-- looked at -->", encoding="utf-8")
        found.append(page)

    another = ModuleType("another")
    another.register = lambda: None  # type: ignore[attr-defined] # that is what makes it a plugin
    with signals.finalized.connected_to(look):
        built = stranger.build(PLUGINS=["learning_timeline", another])
    assert found
    assert built.text("timeline/").endswith("<!-- looked at -->")


def test_what_another_plugin_makes_of_a_feed_is_asked_in_each_build(stranger: Stranger) -> None:
    another = ModuleType("another")
    another.register = lambda: None  # type: ignore[attr-defined] # that is what makes it a plugin
    settings = {"PLUGINS": ["learning_timeline", another], "FEED_ALL_ATOM": "feeds/all.xml"}
    for title in ("Once", "Later"):

        def rename(_: dict[str, Any], feed: Any, title: str = title) -> None:
            feed.feed["title"] = title

        with signals.feed_generated.connected_to(rename):
            assert f"<title>{title}</title>" in stranger.build(**settings).text("feeds/all.xml")


UNREADABLE = {
    "no date.md": "Title: No date\n\nWords.\n",
    "README.md": "# About this folder\n\nWords.\n",
    "README.rst": "About\n=====\n\nWords.\n",
    "status.rst": "Status\n######\n\n:date: 2025-05-02\n:status: someday\n\nWords.\n",
    "date.md": "Title: A date\nDate: last spring\n\nWords.\n",
    "google0123.html": "google-site-verification: google0123.html",
    "directive.rst": f"Directive\n#########\n\n{RST}\n.. frobnicate::\n\n   Words.\n",
    "bytes.md": b"Title: Bytes\nDate: 2025-05-02\n\n\xff\n",
    "skipped.md": "Title: Skipped\nDate: 2025-05-02\nStatus: skip\n\nWords.\n",
    "pages/bad.rst": "Page\n####\n\n:status: someday\n\nWords.\n",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_pelican_skips_is_skipped(stranger: Stranger, name: str) -> None:
    text = UNREADABLE[name]
    file = stranger.write(f"content/{name}", "").folder / "content" / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    built = stranger.build()
    assert "A post" in built.text("2025/")
    assert (built.folder / "a-post.html").is_file()


MINIFIER = """from pathlib import Path
from pelican import signals
def minify(pelican):
    for file in Path(pelican.output_path).rglob("*.css"):
        file.write_text("/* small */")
    for file in Path(pelican.output_path).rglob("*.svg"):
        file.unlink()
def register(): signals.finalized.connect(minify)
"""


WRONG = {
    "README.rst": ("About\n=====\n\nWords.\n", "README.rst: is left out, since it has no date: write :date:"),
    "a/status.rst": (
        "S\n#\n\n:date: 2025-05-02\n:status: odd\n\nW.\n",
        "a/status.rst:5: `status` is 'odd': use one of",
    ),
    "date.rst": (
        "D\n#\n\n:date: last spring\n\nW.\n",
        "date.rst:4: is left out, since `date` is 'last spring', which is not a date: write it as",
    ),
    "directive.rst": (
        f"D\n#\n\n{RST}\n.. frobnicate::\n\n   W.\n",
        'directive.rst:9: Unknown directive type "frobnicate": mend it',
    ),
    "bytes.rst": (
        b"B\n#\n\n:date: 2025-05-02\n\n\xff\n",
        "bytes.rst: is left out, since it cannot be read: UnicodeDecodeError",
    ),
    "pages/bad.rst": ("P\n#\n\n.. frobnicate::\n\n   W.\n", "(and 1 more of this kind)"),
}


def test_a_journal_names_what_is_wrong_in_restructuredtext_and_keeps_what_it_can(tmp_path: Path) -> None:
    site = Site(tmp_path).post("a.md", "---\ntitle: A\ndate: 2026-03-01\n---\nText.\n")
    for name, (text, _) in WRONG.items():
        site.post(name, text)
    site.post("b.rst", "B\n#\n\n:date: 2026-03-02\n\nNo category.\n")
    ended = site.pelican()
    # The log names where a line was written at its right edge.
    told = " ".join(re.sub(r" +warn\.py:[0-9]+", "", ended.stdout + ended.stderr).split())
    assert ended.returncode == 0, told
    assert [said for _, said in WRONG.values() if said not in told] == []
    assert "Traceback" not in told
    assert (ended.stdout + ended.stderr).count("\n") < 11 + 2 * len(WRONG)
    kept = ("2026/03/a", "2026/03/b", "2025/05/s", "2025/05/d")
    assert {f"posts/{one}/index.html" for one in kept} <= Built(site.output).files().keys()


@pytest.mark.parametrize("plugins", [["learning_timeline", "minifier"], ["minifier", "learning_timeline"], None])
def test_what_others_make_of_copied_files_is_theirs(tmp_path: Path, plugins: list[str] | None) -> None:
    """By a plugin in either order, or by the settings file itself."""
    stranger = Stranger(tmp_path / "site").write("content/a.rst", f"A post\n######\n\n{RST}\nWords.\n")
    stranger.write("content/images/a.svg", "<svg/>").write("content/images/b.css", "a { color: red }")
    stranger.write("theme/static/c.css", "a { color: red }").write("own/minifier.py", MINIFIER)
    conf = "PATH = 'content'\nTIMEZONE = 'UTC'\nTHEME = 'theme'\nSITEURL = 'https://s.example'\nSTATIC_PATHS = ['images']\n"
    conf += f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}, 'own']\nPLUGINS = {plugins or ['learning_timeline']}\n"
    if plugins is None:
        conf += f"{MINIFIER}register()\n"
    stranger.write("pelicanconf.py", conf)
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "--fatal", "warnings"]
    for _ in range(2):
        ended = subprocess.run(command, cwd=stranger.folder, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        built = Built(stranger.folder / "output")
        for path in ("images/b.css", "theme/c.css", "learning-timeline/pages.css"):
            assert built.text(path) == "/* small */"
        assert not built.has("images/a.svg")


def test_without_pagefind_a_site_for_the_web_has_no_search_and_no_warning(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(programs, "PAGEFIND", ())
    built = stranger.build()
    assert not (built.folder / "search").exists()
    assert "search/" not in built.text("timeline/")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_what_is_said_in_passing_is_not_fatal(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(FatalLogger, "fatal_lvl", logging.WARNING)
    stranger.write("theme/templates/base.html", ANOTHER_BLOCK)
    assert 'class="lt timeline"' in stranger.build().text("timeline/")
    assert "learning_timeline/_base.html" in caplog.text


@pytest.mark.parametrize("posts", [0, 1])
def test_a_site_with_hardly_anything_and_without_git_says_so_in_plain_sentences(tmp_path: Path, posts: int) -> None:
    stranger = Stranger(tmp_path / "site", in_git=False)
    for _ in range(posts):
        stranger.write("content/a.rst", f"A post\n######\n\n{RST}\nWords.\n")
    # Pelican's own templates ask for settings that nobody gave; the plugin's do not.
    none = dict.fromkeys(("ARTICLE_SAVE_AS", "CATEGORY_SAVE_AS", "TAG_SAVE_AS", "AUTHOR_SAVE_AS"), "")
    built = stranger.build(DIRECT_TEMPLATES=[], JINJA_ENVIRONMENT={"undefined": StrictUndefined}, **none)
    timeline = built.text("timeline/")
    assert ("1 post" in timeline) == bool(posts)
    assert "not in a git repository" in timeline or "no git" in timeline
    for page in ("topics/", "resources/", "predictions/", "revisit/", "data/"):
        assert "<h1>" in built.text(page)


def test_a_shallow_clone_is_told_on_the_page(stranger: Stranger, tmp_path: Path) -> None:
    stranger.story.commit("2025-05-01T10:00:00+00:00")
    stranger.write("content/b.rst", f"Another\n#######\n\n{RST}\nWords.\n").story.commit("2025-05-02T10:00:00+00:00")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{stranger.folder}", str(tmp_path / "clone")], check=True
    )
    assert "shallow" in Stranger(tmp_path / "clone", in_git=False).build().text("timeline/")


@pytest.mark.parametrize("with_file", [True, False])
def test_what_nobody_expected_is_told_in_a_paragraph(
    stranger: Stranger,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    with_file: bool,  # noqa: FBT001
) -> None:
    before = stranger.build().files()
    stranger.write("content/b.rst", f"Another\n#######\n\n{RST}\nWords.\n")

    def fail(articles: Any, *_: object) -> None:
        article = next(one for one in articles if one.relative_source_path == "b.rst") if with_file else None
        raise ValueError(f"one\x1b[2J {article is None}")

    monkeypatch.setattr("learning_timeline.generator.notes_of", fail)
    with pytest.raises(ValueError, match="one") as raised:
        stranger.build()
    capsys.readouterr()
    told = (type(raised.value), raised.value, raised.value.__traceback__)
    assert not say_plainly(logging.LogRecord("pelican", logging.CRITICAL, "", 0, "", (), told))
    said = capsys.readouterr().out
    report = stranger.folder / "cache/learning_timeline/report.txt"
    assert "ValueError: one" in said
    assert f"The full report is in {report}" in said
    assert ("move b.rst out of the content folder" in said) == with_file
    assert "Traceback" not in said
    assert "\x1b" not in said
    assert "Traceback" in report.read_text(encoding="utf-8")
    assert Built(stranger.folder / "output").files() == before


def test_a_journal_is_not_told_of_stamps_that_nobody_wants(tmp_path: Path) -> None:
    site = Site(tmp_path).post("pages/about.md", "---\ntitle: About\n---\nText.\n")
    for number in (1, 2):
        site.post(f"{number}.md", f"---\ntitle: A\ndate: 2026-03-0{number}\n---\nText.\n")
    # With another plugin at work nothing is known of posts from earlier builds.
    (tmp_path / "other.py").write_text("def register(): pass\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(site.content),
        "-s",
        str(ROOT / "pelicanconf.py"),
        "-o",
        str(site.output),
    ]
    extra = ['PLUGINS=["learning_timeline", "other"]', f'PLUGIN_PATHS=["{ROOT / "plugins"}", "{tmp_path}"]']
    extra += [f'CACHE_PATH="{tmp_path / "cache"}"']
    ended = subprocess.run([*command, "-e", *extra], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "modification" not in ended.stdout + ended.stderr


def test_topics_named_by_signs_have_pages_of_their_own(stranger: Stranger) -> None:
    signs = {"C": "c", "C++": "cpp", "C#": "c-sharp", ".NET": "dot-net"}
    for number, name in enumerate(signs):
        text = RST.replace("Notes", name)
        stranger.write(f"content/on-{number}.rst", f"On {number}\n####\n\n{text}\nWords.\n")
    built = stranger.build()
    for number, slug in enumerate(signs.values()):
        page = built.text(f"topics/{slug}/")
        assert [other for other in range(len(signs)) if f"on-{other}.html" in page] == [number]


def test_what_lies_beside_a_site_in_the_content_folder_is_not_read_as_content(stranger: Stranger) -> None:
    around = {"PATH": str(stranger.folder), "ARTICLE_EXCLUDES": ["output", "cache", "theme"], "DEFAULT_DATE": "fs"}
    for text in ("One.", "Two.", "Three."):
        stranger.write("content/b.md", f"Title: B\nDate: 2025-05-02\n\n{text}\n")
        built = stranger.build(**around)
        assert text in built.text("b.html")
    assert (stranger.folder / ".output.twin").is_dir()
    assert ".output.twin" not in stranger.story.git("status", "--porcelain", "--untracked-files=all")
    assert sorted(path.name for path in built.folder.glob("*-post.html")) == ["a-post.html"]
