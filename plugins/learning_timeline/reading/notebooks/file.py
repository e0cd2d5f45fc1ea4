"""The bytes of a notebook of any version in, its cells and metadata out, as version 4 of the format has them."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ...core.phrases import cut
from ..stand_ins import LFS

# As version 4 has been since 2015; those before it are brought up to it.
_FORMAT = 4
_CONFLICT = re.compile(r"^<{7} ", flags=re.MULTILINE)
# What some programs write where they mean nothing.
_NULL = re.compile(r'"(?:metadata|outputs|attachments|source|data|text)"\s*:\s*null')
_EMPTY: dict[str, Callable[[], Any]] = {"outputs": list, "source": str, "text": str}


class NotebookError(ValueError):
    """A notebook that cannot be read.

    Args:
        problem: what is wrong.
        remedy: how to fix it.
        line: 1-based line of the file, or of the cell if one is given; None if it has none.
        cell: 1-based; None if the whole file is meant.
    """

    def __init__(self, problem: str, remedy: str, line: int | None = None, cell: int | None = None) -> None:
        self.problem, self.remedy, self.line, self.cell = problem, remedy, line, cell
        super().__init__(f"{problem}: {remedy}")


def cells_and_metadata(data: bytes) -> Any:  # noqa: ANN401 - nbformat has no types for what it reads
    """A notebook as nbformat has it.

    Raises:
        NotebookError: it is none.
    """
    # What it needs takes a third of a second to load, which a journal without notebooks need not wait for.
    import nbformat  # noqa: PLC0415

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotebookError("is not UTF-8", "save the file as UTF-8", line) from None
    with warnings.catch_warnings(), _quiet():
        # That old notebooks have no names for their cells hurts nobody.
        warnings.simplefilter("ignore")
        try:
            # JSON has no infinity and no NaN; Python writes them all the same.
            notebook = nbformat.reader.reads(_without_nulls(text), parse_constant=lambda _: None)  # type: ignore[no-untyped-call]
            if notebook.get("nbformat", 1) != _FORMAT:
                notebook = nbformat.convert(notebook, _FORMAT)  # type: ignore[no-untyped-call]
            # Its cells count; what it says of its programs may be of another time.
            nbformat.validate({**notebook, "metadata": {}}, relax_add_props=True)
        except nbformat.reader.NotJSONError as error:
            raise _no_json(text, error) from None
        except nbformat.ValidationError as error:
            path = list(getattr(error, "absolute_path", ()) or getattr(error, "path", ()))
            cell = path[1] + 1 if len(path) > 1 and path[0] == "cells" and isinstance(path[1], int) else None
            reason = str(getattr(error, "message", error)).partition("\n")[0]
            problem = f"is not a valid notebook ({cut(reason, 100)})"
            raise NotebookError(problem, "open it in Jupyter, and save it again", cell=cell) from None
        except (AssertionError, AttributeError, KeyError, NameError, TypeError, ValueError) as error:
            # Whatever it is that is brought up to the present, it is not a notebook; nbformat stumbles over it in many ways.
            problem = f"is not a notebook ({cut(str(error) or 'not of any known version', 100)})"
            raise NotebookError(problem, "save it from Jupyter again, or change its extension") from None
    return notebook


@contextmanager
def _quiet() -> Iterator[None]:
    """Let nbformat say nothing of small flaws, which it fixes: Pelican would take what another library logs for its own."""
    from traitlets.log import get_logger  # noqa: PLC0415 - loaded with nbformat

    logger = get_logger()

    def refuse(_: object) -> bool:
        return False

    # Pelican's loggers raise for what they log, unless a filter refuses it.
    logger.addFilter(refuse)  # type: ignore[union-attr]
    try:
        yield
    finally:
        logger.removeFilter(refuse)  # type: ignore[union-attr]


def _without_nulls(text: str) -> str:
    """The same with nothing instead of each null that stands where a notebook has something."""
    if not _NULL.search(text):
        return text

    def mended(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {
            name: _EMPTY.get(name, dict)() if value is None and _NULL.match(f'"{name}":null') else value
            for name, value in pairs
        }

    try:
        return json.dumps(json.loads(text, object_pairs_hook=mended, parse_constant=lambda _: None))
    except ValueError:
        return text


def _no_json(text: str, error: ValueError) -> NotebookError:
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        return NotebookError("contains both sides of a git merge", "choose one of them", line)
    if text.startswith(LFS):
        return NotebookError(
            "is a pointer of git-lfs in place of the notebook", "install git-lfs and run `git lfs pull`"
        )
    cause = error.__cause__
    reason = getattr(cause, "msg", "it ends too early")
    return NotebookError(f"is not JSON ({reason})", "save it from Jupyter again", getattr(cause, "lineno", None))
