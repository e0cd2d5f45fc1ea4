"""A file of a post in, its front matter and its Markdown out, by how such a file is written, whatever the journal around it is.

Documents of Quarto and R Markdown are Markdown with code that is run: nothing is run here, and what Quarto kept of the last run
is taken from where it keeps it. Org files are Markdown after Pandoc has read them.
"""

from __future__ import annotations

import dataclasses
import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from ..comments import without_all_comments
from ..conditions import conditions_of
from ..drafts import reason_in
from ..field_values import FieldValue
from ..frontmatter import FrontMatter, rewritten, split, with_fields
from ..held_names import reason_in_names
from ..markup import bookdown, chunks, containers, inline_notes, inner_markdown, pandoc, vimwiki
from ..markup.crossrefs import CrossReferences
from ..markup.divs import Divs
from ..markup.hidden_parts import without_hidden_parts
from ..markup.mdx import Mdx
from ..markup.prose import callout, changed, substituted, with_html
from ..markup.shortcodes import Shortcodes
from ..names import path_from
from ..quarto_project import settings_for
from ..stand_ins import stand_in
from .dialect import Beside
from .julia_fields import split_julia
from .lektor_contents import CONTENTS, split_contents
from .org import split_org, with_links_by_id
from .tiddlywiki import TIDDLER, split_tiddler, with_markdown
from .vault_files import no_post
from .vimwiki import VIMWIKI, split_vimwiki

EXECUTED = (".qmd", ".rmd", ".rmarkdown")
ORG = ".org"
MDX = ".mdx"
# A comment of HTML that holds fields.
_OF_NIKOLA = re.compile(r"<!--[ \t\r]*\n(?:\.\. [A-Za-z_]+:[^\n]*\n|[ \t\r]*\n){1,40}-->")
_FIELD = re.compile(r"^\.\. (?P<name>[A-Za-z_]+):(?P<value>[^\n]*\S[^\n]*)", flags=re.MULTILINE)
# A name as Notion gives it, and the lines that it has properties in.
_NAME_OF_NOTION = re.compile(r" [0-9a-f]{32}\.md$")
_PROPERTIES_OF_NOTION = re.compile(r"\s{0,9}# [^\n]*\n\s*\n(?P<said>(?:\w[\w ]{0,40}: [^\n]*(?:\n|\Z))+)")
_PROPERTY_OF_NOTION = re.compile(r"^(?P<name>\w[\w ]{0,40}): (?P<value>[^\n]*)", flags=re.MULTILINE)
# What of them this journal reads, and its boxes.
_CALLED_BY_NOTION = {
    **dict.fromkeys(("date", "created", "created time", "published", "publish date"), "date"),
    **dict.fromkeys(("last edited", "last edited time", "updated"), "modified"),
    **dict.fromkeys(("tags", "tag"), "tags"),
}
_ASIDE = re.compile(r"^<aside>\n(?P<inner>(?:(?!</?aside>)[^\n]*\n)+)</aside>$", flags=re.MULTILINE)
# What Logseq writes into blocks that it refers to or has folded, and nobody by hand.
_OF_LOGSEQ = re.compile(
    r"^[ \t]*(?:id:: [0-9a-f]{8}-|collapsed:: true|ls-type:: |card-last-)|\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)",
    flags=re.MULTILINE,
)
# How large Logseq shows a picture.
_SIZED = re.compile(r"(?<=\))\{:(?:height|width) \d{1,5}(?:, :(?:height|width) \d{1,5})?\}")
# A name of a link that nothing uses, by which many write comments; below a line of a paragraph it would be a part of that.
_COMMENTED = re.compile(r"^ {0,3}\[(?://|comment|\#)\]:[ \t]*(?:\#|<>)[^\n]*$", flags=re.MULTILINE)
# Where Quarto keeps what a document printed.
_FREEZE = "_freeze"
_MOST_DEPTH = 5
_SPACED = re.compile(
    r"(?P<before>!\[[^\[\]\n]{0,300}\]\()(?P<address>[^\s()<>\"]{1,100} [^()<>\"\n]{0,300}\.(?:png|jpe?g|gif|svg|webp|avif))\)",
    flags=re.IGNORECASE,
)
# Pandoc's small letters below and above the line; formulas, addresses and tags come first, in which the signs mean something else.
_SMALL = re.compile(
    r"\\begin\{(?P<name>[a-zA-Z]{1,20}\*?)\}(?:(?!\\begin\{(?P=name)\})[\s\S]){0,3000}?\\end\{(?P=name)\}|"
    r"\\\((?:[^\\\n]|\\[^()\n])*\\\)|\\\[(?:[^\\]|\\[^\[\]])*\\\]|\\.|\$\$[^$]*\$\$|\$[^$\n]+\$|\]\([^()\n]*\)|<[^<>\n]*>|https?://\S+"
    r"|~(?P<below>[^\s~^$`]{1,30})~(?!~)|(?<!\[)\^(?P<above>[^\s~^$`\[\]]{1,30})\^|~~+"
)
# Where Hashnode places a picture, behind its address.
_ALIGNED = re.compile(r"(?<=\S)[ \t]{1,9}align=\"(?:left|center|right)\"\)")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def split_document(path: str, text: str) -> FrontMatter:
    """Take a file's text apart; its body is Markdown."""
    if stand_in(text):
        return split(text)
    if path.lower().endswith(ORG):
        return split_org(text)
    if path.lower().endswith(TIDDLER):
        return split_tiddler(text)
    if path.lower().endswith(CONTENTS):
        return split_contents(text)
    if path.lower().endswith(VIMWIKI):
        return split_vimwiki(text)
    front = split(text)
    if front.remarks and text.lstrip().startswith("+++"):
        front = split_julia(text) or front
    if not front.fields and _NAME_OF_NOTION.search(path):
        front = _of_notion(front)
    if not front.fields and (found := _OF_NIKOLA.match(front.body)):
        # Without the comment, each line in its place.
        body = "\n" * found[0].count("\n") + front.body[len(found[0]) :]
        front = with_fields(dataclasses.replace(front, body=body), fields_in_comments(found[0]))
    return front


def _of_notion(front: FrontMatter) -> FrontMatter:
    """A page that Notion has written: its properties, which are below its heading, date it, give it tags or hold it back."""
    front = dataclasses.replace(front, body=_ASIDE.sub(_callout_of_notion, front.body))
    head = _PROPERTIES_OF_NOTION.match(front.body)
    if head is None:
        return front
    found = [(one, one["name"].strip(), one["value"].strip()) for one in _PROPERTY_OF_NOTION.finditer(head["said"])]
    said = [(name, value) for _, name, value in found]
    reason = reason_in(said) or reason_in_names("", [(name.lower(), value) for name, value in said])
    first = front.body_line + front.body.count("\n", 0, head.start("said"))
    fields: list[tuple[str, FieldValue, int]] = []
    shown = []
    for number, (one, name, value) in enumerate(found):
        called = _CALLED_BY_NOTION.get(name.lower())
        if called and value:
            fields.append((called, value, first + number))
        # Lines of properties would run together.
        shown.append("" if called else f"{one[0].rstrip()}  ")
    lines = "\n".join(shown) + "\n" * head["said"].endswith("\n")
    body = f"{front.body[: head.start('said')]}{lines}{front.body[head.end('said') :]}"
    return with_fields(dataclasses.replace(front, body=body, held_back=front.held_back or reason), fields)


def _callout_of_notion(found: re.Match[str]) -> str:
    """A box as Notion writes it, each line in its place."""
    return "\n".join(callout("note", "", found["inner"].strip("\n").split("\n"))) + "\n" * (
        found[0].count("\n") - found["inner"].strip("\n").count("\n") - 1
    )


def fields_in_comments(text: str) -> Iterator[tuple[str, FieldValue, int]]:
    """The fields that comments say as Nikola writes them, each by its name, as of the first line."""
    return ((one["name"].lower(), one["value"].strip(), 1) for one in _FIELD.finditer(text))


def prepared_document(path: str, front: FrontMatter, beside: Beside, dialect: str) -> FrontMatter:
    """A file as Markdown whose way of writing its name tells; the dialect of this name prepares it next."""
    if kind := no_post(path, front):
        return dataclasses.replace(front, left_out=kind)
    front = dataclasses.replace(front, body=_without_signs_of_editors(front.body))
    if dialect != "logseq" and "){:" in front.body:
        front = dataclasses.replace(front, body=changed(front.body, lambda prose: substituted(_SIZED, "", prose)))
    if dialect != "logseq" and ("::" in front.body or "((" in front.body) and _OF_LOGSEQ.search(front.body):
        # A page that was taken out of a graph of Logseq.
        from .logseq import Logseq  # noqa: PLC0415 - hardly any journal has one

        front = Logseq().prepared(path, front, beside)
    if path.lower().endswith(ORG):
        return rewritten(front, with_links_by_id(front.body, path, beside))
    if path.lower().endswith(TIDDLER):
        return with_markdown(front)
    if path.lower().endswith(VIMWIKI):
        return dataclasses.replace(front, body=vimwiki.plain(front.body))
    if path.lower().endswith(MDX):
        page = Mdx()
        return rewritten(front, inner_markdown.everywhere(containers.plain(page.plain(front.body))), page.left_out)
    return plain_document(path, front, beside) if path.lower().endswith(EXECUTED) else front


def _without_signs_of_editors(text: str) -> str:
    """A text without what some editors write into addresses and comments, which all others show."""
    if "![" in text and _SPACED.search(text):
        text = changed(text, _with_brackets)
    if ' align="' in text:
        text = changed(text, lambda prose: substituted(_ALIGNED, ")", prose))
    if "]: #" in text or "]: <>" in text:
        text = changed(text, lambda prose: _COMMENTED.sub("", prose))
    return text


def _with_brackets(prose: str) -> str:
    """Prose whose pictures are found though there are spaces in their names, as note-taking programs write them.

    >>> _with_brackets("![a](b c.png) [d](e f.md)")
    '![a](<b c.png>) [d](e f.md)'
    """
    return substituted(_SPACED, r"\g<before><\g<address>>)", prose)


def plain_document(path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
    """A document of Quarto or R Markdown as Markdown: with what its code printed, if that is known."""
    kept = _frozen(path, beside)
    body, left_out = _expanded(front.body if kept is None else kept, path, front, beside)
    conditions = conditions_of(front.fields, settings_for(path, beside.above, beside.setting))
    body = without_hidden_parts(body, conditions)
    if not path.lower().endswith(".qmd"):
        body = bookdown.plain(body)
    body = pandoc.plain(body)
    numbers = CrossReferences(body)
    body = chunks.plain(body, conditions, label_of=numbers.label_of)
    body = inner_markdown.everywhere(inline_notes.named(Divs(numbers).plain(body)))
    return rewritten(front, changed(body, lambda prose: with_small_letters(with_html(prose))), left_out)


def with_small_letters(prose: str) -> str:
    """Prose with HTML for what Pandoc sets below and above the line.

    >>> with_small_letters("H~2~O, x^2^, $x^2y^3$, ~~gone~~, [a](~b/~c) `~d~`")
    'H<sub>2</sub>O, x<sup>2</sup>, $x^2y^3$, ~~gone~~, [a](~b/~c) `~d~`'
    """

    def written(found: re.Match[str]) -> str:
        if found["below"]:
            return f"<sub>{found['below']}</sub>"
        return f"<sup>{found['above']}</sup>" if found["above"] else found[0]

    return substituted(_SMALL, written, prose) if "~" in prose or "^" in prose else prose


def _expanded(
    text: str, path: str, front: FrontMatter, beside: Beside, depth: int = 0
) -> tuple[str, list[tuple[int, str]]]:
    """A text with what its shortcodes show, other files among it; and the lines of what is left out."""
    folder = posixpath.dirname(path)

    def include(file: str) -> str | None:
        place = posixpath.normpath(file.lstrip("/") if file.startswith("/") else posixpath.join(folder, file))
        found = None if depth == _MOST_DEPTH or file.endswith(".ipynb") else beside.include(place)
        return None if found is None else _expanded(split(found).body, place, front, beside, depth + 1)[0]

    values = {name: value for name, value in front.fields.items() if isinstance(value, str)}
    shortcodes = Shortcodes(values, str, include)
    return shortcodes.translated(text), shortcodes.left_out


def _frozen(path: str, beside: Beside) -> str | None:
    """What Quarto kept of a document when it ran it, as Markdown; None if there is nothing."""
    stem = path.rpartition(".")[0]
    parts = PurePosixPath(stem).parts
    # The project may be in a folder of the content folder.
    for depth in range(len(parts)):
        project, inside = "/".join(parts[:depth]), "/".join(parts[depth:])
        kept = posixpath.join(project, _FREEZE, inside, "execute-results", "html.json")
        # Asked for where there is none as well, so that one which appears later is seen.
        if (text := beside.include(kept, is_code=True)) is not None:
            markdown = _markdown_of(text)
            if markdown is None:
                return None
            name = PurePosixPath(stem).name
            place = path_from(path, posixpath.join(project, _FREEZE, inside))
            found = split(_ANSI.sub("", markdown.replace(f"{name}_files/", f"{place}/"))).body
            return without_all_comments(found)[0]
    return None


def _markdown_of(text: str) -> str | None:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    result = found.get("result") if isinstance(found, dict) else None
    markdown = result.get("markdown") if isinstance(result, dict) else None
    return markdown if isinstance(markdown, str) else None
