"""An Org file in, front matter and Markdown out. Pandoc reads it, where the extra `org` of the package is installed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ...core.typed import install
from .. import drafts, rst_fields
from ..frontmatter import FrontMatterError, from_metadata
from ..markdown.headings import slug
from ..markup.prose import changed, substituted
from ..names import path_from
from . import org_exports, org_source

if TYPE_CHECKING:
    from ..field_values import FieldValue
    from ..frontmatter import FrontMatter
    from .dialect import Beside

_KEYWORD = re.compile(r"#\+(?P<name>[\w-]+):[ \t]*(?P<value>.*)", flags=re.IGNORECASE)
_PROPERTY = re.compile(r":(?P<name>[\w-]+):[ \t]*(?P<value>.*)")
_BLOCK = re.compile(r"#\+begin[_:]", flags=re.IGNORECASE)
# In which Nikola has its fields.
_COMMENT = re.compile(r"\s*#\+begin_comment[ \t]*\n(?P<lines>(?:(?!#\+end_comment).*\n)*)", flags=re.IGNORECASE)
_TIME = re.compile(
    r"[<\[]?(?P<day>\d{4}-\d\d-\d\d)(?:[ \t]+[^\W\d]+\.?)?(?:[ \t]+(?P<time>\d{1,2}:\d\d))?[^>\]]*[>\]]?"
)
_NAMES = {
    "filetags": "tags",
    "hugo_tags": "tags",
    "hugo_categories": "categories",
    "category": "category",
    "hugo_slug": "slug",
    "hugo_draft": "draft",
    "hugo_lastmod": "modified",
    "export_date": "date",
    "hugo_publishdate": "publishdate",
    "hugo_aliases": "aliases",
    "language": "lang",
    "setupfile": "",
    "options": "",
    "property": "",
}
# Titles of headings keep what Org calls tags out, and nothing is numbered.
_OPTIONS = "#+OPTIONS: tags:nil todo:t ^:{} toc:nil num:nil\n"
_WRITER = "gfm+tex_math_dollars+footnotes+pipe_tables-tex_math_gfm-raw_html+raw_html"
_FILTER = Path(__file__).with_name("org.lua")
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]*)\]\(<?(?P<kind>id|roam|file):(?P<target>[^()<>\n]*)>?\)")
# What Pandoc writes for a bracket in words, and begins a formula here.
_BRACKET = re.compile(r"(?P<before>\\\\)|\\(?P<bracket>[\[\]])")
# How ox-hugo holds back one of several posts in a file.
_HELD = re.compile(r"^[ \t]*:EXPORT_HUGO_DRAFT:[ \t]*(?P<value>\S{1,20})", flags=re.MULTILINE | re.IGNORECASE)
_HELD_TAGS = {"draft", "private", "noexport", "archive"}
_DRAWERS, _COMMENTS = {":logbook:", ":properties:"}, {"comment", "query"}
_BLOCK_BEGUN = re.compile(r"#\+begin_(?P<name>\w{1,40})(?P<said>.*)")
# What is for one format alone, as a block and amid a line; what is put in place of a macro that has words may be nothing.
_FORMATS = {"latex", "beamer", "ascii", "odt", "texinfo", "man", "md", "org", "context", "icalendar"}
_SNIPPET = re.compile(r"@@(?!html:)[\w-]{1,20}:[^@]{0,2000}@@")
_MACRO = re.compile(r"\{\{\{(?!results\()[\w-]{1,40}\([^{}\n]{0,500}\)\}\}\}")
_EXCLUDED = re.compile(r"^#\+exclude_tags:([^\n]{1,200})", flags=re.MULTILINE | re.IGNORECASE)
# A drawer, and what a file says that shows only some of them; the trees by whose tag all others are left out.
_DRAWER = re.compile(r":[\w-]{1,60}:")
_FEW_DRAWERS = re.compile(r"^#\+options:[^\n]{0,300}[ \t]d:(?!t\b)", flags=re.MULTILINE | re.IGNORECASE)
# Options that leave tables and footnotes out, and lines of such.
_UNSHOWN = (
    (re.compile(r"^#\+options:[^\n]{0,300}[ \t]\|:nil\b", flags=re.MULTILINE | re.IGNORECASE), re.compile(r"[ \t]*\|")),
    (re.compile(r"^#\+options:[^\n]{0,300}[ \t]f:nil\b", flags=re.MULTILINE | re.IGNORECASE), re.compile(r"\[fn:")),
)
_SELECTED = re.compile(r"^#\+select_tags:([^\n]{1,200})", flags=re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(r"(?P<stars>\*+)[ \t]+(?P<words>.*)")
# Before the word that comments a tree out may stand its state and how urgent it is.
_COMMENTED = re.compile(r"(?:[^\sa-z\[]{1,30}[ \t]+)?(?:\[#\w{1,2}\][ \t]*)?COMMENT")
# Where Pandoc cannot be asked, a post is its own source.
_HOW = f"install what reads it: {install('org')}"
# What Pandoc makes of a name behind a caption and of what else is said of its table, and of a link to a name.
_SAID_OF_TABLE = r"(?:[\w:-]{1,40}=\"[^\"\n]{0,200}\" ?){1,9}"
_NAMED = re.compile(
    r"^(?P<words>[^\s#>|-][^\n]{0,500}?) "
    rf"\{{(?:#(?P<name>[\w:.-]{{1,100}})(?: {_SAID_OF_TABLE})?|{_SAID_OF_TABLE})\}}$",
    flags=re.MULTILINE,
)
_TO_NAME = re.compile(
    r'<span class="spurious-link" target="(?P<name>[^"<>\n]{1,100})">(?P<words>[^<>\n]{0,300})</span>'
)


def fields_of_org(text: str) -> FrontMatter:
    """What an Org file says of itself."""
    fields, places = _fields(text.splitlines())
    if comment := _COMMENT.match(text):
        said_there = {name: _value(name, value) for name, value in rst_fields.fields_of(comment["lines"]).items()}
        fields = {**said_there, **fields}
    front = from_metadata(fields)
    held = (one["value"] for one in _HELD.finditer(text) if drafts.reason_in([("draft", one["value"])]))
    said = (f"`EXPORT_HUGO_DRAFT: {value}` of a post in it" for value in held)
    tags = fields.get("tags", "")
    excluded = {tag.lower() for said in _EXCLUDED.findall(text) for tag in said.split()}
    said_tags = set(map(str.lower, map(str, tags if isinstance(tags, list) else [tags])))
    held_tags = sorted((_HELD_TAGS | excluded) & said_tags)
    reasons = (front.held_back, *said, *(f"`filetags: {one}`" for one in held_tags))
    lines = {name: places.get(name, 1) for name in front.fields}
    return replace(front, lines=lines, held_back=drafts.first_of(reasons))


def split_org(text: str) -> FrontMatter:
    """Take an Org file apart; its body is Markdown, whose lines are not those of the file."""
    front = fields_of_org(text)
    try:
        return replace(front, body=_markdown(text))
    except (OSError, RuntimeError, ImportError) as error:
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        how = _HOW if isinstance(error, OSError | ImportError) else "fix it there"
        remark = FrontMatterError(1, f"cannot be read as Org ({reason})", how)
        return replace(front, body=f"~~~~~org\n{without_hidden(text)}\n~~~~~", remarks=(remark,))


def without_hidden(text: str) -> str:
    r"""A text in Org without what Org exports nowhere: comments, drawers, hidden trees and blocks, and keywords.

    >>> without_hidden("One\n# two\n* COMMENT three\nfour\n* Five\n:LOGBOOK:\nsix\n:END:\nseven")
    'One\n* Five\nseven'
    """
    out: list[str] = []
    excluded = {"noexport", "archive", *(tag.lower() for said in _EXCLUDED.findall(text) for tag in said.split())}
    # The level of the heading that hides what is below it, and the line that ends what is hidden.
    hidden, end = 0, ""
    hides_drawers = _FEW_DRAWERS.search(text) is not None
    unshown = [line for option, line in _UNSHOWN if option.search(text)]
    text = _SNIPPET.sub("", _MACRO.sub("", org_exports.exported(org_source.without_tasks(text))))
    for line in _selected(text.split("\n")):
        bare = line.strip().lower()
        if end:
            end = "" if bare.startswith(end) else end
        elif bare in _DRAWERS or (hides_drawers and bare != ":end:" and _DRAWER.fullmatch(bare)):
            end = ":end:"
        elif (begun := _BLOCK_BEGUN.match(bare)) and _is_unshown(begun["name"], begun["said"]):
            end = f"#+end_{begun['name']}"
        elif heading := _HEADING.fullmatch(line):
            level = len(heading["stars"])
            if not hidden or level <= hidden:
                hidden = level if _COMMENTED.match(heading["words"]) or _tags_of(heading["words"]) & excluded else 0
            out += [] if hidden else [line]
        elif any(one.match(line) for one in unshown):
            continue
        elif not hidden and not bare.startswith(("# ", "#+")) and bare != "#" and not org_source.CLOCK.match(line):
            out.append(line)
    return "\n".join(out)


def _is_unshown(name: str, said: str) -> bool:
    """Whether a block of a kind is on no page."""
    kind = (said.split() or [""])[0] if name == "export" else name
    return name in _COMMENTS or kind in _FORMATS


def _tags_of(words: str) -> set[str]:
    """The tags of a heading, in small letters."""
    last = re.split(r"[ \t]", words.lower().rstrip())[-1]
    return set(last.split(":")) - {""} if last.startswith(":") else set()


def _selected(lines: list[str]) -> list[str]:
    """The lines of the trees that are asked for by a tag, if any is; else all."""
    said = [tag for line in lines for found in _SELECTED.findall(line) for tag in found.lower().split()]
    wanted = {*(said or ["export"])}
    headings = {number: one for number, line in enumerate(lines) if (one := _HEADING.fullmatch(line))}
    if not any(_tags_of(one["words"]) & wanted for one in headings.values()):
        return lines
    out, level = [], 0
    for number, line in enumerate(lines):
        if (heading := headings.get(number)) and (not level or len(heading["stars"]) <= level):
            level = len(heading["stars"]) if _tags_of(heading["words"]) & wanted else 0
        out += [line] if level or line.lower().startswith("#+") else []
    return out


def with_links_by_id(text: str, path: str, beside: Beside) -> str:
    """Markdown of Pandoc's whose links by the id of a note lead to its file; one that nothing has is no link."""

    def led(found: re.Match[str]) -> str:
        if found["kind"] == "file":
            return f"[{found['words']}]({found['target']})"
        file = beside.find(f"id:{found['target']}", path)
        return f"[{found['words']}]({quote(path_from(path, file))})" if file else found["words"]

    return _LINK.sub(led, text)


def _fields(lines: list[str]) -> tuple[dict[str, FieldValue], dict[str, int]]:
    """What an Org file says of itself above its first heading, with the line of each."""
    found: dict[str, FieldValue] = {}
    places: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("* ") or _BLOCK.match(line):
            break
        said = _KEYWORD.fullmatch(line.strip()) or _PROPERTY.fullmatch(line.strip())
        if said is None:
            continue
        name = said["name"].lower()
        name = _NAMES.get(name, name)
        value = said["value"].strip()
        if not name or not value or name in {"properties", "end", "id"}:
            continue
        found[name] = _value(name, value)
        places.setdefault(name, number)
    return found, places


def _value(name: str, value: str) -> FieldValue:
    if name == "tags":
        return [one for one in re.split(r"\s*,\s*" if "," in value else r"[\s:]+", value) if one]
    if name in {"date", "modified", "lastmod", "created", "publishdate"} and (time := _TIME.fullmatch(value)):
        return f"{time['day']} {time['time']:0>5}" if time["time"] else time["day"]
    return value


def _markdown(text: str) -> str:
    import pypandoc  # noqa: PLC0415 - most journals have no Org

    # The sandbox: nothing that a file names is read.
    found: str = pypandoc.convert_text(
        _OPTIONS + org_source.for_pandoc(text),
        _WRITER,
        "org+citations",
        extra_args=["--wrap=none", "--sandbox", "--quiet", f"--lua-filter={_FILTER}"],
    )
    found = org_source.with_backslashes(found)
    found = changed(found, lambda prose: substituted(_BRACKET, _plain_bracket, prose))
    # A table's caption, which stands below it with the name of the table.
    found = changed(found, lambda prose: _NAMED.sub(_caption, prose))
    return _TO_NAME.sub(lambda one: _link_to_name(one, found), found) if "spurious-link" in found else found


def _caption(found: re.Match[str]) -> str:
    return f'{found["words"]}<span id="{found["name"]}"></span>' if found["name"] else found["words"]


def _link_to_name(link: re.Match[str], text: str) -> str:
    """A link to what has a name; its words where nothing has it."""
    words = link["words"].strip("*").removeprefix("\\*")
    if link["name"].startswith("*"):
        return f"[{words}](#{quote(slug(link['name']))})"
    return f"[{words}](#{quote(link['name'])})" if f'id="{link["name"]}"' in text else words


def _plain_bracket(found: re.Match[str]) -> str:
    return found["before"] or f"&#{ord(found['bracket'])};"
