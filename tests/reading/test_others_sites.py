"""A small site of each program, written as its documentation has it, and each of its posts as this journal reads it.

What is expected stands in `sites/NAME.txt`, to be read: after a change that is meant, `WRITE_GOLDEN=1` writes it anew.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from analytics import POST_SUFFIXES
from learning_timeline.reading.dialects.detection import dialect_of
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.sources import SourceReader

SITES = Path(__file__).parent / "sites"
SHOWN = ("title", "date", "modified", "category", "tags", "authors", "lang", "translationkey", "summary", "aliases")

_FORMULA = re.compile(r"<math.*?</math>", flags=re.DOTALL)
_COLOUR = re.compile(r"<span class=\"\w+\">(.*?)</span>", flags=re.DOTALL)


def told(content: Path) -> str:
    """All that is read of a site."""
    # The sign of these is one for any folder, and this repository around them is one of Pelican's.
    asked = {"org": "plain", "foam": "foam", "vimwiki": "plain", "gitbook": "plain"}.get(content.name, "")
    folder = Folder(content, dialect_of(content, asked), date(2026, 11, 29))
    reader = SourceReader(folder, "html")
    lines = [f"{folder.dialect.title}; pages: {', '.join(folder.dialect.pages) or 'none'}"]
    lines += [f"left out: {path}, {kind}" for kind, paths in sorted(folder.left_out.items()) for path in paths]
    for path in sorted(folder.names.files.values()):
        if path.lower().endswith(POST_SUFFIXES) and not folder.dialect.left_out(path):
            source = reader.read(path)
            fields = source.fields.front.fields
            lines += ["", f"== {path}", *(f"{name}: {fields[name]}" for name in SHOWN if fields.get(name))]
            lines += [f"left out: {kind}"] if (kind := source.fields.front.left_out) else []
            lines += [f"title of the text: {source.rendered.title}"] if source.rendered.title else []
            lines += [f"remark: {remark}" for remark in (*source.fields.remarks, *source.remarks)]
            # How formulas and colours of code are written is a matter of other tests.
            lines += ["", _COLOUR.sub(r"\1", _FORMULA.sub("<math>", source.rendered.html)).strip()]
    return "\n".join(line.rstrip() for line in "\n".join(lines).split("\n")) + "\n"


@pytest.mark.parametrize("name", sorted(site.name for site in SITES.iterdir() if site.is_dir()))
def test_a_site_of_another_program_reads_as_it_is_meant(name: str) -> None:
    if name == "org":
        pytest.importorskip("pypandoc", reason="pypandoc-binary, which reads Org, is not installed")
    found, golden = told(SITES / name), SITES / f"{name}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
