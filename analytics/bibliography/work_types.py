"""An entry in, what sort of work it tells of out: the type that CSL has for it, and whether it is a preprint. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .identifying import address
from .latex import readable
from .resource import Entry

_TYPES = {
    **dict.fromkeys(("article", "suppperiodical"), "article-journal"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(
        ("proceedings", "mvproceedings", "book", "mvbook", "collection", "mvcollection", "reference", "mvreference"),
        "book",
    ),
    **dict.fromkeys(("incollection", "inbook", "bookinbook", "suppbook", "suppcollection"), "chapter"),
    "inreference": "entry-encyclopedia",
    **dict.fromkeys(("phdthesis", "mastersthesis", "bachelorsthesis", "thesis"), "thesis"),
    **dict.fromkeys(("techreport", "report", "manual"), "report"),
    "unpublished": "manuscript",
    "booklet": "pamphlet",
    **dict.fromkeys(("online", "electronic", "www", "webpage"), "webpage"),
    "software": "software",
    "dataset": "dataset",
    "data": "dataset",
    "patent": "patent",
    "periodical": "periodical",
    **dict.fromkeys(("video", "movie"), "motion_picture"),
    "audio": "song",
    "music": "song",
    "image": "graphic",
    "artwork": "graphic",
    "standard": "standard",
    "letter": "personal_communication",
}
TYPES_OF_KINDS = {
    "paper": "article-journal",
    "book": "book",
    "course": "document",
    "talk": "speech",
    "video": "motion_picture",
    "podcast": "broadcast",
    "software": "software",
    "dataset": "dataset",
    "article": "webpage",
    "other": "document",
}
# An author who says this of an entry knows more than its type does.
_TELLING_KINDS = {"talk", "video", "podcast", "software", "dataset"}
_PREPRINTS = re.compile(
    r"corr|arxiv.*|biorxiv.*|medrxiv.*|chemrxiv.*|psyarxiv.*|ssrn.*|research square.*|openreview.*|preprint.*",
    flags=re.IGNORECASE,
)


def is_preprint(entry: Entry) -> bool:
    """Whether an entry tells of a preprint: it is on arXiv or its like, and nowhere else."""
    fields = entry.fields
    journal = readable(fields.get("journal") or fields.get("journaltitle") or "")
    if journal or fields.get("booktitle"):
        return bool(_PREPRINTS.fullmatch(journal)) and not fields.get("booktitle")
    if entry.type not in {"misc", "article", "online", "unpublished", "preprint", "electronic"}:
        return False
    publisher = readable(fields.get("publisher") or fields.get("institution") or "")
    is_numbered = bool(fields.get("eprint") or fields.get("arxivid"))
    named = " ".join(fields.get(name, "") for name in ("note", "howpublished", "number", "doi", "url")).lower()
    return is_numbered or bool(_PREPRINTS.fullmatch(publisher)) or "arxiv" in named or "openreview.net" in named


def csl_type(entry: Entry) -> str:
    """The type of a work, by that of its entry and by what the entry holds."""
    fields = entry.fields
    if fields.get("kind", "").lower() in _TELLING_KINDS:
        return TYPES_OF_KINDS[fields["kind"].lower()]
    if is_preprint(entry):
        return "article"
    if entry.type == "article" and fields.get("entrysubtype", "").lower() in {"magazine", "newspaper"}:
        return f"article-{fields['entrysubtype'].lower()}"
    if entry.type == "article" and fields.get("booktitle") and not {"journal", "journaltitle"} & set(fields):
        return "paper-conference"
    if entry.type in _TYPES:
        return _TYPES[entry.type]
    return _type_of_misc(fields)


def _type_of_misc(fields: Mapping[str, str]) -> str:
    host = address(fields.get("url") or fields.get("howpublished") or "").lower()
    if "huggingface.co/" in host:
        return "dataset" if "/datasets/" in host else "software"
    if re.search(r"://(?:www\.)?(?:github\.com|gitlab\.com|pypi\.org)/", host):
        return "software"
    if re.search(r"://(?:www\.)?(?:youtube\.com|youtu\.be|vimeo\.com)/", host):
        return "motion_picture"
    said = readable(fields.get("type", "")).lower()
    for word, kind in (("dataset", "dataset"), ("data set", "dataset"), ("software", "software"), ("talk", "speech")):
        if word in said:
            return kind
    if fields.get("kind", "").lower() in {"course", "article"} or (host and not fields.get("doi")):
        return "webpage"
    return "document"
