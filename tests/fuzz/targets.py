"""The parsers that read what others may have written, each with the exceptions that it promises and no other."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.bibliography import parse_bibliography
from analytics.durations import parse_minutes
from analytics.errors import ContentError, GitLogError
from analytics.gitlog import parse_log
from analytics.identifiers import parse_identifier
from analytics.milestones import parse_milestones
from analytics.topics import parse_topics
from learning_timeline.commands.page_text import text_of
from learning_timeline.reading.drawings import picture_alone
from learning_timeline.reading.fields import Fields
from learning_timeline.reading.frontmatter import FrontMatterError, split
from learning_timeline.reading.markdown import Renderer
from learning_timeline.reading.notebooks import NotebookError, read_notebook
from learning_timeline.reading.predictions import predictions_of
from learning_timeline.web.snapshots import STATES, Look, parse_looks, written
from tests.builders.bad_input import BAD, ODD
from tests.builders.bibliography import bibliography
from tests.builders.notebook import FRONT, PNG, code, notebook, plotly, printed, raw, shown, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RENDERER = Renderer()
MOST_OF_A_SEED = 5_000
_COMMIT = b"\x01" + b"a" * 40 + b"\0\0\x001700000000 +0100\0Ada\0ada@example.org\0"
_CHANGES = b":100644 100644 " + b"b" * 40 + b" " + b"c" * 40 + b" M\0a.md\0"


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
}


def seeds(target: str) -> Iterator[bytes]:
    """What the fuzzing of a parser begins with."""
    match target:
        case "topics" | "milestones":
            yield from (bad.data for bad in BAD if bad.file == f"{target}.yaml")
            yield Path("content", f"{target}.yaml").read_bytes()[:2000]
        case "bibliography":
            yield Path("content", "resources.bib").read_bytes()[:2000]
            yield from (entry.encode() for entry in bibliography()[0].split("\n\n")[:60])
        case "identifiers":
            yield from (b"arxiv:1706.03762v5", b"arxiv:hep-th/9901001", b"doi:10.1000/x", b"isbn:0-262-03384-4")
            yield from (
                b"https://arxiv.org/pdf/1706.03762.pdf",
                b"https://doi.org/10.1000/x%3C",
                b"http://[::1]:8080/?utm_a=b",
            )
        case "durations":
            yield from (b"2h 30m", b"PT2H30M", b"P1DT1H", b"1.5h", b"45 min")
        case "notebook":
            yield from (bad.data for bad in BAD if bad.file.endswith(".ipynb") and len(bad.data) < MOST_OF_A_SEED)
            outputs = (
                printed("\x1b[1mx\r"),
                shown(text_html="<b>", image_png=PNG),
                plotly([{"x": [1], "y": [2]}], title="T"),
            )
            yield notebook([raw(FRONT), text("# A\n\n$x$ [^1]"), code("#| fig-cap: C\nx", *outputs)], {"title": "T"})
        case "page":
            yield from (b"<table><tr><td>a<td>b</table><ul><li>c<pre>d", b"\xef\xbb\xbf<?xml version='1.0'?><p>e")
        case "drawing":
            svg = (
                b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><a xlink:href="x">'
            )
            yield (
                svg
                + b'<style>@import "x"</style><use href="#a"/><script>x</script><image href="data:image/png,"/></a></svg>'
            )
        case "links-record":
            yield written(Look("https://a.example/", date(2026, 3, 1), state) for state in STATES).encode()
        case "git-log":
            yield _COMMIT
            yield _COMMIT + _CHANGES
        case _:
            yield from (one.data[:2000] for one in (*BAD, *ODD) if not getattr(one, "file", ""))
            yield from (post.read_bytes()[:2000] for post in sorted(Path("content/posts").rglob("*.md")))
