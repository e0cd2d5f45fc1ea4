"""The parsers that read what others may have written, each with the exceptions that it promises and no other."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.errors import ContentError, GitLogError
from analytics.gitlog import parse_log
from analytics.milestones import parse_milestones
from analytics.topics import parse_topics
from learning_timeline.fields import Fields
from learning_timeline.frontmatter import FrontMatterError, split
from learning_timeline.markdown import Renderer
from tests.builders.bad_input import BAD, ODD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RENDERER = Renderer()
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


TARGETS: dict[str, Callable[[bytes], None]] = {
    "front-matter": _front_matter,
    "fields": _fields,
    "markdown": _markdown,
    "topics": _topics,
    "milestones": _milestones,
    "git-log": _git_log,
}


def seeds(target: str) -> Iterator[bytes]:
    """What the fuzzing of a parser begins with."""
    match target:
        case "topics" | "milestones":
            yield from (bad.data for bad in BAD if bad.file == f"{target}.yaml")
            yield Path("content", f"{target}.yaml").read_bytes()[:2000]
        case "git-log":
            yield _COMMIT
            yield _COMMIT + _CHANGES
        case _:
            yield from (one.data[:2000] for one in (*BAD, *ODD) if not getattr(one, "file", ""))
            yield from (post.read_bytes()[:2000] for post in sorted(Path("content/posts").rglob("*.md")))
