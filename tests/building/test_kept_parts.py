"""Parts of pages are kept where nothing that they read has changed, and made anew where anything has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, Environment

from learning_timeline.building import kept_parts
from learning_timeline.building.kept_parts import KeptParts, offer_kept_blocks
from learning_timeline.core.fingerprints import Fingerprints
from learning_timeline.core.templates_language import offer_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "{% for year, posts in years %}{% kept %}{{ year }}: {{ posts|join(end) }}\n{% endkept %}{% endfor %}"
PLAIN = TEXT.replace("{% kept %}", "").replace("{% endkept %}", "")
YEARS = [(2026, ["a", "b"]), (2027, ["<c>"])]


class Built:
    """Builds with one cache."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache

    def render(self, template: str, key: bytes = b"key", **values: object) -> str:
        environment = Environment(loader=DictLoader({"t": template, "other": "{{ 1 }}"}), autoescape=True)
        parts = KeptParts(self.cache, key)
        parts.fingerprints = Fingerprints()
        offer_language(environment)
        offer_kept_blocks(environment, parts)
        shown = environment.get_template("t").render(values)
        parts.close()
        return shown

    def files(self) -> set[Path]:
        return {path for path in self.cache.rglob("*") if path.is_file()}


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    monkeypatch.setattr(kept_parts, "SHORT_BYTES", 1)
    return Built(tmp_path)


def test_a_part_is_as_without_the_tag_and_kept_by_all_that_it_reads(built: Built) -> None:
    kept: set[Path] = set()
    for years, end in ((YEARS, ","), ([*YEARS, (2028, ["d"])], ","), (YEARS, ";"), (YEARS[:1], ";")):
        assert built.render(TEXT, years=years, end=end) == built.render(PLAIN, years=years, end=end)
        if len(years) == 3:
            assert len(built.files() & kept) == 2, "years that stay are made anew"
        kept = built.files()
        assert len(kept) == len(years), "parts that are no longer asked for are kept"
    # What is kept is what is shown.
    (file,) = kept
    data = file.read_bytes()
    file.write_bytes(data[:-2] + b"!\n")
    assert built.render(TEXT, years=YEARS[:1], end=";") == "2026: a;b\n", "damaged"


def test_another_template_and_other_settings_are_other_parts(built: Built) -> None:
    built.render(TEXT, years=YEARS, end=",")
    assert built.render(TEXT.replace(": ", " = "), years=YEARS, end=",") == "2026 = a,b\n2027 = &lt;c&gt;\n"
    built.render(TEXT, key=b"other", years=YEARS, end=",")
    assert len({file.parents[1] for file in built.files()}) == 2
    assert built.render(TEXT, key=b"", years=YEARS, end=",") == built.render(PLAIN, years=YEARS, end=",")


def test_what_only_is_called_as_the_language_is_read(built: Built) -> None:
    template = "{% for lt_language in all %}{% kept %}{{ lt_language }}{{ _('x') }}{% endkept %}{% endfor %}"
    assert built.render(template, all=["en", "de"]) == "enxdex"
    assert built.render(template, all=["fr", "de"]) == "frxdex"


def test_what_cannot_be_told_is_made_each_time(built: Built) -> None:
    def numbers() -> Iterator[int]:
        yield from range(9)

    asked = numbers()
    template = "{% kept %}{{ asked.__next__() }}{% endkept %}"
    assert [built.render(template, asked=asked) for _ in range(3)] == ["0", "1", "2"]
    # Of a function by what it reads, of which its code says nothing.
    numbered = iter("ab")
    assert [built.render("{% kept %}{{ f() }}{% endkept %}", f=lambda: next(numbered)) for _ in range(2)] == ["a", "b"]
    assert built.render("{% kept %}{{ lipsum() }}{% endkept %}") != built.render(
        "{% kept %}{{ lipsum() }}{% endkept %}"
    )
    assert built.render("{% kept %}{{ a }}{% include 'other' %}{% endkept %}", a=3) == "31"
    assert built.files() == set()


def test_a_part_is_of_the_place_of_its_page_and_of_whether_text_is_escaped(built: Built) -> None:
    class Linked(tuple[str]):
        """A text with links, as Pelican's contents have it: they lead from the page that is being written."""

        place = ""

        __slots__ = ()

        def __str__(self) -> str:
            return f"{self.place}/a/"

    template = "{% kept %}{{ text }}{% endkept %}"
    for Linked.place in (".", ".."):
        assert built.render(template, text=Linked(("a",)), localsiteurl=Linked.place) == f"{Linked.place}/a/"
    part = "{% kept %}{{ '<' ~ x }}{% endkept %}"
    either = f"{part}{{% autoescape false %}}{part}{{% endautoescape %}}"
    assert [built.render(either, x=3) for _ in range(2)] == ["&lt;3<3"] * 2


def test_parts_that_a_copy_asked_for_stay(built: Built) -> None:
    copy, parts = KeptParts(built.cache, b"key"), KeptParts(built.cache, b"key")
    copy.fingerprints = parts.fingerprints = Fingerprints()
    parts.part("page", 1, lambda: b"one")
    copy.part("page", 2, lambda: b"two")
    parts.add(copy.asked)
    parts.close()
    assert len(built.files()) == 2


def test_a_short_part_is_not_kept(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_parts, "SHORT_BYTES", 9)
    assert built.render(TEXT, years=YEARS, end=",") == "2026: a,b\n2027: &lt;c&gt;\n"
    assert len(built.files()) == 2
    monkeypatch.setattr(kept_parts, "SHORT_BYTES", 13)
    assert built.render(TEXT, years=YEARS, end=";") == "2026: a;b\n2027: &lt;c&gt;\n"
    assert len(built.files()) == 1
