"""A bibliography of 2,000 entries as programs and people write them, and what is to come of each."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

ENTRIES = 2_000
# As they stand in a file, and as a reader sees them.
NAMES = (
    ("Shannon, Claude E.", "Shannon, Claude E."),
    ('M{\\"u}ller, J{\\"o}rg', "Müller, Jörg"),
    ("Yann {LeCun}", "LeCun, Yann"),
    ("{The OpenAI Team}", "The OpenAI Team"),
    ("van den Berg, Ewout", "van den Berg, Ewout"),
    ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
    ("{\\'E}tienne G{\\^a}teaux", "Gâteaux, Étienne"),
    ("{\\O}ystein {\\AA}s", "Ås, Øystein"),
    ("Erd{\\H o}s, Paul", "Erdős, Paul"),
    ("Ho, Jonathan", "Ho, Jonathan"),
)
TITLES = (
    (
        "{BERT}: Pre-training of Deep Bidirectional Transformers",
        "BERT: Pre-training of Deep Bidirectional Transformers",
    ),
    ("A {M}athematical {{Theory}} of Communication", "A Mathematical Theory of Communication"),
    ('Na{\\"\\i}ve Bayes \\& Friends', "Naïve Bayes & Friends"),
    ("$\\beta$-{VAE}", "β-VAE"),
    ("100\\% Accuracy", "100% Accuracy"),
    ("Pages 1--2 of ``Quotes''", "Pages 1\u20132 of \u201cQuotes\u201d"),
    ("A title\n   over two lines", "A title over two lines"),
    ("Plain", "Plain"),
)
# A month as it is written, and its number.
MONTHS = (
    ("mar", 3),
    ("{March}", 3),
    ('"15~" # jan', 1),
    ("{7}", 7),
    ('"sep"', 9),
    ('"Dec."', 12),
    ('nov # "--" # dec', 11),
)
# Fields that programs add and nobody reads.
EXTRA = (
    "  file = {:C\\:\\\\Users\\\\a\\\\paper.pdf:PDF},\n",
    "  abstract = {We show that 5 \\% of $x_i$ are {\\em not} enough; see \\url{https://example.org/a_b}.},\n",
    "  keywords = {deep learning, {NLP}},\n",
    "  annotation = {Comment: 12 pages, 3 figures},\n",
    "  langid = {english},\n  urldate = {2026-01-02},\n",
    "",
)


class Expected(NamedTuple):
    """What is to come of one entry: `title`, `author` and `month` of what is read, or nothing of one that is named or merged."""

    line: int
    key: str
    outcome: str
    title: str = ""
    author: str = ""
    month: int | None = None


def bibliography(seed: int = 1) -> tuple[str, list[Expected]]:
    """The text, and what is expected of each entry, in its order."""
    random = Random(seed)
    parts = [
        '% Exported by a program\n@comment{jabref-meta: databaseType:bibtex;}\n@preamble{"\\newcommand{\\x}{y}"}\n'
    ]
    parts.append(
        '@string{jmlr = {Journal of Machine Learning Research}}\n@string(nips = "Advances in Neural Systems")\n\n'
    )
    expected: list[Expected] = []
    lines = "".join(parts).count("\n")
    for number in range(ENTRIES):
        line = lines + 1
        text, outcome = _entry(number, line, random, expected)
        parts.append(text)
        expected.append(outcome)
        lines += text.count("\n")
    return "".join(parts), expected


def _entry(number: int, line: int, random: Random, before: list[Expected]) -> tuple[str, Expected]:
    key = f"author{number}work" if number % 7 else f"DBLP:conf/x/{number}"
    name, author = NAMES[number % len(NAMES)]
    raw, title = TITLES[number % len(TITLES)]
    month, value = MONTHS[number % len(MONTHS)]
    fields = f"  author = {{{name}{' and others' if number % 3 == 0 else ''}}},\n  title = {{{raw} {number}}},\n"
    fields += f"  journal = {'jmlr' if number % 2 else 'nips'},\n  month = {month},\n"
    year = (
        ""
        if number % 41 == 0
        else "  year = {in press},\n"
        if number % 43 == 0
        else f"  year = {1950 + number % 75},\n"
    )
    fields += year + random.choice(EXTRA)
    known = None if not year or "press" in year else value
    match number % 100:
        case 50:  # the key of the entry before
            return f"@article{{{before[-1].key},\n{fields}}}\n\n", Expected(line, before[-1].key, "named")
        case 60:
            return f"@article{{{key},\n{fields}  title = {{Again}},\n}}\n\n", Expected(line, key, "named")
        case 70:  # a brace is missing
            return f"@article{{{key},\n  title = {{No end,\n  year = 2000,\n\n", Expected(line, key, "named")
        case 20 | 30:
            fields += f"  eprint = {{2001.{number - number % 100:05}}},\n  archivePrefix = {{arXiv}},\n"
            outcome = "read" if number % 100 == 20 else "merged"
            return f"@misc{{{key},\n{fields}}}\n\n", Expected(line, key, outcome, f"{title} {number}", author, 1)
        case 40:  # parentheses instead of braces
            return f"@book({key},\n{fields})\n\n", Expected(line, key, "read", f"{title} {number}", author, known)
        case _:
            return f"@Article{{{key},\n{fields}}}\n\n", Expected(line, key, "read", f"{title} {number}", author, known)
