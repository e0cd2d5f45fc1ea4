"""A work in, its COinS out: what the `title` of an empty `<span class="Z3988">` says, by which Zotero's button knows it. Pure.

https://web.archive.org/web/2017/http://ocoins.info/: an OpenURL (Z39.88-2004) that leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

_JOURNAL, _BOOK, _THESIS, _OTHER = "journal", "book", "dissertation", "dc"
# The format and the genre of each type; those of `dc` have a type instead.
_FORMATS = {
    **dict.fromkeys(("article-journal", "article-magazine", "article-newspaper"), (_JOURNAL, "article")),
    "article": (_JOURNAL, "preprint"),
    "paper-conference": (_BOOK, "proceeding"),
    "book": (_BOOK, "book"),
    "chapter": (_BOOK, "bookitem"),
    "entry-encyclopedia": (_BOOK, "bookitem"),
    "report": (_BOOK, "report"),
    "thesis": (_THESIS, ""),
    "webpage": (_OTHER, "webpage"),
    "software": (_OTHER, "computerProgram"),
    "dataset": (_OTHER, "dataset"),
    "motion_picture": (_OTHER, "videoRecording"),
    "broadcast": (_OTHER, "podcast"),
    "manuscript": (_OTHER, "manuscript"),
    "patent": (_OTHER, "patent"),
    "speech": (_OTHER, "presentation"),
}
_TAG = re.compile(r"<[^<>]+>")


def coins(item: Mapping[str, Any]) -> str:
    """The COinS of an item of CSL-JSON.

    >>> coins({"id": "a", "type": "book", "title": "Dune", "author": [{"family": "Herbert", "given": "Frank"}]})
    'ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Abook&rft.genre=book&rft.btitle=Dune&rft.aulast=Herbert&rft.aufirst=Frank&rft.au=Frank+Herbert'
    """
    return urlencode([(name, _TAG.sub("", value)) for name, value in _pairs(item) if value])


def _pairs(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    form, genre = _FORMATS.get(item["type"], (_OTHER, "document"))
    days = item.get("issued", {}).get("date-parts", [[]])[0]
    container = item.get("container-title", "")
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"
    yield "rft.type" if form == _OTHER else "rft.genre", genre
    if "DOI" in item:
        yield "rft_id", f"info:doi/{item['DOI']}"
    yield "rft_id", item.get("URL", "")
    yield _name_of_title(form, genre), item["title"]
    if container:
        yield {_JOURNAL: "rft.jtitle", _BOOK: "rft.btitle"}.get(form, "rft.source"), container
    for name, value in (("volume", "volume"), ("issue", "issue"), ("pages", "page"), ("edition", "edition")):
        yield f"rft.{name}", item.get(value, "")
    yield "rft.issn", item.get("ISSN", "")
    yield "rft.isbn", item.get("ISBN", "")
    yield "rft.inst" if form == _THESIS else "rft.pub" if form == _BOOK else "rft.publisher", item.get("publisher", "")
    yield "rft.place", item.get("publisher-place", "")
    yield "rft.date", "-".join(f"{part:02d}" for part in days)
    for number, name in enumerate(item.get("author", ())):
        if name == {"literal": "others"}:
            continue
        family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"), name.get("suffix"))))
        if number == 0 and family and form != _OTHER:
            yield from (("rft.aulast", family), ("rft.aufirst", name.get("given", "")))
        yield (
            "rft.creator" if form == _OTHER else "rft.au",
            name.get("literal") or f"{name.get('given', '')} {family}".strip(),
        )


def _name_of_title(form: str, genre: str) -> str:
    if form in {_THESIS, _OTHER}:
        return "rft.title"
    return "rft.btitle" if form == _BOOK and genre in {"book", "report"} else "rft.atitle"
