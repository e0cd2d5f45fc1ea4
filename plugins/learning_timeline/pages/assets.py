"""The package's static files in, the files that a site serves out.

What grows by parts is kept in parts: a folder is served as one file of its name, so that a page asks for one file and
its address stays. The parts are joined in the order of their names; those whose names begin with `_` come first, and
hold what the others use. The parts of a script share one function, so that their names are theirs alone.

What a script says, it says through `_words.js`, which comes before it in the same function. Where the site is not in English,
`words.js` holds the messages of all scripts, from the catalogue.

Comments stay here: they are a fifth of what a browser would have to load.
"""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..building.page import File
from ..core.language import ENGLISH, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..charts.plotly_js import PlotlyJs
    from ..core.language import Language
    from .journal import Journal

# The folder that they are served from.
URL = "learning-timeline"

_STATIC = Path(__file__).parents[1] / "static"
# Comments that begin a line, with the line.
_COMMENT = re.compile(rb"^[ \t]*(?:/\*(?:[^*]|\*(?!/))*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE)
_OPENING, _END = b'"use strict";\n\n(() => {\n', b"})();\n"
_WORDS = _STATIC / "_words.js"
_SAYS = re.compile(rb"(?<![\w.$])(?:_|ngettext)\(|SPOKEN")


def assets() -> Iterator[tuple[str, bytes]]:
    """Every file that pages load, with its name."""
    for path in sorted(_STATIC.iterdir()):
        if path.is_dir():
            yield path.name, without_comments(_joined(path.suffix, sorted(path.glob(f"*{path.suffix}"))))
        elif path.suffix == ".js" and path != _WORDS and _SAYS.search(path.read_bytes()):
            yield path.name, without_comments(_joined(path.suffix, [path]))
        elif path != _WORDS and not path.name.endswith(".d.ts"):  # types are for those who write the scripts
            yield path.name, without_comments(path.read_bytes())


def without_comments(code: bytes) -> bytes:
    r"""A script or a style without the comments that begin a line; one within a line stays, and is short.

    >>> without_comments(b"// @ts-check\n/**\n * Half.\n */\nconst half = (/** @type {number} */ n) => n / 2; // exactly\n")
    b'const half = (/** @type {number} */ n) => n / 2; // exactly\n'
    >>> without_comments(b"/** @type {number[]} */ (all).map(half);\n")
    b'/** @type {number[]} */ (all).map(half);\n'
    """
    return _COMMENT.sub(b"", code)


def script_words(language: Language, settings: Mapping[str, Any]) -> bytes:
    """What scripts say in a language, as a script that comes before them; none loads Babel for an English site."""
    from ..core.script_words import words_of  # noqa: PLC0415 - it loads Babel

    theirs = Path(settings["THEME"], "static", "js").glob("*.js")
    said = words_of(language, [*(path for path in _STATIC.rglob("*.js") if path.is_file()), *theirs])
    return b"window.learningTimelineWords = " + json.dumps(said, ensure_ascii=False, sort_keys=True).encode() + b";\n"


def names(plotly: PlotlyJs) -> dict[str, str]:
    """What templates are told of them."""
    return {"assets_url": URL, "plotly_url": f"{URL}/{plotly.file_name}"}


def files(journal: Journal) -> Iterator[File]:
    """Each of them as a file of the site, and plotly.js."""
    if (language := spoken()) is not ENGLISH:
        words = script_words(language, journal.settings)
        yield File(f"{URL}/words.js", words, lambda: [words])
    for name, data in assets():
        yield File(f"{URL}/{name}", data, partial(list, [data]))
    plotly = journal.plotly
    yield File(f"{URL}/{plotly.file_name}", (plotly.version, str(plotly.bundle)), lambda: [plotly.read()])


def _joined(suffix: str, parts: Sequence[Path]) -> bytes:
    joined = b"\n".join(part.read_bytes() for part in parts)
    if suffix != ".js":
        return joined
    words = _WORDS.read_bytes() if _SAYS.search(joined) else b""
    return _OPENING + words + joined + _END
