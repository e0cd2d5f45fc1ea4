"""The fields of an entry in, the identifiers of its work out, wherever exporters put them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .latex import readable

WHOLE_BOOKS = {"book", "booklet", "manual", "collection", "mvbook", "mvcollection", "proceedings", "mvproceedings"}
# `arXiv preprint arXiv:1706.03762`, `arXiv e-prints arXiv:1706.03762v5 [cs]`, `abs/1706.03762` of CoRR.
_ARXIV = re.compile(
    r"(?:arxiv(?:\s+preprint|\s+e-prints)?[\s:./]*(?:abs/)?(?:arxiv:)?|^abs/)(?P<name>\d{4}\.\d{4,5}|[a-z-]{1,20}(?:\.[A-Z]{2})?/\d{7})",
    flags=re.IGNORECASE | re.ASCII,
)
_MAY_NAME_ARXIV = (
    "journal",
    "journaltitle",
    "note",
    "howpublished",
    "number",
    "volume",
    "pages",
    "eid",
    "booktitle",
    "issue",
)
_URL = re.compile(r"https?://[^\s{}<>\"]+", flags=re.IGNORECASE)
_ESCAPED = re.compile(r"\\([_%&#~$])|\\(?:text(?:asciitilde|underscore)|~)\s*(?:\{\})?")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_IS_ARXIV = {"arxiv", ""}


def names_in(fields: Mapping[str, str], *, entry_type: str) -> Iterator[str]:
    """Each identifier that an entry holds, as one would write it in front matter; the ISBN of a chapter is that of its book."""
    eprint = address(fields.get("eprint", "") or fields.get("arxivid", ""))
    kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip("{} ").lower()
    if eprint and kind in _IS_ARXIV:
        name = re.sub(r"^arxiv:\s*", "", eprint, flags=re.IGNORECASE)
        is_named = kind or "arxivid" in fields or re.fullmatch(r"[\w.-]+/\d{7}.*|\d{4}\.\d{4,5}.*", name)
        if is_named and not eprint.lower().startswith("http"):
            yield f"arxiv:{name}"
    for field in _MAY_NAME_ARXIV:
        if match := _ARXIV.search(fields.get(field, "").strip("{} ")):
            yield f"arxiv:{match['name']}"
    if doi := address(fields.get("doi", "")):
        found = _DOI.search(doi)
        yield doi if doi.lower().startswith(("http", "doi:")) or not found else f"doi:{found[0]}"
    if entry_type in WHOLE_BOOKS:
        yield from (f"isbn:{one}" for one in re.split(r"[\s,;]+", readable(fields.get("isbn", ""))) if one)
    for field in ("url", "ee", "howpublished", "link", "bdsk-url-1"):
        if match := _URL.search(address(fields.get(field, ""))):
            # In a field of its own all of it is the address, elsewhere a sentence may end behind it.
            yield match[0] if field == "url" else match[0].rstrip(".,;")
            break
    # Wiley calls the address of a file so.
    if eprint.lower().startswith("http"):
        yield eprint


def address(text: str) -> str:
    r"""An address or an identifier as BibTeX holds it, without TeX's marks.

    >>> address(r"\url{https://example.org/a\_b\%20c}")
    'https://example.org/a_b%20c'
    """
    text = re.sub(r"\\(?:url|nolinkurl|path|href)\s*(?=\{)", "", text.strip())
    text = re.sub(r"\{\\(?:textunderscore|_)\s*\}|\\textunderscore(?:\{\})?", "_", text)
    text = _ESCAPED.sub(lambda match: match[1] or "~", text)
    return text.replace("{", " ").replace("}", " ").strip()
