"""A journal in one file in, a folder of notes out: a TiddlyWiki in HTML, or what Day One exports as JSON."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from .._seam import analytics

_STORE = "tiddlywiki-tiddler-store"
_SYSTEM = "$:/"
_NOT_IN_NAMES = re.compile(r"[<>:\"/\\|?*\x00-\x1f\x7f]+")
# What Windows takes for a device, whatever stands behind a dot.
_DEVICE = re.compile(r"(?i)(?:aux|con|nul|prn|(?:com|lpt)[0-9¹²³])(?= *\.)")
# In letters; and in bytes, with room for a day, a number and an ending: a name may have 255.
_LONGEST_NAME, _MOST_BYTES = 80, 200
_BINARY = ("image/", "audio/", "video/", "application/pdf")
_DRAWING = "image/svg+xml"
# Files that an entry shows, by names that say nothing, and where an export has them.
_MOMENT = re.compile(r"dayone-moment:/{1,2}(?:(?:video|audio|pdfAttachment)/)?(?P<id>[\w-]+)")
_ATTACHED = {"photos": "photos", "videos": "videos", "audios": "audios", "pdfAttachments": "pdfs"}


class NotAJournal(ValueError):  # noqa: N818 - it reads as what happened
    """A file that holds no journal which is known here."""


def unpack(file: Path, folder: Path) -> None:
    """Write the notes that a file holds into a folder.

    Raises:
        NotAJournal: it holds none.
    """
    folder.mkdir()
    kind = file.suffix.lower()
    notes = _tiddlers(file) if kind in {".html", ".htm"} else _entries(file, folder) if kind == ".json" else ()
    taken: set[str] = set()
    for name, data in notes:
        name = _DEVICE.sub(r"\g<0>_", name) if _DEVICE.match(name) else name  # noqa: PLW2901 - one that every disk takes
        stem, dot, suffix = name.rpartition(".")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} {number}{dot}{suffix}"  # noqa: PLW2901 - one that is free
        taken.add(name.casefold())
        (folder / name).write_bytes(data)
    if not taken:
        raise NotAJournal(
            f"{file}: no journal: name a folder, a TiddlyWiki in HTML, or the JSON of an export of Day One"
        )


def _named(title: str) -> str:
    """A title as the name of a file."""
    return _cut(_NOT_IN_NAMES.sub("_", analytics.UNPRINTABLE.sub("", title)).strip(" .")).rstrip() or "untitled"


def _cut(name: str) -> str:
    """As much of a name as disks take, which count bytes."""
    return name[:_LONGEST_NAME].encode("utf-8", "ignore")[:_MOST_BYTES].decode("utf-8", "ignore")


# -- TiddlyWiki


def _tiddlers(file: Path) -> Iterator[tuple[str, bytes]]:
    for tiddler in _stored(file):
        said = {name: value for name, value in tiddler.items() if isinstance(name, str) and isinstance(value, str)}
        title, text, kind = said.get("title", ""), said.pop("text", ""), said.get("type", "")
        if title.startswith(_SYSTEM) or not (title or text):
            continue
        if kind.startswith(_BINARY) and (data := _bytes_of(kind, text)):
            yield _named(title), data
            continue
        # A file that is not in it is told, as a tiddler of a type that is not read.
        head = "\n".join(
            f"{name}: {' '.join(value.split())}"
            for name, value in said.items()
            if ":" not in name and name.isprintable()
        )
        yield f"{_named(title)}.tid", f"{head}\n\n{text}".encode("utf-8", "replace")


def _bytes_of(kind: str, text: str) -> bytes:
    """What a file holds: a drawing is written as it is, all others in base64; nothing if it is not in the wiki."""
    if kind == _DRAWING and "<" in text:
        return text.encode("utf-8", "replace")
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        return b""


def _stored(file: Path) -> Iterator[Mapping[str, Any]]:
    """The tiddlers in a page: in stores of JSON, in older ones as elements."""
    html = file.read_text(encoding="utf-8", errors="replace")
    found = False
    for store in _stores(html):
        try:
            listed = json.loads(store)
        except (ValueError, RecursionError):
            raise NotAJournal(f"{file}: a part of its tiddlers cannot be read: save the wiki again") from None
        found = True
        yield from (one for one in listed if isinstance(one, dict)) if isinstance(listed, list) else ()
    if found or "storeArea" not in html:
        return
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - most imports are of folders

    for node in LexborHTMLParser(html).css("#storeArea > div"):
        text = node.css_first("pre")
        said = {name: value or "" for name, value in node.attributes.items()}
        yield {**said, "title": said.get("title") or said.get("tiddler", ""), "text": text.text() if text else ""}


def _stores(html: str) -> Iterator[str]:
    """What is in the stores of a page; each sign of it is looked at once."""
    begin = html.find("<script")
    while begin >= 0:
        opened = html.find(">", begin)
        end = html.find("</script>", opened)
        if opened >= 0 and _STORE in html[begin:opened]:
            # One without an end was cut off.
            yield html[opened + 1 : end if end >= 0 else None]
        if opened < 0 or end < 0:
            return
        begin = html.find("<script", end)


# -- Day One


def _entries(file: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    try:
        said = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return
    entries = said.get("entries") if isinstance(said, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and not entry.keys().isdisjoint({"text", "richText", "creationDate"}):
            yield _entry(entry, file.parent, folder)


def _entry(entry: Mapping[str, Any], around: Path, folder: Path) -> tuple[str, bytes]:
    places = dict(_attached(entry, around, folder))
    # One that the export lacks is named by a build, as any file that is not there.
    text = _MOMENT.sub(lambda one: places.get(one["id"], f"photos/{one['id']}"), _text_of(entry))
    moments = {name: _moment(entry, said) for name, said in (("date", "creationDate"), ("modified", "modifiedDate"))}
    fields: dict[str, Any] = {name: moment.isoformat(" ", "seconds") for name, moment in moments.items() if moment}
    tags = entry.get("tags")
    if isinstance(tags, list) and tags:
        fields["tags"] = [str(one) for one in tags]
    block = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True) if fields else ""
    first = next((line for line in text.splitlines() if line.strip() and "](" not in line), "")
    words = _cut(re.sub(r"[\W_]+", "-", first.replace("\\", "")).strip("-").lower()).strip("-")
    # The import says how many have no day.
    day = str(moments["date"].date()) if moments["date"] else ""
    name = "-".join(filter(None, (day, words))) or "untitled"
    return f"{name}.md", f"---\n{block}---\n{text.strip()}\n".encode("utf-8", "replace")


def _text_of(entry: Mapping[str, Any]) -> str:
    """The text of an entry in Markdown; of one that has none, its words and pictures, or their source if they cannot be read."""
    text, rich = (said if isinstance(said := entry.get(name), str) else "" for name in ("text", "richText"))
    if text.strip() or not rich:
        return text
    try:
        return "".join(map(_part, json.loads(rich)["contents"]))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return rich


def _part(said: Mapping[str, Any]) -> str:
    shown = [one["identifier"] for one in said.get("embeddedObjects", ()) if "identifier" in one]
    return "".join((said.get("text", ""), *(f"\n\n![](dayone-moment://{one})\n\n" for one in shown)))


def _attached(entry: Mapping[str, Any], around: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """The files of an entry by their identifiers, each copied to where its path leads."""
    for kind, place in _ATTACHED.items():
        listed = entry.get(kind)
        for one in listed if isinstance(listed, list) else ():
            named = [str(one.get(part, "")) for part in ("identifier", "md5", "type")] if isinstance(one, dict) else []
            if not named or not all(re.fullmatch(r"[\w-]+", part) for part in named[:2]):
                continue
            for file in _in(around / place, named[1]):
                (folder / place).mkdir(exist_ok=True)
                shutil.copyfile(file, folder / place / file.name)
                yield named[0], f"{place}/{file.name}"


def _in(folder: Path, stem: str) -> Iterable[Path]:
    there = [] if folder.is_symlink() else sorted(folder.glob(f"{stem}.*"))
    return [file for file in there if file.is_file() and not file.is_symlink()][:1]


def _moment(entry: Mapping[str, Any], name: str) -> datetime | None:
    """A moment of an entry, on the clock of where it was written."""
    said = entry.get(name)
    with suppress(ValueError, TypeError):
        moment = datetime.fromisoformat(str(said))
        if moment.tzinfo is None:
            return moment
        # Nor is there every day in every zone.
        with suppress(ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
            zone = str(entry.get("timeZone", "")).replace("\\/", "/")
            return moment.astimezone(ZoneInfo(zone)) if zone else moment
        return moment
    return None
