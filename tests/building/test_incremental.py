"""A build that leaves out what did not change makes the same site as one that makes everything."""

from __future__ import annotations

import gc
import json
import locale
import os
import shutil
import subprocess
import sys
import tempfile
import zoneinfo
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from pelican.plugins import signals

from learning_timeline.building.environment import environment_of
from learning_timeline.core import stamp
from tests.builders.another_machine import SHUFFLED
from tests.builders.git_story import GitStory
from tests.builders.notebook import notebook, text
from tests.builders.share import share
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable

# A sequence is some twenty builds.
SEQUENCES = share("SEQUENCES", 3)
TOPICS = ("rl", "llm", "graphs")
CONTENT = "{% block content %}"
READS_ALL = f"{CONTENT}<!-- {{{{ articles|length }}}} {{{{ dates[0].title|e }}}} -->"
READS_SETTING = "<p>{{ SITESUBTITLE }} {{ MENUITEMS }}</p>"
TEMPLATES = ("article.html", "base.html", "_parts.html", "index.html")


def _by(place: int) -> Callable[[Any], str]:
    """Two functions of the same code, told apart by what is around them."""
    return lambda article: str(article.title)[place]


@dataclass
class Journal:
    """A journal in a folder of its own, built twice after each change: as it is, and from nothing."""

    folder: Path

    def __post_init__(self) -> None:
        self.story = GitStory(self.folder / "content")
        self.site = Site(self.folder, self.folder / "content")
        shutil.copytree(ROOT / "theme", self.folder / "theme")
        self.changed: dict[str, Any] = {"THEME": str(self.folder / "theme"), "LEARNING_TIMELINE_FUTURE": True}
        self.commits = 0
        for number in range(3):
            self.write(number, "Some words.", number)
        self.site.post("pages/about.md", "---\ntitle: About\n---\nAbout [one]({filename}/1.md).\n")
        self.commit()

    def write(self, number: int, text: str, topic: int, more: str = "") -> None:
        front = f"---\ntitle: Post {number}\ndate: {2020 + number % 4}-0{1 + number % 9}-11 10:00\ncategory: {TOPICS[topic]}\n"
        tags = f"tags: [t{number % 2}]\nresources: [arxiv:1706.0376{number}]\n{more}---\n\n"
        self.site.post(f"{number}.md", f"{front}{tags}{text}\n")

    def commit(self) -> None:
        self.commits += 1
        self.story.commit(f"2024-0{1 + self.commits % 9}-01T10:00:00+02:00")

    # ── The changes ──

    def edit(self, number: int, text: int) -> None:
        texts = (
            "Other words, as in [@k1].",
            "Some words.",
            "A [link]({filename}/1.md).",
            "```python\nx = 1\n```",
            "Longer. " * 60,
        )
        self.write(number, texts[text], text % len(TOPICS))

    def fields(self, number: int, which: int) -> None:
        more = (
            "supersedes: ['1']\n",
            "confidence: 0.7\ntime_spent: 2h 30m\n",
            "predictions: [{claim: It rains, probability: 0.6, by: 2027}]\n",
            "milestone: true\nreview_after: 2026-06\n",
            f"aliases: [/old/{number}/]\nsummary: In *short*, as [before]({{filename}}/1.md).\n",
        )
        self.write(number, "Some words, and [more](https://a.example/).", number % len(TOPICS), more[which])

    def undated(self, number: int, _: int) -> None:
        self.site.post(f"{number}.md", "# No front matter\n\nWords.\n")
        self.commit()

    def delete(self, number: int, _: int) -> None:
        (self.site.content / f"{number}.md").unlink(missing_ok=True)

    def rename(self, number: int, to: int) -> None:
        file = self.site.content / f"{number}.md"
        if file.exists():
            file.replace(self.site.content / f"{to + 10}.md")

    def touch(self, number: int, _: int) -> None:
        file = self.site.content / f"{number}.md"
        if file.exists():
            os.utime(file, ns=(1, 1))

    def template(self, which: int, how: int) -> None:
        file = self.folder / "theme/templates" / TEMPLATES[which % len(TEMPLATES)]
        original = (ROOT / "theme/templates" / file.name).read_text(encoding="utf-8")
        changed = (
            original,
            original.replace(CONTENT, READS_ALL) if "extends" in original else original,
            f"{original}{{# a comment #}}",
            f"{original}\n<!-- more -->\n",
        )
        file.write_text(changed[how % 4], encoding="utf-8")

    def theme_reads_a_setting(self, _: int, which: int) -> None:
        file = self.folder / "theme/templates/base.html"
        file.write_text(
            (ROOT / "theme/templates/base.html").read_text(encoding="utf-8") + READS_SETTING, encoding="utf-8"
        )
        self.changed["MENUITEMS"] = [["A", str(which)]]

    def setting(self, which: int, value: int) -> None:
        name = ("SITENAME", "SITESUBTITLE", "SUMMARY_MAX_LENGTH", "ARTICLE_URL")[which % 4]
        values = (f"Name {value}", f"Sub {value}", 5 + value, "p/{slug}/" if value % 2 else "posts/{date:%Y}/{slug}/")
        self.changed[name] = values[which % 4]
        if name == "ARTICLE_URL":
            self.changed["ARTICLE_SAVE_AS"] = f"{self.changed[name]}index.html"

    def address(self, which: int, _: int) -> None:
        self.changed["SITEURL"] = ("", "https://ada.example", "https://ada.example/journal")[which % 3]
        self.changed["RELATIVE_URLS"] = not self.changed["SITEURL"]

    def topics(self, which: int, how: int) -> None:
        texts = ("", "rl: {name: Learning by reward}\n", "llm: {colour: '#112233'}\n", "ml: {}\nrl: {parent: ml}\n")
        self.site.post("topics.yaml", texts[(which + how) % 4])

    def milestones(self, which: int, _: int) -> None:
        entry = f'- {{date: "202{which % 5}", title: M{which}, kind: own, topic: rl}}\n'
        self.site.post("milestones.yaml", entry)

    def bibliography(self, which: int, how: int) -> None:
        entry = f"@misc{{k{which}, title = {{Title {how}}}, eprint = {{1706.0376{which}}}, status = {{finished}}}}\n"
        self.site.post("resources.bib", entry if how else "")

    def day(self, which: int, _: int) -> None:
        self.changed["LEARNING_TIMELINE_TODAY"] = ("2026-11-24", "2026-12-31", "2027-01-01", "2026-11-23")[which % 4]

    def history(self, _: int, __: int) -> None:
        self.commit()

    def page(self, which: int, _: int) -> None:
        self.site.post("pages/about.md", f"---\ntitle: About {which}\n---\nWords.\n")

    def damage(self, which: int, _: int) -> None:
        """Somebody else writes over a page, or removes it."""
        pages = sorted(self.site.output.rglob("*.html"))
        if which % 2:
            pages[which % len(pages)].unlink()
        else:
            pages[which % len(pages)].write_text("Not the page", encoding="utf-8")

    def child_colour(self, which: int, how: int) -> None:
        colours = ("", ", colour: '#c68210'", ", colour: '#b44564'")
        self.site.post(
            "topics.yaml",
            f"ml: {{}}\nrl: {{parent: ml{colours[which % 3]}}}\nllm: {{parent: rl{colours[how % 3]}}}\n",
        )

    def order_by(self, which: int, how: int) -> None:
        self.changed["ARTICLE_ORDER_BY"] = FUNCTIONS[("by_title", "by_slug", "by_first", "by_last")[which % 4]]
        self.changed["JINJA_FILTERS"] = {"title": FUNCTIONS[("upper", "lower")[how % 2]]}

    def mailmap(self, which: int, is_committed: int) -> None:
        self.story.write(".mailmap", f"Name {which} <ada@example.org>\n")
        if is_committed % 2:
            self.commit()

    def same_size_and_time(self, number: int, _: int) -> None:
        """What `cp -p` and `rsync -t` do."""
        file = self.site.content / f"{number}.md"
        if file.exists():
            times = file.stat()
            file.write_bytes(file.read_bytes().swapcase())
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    def translation(self, which: int, _: int) -> None:
        self.site.post(
            "1-de.md", f"---\ntitle: Beitrag {which}\nslug: post-1\nlang: de\ndate: 2021-02-11 10:00\n---\n\nWorte.\n"
        )
        self.changed["THEME_TEMPLATES_OVERRIDES"] = [str(self.folder / "overrides")]
        shown = "{% for one in article.translations %}{{ one.title }}{% endfor %}"
        override = self.folder / "overrides" / "article.html"
        override.parent.mkdir(exist_ok=True)
        override.write_text(
            '{% extends "!theme/article.html" %}{% block content %}' + shown + "{{ super() }}{% endblock %}"
        )

    def rewritten(self, number: int, _: int) -> None:
        """A file is purged, so that its name is in no commit."""
        self.story.write(f"purged-{number}.md", "---\ntitle: P\nstatus: draft\ndate: 2024-01-01\n---\n").commit()
        self.site.build(**self.changed)
        self.story.git("reset", "--quiet", "--hard", "HEAD~1")

    def names_of_old(self, number: int, stays: int) -> None:
        """A post had a name in Latin-1 once, or still has it, and so has its author, which git would mend today."""
        file, old = self.site.content / f"{number}.md", self.site.content / os.fsdecode(b"caf\xe9.md")
        if file.exists():
            file.replace(old)
            self.commit()
            if not stays % 2:
                old.replace(file)
            self.commit()
            told = self.story.git("cat-file", "commit", "HEAD").encode("utf-8", "surrogateescape")
            author = told.replace(b"author Ada Example", b"author J\xe9r\xf4me")
            assert author != told
            head = self.story.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=author).strip()
            self.story.git("update-ref", "HEAD", head)

    def foreign(self, which: int, _: int) -> None:
        """Somebody else's file in the site, which a build from nothing cannot have: it is compared without."""
        (self.site.output / "posts" / f"foreign-{which}.txt").write_text("Theirs")

    def twin(self, which: int, how: int) -> None:
        """Somebody writes over a file of the twin, which may be the site's own as well, or removes it."""
        files = [file for file in sorted(self.site.output.with_name(".output.twin").rglob("*")) if file.is_file()]
        for file in files[which::7]:
            if how % 3:
                file.unlink()
            if how % 3 < 2:
                file.write_text("Not the page", encoding="utf-8")

    def of_another_reader(self, number: int, which: int) -> None:
        """A post that is no Markdown, of which Pelican's own readers or ours say less."""
        day = f"2021-0{1 + number % 9}-12"
        front = f"<title>Post {number}</title><meta name='date' content='{day}'><meta name='category' content='rl'>"
        kinds = {
            "rst": f"Post {number}\n=========\n\n:date: {day}\n:category: llm\n\nText {which}, `one <{{filename}}/1.md>`__.\n",
            "html": f"<html><head>{front}</head><body>Text {which}, <a href='{{filename}}/1.md'>one</a>.</body></html>",
            "ipynb": notebook([text(f"# Post {number}\n\nText {which}, [one]({{filename}}/1.md).")]),
        }
        suffix = [*kinds][which % len(kinds)]
        self.site.post(f"other-{number}.{suffix}", kinds[suffix])
        self.commit()

    def kept_part(self, which: int, how: int) -> None:
        """The part of the archive that is kept reads something else."""
        file = self.folder / "theme/templates/archives.html"
        original = (ROOT / "theme/templates/archives.html").read_text(encoding="utf-8")
        reads = ("article.summary", "article.facts.revisions", "SITENAME", "loop.index", "articles|length")[which]
        where = "</ol>" if how == 1 else "{{ article.title }}</a></li>"
        assert where in original
        shown = (
            f"{{% for article in posts[:1] %}}{{{{ {reads} }}}}{{% endfor %}}{{{{ loop.index }}}}"
            if how == 1
            else f"{{{{ {reads} }}}}"
        )
        file.write_text(original.replace(where, f"{where}{shown}"), encoding="utf-8")


FUNCTIONS = {
    "by_title": lambda article: article.title,
    "by_slug": lambda article: article.slug,
    "by_first": _by(0),
    "by_last": _by(-1),
    "upper": lambda text: text.upper(),
    "lower": lambda text: text.lower(),
}
CHANGES = (
    "edit", "fields", "undated", "delete", "rename", "touch", "template", "theme_reads_a_setting", "setting", "address", "topics",
    "milestones", "bibliography", "day", "history", "page", "damage", "child_colour", "order_by", "mailmap",
    "same_size_and_time", "translation", "rewritten", "names_of_old", "foreign", "twin", "kept_part",
    "of_another_reader",
)  # fmt: skip
sequences = st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=10)


# A sequence that fails is short enough to be read as it is.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.mark.torture
@settings(max_examples=SEQUENCES, phases=WITHOUT_SHRINKING, deadline=None, suppress_health_check=list(HealthCheck))
@given(sequences)
def test_after_any_changes_the_site_is_what_a_build_from_nothing_makes(changes: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder))
        journal.site.build(**journal.changed)
        for name, one, other in changes:
            getattr(journal, name)(one, other)
            before = times(journal.site)
            kept = without_foreign(journal.site.build(**journal.changed).files())
            stood = sum(
                before.get(path) == time for path, time in times(journal.site).items() if path.endswith(".html")
            )
            event("a build that kept pages" if stood else "a build that made every page")
            clean, cache = Path(folder, "clean"), Path(folder, "clean-cache")
            made = Site(Path(folder), journal.site.content)
            made.build(**{**journal.changed, "OUTPUT_PATH": str(clean), "CACHE_PATH": str(cache)})
            assert kept == Built(clean).files(), (name, one, other)
            shutil.rmtree(clean)
            shutil.rmtree(cache)
        assert kept == on_another_machine(journal)


def without_foreign(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if "/foreign-" not in name}


ANOTHER = f"""{SHUFFLED}
import json, locale, sys
locale.setlocale(locale.LC_ALL, "")
from pathlib import Path
from tests.builders.site import Site
from tests.building.test_incremental import FUNCTIONS
folder, content, changed = json.loads(sys.argv[1])
def named(value):
    if isinstance(value, dict):
        return {{key: named(one) for key, one in value.items()}}
    return FUNCTIONS[value[9:]] if isinstance(value, str) and value.startswith("function:") else value
Site(Path(folder), Path(content)).build(**named(changed))
"""


def on_another_machine(journal: Journal) -> dict[str, bytes]:
    """The site as another machine makes it of the same files: of another language, zone and git, with files in another order."""
    names = {function: f"function:{name}" for name, function in FUNCTIONS.items()}

    def told(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: told(one) for key, one in value.items()}
        return names[value] if callable(value) else value

    with tempfile.TemporaryDirectory() as home:
        Path(home, ".gitconfig").write_text(f"[mailmap]\n\tfile = {home}/mailmap\n[log]\n\tdate = relative\n")
        Path(home, "mailmap").write_text("Someone Else <ada@example.org>\n")
        env = os.environ | {"HOME": home, "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"}
        env |= {"PYTHONPATH": f"{ROOT}:{ROOT}/plugins"}
        asked = [str(Path(home, "made")), str(journal.site.content), told(journal.changed)]
        command = [sys.executable, "-c", ANOTHER, json.dumps(asked)]
        ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False)
        assert ended.returncode == 0, ended.stderr
        return Built(Path(home, "made", "output")).files()


def times(site: Site) -> dict[str, int]:
    return {
        file.relative_to(site.output).as_posix(): file.stat().st_mtime_ns
        for file in sorted(site.output.rglob("*"))
        if file.is_file()
    }


def test_a_new_post_writes_the_pages_that_tell_of_it_and_no_other(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for number in (5, 6, 7):
        journal.write(number, "Words.", number % 3)
    journal.commit()
    journal.site.build(**journal.changed)
    before = times(journal.site)
    journal.write(8, "New.", 1)  # on 11 September 2020, about language models
    journal.commit()
    journal.site.build(**journal.changed)
    written = {path for path, time in times(journal.site).items() if before.get(path) != time}
    assert {"posts/2020/09/8/index.html", "2020/index.html", "topics/llm/index.html", "timeline/index.html"} <= written
    assert "2021/index.html" in written  # it says how many posts the year before had
    assert not {"about/index.html", "404.html", "theme/css/site.css", "learning-timeline/charts.js"} & written
    # Of posts, the two beside it, and two that share its tag and name it among what is related to them.
    assert {path for path in written if path.startswith("posts/")} == {
        "posts/2020/09/8/index.html",
        "posts/2020/01/0/index.html",
        "posts/2021/02/1/index.html",
        "posts/2022/03/2/index.html",
        "posts/2022/07/6/index.html",
    }


def test_what_the_system_calls_months_is_among_what_makes_pages(tmp_path: Path) -> None:
    settings, before = Site(tmp_path).settings(), locale.setlocale(locale.LC_ALL)
    found = set()
    try:
        for name in ("C", "C.UTF-8", "C"):
            locale.setlocale(locale.LC_ALL, name)
            found.add(environment_of(settings))
    finally:
        locale.setlocale(locale.LC_ALL, before)
    assert len(found - {b""}) == 2


def test_the_systems_rules_of_the_time_zone_are_among_what_makes_pages(tmp_path: Path) -> None:
    settings = Site(tmp_path).settings(TIMEZONE="Europe/Zurich")
    rules = tmp_path / "zones/Europe/Zurich"
    rules.parent.mkdir(parents=True)
    found = set()
    try:
        for text in (b"of spring", b"of autumn"):
            rules.write_bytes(text)
            zoneinfo.reset_tzpath([str(tmp_path / "zones")])
            found.add(environment_of(settings))
    finally:
        zoneinfo.reset_tzpath()
    assert len({environment_of(settings), *found} - {b""}) == 3


@pytest.mark.parametrize(
    "name",
    ["content_object_init", "article_generator_context", "article_generator_write_article", "feed_generated"],
)
def test_of_a_settings_file_that_changes_what_is_read_or_written_nothing_is_known(tmp_path: Path, name: str) -> None:
    settings = Site(tmp_path).settings()
    with getattr(signals, name).connected_to(lambda *_, **__: None):
        assert not environment_of(settings)
    assert environment_of(settings)


def test_with_nothing_changed_no_file_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal = Journal(tmp_path)
    journal.site.build(**journal.changed)
    before = times(journal.site), journal.site.output.stat().st_ino
    # Once soon after, when a file's time does not yet tell, and once when it does.
    journal.site.build(**journal.changed)
    for file in (*journal.site.content.rglob("*.md"), *(tmp_path / "theme").rglob("*")):
        os.utime(file, ns=(10**9, 10**9))
    journal.site.build(**journal.changed)
    assert (times(journal.site), journal.site.output.stat().st_ino) == before
    capsys.readouterr()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "content", "output", "theme"]


def test_settings_behind_a_link_out_of_the_content_folder_are_asked_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamp, "RACY_NS", -(10**15))
    shared = tmp_path / "shared" / "templates.json"
    shared.parent.mkdir()
    shared.write_text("{}", encoding="utf-8")
    site = Site(tmp_path / "journal")
    for name in ("a", "Forms/b"):
        site.post(f"{name}.md", f"---\ntitle: {name}\ndate: 2026-02-01\n---\nText.\n")
    (site.content / ".obsidian").symlink_to(shared.parent)
    assert "Forms/b" in site.build().text("archives/index.html")
    shared.write_text('{"folder": "Forms"}', encoding="utf-8")
    assert "Forms/b" not in site.build().text("archives/index.html")


def test_to_see_whether_something_has_changed_little_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; import learning_timeline.entry; "
        "from learning_timeline.reading.dialects.detection import dialect_of; "
        f"assert dialect_of(Path({str(tmp_path)!r})).name == 'plain'; print(*sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    loaded = {name.removeprefix("learning_timeline.") for name in run.stdout.split()}
    assert loaded >= {"entry", "building.build", "reading.dialects.dialect"}
    unneeded = {"numpy", "nh3", "receivers", "building.writer", "reading.articles", "reading.markdown.renderer"}
    assert not loaded & unneeded
    assert not any(f"reading.dialects.{module}" in loaded for module in ("hugo", "obsidian", "scripted", "website"))


def test_what_others_put_beside_the_site_stays(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.site.build(**journal.changed)
    (journal.site.output / "CNAME").write_text("example.org")
    (journal.site.output / ".well-known").mkdir()
    (journal.site.output / ".well-known/key.txt").write_text("key")
    for number in (5, 6):
        journal.write(number, "More.", 0)
        built = journal.site.build(**journal.changed)
    assert built.text("CNAME") == "example.org"
    assert built.text(".well-known/key.txt") == "key"


@pytest.mark.slow
def test_memory_stays_flat_over_twenty_builds_of_one_process(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    objects = []
    for number in range(20):
        journal.write(4, f"Version {number}.", 0)
        journal.site.build(**journal.changed)
        gc.collect()
        objects.append(len(gc.get_objects()))
    # Caches of libraries fill in the first builds.
    assert objects[-1] - objects[4] < 500
