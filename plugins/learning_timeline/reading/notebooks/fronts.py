"""The cells of a notebook in, what it says of itself out: in its first cell, in its metadata, whether a cell holds it back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..._seam import analytics
from .. import drafts
from ..frontmatter import FrontMatter, FrontMatterError, from_metadata, split

# Front matter as nbdev and fastpages have it: a heading, a quotation, and a list in which one of these fields stands.
_LISTED_FIELD = re.compile(r"[-*] (?P<name>[A-Za-z][\w-]*+)[ \t]*+:[ \t]++(?P<value>\S.*)")
_OF_NBDEV = frozenset(
    {
        *("toc", "badges", "comments", "branch", "hide", "search_exclude", "skip_exec", "skip_showdoc", "draft"),
        *("published", "permalink", "layout", "sticky_rank", "use_math", "categories", "redirect_from"),
    }
)


def front_of(notebook: str) -> FrontMatter | None:
    """What a notebook of any version says of itself, without the cost of all else in it; None if it cannot be read."""
    try:
        found = json.loads(notebook.removeprefix("\ufeff"))
        about = found.get("metadata")
        cells = [cell for sheet in found.get("worksheets") or [found] for cell in sheet.get("cells") or ()]
        # Behind code of which nobody is to know, as a page is read.
        seen = (one for one in cells if one["cell_type"] != "code" or not _hides(one))
        first: dict[str, Any] = next(seen, {})
        front = front_of_cell(first.get("cell_type", ""), whole("".join(map(str, first.get("source") or ""))))
        texts = ((one["cell_type"], whole("".join(map(str, one.get("source") or "")))) for one in cells)
        reasons = (reason_in(kind, text) for kind, text in texts)
        front = replace(front, held_back=front.held_back or next(filter(None, reasons), ""))
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return None
    return joined(front, from_metadata(about if isinstance(about, dict) else {}))


def front_of_cell(kind: str, source: str) -> FrontMatter:
    """What a first cell of a kind says of the notebook; nothing if it is code."""
    front = split(source if kind in {"raw", "markdown"} else "")
    return front if front.fields or kind != "markdown" else _listed_front(source) or front


def _listed_front(source: str) -> FrontMatter | None:
    r"""Front matter as nbdev and fastpages have it; None if a cell does not begin with it.

    >>> _listed_front("# A: b\n> In short.\n- hide: true\n- x\n").fields
    {'title': 'A: b', 'description': 'In short.', 'unlisted': 'true', 'summary': 'In short.'}
    >>> _listed_front("# Aims\n- accuracy: 0.9\n")
    """
    made: list[str] = []
    names: set[str] = set()
    lines = source.strip("\n").split("\n")
    for line in lines:
        bare = line.strip()
        if not names and bare.startswith("# "):
            made.append(f"title: {_as_yaml(bare[2:].strip())}")
            names.add("title")
        elif names == {"title"} and bare.startswith("> "):
            made.append(f"description: {_as_yaml(bare[2:].strip())}")
            names.add("description")
        elif names and (found := _LISTED_FIELD.fullmatch(bare)):
            # What its site has in no list is on none of its pages that lead anywhere.
            name = "unlisted" if found["name"] == "hide" else found["name"]
            made.append(f"{name}: {found['value']}")
            names.add(found["name"])
        elif bare:
            break
        else:
            made.append("")
    if not names & _OF_NBDEV:
        return None
    front = split("\n".join(["---", *made, "---", *lines[len(made) :]]))
    above = source[: len(source) - len(source.lstrip("\n"))].count("\n") - 1
    return replace(
        front,
        body_line=front.body_line + above - 1,
        lines={name: line + above for name, line in front.lines.items()},
        remarks=tuple(FrontMatterError(one.line + above, one.problem, one.remedy) for one in front.remarks),
    )


def _as_yaml(text: str) -> str:
    return text if text[:1] in {'"', "'"} else json.dumps(text, ensure_ascii=False)


def reason_in(kind: str, source: str) -> str:
    """Why front matter in a cell holds the notebook back, whichever cell that is; empty if none does."""
    if kind == "raw":
        return split(source).held_back
    return drafts.reason_in_blocks(source) if kind == "markdown" else ""


def _hides(cell: Mapping[str, Any]) -> bool:
    return analytics.hidden_by_metadata(cell.get("metadata")).cell


def joined(front: FrontMatter, said: FrontMatter) -> FrontMatter:
    """What the first cell of a notebook says and its metadata; either holds it back."""
    return replace(
        front,
        fields={**said.fields, **front.fields},
        body="",
        held_back=front.held_back or said.held_back,
        remarks=(*front.remarks, *said.remarks),
    )


def whole(text: str) -> str:
    """A text without the halves of characters that JSON may hold, and no page can."""
    return text.encode("utf-8", "replace").decode()
