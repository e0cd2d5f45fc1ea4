"""Posts in, what pages quote of them out: the first sentence, as plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pelican.contents import Article

from ..core.formula_text import with_plain_formulas
from ..core.html import plain_title, text_of_html, with_elements
from ..core.phrases import cut

_NO_PROSE = ("pre", "table", "figure", "script", "style")
_PARAGRAPH = re.compile(r"<p\b[^<>]*+>((?:(?!</?p\b).)*)</p>", flags=re.DOTALL | re.IGNORECASE)
_NO_PROSE_BEGINS = re.compile(rf"<(?:{'|'.join(_NO_PROSE)})\b", flags=re.IGNORECASE)
_SENTENCE = re.compile(r".{20,}?[.!?…](?=\s|$)", flags=re.DOTALL)
_LONGEST = 280
# Longer ones are an ellipsis, with which the quote may end.
_LONGEST_FORMULA = 40


@dataclass(frozen=True, slots=True)
class Quote:
    """A post as another page quotes it: its first sentence, empty if it begins with none, and the language of both."""

    title: str
    url: str
    on: date
    sentence: str
    lang: str


def quote_of(article: Article) -> Quote:
    """What is quoted of a post."""
    # Reading `content` would resolve its links too early.
    sentence = first_sentence(article._content or "")  # noqa: SLF001
    return Quote(plain_title(article), article.url, article.date.date(), sentence, article.lang)


def first_sentence(html: str) -> str:
    """The first sentence of a text, as plain text; empty if it begins with none.

    >>> first_sentence("<h2>A</h2><p>It is <b>odd</b> that it works at all. Why?</p>")
    'It is odd that it works at all.'
    >>> first_sentence("<p>A tensor is an array <math><mi>x</mi></math>, so to speak.</p>")
    'A tensor is an array x, so to speak.'
    >>> first_sentence("<pre>x</pre>")
    ''
    >>> first_sentence("<p>The loss is</p><pre>x</pre><p>and falls. It falls fast.</p><p>It does not fall for long.</p>")
    'It does not fall for long.'
    """
    begin = _NO_PROSE_BEGINS.search(html)
    # Mostly it is before all that is no prose, and what is behind need not be looked at.
    found = _first_sentence(html[: begin.start()] if begin else html)
    return found if found or not begin else _first_sentence(with_elements(html, _NO_PROSE, lambda *_: " "))


def _first_sentence(html: str) -> str:
    is_open = False
    for found in _PARAGRAPH.finditer(html):
        text = " ".join(text_of_html(with_plain_formulas(found[1], _LONGEST_FORMULA)).split())
        if is_open and text[:1].islower():
            # The end of a sentence that a formula or code stands within.
            continue
        is_open = bool(text)
        sentence = _SENTENCE.match(text)
        if sentence or len(text) > _LONGEST:
            said = sentence[0] if sentence else text
            return cut(said, _LONGEST)
    return ""
