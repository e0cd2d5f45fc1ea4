"""What a caller hands in and gets back: the parts of a page, what is known of its images, the rendered page, its problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..images import Size


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a post that its author should mend.

    Attributes:
        line: 1-based line of the rendered text.
        message: what is wrong, for a person.
        remedy: how to mend it.
        part: which of several texts it stands in, from zero.
    """

    line: int
    message: str
    remedy: str = "mend the formula"
    part: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of an image that a text shows.

    Attributes:
        size: its size; None where it has none.
        source: its address in the page, if it is another one than the text says.
        missing: how the author would call the place where a file should lie and does not.
    """

    size: Size | None = None
    source: str = ""
    missing: str = ""


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
# What is known of an image, by its address in a text and the number of the part that it stands in.
FindPicture: TypeAlias = "Callable[[str, int], Picture]"
# The same within one part.
FindFile: TypeAlias = "Callable[[str], Picture]"
# Takes what is wrong at the place that is being written, and how to mend it.
Report: TypeAlias = "Callable[[str, str], None]"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, and what was learned on the way.

    Attributes:
        html: headings begin at h2, since the page prints the title as its only h1.
        title: plain text of the h1 that opens the text, else None.
        words: words of prose, as a reader counts them: of headings, paragraphs, lists, tables, footnotes, captions
            and inline code. Code blocks, formulas, texts in place of images, and a title taken out count nothing.
        problems: what could not be rendered, in the order of the text.
        cited: keys of the works that are cited, in the order of the text.
        uncited: what stands like a citation, ``[@nobody]``, and is no key of the bibliography; it stays text.
        references: the works that are cited in the order of the style: the key and the entry of each, as HTML.
        has_html: whether its author wrote HTML in it.
    """

    html: str
    title: str | None
    words: int
    problems: tuple[Problem, ...]
    cited: tuple[str, ...] = ()
    uncited: tuple[str, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    has_html: bool = False
