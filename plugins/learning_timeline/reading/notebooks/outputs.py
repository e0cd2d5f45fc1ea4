"""What a cell of a notebook printed in, HTML that shows it out. Nothing is run, and nothing vanishes without a word.

An output comes in several kinds at once, since its program does not know who will look; the first of them that can be shown is, in
the order of `_SHOWN`. None of it is the author's typing: HTML is cleaned, text escaped.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

from ...core.language import gettext, ngettext
from ..comments import without_comments
from ..hidden_html import without_hidden_html
from ..images import Size, size_of
from ..markdown import image_tag, without_controls
from ..sanitiser import sanitised_output
from .figures import NotDrawnError, NotebookFigure, notebook_figure
from .pictures import KINDS, Pictures

PLOTLY = "application/vnd.plotly.v1+json"
PLAIN = "text/plain"
_LARGEST = 10_000
# What a terminal takes for colours, moves of its cursor, and titles of its window.
_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
_IMAGE = re.compile(r"<img\b|<svg\b")
_TAG = re.compile(r"<[^<>]*>")
_AROUND_LATEX = (("$$", "$$"), ("$", "$"), (r"\[", r"\]"), (r"\(", r"\)"))
_IS_NO_CODE = {"text/html": "HTML that holds no text", PLOTLY: "a Plotly figure"}
_NAMES = {
    "application/vnd.jupyter.widget-view+json": "an interactive widget, which needs a running program",
    "application/javascript": "a script, which is not run",
}


class Options(NamedTuple):
    """What a cell says of its outputs, as Quarto writes it: lines of ``#| fig-alt: ...`` at its top."""

    alternative: str = ""
    caption: str = ""


class Shown(NamedTuple):
    """The outputs of a cell.

    Attributes:
        html: empty if there are none.
        names: of the places in it.
        has_figure: whether one of them is drawn by a script.
        undescribed: how many pictures say nothing to who cannot see them.
    """

    html: str = ""
    names: tuple[str, ...] = ()
    has_figure: bool = False
    undescribed: int = 0


@dataclass
class Outputs:
    """The outputs of one cell, as they are shown.

    Attributes:
        cell: its number.
        options: what it says of them.
        render: makes HTML of Markdown.
        pictures: of the notebook.
    """

    cell: int
    options: Options
    render: Callable[[str], str]
    pictures: Pictures
    names: list[str] = field(default_factory=list)
    has_figure: bool = False
    undescribed: int = 0

    def shown(self, outputs: Iterable[Mapping[str, Any]]) -> Shown:
        """All of a cell's outputs, in their order."""
        parts = []
        for (kind, name), run in groupby(outputs, _stream_of):
            if kind == "stream":
                # A program writes where and when it likes; what follows each other was one text on the screen.
                text = "".join(_text(output.get("text", "")) for output in run)
                parts.append(_printed(text, "stderr" if name == "stderr" else ""))
            else:
                parts += [self._one(output) for output in run]
        html = without_controls(_text("".join(parts)))
        if not html:
            return Shown()
        if self.options.caption:
            caption = f"<figcaption>{escape(without_controls(self.options.caption), quote=False)}</figcaption>"
            html = f'<figure class="output">\n{html}{caption}</figure>\n'
        else:
            html = f'<div class="output">\n{html}</div>\n'
        return Shown(html, tuple(self.names), self.has_figure, self.undescribed)

    def _one(self, output: Mapping[str, Any]) -> str:
        if output.get("output_type") == "error":
            lines = output.get("traceback") or [f"{output.get('ename', '')}: {output.get('evalue', '')}"]
            return _printed("\n".join(map(_text, lines)), "error")
        data, about = output.get("data"), output.get("metadata")
        data = data if isinstance(data, dict) else {}
        about = about if isinstance(about, dict) else {}
        html = next((html for kind in _SHOWN if kind in data and (html := _SHOWN[kind](self, data, about))), "")
        if html:
            return html
        plain = _printed(_text(data[PLAIN])) if PLAIN in data else ""
        others = [kind for kind in data if kind != PLAIN]
        if not others:
            return plain
        what = next((_NAMES[kind] for kind in others if kind in _NAMES), f"output of the kind {others[0]}")
        what = next((_IS_NO_CODE[kind] for kind in others if kind in _IS_NO_CODE), what)
        return f'<p class="not-shown">Here stood {escape(what)}; this page cannot show it.</p>\n{plain}'

    # -- each kind

    def figure(self, data: Mapping[str, Any], about: Mapping[str, Any]) -> str:
        """A Plotly figure, to be drawn by the site's own script; until then, and without it, a picture or its numbers."""
        try:
            figure = notebook_figure(data[PLOTLY])
        except NotDrawnError as kind:
            has_another = any(other in data for other in _SHOWN if other not in {PLOTLY, "text/html"})
            said = (
                f'<p class="not-shown">Here stood a Plotly figure {escape(str(kind))}; this page cannot show it.</p>\n'
            )
            return "" if has_another else said
        self.has_figure = True
        name = self._name()
        still = next((_SHOWN[kind](self, data, about) for kind in KINDS if kind in data), "")
        if not (self.options.alternative or self.options.caption or figure.title):
            self.undescribed += not still
        says = escape(self.options.alternative or _text(figure.title) or self.options.caption or "A figure")
        without_scripts = f"<noscript>{still}</noscript>\n" if still else ""
        return (
            f'<figure class="chart" id="{name}" aria-label="{says}">\n'
            f'<div class="chart-box"><div class="chart-plot" role="img" aria-label="{says}" '
            f'style="--chart-height: {figure.height}px; --chart-narrow-height: {figure.height}px"></div></div>\n'
            f"{without_scripts}"
            f'<script type="application/json" class="chart-data">{figure.json}</script>\n'
            f"{_numbers(figure, says)}</figure>\n"
        )

    def html(self, data: Mapping[str, Any], _: Mapping[str, Any]) -> str:
        """HTML, cleaned; nothing if nothing of it can be seen then."""
        html = sanitised_output(without_hidden_html(_text(data["text/html"]))).strip()
        if not _IMAGE.search(html) and not _TAG.sub("", html).strip():
            return ""
        return f'<div class="table">{html}</div>\n'

    def markdown(self, data: Mapping[str, Any], _: Mapping[str, Any]) -> str:
        """Markdown, cleaned like HTML."""
        return sanitised_output(self.render(without_comments(_text(data["text/markdown"]))[0]))

    def latex(self, data: Mapping[str, Any], _: Mapping[str, Any]) -> str:
        """A formula; nothing if it cannot be converted."""
        latex = _text(data["text/latex"]).strip()
        for begin, end in _AROUND_LATEX:
            if latex.startswith(begin) and latex.endswith(end):
                latex = latex.removeprefix(begin).removesuffix(end)
        # A comment ends with its line, a formula at an empty one.
        latex = "\n".join(filter(str.strip, latex.split("\n"))).strip().removeprefix(r"\displaystyle ")
        html = self.render(f"$$\n{latex}\n$$") if latex else ""
        return html if 'class="math"' in html and 'class="formula"' not in html else ""

    def picture(self, kind: str, data: Mapping[str, Any], about: Mapping[str, Any]) -> str:
        """A picture; nothing if it cannot be read."""
        source = _text(data[kind])
        try:
            image = source.encode() if kind.endswith("svg+xml") else b64decode(source)
        except ValueError:
            return ""
        if not (size_of(image) or kind.endswith("svg+xml")):
            return ""
        self.undescribed += not (self.options.alternative or self.options.caption)
        size, said = size_of(image), about.get(kind)
        if isinstance(said, dict):
            # Of a picture for a fine screen this is half of what is in it.
            across, down = said.get("width"), said.get("height")
            if isinstance(across, int) and isinstance(down, int) and 0 < across < _LARGEST > down > 0:
                size = Size(across, down)
        alternative = self.options.alternative or self.options.caption
        return image_tag(self.pictures.address(kind, image), alternative, size) + "\n"

    def tree(self, data: Mapping[str, Any], _: Mapping[str, Any]) -> str:
        """Values as JSON."""
        return _printed(json.dumps(data["application/json"], indent=2, ensure_ascii=False))

    def _name(self) -> str:
        name = f"output-{self.cell}-{len(self.names) + 1}"
        self.names.append(name)
        return name


_SHOWN: dict[str, Callable[[Outputs, Mapping[str, Any], Mapping[str, Any]], str]] = {
    PLOTLY: Outputs.figure,
    "text/html": Outputs.html,
    "text/markdown": Outputs.markdown,
    "text/latex": Outputs.latex,
    **{kind: lambda outputs, data, about, kind=kind: outputs.picture(kind, data, about) for kind in KINDS},  # type: ignore[misc] # a default binds it
    "application/json": Outputs.tree,
}


def _stream_of(output: Mapping[str, Any]) -> tuple[str, str]:
    return ("stream", str(output.get("name"))) if output.get("output_type") == "stream" else ("", "")


def _printed(text: str, kind: str = "") -> str:
    """What stood in a terminal in the end; a line that was written over again shows as it was left."""
    lines = _TERMINAL.sub("", text).replace("\r\n", "\n").split("\n")
    left = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)
    shown = left.strip("\n")
    name = f' class="{kind}"' if kind else ""
    return f"<pre{name}>{escape(shown, quote=False)}</pre>\n" if shown.strip() else ""


def _text(value: object) -> str:
    """A text that may be written as a list of lines; JSON may hold halves of characters, which no page can."""
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    return text.encode("utf-8", "replace").decode()


def _numbers(figure: NotebookFigure, says: str) -> str:
    """The figure's numbers as a table, for who cannot see it or wants to know them."""
    if not figure.columns:
        return ""
    left_out = ngettext("%(num)s more are left out here.", "%(num)s more are left out here.", figure.left_out)
    more = f"<p>{left_out}</p>\n" if figure.left_out else ""
    numbers, table = gettext("Numbers"), gettext("Table: %(caption)s", caption=says)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in figure.columns)
    rows = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in figure.rows)
    return (
        f'<details class="chart-details">\n<summary>{numbers}</summary>\n'
        f'<div class="chart-table" role="region" aria-label="{table}" tabindex="0"><noscript>\n'
        f"<table><caption>{says}</caption><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n"
        f"</noscript></div>\n{more}</details>\n"
    )
