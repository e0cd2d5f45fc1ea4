"""The source of a text in, what readers saw of it out: without comments, and without code and blocks that are hidden.

How a post changed is told by its source. What any program leaves out of a page is left out of all posts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .comments import without_all_comments
from .conditions import PAGE, Conditions
from .dialects import org
from .dialects.documents import ORG
from .hidden_html import COMMENT, without_hidden_source
from .html_comments import without_html_comments
from .markdown.formulas.tokens import without_comments_of_tex
from .markup import chunks, directive_lines
from .markup.hidden_parts import without_hidden_parts
from .markup.liquid import Liquid
from .markup.mdx import Mdx

# What is begun and has no end reaches to the end of the text.
_COMMENT = re.compile(
    r"\{%-?\s{0,9}comment\b[\s\S]*?(?:\{%-?\s{0,9}endcomment\s{0,9}-?%\}|\Z)"
    r"|\{\{[<%]\s{0,9}(?P<name>comment|hide|hidden|private|draft|(?:hugo-)?encrypt(?:ed|or)?|password|protected)\b"
    r"[\s\S]*?(?:\{\{[<%]\s{0,9}/\s{0,9}(?P=name)\s{0,9}[>%]\}\}|\Z)"
    r"|\{\{?-?[ ]?/\*[\s\S]*?(?:\*/[ ]?-?\}\}?|\Z)"
    r"|\{%-?\s{0,9}capture\b[\s\S]*?(?:\{%-?\s{0,9}endcapture\s{0,9}-?%\}|\Z)"
    r"|\{%-?\s{0,9}(?:\#|assign\b|set\b)[^%]{0,500}%\}"
    r"|\{>>[\s\S]*?(?:<<\}|\Z)"
    r"|\{::comment\}[\s\S]*?(?:\{:/(?:comment)?\}|\Z)"
    r"|\{#\s[\s\S]*?(?:#\}|\Z)"
    r"|<%\#[\s\S]*?(?:%>|\Z)"
    r"|<(?P<tag>script|style)\b[\s\S]*?(?:</(?P=tag)>|\Z)"
    r"|^[ \t]{0,99}:(?:LOGBOOK|PROPERTIES):[ \t]{0,9}$[\s\S]*?(?:^[ \t]{0,99}:END:|\Z)"
    r"|^[ \t]{0,99}\#\+begin_(?P<kind>comment|query)\b[\s\S]*?(?:^[ \t]{0,99}\#\+end_(?P=kind)|\Z)"
    r"|<\?[a-z][\s\S]*?(?:\?>|\Z)|<!\[CDATA\[[\s\S]*?(?:\]\]>|\Z)|<![a-z][^<>\n]{0,500}>"
    # What begins a block as an instruction, and is a comment to a browser.
    r"|^[ ]{0,3}<\?[ \t][^>]{0,500}>"
    # What is code in MDX, and what a break between cells of MyST says.
    r"|^(?-i:export[ ](?:const|let|default|function)[ ]|import[ ](?:[\"'{*]|\w{1,60}(?:,[^\n]{0,200})?[ ]from[ ][\"']))"
    r"[^\n]*(?:\n[^\n]+)*"
    r"|^\+{3}[ \t][^\n]*"
    # A name of a link that is none, by which many write comments.
    r"|^ {0,3}\[(?://|\#|_|comment)\]:[^\n]*",
    flags=re.IGNORECASE | re.MULTILINE,
)
# Where a link leads to within the journal: what it names may be held back.
_WITHIN = re.compile(
    r"(?<=\])\((?![a-z][a-z+.-]{0,20}:|#|//)[^()\n]{0,500}\)"
    r"|(?<=\]:)[ \t]{1,9}(?![a-z][a-z+.-]{0,20}:|#|//)\S[^\n]{0,500}"
    r"|(?<=[ \t])href=(?P<quote>[\"'])(?![a-z][a-z+.-]{0,20}:|#|//)[^\"'\n]{0,500}(?P=quote)",
    flags=re.IGNORECASE,
)
_FORMULA = re.compile(r"\$\$[^$]*\$\$|```math\n[^`]*```")
# What only a page of MDX has, whatever its name ends in: programs, and elements that React shows or hides.
_OF_MDX = re.compile(
    r"\{\s{0,99}(?:!?[\w.]{1,60}|\"\")\s{1,99}[^{}\n]{0,99}?(?:&&|\?)\s|\{\s{0,99}//|\{\(\([^()]{0,99}\)\s?=>|\{[\w.]{1,60}\.map\("
    r"|\bstyle=\{\{|\sclassName=|\bhidden=\{|dangerouslySetInnerHTML"
    r"|<(?:Hidden|Hide|Draft\w{0,4}|Private\w{0,4}|Secret|W[iI][pP]|Unpublished|If|Show|When)[\s>]"
)
_CONDITION = re.compile(r"\{%-?\s{0,9}(?:if|unless|case|for)\b")
_OF_RST = re.compile(r"(?P<indent>[ \t]*)\.\.(?:[ \t]+(?P<said>.*)|[ \t]*)")
# What is no comment behind two full stops: notes, citations, targets, substitutions and directives.
_SHOWN_OF_RST = re.compile(r"\[|_|\||(?!(?:todo|only|raw|meta|post|ifconfig)::)[\w:.+-]+::")


def without_hidden(path: str, text: str, conditions: Sequence[Conditions] = (PAGE,)) -> str:
    r"""A text as its readers may see it.

    Args:
        path: of its file, whose ending says how it is written.
        text: without front matter.
        conditions: that decide which parts are shown; what any of them hides is hidden.

    >>> without_hidden("a.md", "One <!-- two --> {% comment %}three{% endcomment %}four")
    'One  four'
    >>> without_hidden("a.rst", "One\n\n.. two\n   three\n\n.. note:: four")
    'One\n\n.. note:: four'
    """
    path = path.lower()
    if path.endswith(".rst"):
        return "\n".join(_without_rst(text.split("\n")))
    if _CONDITION.search(text):
        # What its program would decide, nobody knows here, so that nothing of it is shown.
        text = Liquid({}, {}, lambda _: "").translated(text)
    is_org = path.endswith(ORG)
    text = without_all_comments(org.without_hidden(text) if is_org else text)[0]
    for one in () if is_org else conditions:
        # What was raw is HTML then.
        text = without_hidden_parts(text, one)
    if path.endswith(".mdx") or _OF_MDX.search(text):
        text = Mdx().plain(text)
    text = COMMENT.sub("", text) if is_org else without_html_comments(text, is_parsed=False)[0]
    text = _WITHIN.sub("", _COMMENT.sub("", without_hidden_source(text)))
    text = _FORMULA.sub(lambda found: without_comments_of_tex(found[0]), text)
    if is_org:
        return text
    text = "\n".join(directive_lines.without_hidden(text.split("\n")))
    return chunks.plain(text, Conditions(shows_code=all(one.shows_code for one in conditions)))


def _without_rst(lines: list[str]) -> list[str]:
    out: list[str] = []
    # How far the comment is indented that a line may belong to.
    within: int | None = None
    for line in lines:
        width = len(line) - len(line.lstrip())
        if within is not None and (not line.strip() or width > within):
            continue
        found = _OF_RST.fullmatch(line)
        within = width if found and not _SHOWN_OF_RST.match(found["said"] or "") else None
        if within is None:
            out.append(line)
    return out
