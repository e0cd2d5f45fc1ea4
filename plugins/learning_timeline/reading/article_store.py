"""Files that were read once, articles without reading them again: what the reader made of each, kept between builds.

In: Pelican's question for a cached article, and each article that was read. Out: the same article, as long as its
file's bytes, the settings and the programs are the same. A file whose size and times are as they were is not opened, unless it
was written so shortly before it was read that a second change would not show. Everything is plain JSON in an SQLite
file of the cache folder, which may be deleted at any time; nothing is unpickled.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from sys import intern
from time import time_ns
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from pelican.utils import SafeDatetime

from ..core.errors import SiteNotWhole
from ..core.stamp import Stamp
from .articles import JournalArticle, wrapper
from .images import Sizes, size_in
from .kin import LISTS, METADATA, TUPLES, WRAPPERS, KeptKin, encoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pelican.contents import Author, Category, Tag

    from ..core.run import Run
    from .citing import Citing
    from .folder import Folder

VERSION = 9
KEPT_STORES = 4
# Of text that is read before it is written.
UNSURE_BYTES = 1 << 20
# So many rows at a time: one statement for all would keep other builds of the journal from writing until it ends.
_AT_ONCE = 256
_SCHEMA = """
CREATE TABLE IF NOT EXISTS article (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, read_ns INTEGER, digest BLOB, kin INTEGER, state TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kin (id INTEGER PRIMARY KEY, state TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS text (path TEXT PRIMARY KEY, html TEXT);
"""
# A file's path; its size, its times and the time when it was read; the digest of its bytes; what was made of it.
_Row = tuple[str, int, int, int, int, bytes, int, str]


class _Unsure(NamedTuple):
    """An article that is yet to be written: the first six fields of its row, its kin, the rest of what was made of it, its text."""

    article: JournalArticle
    file: tuple[str, int, int, int, int, bytes]
    kin: str
    state: str
    html: str


def _is_of(row: _Row, stamp: Stamp) -> bool:
    """Whether a row is certain to be of a file as a stamp shows it."""
    return stamp == row[1:4] and stamp.tells(row[4])


def source_digest(data: bytes) -> bytes:
    """The digest of a source file."""
    return blake2b(data, digest_size=16).digest()


class ArticleStore:
    """The articles of one build's settings and programs; `key` stands for both.

    Attributes:
        read: how many files had to be read.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that decides what is kept
        self,
        folder: Path,
        key: bytes,
        run: Run,
        given: Mapping[str, Any],
        reading: Folder,
        citing: Citing,
        stamps: dict[str, Stamp],
    ) -> None:
        """Open the store.

        Args:
            folder: where stores are kept.
            key: digest of all that decides what a reader makes of a file.
            run: of the build.
            given: what each article is given: `settings` and `_context`.
            reading: the content folder as it is read now.
            citing: what posts may cite.
            stamps: those of files that were looked at when the build began; each is taken out when its file is asked for.
        """
        self._run, self._given, self._reading, self._citing = run, given, reading, citing
        self._content, self._stamps = run.settings.content, stamps
        self._wrapped: dict[tuple[type, str], Category | Tag | Author] = {}
        self._zones: dict[str, ZoneInfo] = {}
        self._sizes: Sizes = {}
        self._read_at: dict[str, tuple[Stamp, int]] = {}
        self._seen: set[str] = set()
        self._may_write = True
        # What is yet to be written, and how many bytes of text that is; it is written at once, since a build of another site of
        # this journal waits as long as one writes.
        self._unsure: list[_Unsure] = []
        self._unsure_bytes = 0
        self._touched: list[tuple[int, int, int, int, str]] = []
        self.read = 0
        # Two journals may have files of the same names.
        place = blake2b(bytes(self._content), digest_size=4).hexdigest()
        self._file = folder / f"articles-{VERSION}-{key.hex()[:16]}-{place}.sqlite"
        self._kin_of: dict[str, KeptKin] = {}
        self._number_of: dict[str, int] = {}
        self._state_of: dict[int, str] = {}
        self._is_damaged = False
        # In the order of paths, as they are asked for, so that not all of them are in memory: the next, and those behind it.
        self._row: _Row | None = None
        self._rows: Iterator[_Row] = iter(())
        self._passed_by: list[str] = []
        self._open()

    def _open(self) -> None:
        """Open the file, or one in memory that nothing is written to: a cache is never an error."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._load(self._file)
            except sqlite3.OperationalError:
                raise  # no space, no permission, or another build is writing
            except sqlite3.DatabaseError:  # damaged
                self._file.unlink(missing_ok=True)
                self._load(self._file)
        except (OSError, sqlite3.OperationalError):
            self._may_write = False
            self._load(":memory:")

    def _load(self, file: Path | str) -> None:
        self._database, self._owner = sqlite3.connect(file), os.getpid()
        try:
            # A cache need not outlive a failure of the machine: it is then damaged, or as it was.
            self._database.execute("PRAGMA synchronous=OFF")
            self._database.executescript(_SCHEMA)
            self._state_of = dict(self._database.execute("SELECT id, state FROM kin"))
            self._number_of = {state: number for number, state in self._state_of.items()}
            self._rows = self._kept_rows(time_ns())
            self._row = next(self._rows, None)
        except sqlite3.Error:
            self._database.close()
            raise

    def _kept_rows(self, opened_ns: int) -> Iterator[_Row]:
        """The rows of files that were read before a moment: what another build keeps from then on is not to be forgotten."""
        select = "SELECT * FROM article WHERE path>? AND read_ns<? ORDER BY path LIMIT ?"
        path = ""
        while rows := self._database.execute(select, (path, opened_ns, _AT_ONCE)).fetchall():
            yield from rows
            path = rows[-1][0]

    def _pass_by(self, path: str | None) -> None:
        """Go on to the row of a path, or to the first behind it; to the end if none is given."""
        try:
            while self._row is not None and (path is None or self._row[0] < path):
                if self._row[0] not in self._seen:
                    self._passed_by.append(self._row[0])
                self._row = next(self._rows, None)
        except sqlite3.DatabaseError as error:
            self._row, self._may_write = None, False
            # The other errors say that it cannot be read now.
            self._is_damaged = not isinstance(error, sqlite3.OperationalError)

    def get(self, path: str) -> JournalArticle | None:
        """The article that was made of a file, if it would be made of it again; what it shares with others comes when asked for.

        Files are asked for in the order of their paths: one that comes too late is read again.
        """
        self._seen.add(path)
        file = f"{self._content}{os.sep}{path}"
        seen = self._stamps.pop(file, None)
        try:
            self._pass_by(path)
            row = self._row if self._row is not None and self._row[0] == path else None
            # What changes after the build began shows in the next one, which compares with what was seen then.
            if row is not None and seen is not None and _is_of(row, seen) and (article := self._made(row)) is not None:
                return article
            now, stamp = time_ns(), Stamp.of(file)
            if row is not None:
                is_same = _is_of(row, stamp)
                if is_same or source_digest(Path(file).read_bytes()) == row[5]:
                    article = self._made(row)
                    if article is not None:
                        if not is_same:
                            self._touched.append((*stamp, now, path))
                        return article
            self._read_at[path] = stamp, now
        except OSError:
            pass  # the reader will say what is wrong with the file
        self.read += 1
        return None

    def put(self, path: str, article: JournalArticle) -> None:
        """Keep an article that was just read, unless it depends on more than its file, its settings and git."""
        article.note_links()
        digest = article.source_digest
        if not self._may_write or not digest or path not in self._read_at or self._is_fleeting(path, article):
            return
        parts = encoded(article)
        if parts is None:
            return
        _, own = parts
        kin, state = (json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts)
        stamp, now = self._read_at[path]
        html = article._content  # noqa: SLF001
        try:
            (path + kin + state + html).encode()
        except UnicodeEncodeError:  # a name that is not UTF-8: the file is read each time
            return
        self._unsure.append(_Unsure(article, (path, *stamp, now, digest), kin, state, html))
        self._kin(kin).adopt(article, (*own["plain"], *own["special"]))
        self._unsure_bytes += len(html)
        if self._unsure_bytes > UNSURE_BYTES:
            self.settle()

    def settle(self) -> None:
        """Write what was read by now, so that copies of this process find it, and let go of its texts."""
        for one in self._write():
            one.article.put_away(self.text)

    def _write(self) -> list[_Unsure]:
        """Write what is yet to be written; what is sure to be kept then."""
        unsure, self._unsure, self._unsure_bytes = self._unsure, [], 0
        touched, self._touched = self._touched, []
        if not self._may_write or not (unsure or touched):
            return []
        try:
            with self._database as database:
                update = "UPDATE article SET size=?, mtime_ns=?, ctime_ns=?, read_ns=? WHERE path=?"
                database.executemany(update, touched)
                rows = ((*one.file, self._number(one.kin), one.state) for one in unsure)
                database.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
                texts = ((Path(one.file[0]).as_posix(), one.html) for one in unsure)
                database.executemany("INSERT OR REPLACE INTO text VALUES (?, ?)", texts)
        except sqlite3.Error:  # the disk is full: what could not be written is still here
            self._may_write = False
            return []
        return unsure

    def _number(self, kin: str) -> int:
        """By which number the articles of a kin know what they have in common."""
        if kin not in self._number_of:
            self._database.execute("INSERT OR IGNORE INTO kin (state) VALUES (?)", (kin,))
            found = self._database.execute("SELECT id FROM kin WHERE state=?", (kin,)).fetchone()
            self._number_of[kin] = int(found[0])
        return self._number_of[kin]

    def text(self, path: str) -> str:
        """The text of an article that is kept, by its path with ``/``.

        Raises:
            SiteNotWhole: another build of this journal has found its file gone meanwhile.
        """
        if self._owner != os.getpid():
            # In a copy of the process, which has its own; what the copy inherits stays as it is, for the other may be writing.
            self._inherited, self._owner = self._database, os.getpid()
            self._database = sqlite3.connect(f"file:{quote(str(self._file))}?mode=ro", uri=True)
        row = self._database.execute("SELECT html FROM text WHERE path=?", (path,)).fetchone()
        if row is None:
            raise SiteNotWhole(f"{path}: was removed after this build began: build again. The site is as it was.")
        return str(row[0])

    def close(self) -> None:
        """Keep what was read, forget files that are gone, and let go of the file."""
        self._pass_by(None)
        self._write()
        gone = [path for path in self._passed_by if path not in self._seen]
        with suppress(sqlite3.Error):
            self._database.executemany("DELETE FROM article WHERE path=?", ((path,) for path in gone))
            self._database.executemany("DELETE FROM text WHERE path=?", ((Path(path).as_posix(),) for path in gone))
            self._database.commit()
        self._database.close()
        with suppress(OSError):
            if self._is_damaged:
                self._file.unlink()
            stores = sorted(self._file.parent.glob("articles-*.sqlite"), key=lambda file: file.stat().st_mtime_ns)
            for old in stores[:-KEPT_STORES]:
                old.unlink()

    def _is_fleeting(self, path: str, article: JournalArticle) -> bool:
        has_problem = any(problem.path == path for problem in self._run.problems)
        return has_problem or (article.date_source == "git" and self._run.history.post(path) is None)

    def _made(self, row: _Row) -> JournalArticle | None:
        """The article of a row; None if it would be another one now, or another build has kept its kin since this one began."""
        path, _, _, _, _, digest, kin, state = row
        if kin not in self._state_of:
            return None
        return self._restored(path, digest, self._kin(self._state_of[kin]), json.loads(state))

    def _restored(self, path: str, digest: bytes, kin: KeptKin, state: dict[str, Any]) -> JournalArticle | None:
        article = kin.kind.__new__(kin.kind)
        attributes = article.__dict__
        # One by one, so that Python keeps the names once for all articles of a class.
        for name, value in (*state["plain"].items(), *self._special(state["special"])):
            attributes[intern(name)] = value
        said = attributes.get("citations")
        if said and any(self._citing.digest_of(key) != known for key, known in said["cited"].items()):
            return None  # the bibliography or the style says something else of a work now
        if said and any(map(self._citing.key_of, said["uncited"])):
            return None  # the bibliography has a key now that it had not
        if any(self._size(image) != known for image, known in attributes.get("image_sizes", {}).items()):
            return None  # the room that it leaves for an image is another one now
        if (asked := attributes.get("asked")) and not self._reading.still_says(path, **asked):
            return None  # a name means another file now, or a part of it has changed
        if kin.values.get("date_source") == "git":
            known = self._run.history.post(path)
            if known is None or known.created is None or known.created != attributes["date"]:
                return None
        own = {"source_digest": digest, "has_links": bool(state.get("has_links"))}
        own |= {name: tuple(state[name]) for name in TUPLES & state.keys()}
        url, save_as = state["addresses"]
        article.restore(kin, self.text, (url, save_as), own)
        return article

    def _kin(self, state: str) -> KeptKin:
        if state not in self._kin_of:
            said = json.loads(state)
            values = said["plain"] | dict(self._special(said["special"]))
            self._kin_of[state] = KeptKin(
                values, said["shared"], said["renamed"], said["own"], self._given, self._content
            )
        return self._kin_of[state]

    def _special(self, encoded: dict[str, list[Any]]) -> Iterator[tuple[str, Any]]:
        for name, (kind, value) in encoded.items():
            match kind:
                case "moment":
                    yield name, self._moment(*value)
                case "zone":
                    yield name, self._zone(value)
                case "one":
                    yield name, self.wrapped(WRAPPERS[name.removeprefix(METADATA)], value)
                case "many":
                    yield name, [self.wrapped(LISTS[name.removeprefix(METADATA)], one) for one in value]

    def _moment(self, text: str, zone: str | None, is_safe: bool) -> datetime:  # noqa: FBT001 - as it was encoded
        moment = (SafeDatetime if is_safe else datetime).fromisoformat(text)
        return moment if zone is None else moment.replace(tzinfo=self._zone(zone))

    def _size(self, image: str) -> list[int]:
        if image not in self._sizes:
            self._sizes[image] = size_in(self._content, image)
        return self._sizes[image]

    def _zone(self, key: str) -> ZoneInfo:
        if key not in self._zones:
            self._zones[key] = ZoneInfo(key)
        return self._zones[key]

    def wrapped(self, kind: type, name: str) -> Category | Tag | Author:
        """The one topic, tag or author of a name, so that its slug is computed once."""
        known = self._wrapped.get((kind, name))
        if known is None:
            known = self._wrapped[kind, name] = wrapper(kind, name, self._given["settings"])
        return known
