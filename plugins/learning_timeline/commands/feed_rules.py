"""A feed's bytes in; out, what a reader of feeds would stumble over: Atom, RSS and JSON Feed."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from .findings import Finding

_BY_THE_PLUGIN = "fix the program that writes the feed"
# What each format asks of a feed and of each of its entries, by the names of the parser.
_ATOM = (("title", "id", "updated"), ("title", "id", "updated", "link"))
_RSS = (("title", "link"), ("title",))
_JSON_VERSION = "https://jsonfeed.org/version/"


def feed_kind(file: str, beginning: bytes) -> str:
    """`xml` or `json` for a feed, by a file's name and its first bytes; empty for all else."""
    if file.endswith(".xml") and any(tag in beginning for tag in (b"<feed", b"<rss", b"<rdf:RDF")):
        return "xml"
    return "json" if file.endswith(".json") and _JSON_VERSION.encode() in beginning.replace(b"\\/", b"/") else ""


def check_feed(file: str, kind: str, data: bytes) -> Iterator[Finding]:
    """What is wrong with one feed."""
    for wrong in _json_feed(data) if kind == "json" else _xml_feed(data):
        yield Finding(file, f"feed: {wrong}", _BY_THE_PLUGIN)


def _xml_feed(data: bytes) -> Iterator[str]:
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if found.bozo:
        yield f"is not well-formed ({found.bozo_exception})"
        return
    of_feed, of_entry = _ATOM if found.version.startswith("atom") else _RSS
    yield from (f"has no {name}" for name in of_feed if not found.feed.get(name))
    for entry in found.entries:
        name = entry.get("title") or entry.get("id") or "without a title"
        yield from (f"the entry “{name}” has no {part}" for part in of_entry if not entry.get(part))
    yield from _repeated(entry.get("id") for entry in found.entries)


def _json_feed(data: bytes) -> Iterator[str]:
    try:
        feed: Any = json.loads(data)
    except ValueError as error:
        yield f"is not JSON ({error})"
        return
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        yield "has no list of items"
        return
    yield from (f"has no {name}" for name in ("version", "title") if not feed.get(name))
    items: list[Mapping[str, Any]] = [item for item in feed["items"] if isinstance(item, dict)]
    for item in items:
        name = item.get("title") or item.get("id") or "without a title"
        if not isinstance(item.get("id"), str) or not item["id"]:
            yield f"the item “{name}” has no id that is a text"
        if not {"content_html", "content_text"} & item.keys():
            yield f"the item “{name}” has neither content_html nor content_text"
    yield from _repeated(item.get("id") for item in items)


def _repeated(ids: Iterator[Any]) -> Iterator[str]:
    yield from (f"two entries have the id {name}" for name, times in Counter(ids).items() if name and times > 1)
