"""A tiny Jupyter notebook, as bytes: cells by their text, outputs by their kinds."""

from __future__ import annotations

import json
from typing import Any

FRONT = "---\ntitle: A notebook\ndate: 2026-03-01\n---"
# One red pixel.
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

Cell = dict[str, Any]


def raw(source: str) -> Cell:
    return {"cell_type": "raw", "metadata": {}, "source": source}


def text(source: str, **more: Any) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def code(source: str, *outputs: Cell) -> Cell:
    return {"cell_type": "code", "metadata": {}, "source": source, "execution_count": 1, "outputs": list(outputs)}


def printed(words: str, name: str = "stdout") -> Cell:
    return {"output_type": "stream", "name": name, "text": words}


def shown(**kinds: Any) -> Cell:
    """An output by its kinds, with the dots and signs of their names as underlines: ``image_png``."""
    return displayed({kind.replace("_", "/", 1): value for kind, value in kinds.items()})


def displayed(data: dict[str, Any], about: dict[str, Any] | None = None) -> Cell:
    return {"output_type": "display_data", "data": data, "metadata": about or {}}


def plotly(data: list[Any], **layout: Any) -> Cell:
    return displayed({"application/vnd.plotly.v1+json": {"data": data, "layout": layout}})


def failed(*lines: str) -> Cell:
    return {"output_type": "error", "ename": "E", "evalue": "v", "traceback": list(lines)}


def notebook(cells: list[Cell], metadata: dict[str, Any] | None = None, nbformat: int = 4) -> bytes:
    return json.dumps(
        {"cells": cells, "metadata": metadata or {}, "nbformat": nbformat, "nbformat_minor": 4}, indent=1
    ).encode()
