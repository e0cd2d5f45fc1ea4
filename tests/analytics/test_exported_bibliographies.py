"""What programs and publishers export is read with nothing lost, and is given back: 126 entries of real works in 21 dialects."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import citeproc
import pytest

from analytics import (
    Bibliography,
    Resource,
    bibtex,
    bibtex_of_ris,
    coins,
    csl_item,
    csl_json,
    parse_bibliography,
    parse_identifier,
    ris,
)
from learning_timeline.reading import citing
from learning_timeline.reading.citing.printing import printed
from learning_timeline.reading.citing.styles import CitationStyle
from tests.builders.site import ROOT

EXPORTED = Path(__file__).parent / "exported"
FILES = sorted(path.name for path in EXPORTED.glob("*.bib"))
_TAG = re.compile(r"<[^<>]+>")
NODE = shutil.which("node")
PROCESSOR = ROOT / "node_modules" / "citeproc"
PANDOC = shutil.which("pandoc")


@cache
def read(name: str) -> Bibliography:
    return parse_bibliography((EXPORTED / name).read_text(encoding="utf-8"), name)


@cache
def expected() -> dict[tuple[str, str], dict[str, Any]]:
    lines = map(json.loads, (EXPORTED / "expected.jsonl").read_text(encoding="utf-8").splitlines())
    return {(line["file"], line["csl"]["id"]): line for line in lines}


def told(resource: Resource) -> dict[str, Any]:
    """What is compared: a citation's facts, without the long texts that are handed on as they are."""
    return {name: value for name, value in csl_item(resource).items() if name not in {"abstract", "keyword"}}


@pytest.mark.parametrize("name", FILES)
def test_each_entry_of_an_export_comes_through_with_all_that_a_citation_says(name: str) -> None:
    found = read(name)
    assert (found.problems, found.remarks) == ((), ())
    assert {resource.key for resource in found.resources} == {key for file, key in expected() if file == name}
    for resource in found.resources:
        line = expected()[name, resource.key]
        names = [str(one) for one in resource.identifiers if one.scheme != "key"]
        assert told(resource) == line["csl"]
        assert (resource.kind, names, resource.venue) == (line["kind"], line["known as"], line["venue"])


def test_all_of_them_in_one_file_are_works_with_their_versions() -> None:
    # Each dialect's keys are its own; Vaswani's paper is in nine of them, by four identifiers and by none.
    text = "\n".join(
        (EXPORTED / name).read_text(encoding="utf-8").replace("{vaswani2017attention,", "{vaswani2017scholar,")
        for name in FILES
    )
    found = parse_bibliography(text, "all.bib")
    (attention,) = [one for one in found.resources if one.title.lower() == "attention is all you need"]
    places = {entry.type for entry in attention.entries}
    assert len(attention.entries) == 7
    assert places == {"misc", "article", "inproceedings"}
    assert csl_item(attention)["type"] == "paper-conference"
    assert {str(name) for name in attention.identifiers} >= {"arxiv:1706.03762", "s2:13756489"}
    for key in ("DBLP:conf/nips/VaswaniSPUJGKP17", "Vaswani2017AttentionIA", "vaswani_attention_2023"):
        assert found.cited(key) is attention


@pytest.mark.parametrize("name", FILES)
def test_the_bibtex_that_is_published_says_what_came_in(name: str) -> None:
    resources = read(name).resources
    again = parse_bibliography(bibtex(resources), "resources.bib")
    assert not again.problems
    assert [csl_item(one) for one in again.resources] == [csl_item(one) for one in resources]
    assert [one.identifiers for one in again.resources] == [one.identifiers for one in resources]


def test_what_is_private_or_a_reference_is_not_published_and_capitals_are() -> None:
    text = bibtex([resource for name in FILES for resource in read(name).resources])
    for secret in ("/home/ada", "Mendeley Desktop", "Read again before", "the one to cite", "files/12/", "crossref ="):
        assert secret not in text
    for kept in (
        "{GloVe}",
        "{G}lo{V}e",
        "{\\v{Z}}{\\'i}dek",
        "primaryClass = {cs.CL}",
        "month = apr,",
        "A {{Fast Learning",
    ):
        assert (kept in text) == (kept != "{GloVe}")


def test_a_value_whose_braces_do_not_match_is_published_as_text() -> None:
    found = parse_bibliography(
        '@misc{a, title = "An {open one", year = 2000}\n@misc{b, title = {T}, year = 2001}', "a.bib"
    )
    again = parse_bibliography(bibtex(found.resources), "resources.bib")
    assert not again.problems
    assert [one.title for one in again.resources] == ["An open one", "T"]


def test_ris_gives_back_what_matters_of_each() -> None:
    for name in FILES:
        resources = {one.key: one for one in read(name).resources}
        again = parse_bibliography(bibtex_of_ris(ris(resources.values()).decode()), "resources.bib")
        assert not again.problems
        for other in again.resources:
            # A key of RIS may hold no more than a key of ours has.
            one = resources.get(other.key) or next(one for one in resources.values() if one.title == other.title)
            assert (other.title, other.authors) == (one.title, one.authors)
            ours, theirs = csl_item(one), csl_item(other)
            for told in ("container-title", "volume", "issue", "page", "DOI"):
                if ours["type"] in {"article-journal", "paper-conference", "chapter"}:
                    assert _TAG.sub("", theirs.get(told, "")) == _TAG.sub("", ours.get(told, ""))


def test_coins_name_each_work_for_zotero() -> None:
    (paper,) = [one for one in read("springer.bib").resources if one.key == "LeCun2015"]
    assert coins(csl_item(paper)) == (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.genre=article&"
        "rft_id=info%3Adoi%2F10.1038%2Fnature14539&rft_id=https%3A%2F%2Fdoi.org%2F10.1038%2Fnature14539&"
        "rft.atitle=Deep+learning&rft.jtitle=Nature&rft.volume=521&rft.issue=7553&rft.pages=436-444&rft.issn=1476-4687&"
        "rft.date=2015-05-01&rft.aulast=LeCun&rft.aufirst=Yann&rft.au=Yann+LeCun&rft.au=Yoshua+Bengio&rft.au=Geoffrey+Hinton"
    )


@pytest.mark.skipif(PANDOC is None, reason="pandoc is not on PATH")
@pytest.mark.parametrize("form", ["bibtex", "csljson"])
def test_pandoc_reads_the_same_works_from_our_exports(form: str) -> None:
    resources = {one.key: one for name in FILES for one in read(name).resources}
    data = bibtex(resources.values()).encode() if form == "bibtex" else csl_json(resources.values())
    assert PANDOC
    command = [PANDOC, "--from", form, "--to", "csljson"]
    output = subprocess.run(command, input=data, capture_output=True, check=True, timeout=60).stdout
    theirs = {item["id"]: item for item in json.loads(output)}
    assert set(theirs) == set(resources)
    for key, resource in resources.items():
        ours, other = csl_item(resource), theirs[key]
        # It reads names of LaTeX's letters that it does not know as their own names, and BibLaTeX's names only as such.
        if form == "csljson":
            assert [name.get("family", name.get("literal")) for name in other.get("author", ())] == [
                name.get("family", name.get("literal")) for name in ours.get("author", ())
            ]
            assert other["type"] == ours["type"]
        years = [date["issued"]["date-parts"][0][0] for date in (ours, other) if "date-parts" in date.get("issued", {})]
        assert len(set(years)) == 1
        assert other.get("volume", "") in {
            ours.get("volume", ""),
            other.get("volume", "") if ours["type"] == "article" else "",
        }


_PRINT = """const CSL = require("citeproc"), fs = require("fs");
const [items, style, locale] = process.argv.slice(-3).map((file) => fs.readFileSync(file, "utf8"));
const known = Object.fromEntries(JSON.parse(items).map((item) => [item.id, item]));
const engine = new CSL.Engine({retrieveLocale: () => locale, retrieveItem: (id) => known[id]}, style, "en-US");
engine.updateItems(Object.keys(known));
const [about, entries] = engine.makeBibliography();
console.log(JSON.stringify(Object.fromEntries(about.entry_ids.map(([id], place) => [id, entries[place]]))));
"""


@pytest.mark.slow
@pytest.mark.skipif(NODE is None or not PROCESSOR.exists(), reason="node or citeproc-js is not installed: npm ci")
def test_citeproc_js_prints_what_posts_print(tmp_path: Path) -> None:
    resources = {one.key: one for name in FILES for one in read(name).resources}
    items = {key: csl_item(one) for key, one in resources.items()}
    style = Path(citing.__file__).with_name("author-date.csl")
    (tmp_path / "items.json").write_bytes(csl_json(resources.values()))
    locale = Path(citeproc.LOCALES_PATH, "locales-en-US.xml")
    assert NODE
    command = [NODE, "--eval", _PRINT, "--", str(tmp_path / "items.json"), str(style), str(locale)]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60).stdout
    theirs = {key: _words(entry) for key, entry in json.loads(output).items()}
    cluster = citing.Cluster(tuple(map(citing.Cite, items)))
    ours = dict(printed(CitationStyle(style), [cluster], items, lambda _, words: words).references)
    assert set(ours) == set(theirs)
    # Authors whom nobody names are "others" to it, and words in the form of its language have curled apostrophes.
    alike = [key for key in ours if _words(ours[key]) == re.sub(r"(,?) and others\.", r"\1 et al", theirs[key])]
    assert set(ours) - set(alike) <= {"watkins1989learning", "page_pagerank_1999"}


def _words(entry: str) -> str:
    """The words of an entry, without the letters after years, which depend on all that is cited."""
    text = " ".join(html.unescape(_TAG.sub("", entry)).split()).replace("et al.", "et al")
    return re.sub(r"(?<=\d{4})[a-z](?=\.)", "", text)


@pytest.mark.parametrize(
    ("entry", "authors"),
    [
        (r"Rivera, Ana and \O{}stby, S\o ren and \L{}ukasz Kaiser", ("Rivera, Ana", "Østby, Søren", "Kaiser, Łukasz")),
        (r"\'{A}lvarez, Jos\'e and \AA{}str\"om, Karl", ("Álvarez, José", "Åström, Karl")),
        ("family=Berg, given=Cor, prefix=van der, useprefix=true and Ho, J.", ("van der Berg, Cor", "Ho, J.")),
        ("Bo Chen 0001 and Chen 0002, Bo", ("Chen, Bo", "Chen, Bo")),
        ("Smith, J. and et al.", ("Smith, J.", "others")),
        ("Charles de la Vall{\\'e}e Poussin", ("de la Vallée Poussin, Charles",)),
        ("King, Jr., Martin Luther and Sammy Davis Jr.", ("King Jr., Martin Luther", "Davis Jr., Sammy")),
        ("{Barnes and Noble} and {\\v{C}}apek, Karel", ("Barnes and Noble", "Čapek, Karel")),
        ("The ATLAS Collaboration and Hugging Face team", ("The ATLAS Collaboration", "Hugging Face team")),
        (r"Nguy\~{\^e}n, Y", ("Nguyễn, Y",)),
    ],
)
def test_names_keep_their_letters_and_parts(entry: str, authors: tuple[str, ...]) -> None:
    found = parse_bibliography(f"@misc{{a, title={{T}}, year={{2000}}, author={{{entry}}}}}", "a.bib")
    assert found.resources[0].authors == authors


@pytest.mark.parametrize(
    ("date", "first", "csl"),
    [
        ("2021~", "2021", {"date-parts": [[2021]], "circa": True}),
        ("202X", "2020", {"date-parts": [[2020], [2029]]}),
        ("2021-XX-XX", "2021", {"date-parts": [[2021]]}),
        ("2021-05-06T10:00:00Z", "2021-05-06", {"date-parts": [[2021, 5, 6]]}),
        ("2021-21", "2021-03", {"date-parts": [[2021]], "season": 1}),
        ("2020-05/2021-06", "2020-05", {"date-parts": [[2020, 5], [2021, 6]]}),
        ("2021/..", "2021", {"date-parts": [[2021]]}),
        ("../2021", "2021", {"date-parts": [[2021]], "circa": True}),
        ("-0043", None, {"literal": "44 BCE"}),
    ],
)
def test_dates_of_biblatex_are_known(date: str, first: str | None, csl: dict[str, Any]) -> None:
    found = parse_bibliography(f"@book{{a, title={{T}}, date={{{date}}}}}", "a.bib")
    assert found.remarks == ()
    (book,) = found.resources
    assert (book.published_on and str(book.published_on)) == first
    assert csl_item(book)["issued"] == csl


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (r"{\texttt{waitlib}}: \mbox{GPT-3} in {\textsf{Python}} and {\LaTeX}", "waitlib: GPT-3 in Python and LaTeX"),
        (r"A note on \href{https://example.org/x}{linked things}", "A note on linked things"),
        ('Saving 50% of {GPU} energy with {\\"U}bermodels', "Saving 50% of GPU energy with Übermodels"),
        (r"H$_2$O, $10^{6}$ and $\mathcal{L}(\theta)$", "H₂O, 10⁶ and \u2112(θ)"),
        (r"\textcolor{AB}", "AB"),
    ],
)
def test_titles_lose_no_word(title: str, shown: str) -> None:
    (one,) = parse_bibliography(f"@misc{{a, year = 2000, title = {{{title}}}}}", "a.bib").resources
    assert one.title == shown


def test_entries_share_fields_and_are_put_together_from_pieces() -> None:
    found = parse_bibliography(
        """@string{jmlr = "Journal of Machine Learning Research"}
@xdata{acl, publisher = {ACL}, location = {Stroudsburg}}
@proceedings{vol, title = {Proceedings of {X}}, year = 2020, editor = {Ed, Itor}, doi = {10.1000/vol}, xdata = {acl}}
@inproceedings{a,
  title = {A}, subtitle = {The Second}, % a comment
  % year = {1999},
  author = {An, One},
  month = "5~" # may,
  crossref = {vol}}
@article{b, title = {B}, author = {An, One}, year = 2001, journal = "The " # jmlr}
@inproceedings{c, title = {C}, year = 2002, crossref = {nowhere}}
""",
        "r.bib",
    )
    assert [one.key for one in found.resources] == ["a", "b", "c"]
    assert [str(one) for one in found.remarks] == [
        "r.bib:11: 'c' refers to 'nowhere', which is not there: add it, or leave the field out"
    ]
    first = csl_item(found.resources[0])
    assert first["title"] == "A: The Second"
    assert first["container-title"] == 'Proceedings of <span class="nocase">X</span>'
    assert (first["publisher"], first["publisher-place"]) == ("ACL", "Stroudsburg")
    assert first["issued"] == {"date-parts": [[2020, 5, 5]]}
    assert "DOI" not in first
    assert found.resources[1].venue == "The Journal of Machine Learning Research"
    # Nobody studies a volume, and a post may cite it.
    assert found.cited("vol")


def test_two_papers_of_one_title_are_two_unless_one_is_the_preprint() -> None:
    title = "title = {Deep Learning for Everything That Moves}, author = {An, One}"
    journal = f"@article{{a, {title}, journal = {{J}}, year = 2020, doi = {{10.1000/a}}}}\n"
    other = f"@article{{b, {title}, journal = {{K}}, year = 2020, doi = {{10.1000/b}}}}\n"
    preprint = (
        f"@misc{{c, {title}, eprint = {{1901.00001}}, archivePrefix = {{arXiv}}, year = 2019, status = {{reading}}}}\n"
    )
    late = f"@article{{d, {title}, journal = {{L}}, year = 2030}}\n"
    assert len(parse_bibliography(journal + other + late, "a.bib").resources) == 3
    (one,) = parse_bibliography(preprint + journal, "a.bib").resources
    assert (one.key, one.venue, one.status, str(one.published_on)) == ("c", "J", "reading", "2019-01")
    assert (csl_item(one)["type"], csl_item(one)["DOI"]) == ("article-journal", "10.1000/a")
    assert "number" not in csl_item(one)
    assert [entry.key for entry in one.entries] == ["c", "a"]


def test_a_resource_that_only_a_post_names_is_exported_too() -> None:
    one = Bibliography().resolve(parse_identifier("arxiv:1706.03762"))
    assert csl_item(one) == {
        "id": "arxiv-1706-03762",
        "type": "article",
        "title": "arXiv:1706.03762",
        "publisher": "arXiv",
        "number": "arXiv:1706.03762",
        "issued": {"date-parts": [[2017, 6]]},
        "URL": "https://arxiv.org/abs/1706.03762",
    }
