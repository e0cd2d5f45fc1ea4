"""What names in a bibliography stand for, row by row: types of entries, months, commands of TeX, fields that volumes hand on."""

from __future__ import annotations

import pytest

from analytics import parse_bibliography
from analytics.bibliography.dates import month_of, parse_edtf
from analytics.bibliography.latex import readable, rich
from analytics.bibliography.names import parse_names

TYPES = {
    "paper": "article inproceedings conference proceedings techreport report unpublished phdthesis mastersthesis thesis "
    "mvproceedings preprint patent standard",
    "book": "book inbook incollection booklet manual collection mvbook mvcollection bookinbook suppbook suppcollection "
    "reference inreference",
    "article": "online electronic www webpage",
    "software": "software",
    "dataset": "dataset data",
    "video": "video movie",
    "other": "misc",
}
# By number, in the languages of those who write bibliographies.
MONTHS = {
    1: "jan January Januar",
    2: "feb fév février",
    3: "mar March mär",
    4: "apr avr",
    5: "may mai maggio",
    6: "jun",
    7: "jul",
    8: "aug août agosto",
    9: "sep",
    10: "oct Oktober ottobre",
    11: "nov",
    12: "dec dez dic déc",
}
WORDS_IN_TYPE = (
    "texttt textsf textrm textup textmd textnormal textbf textit textsl textsc emph mbox hbox underline uline sout enquote "
    "ensuremath mkbibemph mkbibitalic mkbibbold textsuperscript textsubscript mkbibquote url nolinkurl path protect lowercase "
    "MakeLowercase NoCaseChange sentencecase hyphenat text natexlab"
)
SIGNS = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "LaTeXe": "LaTeX2e",
    "XeTeX": "XeTeX",
    "copyright": "©",
    "S": "§",
    "P": "¶",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "slash": "/",
    "ndash": "\u2013",
    "mdash": "\u2014",
    "textendash": "\u2013",
    "textemdash": "\u2014",
    "bibrangedash": "\u2013",
    "bibinitperiod": ".",
    "nobreakdash": "",
    "textregistered": "®",
    "texttrademark": "™",
    "textdegree": "°",
    "textmu": "µ",
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
}


def test_each_type_of_entry_is_of_its_kind() -> None:
    for kind, types in TYPES.items():
        for name in types.split():
            (resource,) = parse_bibliography(f"@{name}{{a, title = {{T}}, year = 2020}}", "r.bib").resources
            assert (name, resource.kind) == (name, kind)


def test_a_month_is_known_in_several_languages() -> None:
    for number, names in MONTHS.items():
        assert [month_of(name) for name in names.split()] == [number] * len(names.split())
    assert month_of("{7}") == 7
    assert month_of("Brumaire") is None


def test_commands_that_set_a_text_leave_the_text() -> None:
    for command in WORDS_IN_TYPE.split():
        assert readable(f"A \\{command}{{word}} here") == "A word here", command
    for command in ["href", "textcolor", "texorpdfstring", "foreignlanguage", "colorbox", "scalebox"]:
        assert readable(f"A \\{command}{{left out}}{{word}} here") == "A word here", command


def test_signs_are_what_a_reader_sees() -> None:
    for command, sign in SIGNS.items():
        assert readable(f"a\\{command}{{}}b") == f"a{sign}b", command
    assert readable("a\\-b\\/c") == "abc"
    digits, letters = "0123456789+-=()", "aehijklmnoprstuvx"
    assert readable("$x_{" + digits[:10] + "}$") == "x₀₁₂₃₄₅₆₇₈₉"
    assert readable("$x_{" + digits[10:] + "}$") == "x₊₋₌₍₎"
    assert readable("$x_{" + letters[:12] + "}_{" + letters[12:] + "}$") == "xₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
    assert readable("$x^{" + digits[:10] + "}$") == "x⁰¹²³⁴⁵⁶⁷⁸⁹"
    assert readable("$x^{" + digits[10:] + "ni}$") == "x⁺⁻⁼⁽⁾ⁿⁱ"


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
    "child", ["inproceedings", "conference", "incollection", "inbook", "suppbook", "suppcollection", "inreference"]
)
def test_a_part_of_a_volume_has_its_title_as_that_of_the_book(child: str) -> None:
    volume = "{v, title = {V}, subtitle = {S}, titleaddon = {A}, author = {W, X}, publisher = {P}, year = 1999}"
    expected = {"booktitle": "V", "booksubtitle": "S", "booktitleaddon": "A", "bookauthor": "W, X", "publisher": "P"}
    for parent in [
        "proceedings",
        "collection",
        "book",
        "mvbook",
        "mvcollection",
        "mvproceedings",
        "reference",
        "mvreference",
    ]:
        told = has(f"@{child}{{a, crossref = {{v}}, title = {{T}}}}\n@{parent}{volume}", "a")
        assert told == expected | {"year": "1999"}, parent


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
    named = (
        "xref ids entryset label options shorttitle sorttitle sortkey indextitle doi url urldate ee eprint archiveprefix "
        "eprinttype primaryclass pages file abstract note keywords annote annotation timestamp biburl bibsource adsurl adsnote key"
    )
    own = ", ".join(f"{name} = {{x}}" for name in named.split())
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
        "2004-06-11T10:00:00Z": ("2004-06-11", "None"),
        "2004/2006-02": ("2004", "2006-02"),
        "2004-21": ("2004-03", "None"),
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
        "The ATLAS Collaboration": "The ATLAS Collaboration",
        "King, Jr., Martin Luther": "King Jr., Martin Luther",
        "A. Author and others": "Author, A.; others",
        "family=Berg, given=Ewout, prefix=van den": "van den Berg, Ewout",
        "Family=Berg, Given=Ewout": "Berg, Ewout",
    }
    for text, shown in names.items():
        assert "; ".join(map(str, parse_names(text))) == shown, text
