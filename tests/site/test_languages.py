"""A site in German: every page is walked for words of English, and each part says which language it is in."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from learning_timeline.commands.catalogues import read
from learning_timeline.core.catalogue import catalogue_file
from tests.builders.git_story import GitStory
from tests.builders.site import Built, Site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

# What is not in the page's language: code, texts of other languages, what changed in a post, data for programs, titles of works.
_OTHERS = (
    'script, style, pre, code, math, kbd, [lang="en"], [lang="fr"] .prose, .summary[lang], .weave, .Z3988, '
    ".lt-entries > li > p:first-child"
)
_PLACE = re.compile(r"%\(\w+\)s|%\{[^{}]*\}|<[^<>]*>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TOPICS = ("sprache", "graphen", "netze")
_BIBLIOGRAPHY = """
@article{a2017, title = {Eins}, author = {Meier, Anna}, eprint = {1706.03762}, year = {2017}, status = {finished}}
@book{b2006, title = {Zwei}, author = {Huber, Karl}, year = {2006}, isbn = {9780471241959}, status = {queued}}
@misc{c2015, title = {Drei}, author = {Weber, Eva}, eprint = {1503.03585}, year = {2015}, status = {reading}}
"""
_FULL = """---
title: Ganz
date: 2026-03-01
category: sprache
kind: paper
lang: de
confidence: 0.9
time_spent: 2h 30m
supersedes: [b-1-2023-01]
review_after: 2026-06
tags: [eins, zwei]
resources: [a2017, b2006, c2015]
milestone: Geschafft
predictions:
  - {claim: Regen, probability: 0.7, by: '2026-05', outcome: yes}
  - {claim: Schnee, probability: 0.2, by: '2026-06', outcome: no}
  - {claim: Sonne, by: '2026-07'}
  - {claim: Nebel, by: '2031-07'}
---

> [!tip]
> Merke.

- [x] Getan
- [ ] Offen

Siehe [diesen](b-1-2023-01.md).[^1]

[^1]: Fußnote.
"""


def _post(topic: str, number: int, year: int, month: int, text: str) -> str:
    resource = ("a2017", "b2006", "c2015")[number % 3]
    front = f"title: Beitrag {number} {year}-{month:02}\ndate: {year}-{month:02}-1{number}\ncategory: {topic}\n"
    return f"---\n{front}tags: [eins]\nresources: [{resource}]\nlang: de\n---\n\n{text}\n"


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder: Path = tmp_path_factory.mktemp("deutsch")
    story = GitStory(folder)
    names = {"sprache": "Sprache", "graphen": "Graphen", "netze": "Netze"}
    story.write("content/topics.yaml", "".join(f"{slug}: {{name: {name}}}\n" for slug, name in names.items()))
    story.write("content/resources.bib", _BIBLIOGRAPHY)
    story.write(
        "content/milestones.yaml", '- {date: "2017-06", title: Eins, url: "https://arxiv.org/abs/1706.03762"}\n'
    )
    for year, month in product(range(2022, 2027), range(1, 11)):
        for number, topic in enumerate(_TOPICS, start=1):
            if (year + month + number) % 3:
                text = f"Satz von {year}. " * (month + 4 * number)
                story.write(f"content/b-{number}-{year}-{month:02}.md", _post(topic, number, year, month, text))
        story.commit(f"{year}-{month:02}-20T10:00:00+00:00")
    story.write("content/ganz.md", _FULL).commit("2026-03-01T10:00:00+00:00")
    longer = "Ein neuer Satz, ganz anders als zuvor. " * 9
    story.write("content/b-1-2023-01.md", _post("sprache", 1, 2023, 1, longer)).commit("2026-08-01T10:00:00+00:00")
    story.write("content/b-2-2023-02.md", _post("graphen", 2, 2023, 2, longer)).commit("2026-09-01T10:00:00+00:00")
    french = _post("netze", 3, 2026, 11, "Une phrase.").replace("lang: de", "lang: fr")
    story.write("content/francais.md", french).commit("2026-11-20T10:00:00+00:00")
    names_of_site = {"SITENAME": "Lernen", "SITESUBTITLE": "Tagebuch", "AUTHOR": "Anna"}
    return Site(folder, DEFAULT_LANG="de", LEARNING_TIMELINE_LICENCE="", **names_of_site).build()


def _said(page: str) -> list[str]:
    """What a page shows and tells to screen readers, in German: texts of elements, and of attributes."""
    tree = LexborHTMLParser(page)
    for other in tree.css(_OTHERS):
        other.decompose()
    told = [node.text(deep=False) for node in tree.css("*")]
    for name in ("aria-label", "aria-roledescription", "title", "alt", "placeholder"):
        told += [node.attributes.get(name) or "" for node in tree.css(f"[{name}]")]
    return [" ".join(text.split()) for text in told if text and text.strip()]


def _english() -> set[str]:
    """The words of English messages that no German one has."""
    both = [
        (one if isinstance(one, str) else " ".join(one) for one in (message.id, message.string))
        for message in read(catalogue_file("de"))
        if message.id
    ]
    english, others = (
        {word.lower() for text in texts for word in _WORD.findall(_PLACE.sub(" ", text))}
        for texts in zip(*both, strict=True)
    )
    return english - others


def test_no_page_of_a_german_site_says_a_word_in_english(german: Built) -> None:
    english = _english()
    assert {"the", "posts", "revisions", "written", "longest"} < english
    names = {
        "do",
        "commit",
        "feed",
        "mit",
        "license",
        "plotly",
        "js",
        "learning",
        "timeline",
    }  # of a day, and of things in every language
    found: dict[str, str] = {}
    for file in german.folder.rglob("*.html"):
        for text in _said(file.read_text(encoding="utf-8")):
            if wrong := {word.lower() for word in _WORD.findall(text)} & (english - names):
                found.setdefault(text, f"{file.relative_to(german.folder)}: {sorted(wrong)}")
    assert found == {}


def test_each_part_says_which_language_it_is_in(german: Built) -> None:
    for url in ("", "timeline/", "2026/", "topics/", "archives/", "resources/"):
        tree = LexborHTMLParser(german.text(url))
        assert {node.attributes.get("lang") for node in tree.css("html, .lt")} == {"de"}, url
    (french,) = (
        page for page in german.folder.glob("posts/2026/11/*/index.html") if "Une phrase" in page.read_text("utf-8")
    )
    tree = LexborHTMLParser(french.read_text(encoding="utf-8"))
    languages = {
        one: tree.css_first(one).attributes.get("lang") for one in ("html", ".site-head", ".post-facts", ".prose")
    }
    assert languages == {"html": "fr", ".site-head": "de", ".post-facts": "de", ".prose": None}


def test_scripts_are_told_the_same_words_before_they_run(german: Built) -> None:
    page = german.text("timeline/")
    assert page.index("learning-timeline/words.js") < page.index("learning-timeline/timeline.js")
    words = german.text("learning-timeline/words.js")
    assert '"Copy link": "Link kopieren"' in words
    assert '"%(num)s post": {"one": "%(num)s Beitrag", "other": "%(num)s Beiträge"}' in words
    assert '"shortMonths": ["Jan"' in words


def test_an_english_site_asks_for_no_words(tmp_path: Path) -> None:
    built = Site(tmp_path).post("a.md", "---\ntitle: A\ndate: 2026-03-01\n---\nText.\n").build()
    assert not built.has("learning-timeline/words.js")
    assert all("words.js" not in file.read_text("utf-8") for file in built.folder.rglob("*.html"))
