"""The repository's sources in, catalogues of messages out: what pages, sentences and scripts say, for people to translate.

`learning_timeline.pot` lists every message; a language has the same list with its own words, in
`translations/LANGUAGE/LC_MESSAGES/learning_timeline.po`, as gettext's tools and editors know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.checkers import python_format
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from ..building.kept_parts import KeptBlock
from ..core.catalogue import DOMAIN, catalogue_file
from ..core.language import TRANSLATIONS
from ..core.script_words import OPTIONS as OF_SCRIPTS

TEMPLATE = TRANSLATIONS / f"{DOMAIN}.pot"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "marked": None,
    "marked_counted": (1, 2),
}
# Where messages stand, and by which of Babel's methods they are found.
_SOURCES = (
    ("theme/templates", "*.html", "jinja2.ext:babel_extract"),
    ("theme/static/js", "*.js", "javascript"),
    ("plugins/learning_timeline/templates", "*.html", "jinja2.ext:babel_extract"),
    ("plugins/learning_timeline/static", "*.js", "javascript"),
    ("plugins/learning_timeline", "*.py", "python"),
)
_HOW = "docs/how-to/translate.md tells how this file is made and kept."
# As the templates are read; a tag that cannot be read is an error.
_OPTIONS = {
    "jinja2.ext:babel_extract": {
        "trimmed": "false",
        "silent": "false",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "extensions": f"{KeptBlock.__module__}.{KeptBlock.__name__}",
    },
    "javascript": OF_SCRIPTS,
}


class CatalogueError(Exception):
    """A catalogue cannot be begun or read; says which, and what to do."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a language is.

    Attributes:
        code: of the language, as its folder is called.
        name: of the language, in English.
        translated, messages: how many messages it has in its own words, of how many.
        problems: what is wrong in it, a line each.
    """

    code: str
    name: str
    translated: int
    messages: int
    problems: tuple[str, ...]


def extracted(root: Path) -> Catalog:
    """Every message of the repository whose root is given, with the files that say it."""
    catalogue = Catalog(domain=DOMAIN, charset="utf-8")
    for folder, pattern, method in _SOURCES:
        options = _OPTIONS.get(method, {})
        for file in sorted(path for path in (root / folder).rglob(pattern) if path.is_file()):
            for _, message, comments, context in extract_from_file(
                method, str(file), KEYWORDS, ("Translators:",), options
            ):
                place = (file.relative_to(root).as_posix(), 0)
                catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    return catalogue


def update(root: Path) -> list[State]:
    """Bring the list of messages and each catalogue up to date; what is translated stays, what is no longer said goes."""
    template = extracted(root)
    TEMPLATE.write_bytes(_written(template, is_template=True))
    for file in _catalogues():
        catalogue = read(file)
        # Guesses would be shown to readers as if somebody had made them.
        # A new date in each catalogue would be a conflict whenever two branches are merged.
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        file.write_bytes(_written(catalogue))
    return list(states())


def begin(code: str, root: Path) -> Path:
    """Begin the catalogue of a language.

    Raises:
        CatalogueError: the language is unknown, or has a catalogue.
    """
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        raise CatalogueError(f"{code!r} is not the code of a language: give one such as fr, pt-BR or zh-Hant") from None
    file = catalogue_file(str(locale))
    if file.exists():
        raise CatalogueError(f"{file} exists: translate what it leaves empty, or delete it to begin again")
    header = f"# {locale.english_name}: what the pages of a learning timeline say.\n# {_HOW}"
    catalogue = Catalog(locale=locale, domain=DOMAIN, charset="utf-8", header_comment=header, fuzzy=False)
    catalogue.last_translator = catalogue.language_team = ""
    catalogue.creation_date = catalogue.revision_date = datetime.now(UTC)
    catalogue.update(extracted(root), no_fuzzy_matching=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_written(catalogue))
    return file


def states() -> Iterator[State]:
    """How far each language is, by its catalogue as it is."""
    for file in _catalogues():
        catalogue = read(file)
        messages = [message for message in catalogue if message.id]
        done = [message for message in messages if _is_translated(message.string) and not message.fuzzy]
        problems = tuple(
            f"{file}:{message.lineno}: {error}: fix the translation"
            for message in done
            for error in _errors(catalogue, message)
        )
        code = file.parts[-3]
        yield State(code, Locale.parse(code).english_name or code, len(done), len(messages), problems)


def _errors(catalogue: Catalog, message: object) -> Iterable[str]:
    try:
        python_format(catalogue, message)  # type: ignore[arg-type] # one of its own messages
    except Exception as error:  # noqa: BLE001 - Babel's own, of several kinds
        yield str(error)


def _is_translated(string: str | Iterable[str] | None) -> bool:
    return all(string) if isinstance(string, list | tuple) else bool(string)


def _catalogues() -> list[Path]:
    return sorted(TRANSLATIONS.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(file: Path) -> Catalog:
    """A catalogue, or the list of messages."""
    with file.open("rb") as text:
        return read_po(text, locale=None if file.suffix == ".pot" else file.parts[-3], domain=DOMAIN)


def _written(catalogue: Catalog, *, is_template: bool = False) -> bytes:
    """A catalogue as its file has it: without lines' numbers, so that a change elsewhere changes nothing here."""
    written = BytesIO()
    catalogue.project, catalogue.version, catalogue.msgid_bugs_address = "Learning Timeline", "", ""
    write_po(written, catalogue, width=0, sort_by_file=True, omit_header=is_template, include_lineno=False)
    return written.getvalue()
