"""What the fuzzing of each parser begins with: bad and odd files of other tests, and files that are as they should be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from learning_timeline.web.addresses import HEAD
from learning_timeline.web.snapshots import STATES, Look, written
from tests.builders.bad_input import BAD, ODD
from tests.builders.bibliography import bibliography
from tests.builders.notebook import FRONT, PNG, code, notebook, plotly, printed, raw, shown, text
from tests.builders.site import ROOT
from tests.fuzz import journals
from tests.fuzz.sources import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_MOST_OF_A_SEED = 5_000
_CONTENT = ROOT / "content"
_COMMIT = b"\x01" + b"a" * 40 + b"\0\0\x001700000000 +0100\0Ada\0ada@example.org\0"
_CHANGES = b":100644 100644 " + b"b" * 40 + b" " + b"c" * 40 + b" M\0a.md\0"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><a xlink:href="x">'
_IN_SVG = b'<style>@import "x"</style><use href="#a"/><script>x</script><image href="data:image/png,"/></a></svg>'
_RIS = b"TY  - JOUR\nAU  - Lovelace, Ada\nTI  - Notes {on} the Engine\nPY  - 1843/09\nDO  - 10.1000/x\nER  -\n"


def seeds(target: str) -> Iterable[bytes]:
    """What the fuzzing of a parser begins with."""
    return _SEEDS.get(target, _posts)()


def _begin(*paths: Path) -> list[bytes]:
    return [path.read_bytes()[:2000] for path in paths]


def _posts() -> Iterator[bytes]:
    yield from (one.data[:2000] for one in (*BAD, *ODD) if not getattr(one, "file", ""))
    yield from _begin(*sorted((_CONTENT / "posts").rglob("*.md")))


def _yaml(name: str) -> list[bytes]:
    return [*(bad.data for bad in BAD if bad.file == name), *_begin(_CONTENT / name)]


def _bibliography() -> list[bytes]:
    entries = bibliography()[0].split("\n\n")[:60]
    return [*_begin(_CONTENT / "resources.bib"), *(entry.encode() for entry in entries)]


def _notebook() -> Iterator[bytes]:
    yield from (bad.data for bad in BAD if bad.file.endswith(".ipynb") and len(bad.data) < _MOST_OF_A_SEED)
    outputs = (printed("\x1b[1mx\r"), shown(text_html="<b>", image_png=PNG), plotly([{"x": [1], "y": [2]}], title="T"))
    yield notebook([raw(FRONT), text("# A\n\n$x$ [^1]"), code("#| fig-cap: C\nx", *outputs)], {"title": "T"})


_HIDDEN = (
    *(
        b"a <!-- b --> {% comment %}c{% endcomment %} %%d%% {>>e<<}",
        b"::: {.content-hidden}\na\n:::\n<div hidden>b</div>",
    ),
    *(b".. a\n   b\n\n.. todo:: c\n", b"* COMMENT a\n# b\n#+begin_comment\nc\n#+end_comment\n* d :noexport:\n"),
)
_MOMENTS = (
    *(
        b"2026-03-05T10:00:00+01:00",
        b"Thu, 05 Mar 2026 10:00:00 GMT",
        b"5. M\xc3\xa4rz 2024",
        b"03/07/05",
        b"1772668800",
    ),
    *(b"2024-W05", b"2024_03_05 a", b"March 5th, 2024.md", b"24-01-29-x.md", b"2024/03/05-x.md", b"<2024-03-05 Tue>"),
)


def _held() -> Iterator[bytes]:
    """Settings of other programs' sites, by the places that the target gives them."""
    for number, name in enumerate(SETTINGS):
        for file in sorted(journals.SITES.glob(f"*/**/{name}")):
            yield bytes([number]) + file.read_bytes()[:2000]
        yield bytes([number]) + b'exclude_patterns = ["a*", "b/**"]\nexclude: [a, "b/*"]\n\\newcommand{\\a}[1]{b #1}\n'


# Those that are not named begin with posts.
_SEEDS: dict[str, Callable[[], Iterable[bytes]]] = {
    "topics": lambda: _yaml("topics.yaml"),
    "milestones": lambda: _yaml("milestones.yaml"),
    "story": lambda: _yaml("story.yaml"),
    "series": lambda: _begin(*sorted((_CONTENT / "world").iterdir())),
    "bibliography": _bibliography,
    "ris": lambda: [_RIS],
    "names": lambda: [
        b"Lovelace, Ada and van der Berg, Jr., J.",
        b"{The {A} Group} and others",
        b"1984-06-02?/..",
        b"201X",
    ],
    "identifiers": lambda: [
        *(b"arxiv:1706.03762v5", b"arxiv:hep-th/9901001", b"doi:10.1000/x", b"isbn:0-262-03384-4"),
        *(b"https://arxiv.org/pdf/1706.03762.pdf", b"https://doi.org/10.1000/x%3C", b"http://[::1]:8080/?utm_a=b"),
    ],
    "durations": lambda: [b"2h 30m", b"PT2H30M", b"P1DT1H", b"1.5h", b"45 min"],
    "notebook": _notebook,
    "page": lambda: [b"<table><tr><td>a<td>b</table><ul><li>c<pre>d", b"\xef\xbb\xbf<?xml version='1.0'?><p>e"],
    "drawing": lambda: [_SVG + _IN_SVG],
    "links-record": lambda: [written(Look("https://a.example/", date(2026, 3, 1), one) for one in STATES).encode()],
    "git-log": lambda: [_COMMIT, _COMMIT + _CHANGES],
    "dialects": journals.posts,
    "settings": journals.some_settings,
    "formula": lambda: (ROOT / "tests" / "reading" / "formulas.txt").read_bytes().splitlines(),
    "published": lambda: [b'{"files": ["a.css", "b/index.html"]}'],
    "addresses": lambda: [f"{HEAD}\n2026-03-01\t/posts/a/\ta post\n".encode()],
    "hidden": lambda: [bytes([kind]) + one for kind in range(5) for one in (*_posts(), *_HIDDEN)],
    "moments": lambda: [bytes([order]) + one for order in range(3) for one in _MOMENTS],
    "merged": lambda: [b"a\n<<<<<<< HEAD\nb\n||||||| c\n=======\nd\n>>>>>>> e\n", b"```\n<<<<<<< HEAD\n```\n"],
    "versions": lambda: [b"One. Two words.\n----\nOne. Three words.\n\n- a\n----\n"],
    "embedded": lambda: [b"a\n<h2 id=a>A</h2><p>x</p><h3>B</h3><p id=^c>y</p><h2>C</h2>"],
    "held": _held,
    "robots": lambda: [
        b"/a.pdf?b=%41\nUser-agent: *\nDisallow: /*.pdf$\nAllow: /b%2f\nCrawl-delay: 2.5\n\nUser-agent: learning-timeline\n"
    ],
    "nesting": lambda: [b"<b id=1><p><div title='<'><i a=b\"><!-- x --></b><li><table><tr><td><font size=1>" * 5],
    "aliases": lambda: [b"/2019/05/x.html", "/caf%C3%A9/é./../B/".encode()],
    "poster": lambda: ["Gödel & (注)\nOne week of learning\n2 posts\nhttps://example.org".encode()],
}
