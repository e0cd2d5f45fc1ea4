"""The package's static files in, the files that a site serves out.

What grows by parts is kept in parts: a folder is served as one file of its name, so that a page asks for one file and
its address stays. The parts are joined in the order of their names; those whose names begin with `_` come first, and
hold what the others use. The parts of a script share one function, so that their names are theirs alone.

What several scripts use lies in files whose names begin with `_`; each comes before a script that uses it, in the same
function. What a script says, it says through `_words.js`. Where the site is not in English, `words.js` holds the messages
of all scripts, from the catalogue.

Comments and blanks stay here: they are a quarter of what a browser would have to load.
"""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..building.page import File
from ..charts.plotly_js import PlotlyJs, for_notebooks
from ..core.language import ENGLISH, Language, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .journal import Journal

# The folder that they are served from.
URL = "learning-timeline"

_STATIC = Path(__file__).parents[1] / "static"
# Comments that begin a line, with the line; types within a line; what indents a line, and empty lines.
_COMMENT = re.compile(rb"^[ \t]*(?:/\*(?:[^*]|\*(?!/))*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE)
_TYPE = re.compile(rb"/\*\* @type [^*\n]*\*/ ?")
_BLANK = re.compile(rb"^\s+", re.MULTILINE)
_OPENING, _END = b'"use strict";\n\n(() => {\n', b"})();\n"
# What several scripts use, with that by which a script is known to use it.
_SHARED = {
    "_words.js": re.compile(rb"(?<![\w.$])(?:_|ngettext)\(|SPOKEN"),
    "_loading.js": re.compile(rb"(?<![\w.$])loaded\("),
    "_dates.js": re.compile(rb"(?<![\w.$])(?:dateName\(|(?:SHORT_)?MONTHS\b)"),
    "_wording.js": re.compile(rb"(?<![\w.$])listed[(,]"),
    "_tables.js": re.compile(rb"(?<![\w.$])tableWith\("),
    "_lines.js": re.compile(rb"(?<![\w.$])linesOf\("),
    "_elements.js": re.compile(rb"(?<![\w.$])(?:element|linkTo|shape)\("),
}


def assets() -> Iterator[tuple[str, bytes]]:
    """Every file that pages load, with its name."""
    for path in sorted(_STATIC.iterdir()):
        if path.name in _SHARED or path.name.endswith(".d.ts"):  # types are for those who write the scripts
            continue
        parts = sorted(path.glob(f"*{path.suffix}")) if path.is_dir() else [path]
        yield path.name, without_comments(_joined(path.suffix, parts))


def without_comments(code: bytes) -> bytes:
    r"""A script or a style without the comments that begin a line, the types within one, and what indents it.

    No text of a script goes over a line, so that no blank of one is lost. A comment at a line's end stays, and is short.

    >>> without_comments(b"// @ts-check\n/**\n * Half.\n */\nconst half = (/** @type {number} */ n) => n / 2; // exactly\n")
    b'const half = (n) => n / 2; // exactly\n'
    >>> without_comments(b"/** @type {number[]} */ (all)\n  .map(half);\n")
    b'(all)\n.map(half);\n'
    """
    return _BLANK.sub(b"", _TYPE.sub(b"", _COMMENT.sub(b"", code)))


def script_words(language: Language, settings: Mapping[str, Any]) -> bytes:
    """What scripts say in a language, as a script that comes before them; none loads Babel for an English site."""
    from ..core.script_words import words_of  # noqa: PLC0415 - it loads Babel

    theirs = Path(settings["THEME"], "static", "js").glob("*.js")
    said = words_of(language, [*(path for path in _STATIC.rglob("*.js") if path.is_file()), *theirs])
    return b"window.learningTimelineWords = " + json.dumps(said, ensure_ascii=False, sort_keys=True).encode() + b";\n"


def names(plotly: PlotlyJs) -> dict[str, str]:
    """What templates are told of them."""
    return {
        "assets_url": URL,
        "plotly_url": f"{URL}/{plotly.file_name}",
        "notebook_plotly_url": f"{URL}/{for_notebooks(plotly).file_name}",
    }


def files(journal: Journal) -> Iterator[File]:
    """Each of them as a file of the site, and plotly.js."""
    if (language := spoken()) is not ENGLISH:
        words = script_words(language, journal.settings)
        yield File(f"{URL}/words.js", words, lambda: [words])
    for name, data in assets():
        yield File(f"{URL}/{name}", data, partial(list, [data]))
    bundles = {journal.plotly, *([for_notebooks(journal.plotly)] if journal.has_figures else [])}
    for plotly in sorted(bundles, key=lambda one: one.file_name):
        yield File(f"{URL}/{plotly.file_name}", (plotly.version, str(plotly.bundle)), partial(_read, plotly))


def _read(plotly: PlotlyJs) -> list[bytes]:
    return [plotly.read()]


def _joined(suffix: str, parts: Sequence[Path]) -> bytes:
    joined = b"\n".join(part.read_bytes() for part in parts)
    shared = _shared_by(joined) if suffix == ".js" else b""
    # A script of one file, which uses nothing of others, keeps its names to itself.
    is_one_function = suffix == ".js" and (shared or len(parts) > 1)
    return _OPENING + shared + joined + _END if is_one_function else joined


def _shared_by(script: bytes) -> bytes:
    """What a script uses that others use as well."""
    return b"".join((_STATIC / name).read_bytes() for name, use in _SHARED.items() if use.search(script))
