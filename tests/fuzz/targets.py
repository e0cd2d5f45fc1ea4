"""The parsers that read what others may have written, each with the exceptions that it promises and no other."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.bibliography import parse_bibliography
from analytics.durations import parse_minutes
from analytics.errors import ContentError, GitLogError
from analytics.gitlog import parse_log
from analytics.identifiers import parse_identifier
from analytics.milestones import parse_milestones
from analytics.topics import parse_topics
from learning_timeline.reading.fields import Fields
from learning_timeline.reading.frontmatter import FrontMatterError, split
from learning_timeline.reading.markdown import Renderer
from learning_timeline.reading.notebooks import NotebookError, read_notebook
from learning_timeline.reading.predictions import predictions_of
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
        case "git-log":
            yield _COMMIT
            yield _COMMIT + _CHANGES
        case _:
            yield from (one.data[:2000] for one in (*BAD, *ODD) if not getattr(one, "file", ""))
            yield from (post.read_bytes()[:2000] for post in sorted(Path("content/posts").rglob("*.md")))
