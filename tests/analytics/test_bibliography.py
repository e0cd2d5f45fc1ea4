"""A bibliography is read as far as it goes, and each entry that is not is named with its line and the reason."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import Resource, parse_bibliography, parse_identifier
from tests.builders.bibliography import bibliography


def read(entry: str) -> Resource:
    found = parse_bibliography(entry, "resources.bib")
    assert not found.problems
    (resource,) = found.resources
    return resource


ZOTERO = r"""
@misc{vaswani_attention_2023,
	title = {Attention {Is} {All} {You} {Need}},
	url = {http://arxiv.org/abs/1706.03762},
	doi = {10.48550/arXiv.1706.03762},
	abstract = {Networks, 50\% of them \{with\} {\textless}b{\textgreater}tags{\textless}/b{\textgreater}.},
	urldate = {2024-03-05},
	publisher = {arXiv},
	author = {Vaswani, Ashish and {van den Oord}, Aäron and {OpenAI}},
	month = aug,
	year = {2023},
	note = {arXiv:1706.03762 [cs]
version: 7},
	keywords = {Computer Science - Computation and Language},
	file = {Full Text:/home/me/Zotero/storage/ABCD/a.pdf:application/pdf;Snapshot:C\:\\Users\\me\\1706.html:text/html},
}

@book{sutton_reinforcement_2018,
	address = {Cambridge, Massachusetts},
	edition = {Second edition},
	title = {Reinforcement learning: an introduction},
	isbn = {978-0-262-03924-6},
	publisher = {The MIT Press},
	author = {Sutton, Richard S. and Barto, Andrew G.},
	year = {2018},
}

@phdthesis{noauthor_these_nodate,
	type = {{PhD} {Thesis}},
	title = {Thèse sur l'apprentissage \& la mémoire},
	school = {Université de Montréal},
}
"""


def test_what_zotero_exports_is_read_as_it_is() -> None:
    found = parse_bibliography(ZOTERO, "z.bib")
    paper, book, thesis = found.resources
    assert (paper.title, paper.authors) == (
        "Attention Is All You Need",
        ("Vaswani, Ashish", "van den Oord, Aäron", "OpenAI"),
    )
    # By its identifier; Zotero gives the year of the last version.
    assert str(paper.published_on) == "2017-06"
    assert [str(name) for name in book.identifiers] == ["isbn:9780262039246", "sutton_reinforcement_2018"]
    assert (thesis.title, thesis.venue) == ("Thèse sur l'apprentissage & la mémoire", "Université de Montréal")
    assert found.problems == ()
    assert [str(remark) for remark in found.remarks] == [
        "z.bib:28: 'noauthor_these_nodate' has no year of publication: add `year`"
    ]


def test_what_no_page_may_hold_is_left_out_and_told() -> None:
    found = parse_bibliography("@misc{a,\n title = {x\x01y\u202e}, year = 2020}", "r.bib")
    assert [one.title for one in found.resources] == ["xy"]
    (remark,) = found.remarks
    assert str(remark) == "r.bib:2: the character U+0001 is not allowed on a page: delete it"


def test_of_two_thousand_entries_all_are_read_or_named_with_their_line() -> None:
    text, expected = bibliography()
    found = parse_bibliography(text, "resources.bib")
    resources = {resource.key: resource for resource in found.resources}
    named = {problem.line for problem in found.problems}
    merged = {str(name) for resource in found.resources for name in resource.identifiers}
    outcomes: Counter[str] = Counter()
    for one in expected:
        outcomes[one.outcome] += 1
        match one.outcome:
            case "read":
                resource = resources[one.key]
                assert (resource.title, resource.authors[0]) == (one.title, one.author)
                assert (resource.published_on.month if resource.published_on else None) == one.month
            case "merged":
                assert one.key not in resources
                assert one.key in merged
            case "named":
                assert one.line in named
    assert outcomes == {"read": len(resources), "named": len(named), "merged": 20}
    assert outcomes == {"read": 1920, "named": 60, "merged": 20}
    assert all(problem.remedy for problem in (*found.problems, *found.remarks))


def test_a_preprint_is_dated_by_its_identifier_and_not_by_the_journal_that_came_later() -> None:
    entry = "@article{a, title={T}, eprint={1706.03762}, archivePrefix={arXiv}, journal={J}, year={2019}}"
    assert str(read(entry).published_on) == "2017-06"


@pytest.mark.parametrize(
    ("fields", "when"),
    [
        ("year = {1948}, month = jul", "1948-07"),
        ("year = 1948, month = {Juli}", "1948-07"),
        ("year = {c. 1948}", "1948"),
        ("date = {1948-07-01}", "1948-07-01"),
        ("date = {1948-07/1948-10}", "1948-07"),
        ("year = {1948}, month = {13}", "1948"),
        ("year = {in press}", None),
        ("", None),
    ],
)
def test_a_work_is_dated_as_precisely_as_its_entry_is(fields: str, when: str | None) -> None:
    on = read(f"@article{{a, title={{T}}, {fields}}}").published_on
    assert (on and str(on)) == when


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("@inproceedings{a, title={T}}", "paper"),
        ("@book{a, title={T}}", "book"),
        ("@misc{a, title={T}, eprint={1706.03762}}", "paper"),
        ("@misc{a, title={T}, howpublished={\\url{https://example.org/a\\_b}}}", "article"),
        ("@online{a, title={T}}", "article"),
        ("@misc{a, title={T}}", "other"),
        ("@misc{a, title={T}, kind={Course}}", "course"),
    ],
)
def test_what_sort_of_work_it_is_follows_from_its_entry(entry: str, kind: str) -> None:
    assert read(entry).kind == kind


def test_identifiers_are_found_wherever_programs_put_them() -> None:
    found = read(
        "@article{a, title={T}, doi={https://doi.org/10.1000/X\\_1}, journal={arXiv preprint arXiv:1706.03762v2},"
        " url={https://example.org/a\\_b}, isbn={0-262-03384-4}}"
    )
    # A paper has not the ISBN of its proceedings.
    assert [str(name) for name in found.identifiers] == [
        "arxiv:1706.03762",
        "doi:10.1000/x_1",
        "https://example.org/a_b",
        "a",
    ]
    book = read("@book{a, title={T}, isbn={0-262-03384-4, 978-0-262-03384-8}}")
    assert [str(name) for name in book.identifiers] == ["isbn:9780262033848", "a"]


def test_one_work_under_two_keys_is_one_and_is_found_by_each_of_its_names() -> None:
    found = parse_bibliography(
        "@misc{a, title={T}, eprint={1706.03762}}\n"
        "@article{b, title={U}, doi={10.48550/arXiv.1706.03762}, author={One, An}, rating={4}}\n",
        "resources.bib",
    )
    (resource,) = found.resources
    assert (resource.key, resource.title, resource.authors, resource.rating) == ("a", "T", ("One, An",), 4)
    for name in ("a", "b", "arxiv:1706.03762", "https://arxiv.org/abs/1706.03762v9"):
        assert found.find(parse_identifier(name)) is resource
    (remark,) = found.remarks
    assert str(remark) == "resources.bib:2: 'b' is the same work as 'a' in line 1: both are read as one"


def test_what_its_reader_says_of_a_resource_is_read() -> None:
    found = read(
        "@misc{a, title={T}, year={2020}, status={Finished}, started={2026-01-02}, finished={2026-02-03}, rating={4},"
        " time_spent={2h 30m}}"
    )
    assert (found.status, found.started, found.finished) == ("finished", date(2026, 1, 2), date(2026, 2, 3))
    assert (found.rating, found.minutes_spent) == (4, 150)


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ("Shannon, Claude", "Shannon"),
        ("Ho, Jonathan and Salimans, Tim", "Ho and Salimans"),
        ("Vaswani, Ashish and Shazeer, Noam and Parmar, Niki", "Vaswani et al."),
        ("Vaswani, Ashish and others", "Vaswani et al."),
        ("{The OpenAI Team}", "The OpenAI Team"),
        ('Oord, A{\\"a}ron van den', "Oord"),
    ],
)
def test_authors_are_cited_by_their_families(authors: str, short: str) -> None:
    assert read(f"@misc{{a, title={{T}}, author={{{authors}}}}}").short_authors == short


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("@article a, title={T}, year=2000}", "1: '@article a, title={T}, year=2000}' is outside of the entries"),
        ("A note.\narticle{a, title={T}}", "2: 'article{a, title={T}}' is outside of the entries"),
        ("@article{a, title={T}}, year=2000}", "1: 'year=2000}' is outside of the entries"),
        ("@article{a, title={T} year=2000}", "1: 'a': a comma is missing in `title`"),
        ("@article{a, title=T x, year=2000}", "1: 'a': `title` is in no braces"),
        ("@article{a, title={T}, TITLE={U}}", "1: 'a' says title twice"),
        ("@article{a title={T}, year=2000}", "1: this cannot be read: '@article{a title='"),
        ("@article{a, title={T, year=2000}", "1: this cannot be read: '@article{a, title={T, year=2000}'"),
    ],
)
def test_what_a_missing_brace_or_comma_would_swallow_is_named_and_the_next_entry_read(text: str, problem: str) -> None:
    found = parse_bibliography(f"{text}\n\n@misc{{b, title={{U}}, year=2001}}", "resources.bib")
    assert [str(one).rpartition(": ")[0] for one in found.problems] == [f"resources.bib:{problem}"]
    assert found.resources[-1].key == "b"


@pytest.mark.parametrize(
    ("field", "remark"),
    [
        ("title = macro", "1: 'a': `title` is macro, which no @string tells: write it in braces, or add @string"),
        ("title = {A} # no", "1: 'a': `title` is no, which no @string tells: write it in braces, or add @string"),
        ("title = {T}, = {x}", "1: 'a' holds 'x' without the name of a field: write it as `name = {value},`"),
        ("title = {\\relax}", "1: 'a' has no title: add `title`"),
    ],
)
def test_what_is_left_out_of_an_entry_is_told(field: str, remark: str) -> None:
    found = parse_bibliography(f"@article{{a, year = 2000, {field}}}", "resources.bib")
    assert [str(one) for one in found.remarks] == [f"resources.bib:{remark}"]


def test_a_comment_between_entries_is_none() -> None:
    text = (
        "% Encoding: UTF-8\n% write started = {2026-01-02}\nMy books, as of 2026 @home.\n@misc{b, title={U}, year=2001}"
    )
    assert not parse_bibliography(text, "resources.bib").problems


def test_a_name_that_is_not_listed_is_a_resource_of_its_own() -> None:
    found = parse_bibliography("", "resources.bib").resolve(parse_identifier("arxiv:1706.03762"))
    assert (found.key, found.title, found.is_listed) == ("arxiv-1706-03762", "arXiv:1706.03762", False)


BIBTEX = st.lists(
    st.sampled_from(
        ["@article{", "@misc(", "a,", "title=", "{T}", '"x"', "}", ")", "\n", "# jan", "year=2000,", "\\", "%", "é"]
    )
).map("".join)


@given(st.text(max_size=80) | BIBTEX)
def test_whatever_a_file_holds_it_is_read(text: str) -> None:
    found = parse_bibliography(text, "resources.bib")
    assert all(resource.title for resource in found.resources)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (r"On \href{https://example.org/x}{linked} things", "On linked things"),
        (r"On \href", "On"),
        (r"On \textcolor", "On"),
        (r"On \textcolor{red}{red}", "On red"),
        (r"On \footnote", "On"),
        (r"On \sqrt", "On"),
        (r"On \title", "On"),
        (r"On \verb", "On"),
    ],
)
def test_a_command_that_cannot_be_decoded_leaves_the_text(title: str, shown: str) -> None:
    assert read(f"@misc{{a, year=2000, title={{{title}}}}}").title == shown


@pytest.mark.parametrize(
    "key", ["10.1145/3065386", "doi:10.1145/3065386", "1234567", "DBLP:conf/nips/1", "arxiv:1706.03762"]
)
def test_a_key_may_look_like_anything(key: str) -> None:
    resource = read(f"@misc{{{key}, title={{A}}, year={{2020}}}}")
    assert resource.key == key


def test_a_key_that_is_an_identifier_is_one_of_the_work() -> None:
    found = parse_bibliography("@article{10.1145/3065386, title={A}, year={2020}}", "resources.bib")
    assert found.resolve(parse_identifier("doi:10.1145/3065386")).title == "A"


@pytest.mark.parametrize("field", ["title", "author", "journal", "publisher", "howpublished", "booktitle", "note"])
@pytest.mark.parametrize(
    "value", [r"\href{https://example.org}{linked} things", r"\footnote", r"\url{x}", r"\sqrt and \textcolor", r"a\\b"]
)
def test_no_command_ends_anything_in_any_field(field: str, value: str) -> None:
    others = "".join(f", {name}={{x}}" for name in ("title", "author") if name != field)
    found = parse_bibliography(f"@misc{{a, {field}={{{value}}}, year={{2020}}{others}}}", "resources.bib")
    assert [one.key for one in found.resources] == ["a"]
    assert not found.problems
