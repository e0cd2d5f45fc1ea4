"""What names in a bibliography stand for: types of entries, months, commands of TeX, fields that volumes hand on.

What a name means is checked against something other than our tables: the documents of BibTeX and BibLaTeX, Unicode, and the CLDR.
That each row of a table has its effect is checked by going through the table.
"""

from __future__ import annotations

import unicodedata

import pytest
from babel.dates import get_month_names

from analytics import RESOURCE_KINDS, parse_bibliography
from analytics.bibliography import dates, inheritance, latex, parsing
from analytics.bibliography.dates import month_of, parse_edtf
from analytics.bibliography.latex import readable, rich
from analytics.bibliography.names import parse_names
from analytics.bibliography.resource import OWN_FIELDS

# The fourteen of BibTeX ("BibTeXing", section 3.1), then those that BibLaTeX and others added, where a reader sees the difference.
TYPES = {
    "paper": "article inproceedings conference proceedings techreport unpublished phdthesis mastersthesis report thesis",
    "book": "book booklet inbook incollection manual mvbook reference",
    "other": "misc",
    "article": "online www",
    "software": "software",
    "dataset": "dataset",
    "video": "video movie",
}
# By the names that Unicode has for what the list of LaTeX's symbols shows.
SIGNS = {
    "copyright": "COPYRIGHT SIGN",
    "S": "SECTION SIGN",
    "P": "PILCROW SIGN",
    "textless": "LESS-THAN SIGN",
    "textgreater": "GREATER-THAN SIGN",
    "textbar": "VERTICAL LINE",
    "textendash": "EN DASH",
    "textemdash": "EM DASH",
    "bibrangedash": "EN DASH",
    "textregistered": "REGISTERED SIGN",
    "texttrademark": "TRADE MARK SIGN",
    "textdegree": "DEGREE SIGN",
    "textmu": "MICRO SIGN",
    "ldots": "HORIZONTAL ELLIPSIS",
}


def kind_of(name: str) -> str:
    (resource,) = parse_bibliography(f"@{name}{{a, title = {{T}}, year = 2020}}", "r.bib").resources
    return resource.kind


def test_each_type_of_entry_is_of_its_kind() -> None:
    for kind, types in TYPES.items():
        assert {name: kind_of(name) for name in types.split()} == dict.fromkeys(types.split(), kind)
    assert {kind_of(name) for name in parsing._KIND_OF_ENTRY} <= {*RESOURCE_KINDS} - {"other"}


def names_of_months(language: str) -> list[tuple[int, str]]:
    return [
        (at, name) for width in ("wide", "abbreviated") for at, name in get_month_names(width, locale=language).items()
    ]


def test_a_month_is_known_in_english_and_german_and_no_other_one_in_other_languages() -> None:
    for language in ("en", "de"):
        assert [name for number, name in names_of_months(language) if month_of(name) != number] == []
    others = [month for language in ("fr", "es", "it", "pt", "nl") for month in names_of_months(language)]
    assert [name for number, name in others if month_of(name) not in {number, None}] == []
    for begin, month in dates._OTHER_MONTHS.items():
        of_it = (name for number, name in [*others, *names_of_months("de")] if number == month)
        assert any(month_of(name) == month for name in of_it if name.lower().startswith(begin)), begin
    assert month_of("{7}") == 7
    assert month_of("Brumaire") is None


def test_commands_that_set_a_text_leave_the_text() -> None:
    for command in latex._SET_IN_TYPE:
        assert readable(f"A \\{command}{{word}} here") == "A word here", command
    for command in latex._LAST_OF_TWO:
        assert readable(f"A \\{command}{{left out}}{{word}} here") == "A word here", command


def test_signs_are_what_a_reader_sees() -> None:
    for command, name in SIGNS.items():
        assert readable(f"a\\{command}{{}}b") == f"a{unicodedata.lookup(name)}b", command
    for command in latex._SIGNS:
        shown = readable(f"a\\{command}{{}}b")
        assert (shown[0], shown[-1], "\\" in shown) == ("a", "b", False), command
    assert readable("a\\-b\\/c") == "abc"  # where a word may be divided, and where no ligature is to be


def test_small_letters_and_digits_above_and_below_are_those_of_unicode() -> None:
    for sign, kind, table in (("_", "<sub>", latex._SUBSCRIPTS), ("^", "<super>", latex._SUPERSCRIPTS)):
        for letter in map(chr, table):
            shown = readable(f"$x{sign}{{{letter}}}$")
            plain = "\N{MINUS SIGN}" if letter == "-" else letter
            assert unicodedata.decomposition(shown[1:]) == f"{kind} {ord(plain):04X}", letter
    assert readable("$x_{12}^{-1}$") == "x₁₂⁻¹"


def test_type_that_a_citation_keeps() -> None:
    for command in ["emph", "textit", "textsl", "mkbibemph", "mkbibitalic"]:
        assert rich(f"A \\{command}{{word}}") == "A <i>word</i>", command
    for command in ("textbf", "mkbibbold"):
        assert rich(f"A \\{command}{{word}}") == "A <b>word</b>", command
    assert rich("A \\em{word}, \\it{another}, \\bf{bold}") == "A <i>word</i>, <i>another</i>, <b>bold</b>"
    assert rich("a\\textsuperscript{2} b\\textsubscript{i}") == "a<sup>2</sup> b<sub>i</sub>"
    assert rich("about {GPT}s") == 'about <span class="nocase">GPTs</span>'


def has(text: str, name: str) -> dict[str, str]:
    """What an entry is said to have from others."""
    (found,) = (one for one in parse_bibliography(text, "r.bib").resources if one.key == name)
    return dict(found.entries[0].inherited)


@pytest.mark.parametrize(
    ("volume", "child"),
    # The rows of the table in BibLaTeX's manual (appendix B) by which a title is that of the book.
    [
        ("book", "inbook"),
        ("book", "bookinbook"),
        ("book", "suppbook"),
        ("collection", "incollection"),
        ("collection", "suppcollection"),
        ("reference", "inreference"),
        ("proceedings", "inproceedings"),
    ],
)
def test_a_part_of_a_volume_has_its_title_as_that_of_the_book(volume: str, child: str) -> None:
    of_volume = "{v, title = {V}, subtitle = {S}, titleaddon = {A}, author = {W, X}, publisher = {P}, year = 1999}"
    told = has(f"@{child}{{a, crossref = {{v}}, title = {{T}}}}\n@{volume}{of_volume}", "a")
    expected = {"booktitle": "V", "booksubtitle": "S", "booktitleaddon": "A", "bookauthor": "W, X", "publisher": "P"}
    assert told == expected | {"year": "1999"}


def test_each_volume_hands_its_title_to_each_sort_of_part() -> None:
    for volume in inheritance._VOLUMES:
        for child in inheritance._WITHIN:
            told = has(f"@{child}{{a, crossref = {{v}}, title = {{T}}}}\n@{volume}{{v, title = {{V}}}}", "a")
            assert told == {"booktitle": "V"}, (volume, child)


def test_what_an_entry_has_from_others() -> None:
    issue = "@periodical{p, title = {J}, subtitle = {S}, publisher = {P}, year = 1999}"
    told = has(f"@article{{a, crossref = {{p}}, title = {{T}}}}\n{issue}", "a")
    assert told == {"journaltitle": "J", "journalsubtitle": "S", "publisher": "P", "year": "1999"}
    # What is no volume of this entry hands on what is no title.
    told = has("@book{a, crossref = {b}, title = {T}}\n@book{b, title = {V}, author = {W}, publisher = {P}}", "a")
    assert told == {"publisher": "P"}
    both = (
        "@book{a, xdata = {x , y}, title = {T}}\n@xdata{x, publisher = {P}, year = 1}\n@xdata{Y, year = 2, title = {Z}}"
    )
    assert has(both, "a") == {"publisher": "P", "year": "1"}
    named = inheritance._NOT_INHERITED - {"crossref", "xdata", *OWN_FIELDS}
    assert named >= {"doi", "url", "pages", "abstract", "keywords", "label", "options", "xref", "sortkey", "shorttitle"}
    own = ", ".join(f"{name} = {{x}}" for name in sorted(named))
    assert has(f"@inbook{{a, crossref = {{v}}, title = {{T}}}}\n@book{{v, {own}, publisher = {{P}}}}", "a") == {
        "publisher": "P"
    }
    chain = "\n".join(f"@xdata{{x{step}, xdata = {{x{step + 1}}}, field{step} = {{x}}}}" for step in range(9))
    assert sorted(has(f"@book{{a, xdata = {{x0}}}}\n{chain}", "a")) == [f"field{step}" for step in range(4)]
    assert has("@book{a, xdata = {A}, title = {T}}", "a") == {}


def test_what_is_wrong_is_told_with_how_to_mend_it() -> None:
    text = (
        "@book{a, title = {T}, date = {soon}, month = {Brumaire}}\n"
        "@book{b, title = {T2}, year = 2020, kind = {poem}}\n"
        "@book{c, title = {T3}, year = 2020, crossref = {gone}}\n"
    )
    found = parse_bibliography(text, "r.bib")
    assert [str(one) for one in found.remarks] == [
        "r.bib:1: 'a': `date` is 'soon': write it as 2026, 2026-11 or 2026-11-23",
        "r.bib:1: 'a': `month` is 'Brumaire', which is none: write it as `month = jan`",
        "r.bib:1: 'a' has no year of publication: add `year`",
        "r.bib:3: 'c' refers to 'gone', which is not there: add it, or leave the field out",
    ]
    (problem,) = found.problems
    assert str(problem).startswith("r.bib:2: `kind` is 'poem': use one of paper, book, course")


def test_days_as_libraries_write_them() -> None:
    spans = {
        "2004-06": ("2004-06", "None"),
        "2004/2006-02": ("2004", "2006-02"),
        "199X": ("1990", "1999"),
        "19XX": ("1900", "1999"),
        "2004-13": ("2004", "None"),
    }
    for text, ends in spans.items():
        span = parse_edtf(text)
        assert span is not None, text
        assert (str(span.first), str(span.last)) == ends, text
    for text in ("", "soon", "20041"):
        assert parse_edtf(text) is None, text


def test_names_as_people_and_groups_write_them() -> None:
    names = {
        "Vaswani, Ashish": "Vaswani, Ashish",
        "van den Oord, Aäron and {OpenAI}": "van den Oord, Aäron; OpenAI",
        "Ludwig van Beethoven": "van Beethoven, Ludwig",
        "{de} la Cruz, A.": "de la Cruz, A.",
        "A. Author and others": "Author, A.; others",
        "family=Berg, given=Ewout, prefix=van den": "van den Berg, Ewout",
        "Family=Berg, Given=Ewout": "Berg, Ewout",
    }
    for text, shown in names.items():
        assert "; ".join(map(str, parse_names(text))) == shown, text
