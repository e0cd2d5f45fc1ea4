"""What an author said of a post in, whether they held it back out: in the words of any program that they may have written it for.

Where it is in doubt, a post is held back: what was published once cannot be taken back from feeds and caches.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from fnmatch import fnmatch
from functools import cache
from glob import escape, has_magic
from os.path import normcase
from pathlib import Path, PurePosixPath

from .._seam import analytics
from .field_values import FieldValue, Pairs, words_of
from .held_names import is_held_folder, reason_in_fields
from .held_settings import held_in
from .moments import Ambiguous, moment_of
from .settings_files import folders_above

_NO = {"false", "no", "off", "0", "f", "n", "never"}
_NOTHING = {"", "null", "~", "none", "nil"}
_STATES = {"status", "state", "stage", "visibility", "access", "privacy", "audience", "poststatus"}
# Fields that hold other fields.
_NESTED = {"build", "cascade", "params", "extra", "eleventycomputed"}
# What programs call the status of a post that is not for everyone; how ripe a note is (`in progress`) says nothing of that.
_HELD_STATES = {
    *("draft", "drafts", "auto-draft", "private", "wip", "unlisted", "unpublished", "hidden", "secret", "confidential"),
    *("internal", "restricted", "pending", "trash", "not published", "do not publish", "noindex", "work in progress"),
    # For some, as Ghost has it.
    *("members", "paid", "friends"),
}
_HELD_WORDS = {"draft", "drafts", "wip", "private", "unpublished", "confidential"}
# Who sees it, where that is not for some.
_FOR_ALL = {
    "public",
    "published",
    "publish",
    "everyone",
    "anyone",
    "all",
    "world",
    "open",
    "visible",
    "shown",
    "default",
} | {
    *("listed", "true", "yes", "on", "1"),
}
_MAY_HOLD = (
    analytics.front_matter.HOLDS_IF_SET
    | analytics.front_matter.HOLDS_IF_NO
    | analytics.front_matter.NO_PAGE_IF_NO
    | _STATES
)
_SPEAKS_OF_IT = re.compile(
    r"draft|private|publish|unlisted|hidden|headless|secret|confidential|encrypted|password|visibility|expir|\bwip\b",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"(?:^[ \t>]*(?:[-*+][ \t]+(?:\[.\][ \t]+)?)?|[\[(])\*{0,2}(?P<name>[^\W_][\w -]{0,40}?)\*{0,2}"
    r"::[ \t]+(?P<value>[^\n\])]{1,80})",
    re.MULTILINE,
)
# What begins and ends front matter in any program, and an entry of it.
_FENCE = re.compile(r"(?:-{3,}|\+{3,}|;{3,})[ \t]*[a-z]{0,8}|\.{3}")
_ENTRY = re.compile(
    r"""\{?[ \t]*["']?(?P<name>[A-Za-z][\w-]{0,40})["']?[ \t]*(?P<sign>[:=])[ \t]*(?P<value>[^#]{0,80})"""
)
_CODE = re.compile(r"`{3,}|~{3,}")
# Where Obsidian and its plugins say what templates are.
_TEMPLATES = (
    ("templates.json", "folder"),
    ("daily-notes.json", "template"),
    ("zk-prefixer.json", "template"),
    ("plugins/templater-obsidian/data.json", "templates_folder"),
    ("plugins/periodic-notes/data.json", "template"),
    ("plugins/quickadd/data.json", "templateFolderPath"),
)
_YEAR, _DIGIT = re.compile(r"\d{4}(?:-\d\d)?"), re.compile(r"\d{4}")
_UNSEEN = " \t\u00a0\u200b\ufeff"
# At which end of its time a field says a post is shown.
_ENDS = {
    **dict.fromkeys(analytics.front_matter.SHOWN_FROM | {"published", "publish"}, "from"),
    **dict.fromkeys(analytics.front_matter.SHOWN_UNTIL, "until"),
}


def reason_in(pairs: Pairs) -> str:
    """Why these fields of front matter hold a post back, on any day; empty if they do not.

    >>> reason_in([("Draft", "yes")]), reason_in([("publish", "false")]), reason_in([("status", "in progress")])
    ('`draft: yes`', '`publish: false`', '')
    >>> reason_in([("share", "false"), ("draft", "true")]), reason_in([("password", "hunter2")])
    ('`draft: true`', '`password: ...`')
    """
    return first_of(_reasons_in(pairs))


def _reasons_in(pairs: Pairs) -> Iterator[str]:
    for field, value in pairs:
        name = analytics.front_matter.name_of(field)
        if name in _NESTED:
            inner = value if isinstance(value, list) else [value]
            for part in inner:
                # What a cascade aims at elsewhere is no matter of the file that it is in.
                if isinstance(part, dict) and not (name == "cascade" and _target(part)):
                    yield _build_reason(part) if name == "build" else reason_in(part.items())
            continue
        if name not in _MAY_HOLD:
            continue
        words = list(words_of(value))
        if _says_so(name, words):
            # The log of a build is often public.
            told = "..." if name == "password" else ", ".join(words)[:40]
            yield f"`{field.lower()}: {told}`"


# What `share: false` is as a reason: a note that is not to be published, or a page without buttons to share it.
OF_SHARE = "`share:"


def first_of(reasons: Iterable[str]) -> str:
    """The first that is a reason; one that is none in some programs comes last.

    >>> first_of(["", "`share: false`", "`draft: true`"]), first_of([""])
    ('`draft: true`', '')
    """
    found = [one for one in reasons if one]
    return next((one for one in found if not one.startswith(OF_SHARE)), found[0] if found else "")


def _says_so(name: str, words: list[str]) -> bool:
    """Whether the words of a field hold a post back."""
    if name in analytics.front_matter.HOLDS_IF_SET:
        # Only a plain no is one: `draft: 2` may be the second draft.
        return bool(words) and not all(word in _NO | _NOTHING for word in words)
    if name in analytics.front_matter.NO_PAGE_IF_NO:
        return words == ["false"]
    if name in analytics.front_matter.HOLDS_IF_NO:
        return any(word in _NO or word in _HELD_STATES for word in words)
    if name == "visibility":
        return not all(word in _FOR_ALL | _NOTHING for word in words)
    # One text may name several, or a draft by its number.
    return any(
        state.strip() in _HELD_STATES or _HELD_WORDS & {*re.split(r"[\W\d_]+", state)}
        for word in words
        for state in word.split(",")
    )


def reason_for_many(pairs: Pairs) -> str:
    """Why settings for many documents hold them back; there, `share` is a matter of buttons.

    >>> reason_for_many([("share", "false")]), reason_for_many([("draft", "true")]), reason_for_many([("tags", ["private"])])
    ('', '`draft: true`', '`tags: private`')
    """
    said = [(name, value) for name, value in pairs if analytics.front_matter.name_of(name) != "share"]
    return reason_in(said) or reason_in_fields(said)


def reason_in_unread(block: str) -> str:
    r"""Why front matter that cannot be read holds a post back: a line of it speaks of such things.

    >>> reason_in_unread("title: [x\npassword: y"), reason_in_unread("title: [x")
    ("front matter that cannot be read, and says 'password'", '')
    """
    found = _SPEAKS_OF_IT.search(block)
    return f"front matter that cannot be read, and says {found[0].lower()!r}" if found else ""


def reason_in_text(text: str) -> str:
    r"""Why properties that stand in a text hold it back, as Obsidian's plugins and Logseq write them; empty if none does.

    >>> reason_in_text("Words.\n- draft:: true"), reason_in_text("Words (public:: false)."), reason_in_text("std::draft")
    ('`draft: true`', '`public: false`', '')
    """
    return reason_in((one["name"], one["value"]) for one in _PROPERTY.finditer(text)) if "::" in text else ""


def reason_in_blocks(text: str) -> str:
    r"""Why front matter further down holds a text back; empty if none does.

    Pandoc reads it anywhere, Hugo also within a comment; and who wrote it below a line of theirs meant it. An empty line behind
    a rule makes it a rule, as in Pandoc, and a value of several words is prose.

    >>> reason_in_blocks("<!-- Mine. -->\n---\ntitle: x\ndraft: true\n---\nText."), reason_in_blocks("---\nhidden = 64\n---")
    ('`draft: true` below its beginning', '')
    """
    may_be = "---" in text or "+++" in text or ";;;" in text
    reasons = map(reason_in, _blocks_in(text)) if may_be else ()
    return next((f"{reason} below its beginning" for reason in reasons if reason), "")


def _blocks_in(text: str) -> Iterator[list[tuple[str, FieldValue]]]:
    """The fields between two lines that may begin and end front matter, wherever they are, but not in code."""
    block: list[tuple[str, FieldValue]] | None = None
    code, sign = "", ""
    for line in text.split("\n"):
        bare = line.strip(_UNSEEN)
        if code:
            code = "" if bare.startswith(code) and not bare.strip(code[0]) else code
        elif begun := _CODE.match(bare):
            block, code = None, begun[0]
        elif _FENCE.fullmatch(bare) and not line.startswith(("    ", "\t")):
            yield block or []
            block, sign = [], "=" if bare[0] == "+" or bare.endswith("toml") else ":"
        elif block is not None and not bare.startswith("#"):
            if entry := _ENTRY.match(bare):
                value = entry["value"].rstrip(", \t}")
                block += [(entry["name"], value)] if entry["sign"] == sign and " " not in value else []
            elif (not bare and not block) or (bare and line[0] not in " \t-[]{}\"'"):
                # A rule, and words between rules.
                block = None


def days(pairs: Pairs, order: str = "") -> tuple[str, str]:
    """From which day on and until which day a post is to be shown, in ISO 8601; empty if nothing is said.

    Args:
        pairs: fields of the post.
        order: in which numbers of a day stand; see `moments`. If nobody says it, the post is shown on fewer days.

    >>> days([("publishDate", "Jan 5, 2031"), ("expires", "2026/3/1")]), days([("date", "2031")]), days([("published", "true")])
    (('2031-01-05', '2026-03-01'), ('2031', ''), ('', ''))
    """
    found = {"from": "", "until": ""}
    for field, value in pairs:
        name = analytics.front_matter.name_of(field)
        end = _ENDS.get(name)
        words = [*words_of(value)] if end or name == "date" else []
        if not words or (name == "date" and not _YEAR.fullmatch(words[0])):
            # Of its date, only a year alone is none of a post.
            continue
        if day := _day_in(words[0], order, is_last=end == "until"):
            found[end or "from"] = day
    return found["from"], found["until"]


def _day_in(text: str, order: str, *, is_last: bool) -> str:
    """The day that a text says; of two that it may say the one on which the post is shown for a shorter time."""
    if _YEAR.fullmatch(text) or not _DIGIT.search(text):
        return text if _DIGIT.search(text) else ""
    found = []
    for one in (order,) if order else ("", "dmy", "mdy"):
        with suppress(Ambiguous):
            moment = moment_of(text, one)
            found += [moment.date().isoformat()] if moment else []
    return (min(found) if is_last else max(found)) if found else text * bool(re.match(r"\d{4}", text))


class _Patterns:
    """Patterns of paths, each with a reason; names of single files, which may be thousands, are not tried one by one."""

    def __init__(self, held: Iterable[tuple[str, str]]) -> None:
        self._names: dict[str, str] = {}
        self._patterns: list[tuple[str, str]] = []
        for pattern, reason in held:
            # One with brackets may be a name as it is, too.
            self._names.setdefault(normcase(pattern), reason)
            if has_magic(pattern) or not pattern:
                self._patterns.append((pattern, reason))

    def __bool__(self) -> bool:
        return bool(self._names or self._patterns)

    def reason(self, path: str) -> str:
        """That of the first pattern which a path or its name without what it ends in fits; empty if none does."""
        ways = f"/{path}", f"/{path.rpartition('.')[0]}"
        for way in ways:
            if reason := self._names.get(normcase(way)):
                return reason
        return next((reason for one, reason in self._patterns if not one or any(fnmatch(way, one) for way in ways)), "")


class HeldPlaces:
    """Which folders of a content folder hold back what is in them.

    Those of drafts, those that Obsidian takes templates from, sections of Hugo whose index says so for all, and what the
    settings of other programs leave out.

    Args:
        content: the content folder.
        read: the fields of a file's front matter.
    """

    def __init__(self, content: Path, read: Callable[[Path], Pairs]) -> None:
        self._content, self._read = content, read
        self._templates = cache(self._templates_of)
        self._cascades = cache(self._cascades_of)
        self._is_open = cache(self._holds_nothing_back)

    def reason(self, path: str) -> str:
        """Why a file is held back for where it lies; empty if it is not."""
        if self._is_open(path.rpartition("/")[0]):
            return ""
        parts = PurePosixPath(path).parts[:-1]
        if found := next(filter(is_held_folder, parts), ""):
            return f"the folder `{found}`"
        for depth in range(len(parts) + 1):
            folder = "/".join(parts[:depth])
            for templates in self._templates(folder):
                if path.removesuffix(".md") == templates:
                    return "being a template of Obsidian"
                if PurePosixPath(path).is_relative_to(templates):
                    return f"the folder of templates `{templates}`"
            if found := self._cascades(folder).reason(path):
                return found
        return ""

    def _holds_nothing_back(self, folder: str) -> bool:
        """Whether no rule is about a folder or one above it, so that no file in it has to be compared with any."""
        parts = PurePosixPath(folder).parts
        above = ["/".join(parts[:depth]) for depth in range(len(parts) + 1)]
        return not any(map(is_held_folder, parts)) and not any(
            self._templates(one) or self._cascades(one) for one in above
        )

    def _templates_of(self, folder: str) -> tuple[str, ...]:
        settings = self._content / folder / ".obsidian"
        found = []
        for file, key in _TEMPLATES:
            try:
                said = json.loads((settings / file).read_text(encoding="utf-8"))
            except (OSError, ValueError, RecursionError):
                continue
            # Of periods, each has its own.
            parts = (said, *said.values()) if isinstance(said, dict) else ()
            names = (part.get(key) for part in parts if isinstance(part, dict))
            found += [
                str(PurePosixPath(folder, name.strip("/").removesuffix(".md")))
                for name in names
                if isinstance(name, str) and name.strip("/. ")
            ]
        return tuple(found)

    def _cascades_of(self, folder: str) -> _Patterns:
        found = []
        found += [
            (f"/{escape(folder)}{one}" if folder and one else one, reason)
            for one, reason in held_in(self._content / folder, reason_for_many)
        ]
        if not folder:
            # A content folder may be that of the posts within a site.
            content = self._content.resolve()
            for above in folders_above(content):
                found += _below(content.relative_to(above).as_posix(), held_in(above, reason_for_many))
        for index in sorted((self._content / folder).glob("_index*.md")):
            for name, value in self._read(index):
                if analytics.front_matter.name_of(name) != "cascade":
                    continue
                found += [
                    (_target(part), f"`cascade: {{{reason.strip('`')}}}` of its section")
                    for part in (value if isinstance(value, list) else [value])
                    if isinstance(part, dict) and (reason := reason_for_many(part.items()))
                ]
        return _Patterns(found)


def _below(folder: str, held: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Of what is held back, that in a folder, with patterns of paths below it."""
    for pattern, reason in held:
        if not pattern or fnmatch(f"/{folder}", pattern):
            yield "", reason
        elif pattern.startswith("/*/"):
            # Of any folder, be it this one.
            yield pattern, reason
            yield pattern.removeprefix("/*"), reason
        elif pattern.startswith(f"/{folder}/"):
            yield pattern.removeprefix(f"/{folder}"), reason


def _target(cascade: dict[str, FieldValue]) -> str:
    """The pattern of paths that a part of a cascade is for."""
    for name in ("target", "_target"):
        target = cascade.get(name)
        if isinstance(target, dict) and isinstance(path := target.get("path"), str):
            # `{a,b}` of Hugo's patterns is more than can be told here.
            return re.sub(r"\{[^{}]*\}", "*", path)
    return ""


def _build_reason(build: dict[str, FieldValue]) -> str:
    for name in ("render", "list"):
        for word in words_of(build.get(name, "")):
            if word in _NO | {"link"}:
                return f"`build: {{{name}: {word}}}`"
    return ""
