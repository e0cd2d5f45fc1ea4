"""What names in a bibliography stand for: types of entries, months, commands of TeX, fields that volumes hand on.

What a name means follows something other than our tables: the documents of BibTeX and BibLaTeX, Unicode, and the CLDR. Each row of
a table has its right value here.
"""

from __future__ import annotations

import unicodedata

import pytest
from babel.dates import get_month_names

from analytics import parse_bibliography
from analytics.bibliography import dates, inheritance, latex, parsing
from analytics.bibliography.dates import Span, month_of, parse_edtf, span_of
from analytics.bibliography.latex import readable, rich
from analytics.bibliography.names import parse_names
from analytics.bibliography.resource import OWN_FIELDS

# The fourteen of BibTeX ("BibTeXing", section 3.1), those of BibLaTeX with their other names (its manual, section 2.1), and what
# exporters add: "preprint", "webpage", "data".
TYPES = {
    "paper": "article inproceedings conference proceedings mvproceedings techreport report unpublished phdthesis mastersthesis "
    "thesis preprint patent standard suppperiodical",
    "book": "book mvbook inbook bookinbook suppbook booklet manual collection mvcollection incollection suppcollection reference "
    "mvreference inreference",
    "article": "online electronic www webpage",
    "software": "software",
    "dataset": "dataset data",
    "video": "video movie",
    "other": "misc audio image",
}
# Names that begin as one that is known, by the number of the month.
MONTHS_OF_OTHERS = {
    "fr": {2: "février", 4: "avril", 5: "mai", 8: "août", 12: "décembre"},
    "es": {5: "mayo", 8: "agosto", 12: "diciembre"},
    "it": {5: "maggio", 8: "agosto", 10: "ottobre", 12: "dicembre"},
    "pt": {5: "maio", 8: "agosto", 12: "dezembro"},
}
# What sets a text: in LaTeX, in packages (ulem, csquotes, hyphenat, url, natbib), and in BibLaTeX (section 4.10.4).
SET_IN_TYPE = (
    "texttt textsf textrm textup textmd textnormal textbf textit textsl textsc emph mbox hbox underline ensuremath textsuperscript "
    "textsubscript protect lowercase MakeLowercase text uline sout enquote hyphenat url nolinkurl path natexlab NoCaseChange "
    "sentencecase mkbibemph mkbibitalic mkbibbold mkbibquote"
)
# Commands whose first argument is an address, a colour, a form for bookmarks, a language or a factor.
LAST_OF_TWO = "href textcolor colorbox texorpdfstring foreignlanguage scalebox"
# By the names that Unicode has for what the list of LaTeX's symbols shows.
SIGNS = {
    "copyright": "COPYRIGHT SIGN",
    "S": "SECTION SIGN",
    "P": "PILCROW SIGN",
    "textless": "LESS-THAN SIGN",
    "textgreater": "GREATER-THAN SIGN",
    "textbar": "VERTICAL LINE",
    "slash": "SOLIDUS",
    "ndash": "EN DASH",
    "mdash": "EM DASH",
    "textendash": "EN DASH",
    "textemdash": "EM DASH",
    "bibrangedash": "EN DASH",
    "bibinitperiod": "FULL STOP",
    "textregistered": "REGISTERED SIGN",
    "texttrademark": "TRADE MARK SIGN",
    "textdegree": "DEGREE SIGN",
    "textmu": "MICRO SIGN",
    "ldots": "HORIZONTAL ELLIPSIS",
    "dots": "HORIZONTAL ELLIPSIS",
    "textellipsis": "HORIZONTAL ELLIPSIS",
}
# Names of programs, a hyphen at which no line breaks, where a word may be divided, and where no ligature is to be.
WORDS = {"TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "XeTeX": "XeTeX", "BibTeX": "BibTeX"}
WORDS |= dict.fromkeys(("nobreakdash", "-", "/"), "")
# By BibLaTeX (appendix B) the title of one volume is the `booktitle` of its parts, and that of several their `maintitle`. Here it
# is the `booktitle` too, since a part that refers to several volumes knows no other book.
VOLUMES = "book collection reference proceedings mvbook mvcollection mvreference mvproceedings"
PARTS = "inbook bookinbook suppbook incollection suppcollection inreference inproceedings conference"
# What an entry hands on to none: by BibLaTeX's appendix B, and what says where the volume itself is or what is known of it.
NOT_INHERITED = (
    "xref ids entryset label options shorttitle sorttitle sortkey indextitle doi url urldate ee eprint archiveprefix eprinttype "
    "primaryclass pages file abstract note keywords annote annotation timestamp biburl bibsource adsurl adsnote key"
)


def kind_of(name: str) -> str:
    (resource,) = parse_bibliography(f"@{name}{{a, title = {{T}}, year = 2020}}", "r.bib").resources
    return resource.kind


def test_each_type_of_entry_is_of_its_kind() -> None:
    for kind, types in TYPES.items():
        assert {name: kind_of(name) for name in types.split()} == dict.fromkeys(types.split(), kind)
    assert {*parsing._KIND_OF_ENTRY} == {
        name for kind, types in TYPES.items() if kind != "other" for name in types.split()
    }


def names_of_months(language: str) -> list[tuple[int, str]]:
    return [
        (at, name) for width in ("wide", "abbreviated") for at, name in get_month_names(width, locale=language).items()
    ]


def test_a_month_is_known_in_english_and_german_and_no_other_one_in_other_languages() -> None:
    for language in ("en", "de"):
        assert [name for number, name in names_of_months(language) if month_of(name) != number] == []
    others = [month for language in ("fr", "es", "it", "pt", "nl") for month in names_of_months(language)]
    assert [name for number, name in others if month_of(name) not in {number, None}] == []
    for language, months in MONTHS_OF_OTHERS.items():
        assert {number: month_of(name) for number, name in months.items()} == {number: number for number in months}
        assert {*months.items()} <= {*names_of_months(language)}
    known = [name for language in MONTHS_OF_OTHERS.values() for name in language.values()]
    known += [name.lower() for _, name in names_of_months("de")]
    assert [begin for begin in dates._OTHER_MONTHS if not any(name.startswith(begin) for name in known)] == []
    assert month_of("{7}") == 7
    assert month_of("Brumaire") is None


def test_commands_that_set_a_text_leave_the_text() -> None:
    for command in SET_IN_TYPE.split():
        assert readable(f"A \\{command}{{word}} here") == "A word here", command
    for command in LAST_OF_TWO.split():
        assert readable(f"A \\{command}{{left out}}{{word}} here") == "A word here", command
    assert ({*SET_IN_TYPE.split()}, {*LAST_OF_TWO.split()}) == ({*latex._SET_IN_TYPE}, {*latex._LAST_OF_TWO})


def test_signs_are_what_a_reader_sees() -> None:
    shown = WORDS | {command: unicodedata.lookup(name) for command, name in SIGNS.items()}
    for command, sign in shown.items():
        assert readable(f"a\\{command}{{}}b") == f"a{sign}b", command
    assert readable("a\\-b\\/c") == "abc"
    assert {*latex._SIGNS} == {*shown}


def test_of_a_text_at_which_the_decoder_raises_all_words_are_kept() -> None:
    assert readable(r"An X~{of} $y$ \\ \verb") == "An X of y"


def test_small_letters_and_digits_above_and_below_are_those_of_unicode() -> None:
    for sign, kind, letters, table in (
        ("_", "<sub>", "0123456789+-=()aehijklmnoprstuvx", latex._SUBSCRIPTS),
        ("^", "<super>", "0123456789+-=()ni", latex._SUPERSCRIPTS),
    ):
        assert {*map(chr, table)} == {*letters}
        for letter in letters:
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
    assert ({*VOLUMES.split()}, {*PARTS.split()}) == (inheritance._VOLUMES, inheritance._WITHIN)
    for volume in VOLUMES.split():
        for child in PARTS.split():
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
    assert {*NOT_INHERITED.split()} == inheritance._NOT_INHERITED - {"crossref", "xdata", *OWN_FIELDS}
    own = ", ".join(f"{name} = {{x}}" for name in NOT_INHERITED.split())
    assert has(f"@inbook{{a, crossref = {{v}}, title = {{T}}}}\n@book{{v, {own}, publisher = {{P}}}}", "a") == {
        "publisher": "P"
    }
    chain = "\n".join(f"@xdata{{x{step}, xdata = {{x{step + 1}}}, field{step} = {{x}}}}" for step in range(9))
    assert sorted(has(f"@book{{a, xdata = {{x0}}}}\n{chain}", "a")) == [f"field{step}" for step in range(4)]
    assert has("@book{a, xdata = {A}, title = {T}}", "a") == {}
    assert has("@book{a, xdata = {gone, x}, title = {T}}\n@xdata{x, publisher = {P}}", "a") == {"publisher": "P"}


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


# First, last, season, whether it is a guess, and what stands instead of a date.
SPANS = {
    "2021": "2021",
    " 2021 ": "2021",
    "2021~": "2021 circa",
    "2021?": "2021 circa",
    "2021%": "2021 circa",
    "202X": "2020 to 2029 circa",
    "199x": "1990 to 1999 circa",
    "20uu": "2000 to 2099 circa",
    "2021-05": "2021-05",
    "2021-05-06": "2021-05-06",
    "2021-05-06T10:00:00Z": "2021-05-06",
    "2021-05-06 10:00": "2021-05-06",
    "2021-05-uu": "2021-05",
    "2021-xx": "2021",
    "2021-1X": "2021",  # half of a month or of a day
    "2021-05-2X": "2021-05",
    "2021-1X-XX": "2021",
    "2021-21": "2021-03 season 1",
    "2021-22": "2021-06 season 2",
    "2021-23": "2021-09 season 3",
    "2021-24": "2021-12 season 4",
    "2021-25": "2021",  # of the southern half of the earth
    "2021-41": "2021",  # a half of the year
    "-0043": "44 BCE",
    "-0043~": "44 BCE circa",
    "2020-05/2020-06": "2020-05 to 2020-06",
    "2020/..": "2020",
    "2021/": "2021",
    "../2021": "2021 circa",
    "/2021": "2021 circa",
    "-0044/2020": "2020 circa",
    "2020--2021": "2020 to 2021",
    "2020~/2021": "2020 to 2021 circa",
    "2020/2021?": "2020 to 2021 circa",
    "2021-21/2021-23": "2021-03 to 2021-09 season 1",
    "199X/2001": "1990 to 2001 circa",
    "2001/199X": "2001 to 1999 circa",
}
NO_SPANS = (
    "",
    "soon",
    "20041",
    "2021-5-6",
    "2021-42",
    "2021-05-32",
    "-004X",
    "0000",
    "000X",
    "/",
    "../..",
    "x/2021",
    "2020/x",
)


def told(span: Span | None) -> str:
    if span is None:
        return ""
    parts = [str(span.first or ""), span.literal, f"to {span.last}" if span.last else ""]
    parts += [f"season {span.season}" if span.season else "", "circa" if span.is_circa else ""]
    return " ".join(filter(None, parts))


def test_days_as_libraries_write_them() -> None:
    assert {text: told(parse_edtf(text)) for text in SPANS} == SPANS
    assert [text for text in (*NO_SPANS, "\uff12\uff10\uff12\uff11") if parse_edtf(text)] == []


# Fields of an entry, one a line, and when its work appeared.
WHEN = {
    "year=1948": "1948",
    "year=1948 month=jul": "1948-07",
    "year=1948 month=7": "1948-07",
    "year=1948 month=12": "1948-12",
    "year=1948 month=13": "1948",
    "year=1948 month=0": "1948",
    "year=1948 month=jul day=3": "1948-07-03",
    "year=1948 month=jul day={3}": "1948-07-03",
    "year=1948 month=jul day=30": "1948-07-30",
    "year=1948 month=jul day=31": "1948-07-31",
    "year=1948 month=3~jul": "1948-07-03",
    'year=1948 month=jul#"~3"': "1948-07-03",
    "year=1948 month=jul~3--5": "1948-07",
    "year=1948 month=jul~3,~5": "1948-07",
    "year=1948 month=jul day=third": "1948-07",
    "year=1948 month=feb day=31": "1948-02",
    "year=1948 day=3": "1948",
    "year=1998--2001": "1998 to 2001",
    "year=1998-2001": "1998 to 2001",
    "year=1998/2001": "1998 to 2001",
    "year=1998\u20132001": "1998 to 2001",
    "year=c.~1948": "1948 circa",
    "year=ca~1948": "1948 circa",
    "year=circa~1948": "1948 circa",
    "year=printed~1948": "1948",
    "year=1948a": "1948",
    "year=2200": "2200",
    "year=0999": "0999",
    "year=999": "999",
    "year=21948": "21948",
    "year=219X": "2190 to 2199 circa",
    "year={i}n~press": "in press",
    "date={2020-05} year=1999": "2020-05",
    "date=soon year=1999": "1999",
    "date=printed~2004": "2004",
    "month=jul": "",
}


def test_days_as_people_write_them() -> None:
    fields = {text: dict(part.split("=") for part in text.split(" ")) for text in WHEN}
    assert {text: told(span_of(said)) for text, said in fields.items()} == WHEN
    assert [month_of(text) for text in ("1", "{12}", " Mar. ", "15 jan", "nov--dec", "13", "0", "xjan", "")] == [
        *(1, 12, 3, 1, 11),
        *(None, None, None, None),
    ]


# Family, given names, particle and suffix of each name, between bars.
NAMES = {
    "Vaswani, Ashish": "Vaswani|Ashish||",
    "Ashish Vaswani": "Vaswani|Ashish||",
    "Plato": "Plato|||",
    "van den Oord, Aäron and {OpenAI}": "Oord|Aäron|van den|; OpenAI|||",
    "Ludwig van Beethoven": "Beethoven|Ludwig|van|",
    "jean de la fontaine": "fontaine||jean de la|",
    "Berg, Jan van der": "Berg|Jan van der||",
    "van, Bob": "van|Bob||",
    "De la Cruz, A.": "De la Cruz|A.||",
    "{de} la Cruz, A.": "de la Cruz|A.||",
    "de {la Cruz}, A.": "la Cruz|A.|de|",
    "Ada {von Lovelace}": "von Lovelace|Ada||",
    "{A} B": "B|A||",
    "\\'Emile Zola": "Zola|Émile||",
    "{\\'E}mile Zola": "Zola|Émile||",
    "\\'emile Zola": "Zola||émile|",
    "{\\'e}mile Zola": "Zola||émile|",
    "King, Jr., Martin Luther": "King|Martin Luther||Jr.",
    "King, Martin Luther, Jr.": "King|Martin Luther||Jr.",
    "King, Martin, Luther, Jr.": "King|Martin Luther||Jr.",
    "Martin Luther King Jr.": "King|Martin Luther||Jr.",
    "Martin Luther King III": "King|Martin Luther||III",
    "Martin Luther King Jr., A.": "Martin Luther King Jr.|A.||",
    "Martin Luther King, Jr.": "King|Martin Luther||Jr.",
    "Smith, Jr.": "Smith|Jr.||",
    "John II": "II|John||",
    "Ludwig van Beethoven Jr.": "Beethoven|Ludwig|van|Jr.",
    "Ada Byron iv": "iv|Ada Byron||",
    "King, Jr., X, Y": "King|X Y||Jr.",
    "Bo Chen 0001": "Chen|Bo||",
    "Chen 0001, Bo": "Chen|Bo||",
    "A and B": "A|||; B|||",
    "A AND B": "A|||; B|||",
    "A  and\nB": "A|||; B|||",
    "A; B": "A|||; B|||",
    "A, B; C, D": "A|B||; C|D||",
    "Schmidt and and Bo": "Schmidt|||; Bo|||",
    "A. Author and others": "Author|A.||; others|||",
    "A and et al.": "A|||; others|||",
    "A and Others": "A|||; others|||",
    "others": "",
    "{Simon and Schuster}": "Simon and Schuster|||",
    "{Simon} and {Schuster}": "Simon|||; Schuster|||",
    "{A and B} Group": "A and B Group|||",
    "{A {and} B}": "A and B|||",
    "The OpenAI Team": "The OpenAI Team|||",
    "The Beatles": "The Beatles|||",
    "Google Research Team": "Google Research Team|||",
    "Acme Inc.": "Acme Inc.|||",
    "Team": "Team|||",
    "family=Berg, given=Ewout, prefix=van den": "Berg|Ewout|van den|",
    "Family=Berg, Given=Ewout, Suffix=Jr., id=x": "Berg|Ewout||Jr.",
    'given = "Cor", family = "Berg"': "Berg|Cor||",
    "given=Cor, prefix=van": "Cor van|||",
    "id=x": "",
    ", Bob": "Bob|||",
    ",": "",
    "{}": "",
    "{} {}": "",
    "Ada~Lovelace": "Lovelace|Ada||",
    "\\href{https://a.example/{x}}{Ada Lovelace} and Bo": "Ada Lovelace|||; Bo|||",
    "a\\{ and b": "a{|||; b|||",
}


def test_names_as_people_and_groups_write_them() -> None:
    parts = {text: [(one.family, one.given, one.particle, one.suffix) for one in parse_names(text)] for text in NAMES}
    assert {text: "; ".join(map("|".join, names)) for text, names in parts.items()} == NAMES
    for group in ("Collaboration", "Communities", "consortium", "Foundation", "Working Group", "Organisation", "Ltd."):
        assert parse_names(f"Great {group}")[0].given == ""
    shown = {"A. B": "B, A.", "van den Oord, A.": "van den Oord, A.", "King, Jr., M.": "King Jr., M.", "{X Y}": "X Y"}
    assert {text: str(parse_names(text)[0]) for text in shown} == shown


NO_CASE = '<span class="nocase">'
RICH = {
    "plain": "plain",
    "{All of It}": "[All of It]",
    "{ {All} }": "[All]",
    "{A} and {B}": "[A] and [B]",
    "{A}{B}": "[AB]",
    "{G}lo{V}e": "[GloVe]",
    "{a} b": "a b",
    "A {GPU}-based {b {C} d} E": "A [GPU-based] [b C d] E",
    "\\emph{x {Y} z}": "<i>x Y z</i>",
    "\\textbf {x}": "<b>x</b>",
    "\\emph{\\textbf{X}}": "<i><b>X</b></i>",
    "A \\emph{x} {GPU}s": "A <i>x</i> [GPUs]",
    "{A} \\emph{b}": "[A] <i>b</i>",
    "\\emphasis{x}": "x",
    "\\emph x": "x",
    "{\\'E}tude \\'{E}tude": "Étude Étude",
    "A \\v{C} \\textsc{GPU} B": "A Č GPU B",
    "A { B": "A B",
    "A } B": "A B",
    "\\{A\\} \\$5 {B}": "{A} $5 [B]",
    "A <b {C}": "A <b [C]",
}
READABLE = {
    "a -- b --- c": "a \u2013 b — c",
    "``a''": "“a”",
    "50% of 60\\%": "50% of 60%",
    "CO$_2$, $$x^2$$": "CO₂, x²",
    "$x_{ae}$ $x_{ab}$ $x^{ab}$ $x_*$": "xₐₑ x_ab x^ab x_*",
    "$a_{1234567890123}$": "a_1234567890123",
    "$\\alpha_1$, x_2": "α₁, x_2",
    "\\$5 and \\$6": "$5 and $6",
    "a~b": "a b",
    " a\n b ": "a b",
    "{a} {{B}}": "a B",
    "\\LaTeX{} 2 in \\apj": "LaTeX 2 in Astrophysical Journal",
    "A \\verb": "A",
}


def test_titles_as_styles_and_readers_get_them() -> None:
    shown = {text: rich(text).replace(NO_CASE, "[").replace("</span>", "]") for text in RICH}
    assert shown == RICH
    assert {text: readable(text) for text in READABLE} == READABLE


VALUES = {
    '"The " # jmlr': "The Journal",
    "{The } # JMLR # 7": "The Journal7",
    "jan": "jan",
    "2020--2021": "2020--2021",
    '"a {"} b"': 'a {"} b',
    '"Quoted" ': "Quoted",
}


def test_values_in_pieces_and_comments_within_entries() -> None:
    for value, shown in VALUES.items():
        text = (
            f"@string{{JMLR = {{Journal}}}}\n@misc{{a, title = {{T}}, howpublished = {value},\n% x = {{\n year = 2020}}"
        )
        found = parse_bibliography(text, "r.bib")
        (entry,) = found.resources[0].entries
        assert (entry.fields["howpublished"], entry.fields["year"]) == (shown, "2020"), value
        assert (found.problems, found.remarks) == ((), ()), value
    kept = "@misc{a, note = {one\n% two {x}\n three}, title = {T},\n% a comment }\n% and another\n year = 2020}"
    (entry,) = parse_bibliography(kept, "r.bib").resources[0].entries
    assert (entry.fields["note"], entry.fields["year"]) == ("one\n% two {x}\n three", "2020")


def test_a_word_in_place_of_an_identifier_is_no_key_of_another_entry() -> None:
    (found,) = parse_bibliography("@misc{a, title={T}, year=2020, doi={abc}}", "r.bib").resources
    assert [str(one) for one in found.identifiers] == ["a"]


def test_of_fields_of_one_name_the_first_is_kept_and_none_without_a_name() -> None:
    (entry,) = parse_bibliography("@misc{a, title={T}, note={x}, NOTE={y}, = {z}}", "r.bib").resources[0].entries
    assert entry.written == (("title", "T"), ("note", "x"))


# What is said of a file, with the line and the way to mend it.
SAID = {
    "@misc{a, title={T}, year=2020}\n\n@misc{a, title={U}, year=2020}": "3: the key 'a' is already in line 1: keep one of them, or "
    "give this one another key",
    "@misc{a, title={T}, year=1, year=2}": "1: this entry says year twice: keep one of them",
    "@misc{a title={T}}": "1: this cannot be read: '@misc{a title=': look for a brace, a quote or a comma that is missing",
    "x\n year = {2020}\n": "2: 'year = {2020}' is outside of the entries: look for a missing or extra brace, or start a "
    "comment with %",
    "@misc{ , title={T}, year=2020}": "1: the key '' is not valid: give the entry a key such as vaswani2017attention",
    "@misc{a, title={T}, year=2020, Note={x}, NOTE={y}}": "1: 'a' says note twice: keep one of them",
    "@misc{a, year=2020, title={T} x={y}}": "1: 'a': a comma is missing in `title`: end each field with a comma",
    "@misc{a, year=2020, Title=T x}": "1: 'a': `title` is in no braces: write it as `title = {...},`",
    "\n@misc{a, title={T}, year=2020, Status={read}}": "2: `status` is 'read': use one of queued, reading, finished, abandoned",
    "@misc{a, title={T}, year=2020, started={2 May}}": "1: `started`: '2 May' is not a day: write it as 2026-11-23",
    "@misc{a, title={T}, year=2020, rating={6}}": "1: `rating`: '6' is not a rating: write a number from 1 to 5",
    "@misc{a, title={T}, year=2020, rating={0}}": "1: `rating`: '0' is not a rating: write a number from 1 to 5",
    "@misc{a, title={T}, year=2020, started={2026-01-02}, finished={2026-01-01}}": "1: 'a' was finished before it was "
    "started: fix one of the days",
    "@misc{a, title={\\title}, year=2020}": "1: '\\\\title' contains an unknown command: write it as plain text\n"
    "1: 'a' has no title: add `title`",
    "@misc{a, title={T}, date={-0044}}": "",
    "@misc{a, title={T}, year=2020, started={2026-01-01}, finished={2026-01-01}, rating={5}}": "",
    "@misc{a, crossref={v}, title={T}, year=2020}\n@proceedings{v, year=2020}": "",
    "@proceedings{v, year=2020}": "1: 'v' has no title: add `title`",
}


def test_each_thing_that_is_said_of_a_bibliography() -> None:
    found = {text: parse_bibliography(text, "r.bib") for text in SAID}
    told = {text: [*map(str, one.problems), *map(str, one.remarks)] for text, one in found.items()}
    assert {text: "\n".join(said).replace("r.bib:", "") for text, said in told.items()} == SAID


LONG, OTHER_LONG = "On the Learning of Long Titles", "On Learning of Quite Other Things"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        # A preprint may wait three years for its journal, and no longer.
        ("eprint={2001.00001}, archiveprefix={arXiv}", "journal={J}, year=2023", True),
        ("eprint={2001.00001}, archiveprefix={arXiv}", "journal={J}, year=2024", False),
        ("eprint={2001.00001}, archiveprefix={arXiv}", "journal={J}", True),
        ("eprint={2001.00001}, archiveprefix={arXiv}", "eprint={2001.00002}, archiveprefix={arXiv}", False),
        ("eprint={2001.00001}, archiveprefix={arXiv}", "doi={10.1000/x}, year=2020", True),
        ("journal={J}, year=2020", "journal={K}, year=2020", True),
        ("journal={J}, year=2020", "journal={K}, year=2021", False),
        ("journal={J}, year=2020", "journal={K}", False),
        ("doi={10.1000/x}, year=2020", "doi={10.1000/y}, year=2020", False),
        ("doi={10.1000/x}, year=2020", "doi={10.1000/X}, year=1999", True),
        ("journal={J}, year=2020", "title={" + OTHER_LONG + "}, year=2020", False),
        ("journal={J}, year=2020", "author={Hopper, G.}, year=2020", False),
        ("journal={J}, year=2020", "title={on the learning of lóng titles!}, year=2020", True),
        ("journal={J}, year=2020", "kind={book}, year=2020", False),
        ("title={Short Title Here}, year=2020", "title={Short Title Here}, year=2020", False),  # 14 letters
        ("title={Just Long Enough Title}, year=2020", "title={Just Long Enough Title}, year=2020", True),
    ],
)
def test_two_entries_of_one_work(one: str, other: str, is_same: bool) -> None:  # noqa: FBT001 - of a table
    entries = [
        f"@article{{{key}, {said}{'' if 'title=' in said else f', title={{{LONG}}}'}"
        f"{'' if 'author=' in said else ', author={Lovelace, Ada}'}}}"
        for key, said in (("a", one), ("b", other))
    ]
    for order in (entries, entries[::-1]):
        assert (len(parse_bibliography("\n".join(order), "r.bib").resources) == 1) == is_same


def test_of_two_entries_of_one_work_each_says_what_the_other_does_not() -> None:
    preprint = "@misc{a, title={T}, eprint={2001.00001}, archiveprefix={arXiv}, howpublished={Web}, rating={3}}"
    journal = "@article{b, title={T}, eprint={2001.00001}, archiveprefix={arXiv}, journal={J}, rating={4}, "
    journal += "time_spent={1h}, kind={talk}}"
    for text, rating, kind in ((f"{preprint}\n{journal}", 3, "talk"), (f"{journal}\n{preprint}", 4, "talk")):
        (work,) = parse_bibliography(text, "r.bib").resources
        assert (work.venue, work.rating, work.minutes_spent, work.kind) == ("J", rating, 60, kind)
        assert len(work.entries) == 2
