"""The parsers that read what others may have written, each with the exceptions that it promises and no other."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING
from urllib.parse import quote

from analytics.bibliography import parse_bibliography
from analytics.bibliography.dates import parse_edtf
from analytics.bibliography.names import parse_names
from analytics.bibliography.ris import bibtex_of_ris
from analytics.durations import parse_minutes
from analytics.errors import ContentError, GitLogError
from analytics.gitlog import parse_log
from analytics.identifiers import parse_identifier
from analytics.milestones import parse_milestones
from analytics.story import parse_story
from analytics.topics import parse_topics
from analytics.world import parse_series
from learning_timeline.charts.life.pdf import pdf_of
from learning_timeline.charts.life.picture import life_picture
from learning_timeline.charts.life.poster import PosterTexts, poster
from learning_timeline.commands.page_text import text_of
from learning_timeline.commands.places import files_of
from learning_timeline.commands.robots import Robots
from learning_timeline.reading.containment import contained
from learning_timeline.reading.drawings import picture_alone
from learning_timeline.reading.fields import Fields
from learning_timeline.reading.frontmatter import FrontMatterError, split
from learning_timeline.reading.markdown import Renderer
from learning_timeline.reading.nesting import as_source_if_too_deep
from learning_timeline.reading.notebooks.file import NotebookError
from learning_timeline.reading.notebooks.notebook import read_notebook
from learning_timeline.reading.predictions import predictions_of
from learning_timeline.web import addresses
from learning_timeline.web.redirects import file_of
from learning_timeline.web.snapshots import parse_looks, written
from tests.builders.timelines import timeline
from tests.fuzz import journals, sources

if TYPE_CHECKING:
    from collections.abc import Callable

_RENDERER = Renderer()
_PICTURE = life_picture(timeline([("2026-11-23", "rl", 1)], today="2026-11-29"))
assert _PICTURE is not None


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _front_matter(data: bytes) -> None:
    with suppress(FrontMatterError):
        split(_text(data))


def _fields(data: bytes) -> None:
    try:
        front = split(_text(data))
    except FrontMatterError:
        return
    fields = Fields("a.md", front)
    for name in front.fields:
        for read in (fields.text, fields.texts, fields.moment, fields.slug, fields.address, fields.language):
            read(name)


def _markdown(data: bytes) -> None:
    _RENDERER.render(_text(data))


def _topics(data: bytes) -> None:
    with suppress(ContentError):
        parse_topics(_text(data), "topics.yaml")


def _milestones(data: bytes) -> None:
    with suppress(ContentError):
        parse_milestones(_text(data), "milestones.yaml")


def _git_log(data: bytes) -> None:
    with suppress(GitLogError):
        list(parse_log([data]))


def _bibliography(data: bytes) -> None:
    parse_bibliography(_text(data), "resources.bib")


def _identifiers(data: bytes) -> None:
    with suppress(ValueError):
        found = parse_identifier(_text(data))
        assert parse_identifier(str(found)) == found


def _durations(data: bytes) -> None:
    with suppress(ValueError):
        parse_minutes(_text(data))


def _predictions(data: bytes) -> None:
    try:
        front = split(_text(data))
    except FrontMatterError:
        return
    for value in front.fields.values():
        predictions_of(value)


def _notebook(data: bytes) -> None:
    with suppress(NotebookError):
        notebook = read_notebook(data, lambda text: _RENDERER.render(text).html)
        _RENDERER.render_parts(notebook.parts).html.encode()


def _page(data: bytes) -> None:
    kinds = ("text/html", "text/plain")
    text = text_of(kinds[data[:1] < b"a"], "", data)
    assert len(text) < 50 * len(data) + 100


def _drawing(data: bytes) -> None:
    shown = picture_alone(data)
    assert shown is None or picture_alone(shown) == shown
    assert shown is None or not any(bad in shown.lower() for bad in (b"<script", b"<foreign", b"<!"))


def _links_record(data: bytes) -> None:
    with suppress(ContentError):
        once = written(parse_looks(_text(data), "links.tsv"))
        assert written(parse_looks(once, "links.tsv")) == once


def _formula(data: bytes) -> None:
    first, _, second = _text(data).partition("\n\n")
    _RENDERER.begin_post({})
    _RENDERER.render(f"$$\n{first}\n$$\n\nThe same as ${second}$.")


def _ris(data: bytes) -> None:
    parse_bibliography(bibtex_of_ris(_text(data)), "resources.bib")


def _names(data: bytes) -> None:
    parse_names(_text(data))
    parse_edtf(_text(data[:100]))


def _story(data: bytes) -> None:
    with suppress(ContentError):
        parse_story(_text(data), "story.yaml")


def _series(data: bytes) -> None:
    with suppress(ContentError):
        parse_series(_text(data), "content/world/a.yaml")


def _record(data: bytes) -> None:
    files = files_of(_text(data))
    assert files is None or all(isinstance(file, str) for file in files)


def _addresses(data: bytes) -> None:
    with NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        lines, problems = addresses.read(Path(file.name))
    assert all(problem.remedy for problem in problems)
    assert all(line.on.year for line in lines)


def _poster(data: bytes) -> None:
    name, opening, numbers, source = (_text(data).split("\n", 3) + [""] * 4)[:4]
    assert pdf_of(poster(_PICTURE, PosterTexts(name, opening, numbers, source))).startswith(b"%PDF-")


def _robots(data: bytes) -> None:
    """What everybody is told last is told this program, unless it is named: nothing is allowed then that was not."""
    path, _, text = data.partition(b"\n")
    with suppress(ValueError):  # no address
        address = f"https://a.example/{quote(path)}"
        robots = Robots.read(text, "learning-timeline")
        assert robots.allows(address) in {True, False}
        assert robots.delay >= 0
        assert not Robots.read(b"User-agent: learning-timeline\n\nDisallow: /\n", "learning-timeline").allows(address)


def _nesting(data: bytes) -> None:
    """As a browser takes it, it is not much longer."""
    html = as_source_if_too_deep(_text(data))
    assert len(contained(html)) < 150_000 + 30 * len(html)


def _aliases(data: bytes) -> None:
    with suppress(ValueError):
        file = file_of(_text(data))
        assert not file.startswith(("/", "."))
        assert ".." not in file.split("/")
        assert file.isprintable()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "front-matter": _front_matter,
    "fields": _fields,
    "markdown": _markdown,
    "topics": _topics,
    "milestones": _milestones,
    "git-log": _git_log,
    "bibliography": _bibliography,
    "identifiers": _identifiers,
    "durations": _durations,
    "predictions": _predictions,
    "notebook": _notebook,
    "page": _page,
    "drawing": _drawing,
    "links-record": _links_record,
    "dialects": journals.post,
    "settings": journals.settings,
    "formula": _formula,
    "ris": _ris,
    "names": _names,
    "story": _story,
    "series": _series,
    "published": _record,
    "addresses": _addresses,
    "poster": _poster,
    "robots": _robots,
    "nesting": _nesting,
    "aliases": _aliases,
    "hidden": sources.hidden,
    "moments": sources.moments,
    "parts": sources.parts,
    "merged": sources.merged,
    "versions": sources.versions,
    "embedded": sources.embedded,
    "held": sources.held,
}
