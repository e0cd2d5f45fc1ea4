"""Records in, the files of a Pagefind index out: the one place that knows its program, its protocol and its format.

The program runs beside the build and is spoken to as its makers' own packages do, by messages over its pipes. Their package for
Python waits a tenth of a second for each answer, half an hour for 20,000 posts; only the one that carries the program is used.
"""

from __future__ import annotations

import gzip
import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any, Self, TypedDict

from ..core.errors import SearchNotMade
from ..core.programs import PAGEFIND

_MAGIC = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_PROGRAMS = ("pagefind.js", "pagefind-worker.js")
_READ_AT_ONCE = 1 << 20


class Entry(TypedDict):
    """What is indexed of a post; all words are searched, those of `meta` before those of `content`."""

    url: str
    content: str
    meta: dict[str, str]
    filters: dict[str, list[str]]
    sort: dict[str, str]


class Pagefind:
    """Pagefind at work; leaving it ends the program.

    Args:
        language: whose endings of words are left away, of posts and queries alike.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._sent = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - the program of a package
            [_program(), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._answers = self._read()
        # It works on one index after the other; a thread, since all it does is wait.
        self._pool = ThreadPoolExecutor(1, "pagefind")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._pool.shutdown(cancel_futures=True)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # what was not sent yet is not sent any more
                pipe.close()
        self._process.wait()

    def index(self, entries: Sequence[Entry]) -> Future[dict[str, bytes]]:
        """Ask for an index; its files, by their paths, are there when Pagefind has made it.

        Raises:
            SearchNotMade: by the future, when its result is asked for.
        """
        return self._pool.submit(self._index, entries)

    def _index(self, entries: Sequence[Entry]) -> dict[str, bytes]:
        try:
            index = self._ask([{"type": "NewIndex", "config": {"force_language": self._language}}])["index_id"]
            also = {"type": "AddRecord", "index_id": index, "language": self._language}
            made = self._ask([*({**also, **entry} for entry in entries), {"type": "GetFiles", "index_id": index}])
            self._ask([{"type": "DeleteIndex", "index_id": index}])
        except OSError as error:
            raise _not_made(f"ended with {self._process.poll()}") from error
        return settled({file["path"]: b64decode(file["content"]) for file in made["files"]})

    def _ask(self, messages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Send messages, and return the answer to the last of them."""
        assert self._process.stdin is not None
        parts = []
        for message in messages:
            self._sent += 1
            said = json.dumps({"message_id": self._sent, "payload": message}, ensure_ascii=False)
            parts += [b64encode(said.encode("utf-8", "replace")), b","]
        # In one piece: Pagefind takes in all that is sent, whether or not its answers are read.
        self._process.stdin.write(b"".join(parts))
        self._process.stdin.flush()
        for answer in self._answers:
            if answer["payload"]["type"] == "Error":
                raise _not_made(answer["payload"].get("message", "said no more than that"))
            if answer["message_id"] == self._sent:
                payload: dict[str, Any] = answer["payload"]
                return payload
        raise _not_made(f"ended with {self._process.wait()}")

    def _read(self) -> Iterator[dict[str, Any]]:
        assert self._process.stdout is not None
        parts: list[bytes] = []
        while read := self._process.stdout.read1(_READ_AT_ONCE):  # type: ignore[attr-defined] # a BufferedReader has it
            *whole, rest = read.split(b",")
            for part in whole:
                try:
                    yield json.loads(b64decode(b"".join((*parts, part))))
                except ValueError as error:
                    raise _not_made(f"gave an unknown answer ({error})") from error
                parts = []
            parts.append(rest)


def settled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same index for the same records, without the interfaces that come with it.

    Pagefind writes a filter's values, and the filters, in the order of a hash table, which is another one in each process; the
    names of these files, and what names them, are digests of that.
    """
    # Not where there is no Pagefind.
    from cbor2 import dumps, loads  # noqa: PLC0415

    entry = json.loads(files[_ENTRY])
    ((language, facts),) = entry["languages"].items()
    wanted = {*_PROGRAMS, f"wasm.{facts['wasm'] or 'unknown'}.pagefind"}
    kept = {path: data for path, data in files.items() if path in wanted or path.startswith(("index/", "fragment/"))}
    names = {}
    for path, data in files.items():
        if path.startswith("filter/"):
            filtered, values = loads(_unpacked(data))
            packed = dumps([filtered, sorted(values)])
            name = names[filtered] = f"{language}_{_digest(packed)}"
            kept[f"filter/{name}.pf_filter"] = _packed(packed)
    release, pages, chunks, filters, sorts, *more = loads(_unpacked(files[f"pagefind.{facts['hash']}.pf_meta"]))
    filters = sorted([filtered, names[filtered]] for filtered, _ in filters)
    packed = dumps([release, pages, chunks, filters, sorted(sorts), *more])
    facts["hash"] = f"{language}_{_digest(packed)}"
    kept[f"pagefind.{facts['hash']}.pf_meta"] = _packed(packed)
    kept[_ENTRY] = json.dumps(entry, sort_keys=True).encode()
    return dict(sorted(kept.items()))


def is_program(path: str) -> bool:
    """Whether a file of an index is the program that searches in a browser, which one index needs for all."""
    return path in _PROGRAMS or path.startswith("wasm.")


def _program() -> Path:
    for package in PAGEFIND:
        try:
            return Path(import_module(package).get_executable())
        except ImportError:
            continue
    raise _not_made("is not installed")


def _not_made(what: str) -> SearchNotMade:
    remedy = "build again, or set LEARNING_TIMELINE_SEARCH = False"
    return SearchNotMade(f"The search has no index: Pagefind {what}: {remedy}. The site is as it was.")


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=5).hexdigest()


def _unpacked(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(_MAGIC)


def _packed(data: bytes) -> bytes:
    return gzip.compress(_MAGIC + data, mtime=0)
