"""The `robots.txt` of a site in, what it asks of one program out (RFC 9309).

Python's own reader takes the first rule that fits, knows neither `*` nor `$` in paths, ends a group at an empty line, and passes
over a file that begins with a mark of its byte order. Each of these reads what a site asked programs to leave alone. This one
takes time in proportion to the file, of which it keeps the rules for one program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple, Self
from urllib.parse import quote, urlsplit

_LINE_END = re.compile(r"\r\n|\r|\n")
_TOKEN = re.compile(r"[a-z_-]+", flags=re.IGNORECASE)
_ESCAPED = re.compile(r"%([0-9a-f]{2})", flags=re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,9})?", flags=re.ASCII)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_EVERYBODY = "*"


class _Rule(NamedTuple):
    """A line of a group: whether it allows, and the parts of a path between its `*`."""

    length: int
    allows: bool
    parts: tuple[str, ...]
    reaches_the_end: bool

    @classmethod
    def of(cls, pattern: str, *, allows: bool) -> Self:
        path = pattern if pattern.startswith(("/", "*")) else f"/{pattern}"
        reaches_the_end = path.endswith("$")
        parts = tuple(map(_comparable, path.removesuffix("$").split("*")))
        return cls(len(path), allows, parts, reaches_the_end)

    def fits(self, path: str) -> bool:
        first, *between = self.parts
        if not path.startswith(first):
            return False
        at = len(first)
        if not between:
            return not self.reaches_the_end or at == len(path)
        for part in between[:-1]:
            at = path.find(part, at)
            if at < 0:
                return False
            at += len(part)
        last = between[-1]
        return path.endswith(last) and len(path) - len(last) >= at if self.reaches_the_end else path.find(last, at) >= 0


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of one program.

    Attributes:
        rules: those that hold for it; the longest that fits counts.
        delay: seconds between two of its requests; 0 if the site does not say.
    """

    rules: tuple[_Rule, ...] = ()
    delay: float = 0.0

    @classmethod
    def read(cls, data: bytes, agent: str) -> Self:
        r"""What the file says to a program.

        >>> Robots.read(b"User-agent: *\n\nDisallow: /*.pdf$", "me").allows("https://a.example/b.pdf")
        False
        """
        mine: dict[str, list[tuple[str, str]]] = {}
        groups: list[list[tuple[str, str]]] = []
        is_naming = False
        for line in _LINE_END.split(data.decode("utf-8-sig", "replace")):
            name, _, said = (part.strip() for part in line.partition("#")[0].partition(":"))
            name = name.lower()
            if name == "user-agent":
                groups = groups if is_naming else []
                is_naming = True
                token = _TOKEN.match(said)
                who = said if said == _EVERYBODY else token[0].lower() if token else ""
                if who in {_EVERYBODY, agent.lower()}:
                    group = mine.setdefault(who, [])
                    # A program that is named twice is told once.
                    groups += [group] if not any(group is one for one in groups) else []
            elif name in {"allow", "disallow", "crawl-delay"}:
                is_naming = False
                for group in groups:
                    group.append((name, said))
        told = mine.get(agent.lower(), mine.get(_EVERYBODY, []))
        delays = [float(said) for name, said in told if name == "crawl-delay" and _SECONDS.fullmatch(said)]
        rules = (_Rule.of(said, allows=name == "allow") for name, said in told if name != "crawl-delay" and said)
        return cls(tuple(rules), max(delays, default=0.0))

    @classmethod
    def nothing(cls) -> Self:
        """Those of a site of which nothing is to be read."""
        return cls((_Rule.of("/", allows=False),))

    def allows(self, address: str) -> bool:
        """Whether the program may ask for an address of the site."""
        parts = urlsplit(address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        path = _comparable(path.replace("*", "%2A").replace("$", "%24"))
        found = max((rule for rule in self.rules if rule.fits(path)), key=lambda one: one[:2], default=None)
        return found is None or found.allows


def _comparable(path: str) -> str:
    """A path or a part of one as others that mean the same are written too."""
    path = _ESCAPED.sub(_letter, path.replace("$", "%24"))
    return quote(path, safe="%/:=&?~+!,;'@()[]")


def _letter(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return letter if letter in _UNRESERVED else found[0].upper()
