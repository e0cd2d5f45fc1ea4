"""What a caller hands in and gets back: the parts of a page, what is known of its images, the rendered page, its problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..images import Size


class EventProblem(NamedTuple):
    """What is wrong with one event, and how to fix it."""

    event: int
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a post that its author should fix.

    Attributes:
        line: 1-based line of the rendered text.
        message: what is wrong, for a person.
        remedy: how to fix it.
        part: which of several texts it is in, from zero.
    """

    line: int
    message: str
    remedy: str = "fix the formula"
    part: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of an image that a text shows.

    Attributes:
        size: its size; None if it has none.
        source: its address in the page, if it is another one than the text says.
        missing: how the author would call the place where a file should lie and does not.
    """

    size: Size | None = None
    source: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Syntax:
    """What texts of a journal may hold beside Markdown.

    Attributes:
        wikilinks: whether ``[[a]]`` is a link.
        keeps_unknown: whether one that leads nowhere stays as it was written, since it may be none.
        marks: the signs around words that are marked.
        block_ids: whether ``^a`` at the end of a block is its name.
        tags: whether ``#a/b`` is a tag.
        tasks: whether an item of a list may begin with ``[/]`` and the like.
        words: whether it may begin with ``TODO`` and the like.
        is_outline: whether the text is one list, of which the outermost items are paragraphs.
        picture_sizes: whether the text of an image may end with its width.
        emoji: whether ``:tada:`` is one.
    """

    wikilinks: bool = False
    keeps_unknown: bool = True
    marks: tuple[str, ...] = ()
    block_ids: bool = False
    tags: bool = False
    tasks: bool = False
    words: bool = False
    is_outline: bool = False
    picture_sizes: bool = False
    emoji: bool = False


PLAIN = Syntax()


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code between texts."""

    code: str
    language: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Finished HTML between texts, and the names of its places, which no heading may have then."""

    html: str
    names: tuple[str, ...] = ()


Part: TypeAlias = "str | Code | Insert"
# What is known of an image, by its address in a text and the number of the part that it is in.
FindPicture: TypeAlias = "Callable[[str, int], Picture]"
# The same within one part.
FindFile: TypeAlias = "Callable[[str], Picture]"
# The file of the content folder that a name in a text means; empty if there is none.
FindNote: TypeAlias = "Callable[[str], str]"
# Takes what is wrong at the place that is being written, and how to fix it.
Report: TypeAlias = "Callable[[str, str], None]"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, and what was learned on the way.

    Attributes:
        html: headings begin at h2, since the page prints the title as its only h1.
        title: plain text of the h1 that opens the text, else None.
        words: words of prose, as a reader counts them: of headings, paragraphs, lists, tables, footnotes, captions
            and inline code. Code blocks, formulas, texts instead of images, and a title taken out count nothing.
        problems: what could not be rendered, in the order of the text.
        cited: keys of the works that are cited, in the order of the text.
        uncited: what stands like a citation, ``[@nobody]``, and is no key of the bibliography; it stays text.
        references: the works that are cited in the order of the style: the key and the entry of each, as HTML.
        has_html: whether its author wrote HTML in it.
        tags: those in the text.
        embeds: how many images, files and notes it shows.
        links: how many of its links to notes and files lead to one, and how many do not.
    """

    html: str
    title: str | None
    words: int
    problems: tuple[Problem, ...]
    cited: tuple[str, ...] = ()
    uncited: tuple[str, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    has_html: bool = False
    tags: tuple[str, ...] = ()
    embeds: int = 0
    links: tuple[int, int] = (0, 0)
