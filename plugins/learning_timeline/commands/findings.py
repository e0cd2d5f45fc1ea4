"""What is wrong with a built site: found page by page, told once for all pages that have it, with the file to fix."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .._seam import analytics
from ..core.amounts import amount


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with one file of the site.

    Attributes:
        page: the file, from the site's folder.
        wrong: what is wrong.
        mend: how to fix it.
        word: a text by which the line can be found in the page's source; may be empty.
    """

    page: str
    wrong: str
    mend: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Which file of the content folder each page is made of, as far as the site's own data tells.

    Attributes:
        content: the content folder.
        files: path of the source by the path of the page, both from their folders.
    """

    content: Path
    files: Mapping[str, str]

    @classmethod
    def of(cls, site: Path, content: Path) -> Sources:
        """Read them from a built site; a site without the plugin's data has none."""
        table = site / "data" / "posts.csv"
        if not table.exists():
            return cls(content, {})
        with table.open(encoding="utf-8", newline="") as stream:
            rows = csv.DictReader(stream)
            return cls(content, {_file_of(row["url"]): row["path"] for row in rows})

    def place(self, finding: Finding) -> str:
        """The source and its line, as far as they are known; nothing if they are not."""
        source = self.files.get(finding.page, "")
        if not source or not finding.word:
            return source
        try:
            lines = (self.content / source).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return source
        line = next((number for number, text in enumerate(lines, start=1) if finding.word in text), 0)
        return f"{source}:{line}" if line else source


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is wrong, however many pages have it.

    Attributes:
        page: the first of them, from the site's folder.
        source: its file in the content folder and the line, as far as they are known.
        other_pages: how many other pages have it.
        problem: what is wrong.
        remedy: how to fix it.
    """

    page: str
    source: str
    other_pages: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.page} ({self.source})" if self.source else self.page
        also = f", and {amount(self.other_pages, 'other page')}" if self.other_pages else ""
        return analytics.printable(f"{where}{also}: {self.problem}: {self.remedy}")


def told(findings: Iterable[Finding], sources: Sources) -> list[Told]:
    """Each thing that is wrong once, in the order of its text."""
    pages = defaultdict[tuple[str, str], list[Finding]](list)
    for finding in findings:
        pages[finding.wrong, finding.mend].append(finding)
    all_told = []
    for (wrong, mend), found in pages.items():
        # A feed repeats what is wrong with a page.
        same = sorted(found, key=lambda one: (not one.page.endswith(".html"), not sources.place(one), one.page))
        others = len({finding.page for finding in same}) - 1
        all_told.append(Told(same[0].page, sources.place(same[0]), others, wrong, mend))
    return sorted(all_told, key=str)


def _file_of(url: str) -> str:
    return f"{url}index.html" if url.endswith("/") or not url else url
