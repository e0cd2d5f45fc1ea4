"""`invoke resource`: what is to be studied is added to the bibliography, with what is known of it and no more."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from invoke.context import Context
from invoke.exceptions import Exit

from analytics import (
    Bibliography,
    PartialDate,
    Resource,
    bibtex,
    bibtex_entry,
    citation_key,
    parse_bibliography,
    parse_identifier,
    with_entry,
)
from learning_timeline.commands.answers import LookupFailed
from learning_timeline.commands.lookup import look_up
from learning_timeline.commands.resource import Wanted, add
from learning_timeline.commands.services import Services
from learning_timeline.commands.tasks import writing
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LISTED = "@misc{a2017b,\n  title = {Listed},\n  eprint = {1706.03762},\n  year = {2017},\n}\n"
# Letters and what means something to TeX or BibTeX; then any letters at all that can be seen.
_MEANING = st.sampled_from("abcÉß \\{}%#&$_~^\"'`@,=-.()<>*|!?:;[]/+\n")
_SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"))
TEXTS = (st.text(_MEANING, min_size=1, max_size=30) | st.text(_SEEN, min_size=1, max_size=30)).map(
    lambda text: " ".join(f"x{text}x".split())
)


def resource(bibliography: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "invoke", "resource", *arguments, "--bibliography", str(bibliography)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120)


def named(name: str) -> Resource:
    return Bibliography().resolve(parse_identifier(name))


def listed(tmp_path: Path, text: str = LISTED) -> Path:
    file = tmp_path / "resources.bib"
    file.write_bytes(text.encode())
    return file


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────


def test_an_identifier_is_written_with_what_it_tells_and_what_is_missing_is_said(tmp_path: Path) -> None:
    file = listed(tmp_path, f"% Mine.\n\n{LISTED}")
    file.chmod(0o640)
    told = resource(file, "https://arxiv.org/abs/1810.04805v2", "--status", "reading", "--offline")
    assert (told.returncode, told.stderr) == (0, "")
    assert f"arxiv-1810-04805: “arXiv:1810.04805” was added: {file}:9" in told.stdout
    assert "Still missing (no service was asked): title, authors. Write it into the entry" in told.stdout
    assert "  author = {Family, Given and Family, Given}," in told.stdout
    assert file.read_text(encoding="utf-8") == (
        f"% Mine.\n\n{LISTED}\n@misc{{arxiv-1810-04805,\n  year = {{2018}},\n  month = {{10}},\n"
        "  eprint = {1810.04805},\n  archivePrefix = {arXiv},\n  url = {https://arxiv.org/abs/1810.04805},\n"
        "  kind = {paper},\n  status = {reading},\n}\n"
    )
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["resources.bib"]


def test_what_is_said_to_be_missing_can_be_written_as_it_is_said(tmp_path: Path) -> None:
    file = tmp_path / "resources.bib"
    told = resource(file, "doi:10.1038/nature14236", "--offline")
    lines = [line for line in told.stdout.splitlines() if line.startswith("  ")]
    assert len(lines) == 4
    text = file.read_text(encoding="utf-8")
    read = parse_bibliography(text.replace("  kind", "\n".join([*lines, "  kind"])), "a.bib")
    assert (read.problems, read.remarks) == ((), ())
    (one,) = read.resources
    assert (one.title, one.authors, one.year, one.venue) == (
        "A Title",
        ("Family, Given", "Family, Given"),
        2017,
        "A Journal",
    )


@pytest.mark.parametrize(
    ("name", "arguments", "kind", "key"),
    [
        ("isbn:0-262-03561-8", (), "book", "isbn-9780262035613"),
        ("isbn:9780262035613", ("--kind", "course", "--key", "goodfellow2016deep"), "course", "goodfellow2016deep"),
        ("https://example.org/{a}?b=1&c_d=%20#e", ("--kind", "video"), "video", "https-example-org-7ba-7d-b-1-c_d-20"),
        ("doi:10.1234/a{b}\\c", (), "paper", "doi-10-1234-a-b-c"),
    ],
)
def test_what_no_service_is_asked_for_is_found_again_by_its_name(
    tmp_path: Path, name: str, arguments: tuple[str, ...], kind: str, key: str
) -> None:
    file = tmp_path / "resources.bib"
    told = resource(file, name, *arguments, *(["--offline"] if name.startswith("doi") else []))
    assert told.returncode == 0, told.stderr
    found = parse_bibliography(file.read_text(encoding="utf-8"), "a.bib").find(parse_identifier(name))
    assert found is not None
    assert (found.key, found.kind, found.status) == (key, kind, "queued")
    again = resource(file, name)
    assert f"is there already: {file}:1. Nothing was written." in again.stdout


@pytest.mark.parametrize("name", ["doi:10.48550/arXiv.1706.03762", "https://arxiv.org/pdf/1706.03762v7", "a2017b"])
def test_what_is_there_already_is_said_with_its_line_and_not_written_again(tmp_path: Path, name: str) -> None:
    file = listed(tmp_path, f"% Mine.\n\n{LISTED}")
    told = resource(file, name, "--offline")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"a2017b: “Listed” is there already: {file}:3. Nothing was written.\n"
    assert file.read_text(encoding="utf-8") == f"% Mine.\n\n{LISTED}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("arxiv:99",), "'99' is not an arXiv identifier"),
        (("isbn:9780262035614",), "is not an ISBN, or one of its digits is wrong"),
        (("what is this",), "'what is this' is not a resource: write arxiv:, doi:, isbn:, a web address"),
        (("https://example.org/\x1b[2J",), "delete the control character in it"),
        (("vaswani2017attention",), "no work has this key"),
        (("arxiv:1810.04805", "--status", "done"), "--status done: use one of queued, reading"),
        (("arxiv:1810.04805", "--kind", "scroll"), "--kind scroll: use one of paper, book"),
        (("arxiv:1810.04805", "--key", "a2017b"), "--key a2017b: line 1 has that key: choose another one"),
        (("arxiv:1810.04805", "--key", "a b"), "that is not a key"),
        (("arxiv:1810.04805", "--key", "a},@misc{b"), "that is not a key"),
        (("arxiv:1810.04805", "--key", "doi:10.1038/nature14236"), "that is not a key"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_written(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    file = listed(tmp_path)
    told = resource(file, *arguments, "--offline")
    assert told.returncode == 2
    assert said in told.stderr
    assert "\x1b" not in told.stdout + told.stderr
    assert file.read_text(encoding="utf-8") == LISTED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"@misc{a, title={x}\n", ":1: this cannot be read"),
        (b"% M\xfcller\n", ": is not UTF-8: save it as UTF-8"),
        (b"@comment{ to be continued\n", ":1: this cannot be read"),
    ],
)
def test_a_broken_bibliography_is_not_written_to(tmp_path: Path, text: bytes, said: str) -> None:
    file = tmp_path / "resources.bib"
    file.write_bytes(text)
    told = resource(file, "arxiv:1810.04805", "--offline")
    assert told.returncode == 1
    assert f"{file}{said}" in told.stderr
    assert "Traceback" not in told.stderr
    assert file.read_bytes() == text


def test_a_bibliography_that_cannot_be_is_refused(tmp_path: Path) -> None:
    for file, said in ((tmp_path / "none" / "a.bib", "there is no such folder"), (tmp_path, "Is a directory")):
        told = resource(file, "arxiv:1810.04805", "--offline")
        assert told.returncode == 2
        assert said in told.stderr


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n% The end", "\n  \t\n"])
def test_what_stood_there_is_kept_byte_for_byte(end: str) -> None:
    before = f"% Mine, with 'quotes.\n\n{LISTED.rstrip()}"
    before = (before.replace("\n", "\r\n") if "\r" in end else before) + end
    after = with_entry(before, named("arxiv:1810.04805"))
    assert after.startswith(before)
    rest = after.removeprefix(before)
    assert rest.lstrip().startswith("@misc{arxiv-1810-04805,")
    assert rest.count("\n") == rest.count("\r\n" if "\r" in end else "\n")
    assert "\r" in end or "\r" not in after
    assert len(parse_bibliography(after, "a.bib").resources) == 2


@pytest.mark.parametrize("key", ["shannon1948mathematical", "vandenoord2018representation", "xu2018how"])
def test_an_entry_is_written_as_those_of_this_journal(key: str) -> None:
    text = (ROOT / "content" / "resources.bib").read_text(encoding="utf-8")
    found = parse_bibliography(text, "resources.bib").find(parse_identifier(key))
    assert found is not None
    # These were written by hand, without the month.
    entry = re.sub(r"  month = .*\n", "", bibtex_entry(found))
    assert f"\n{entry}\n" in text
    assert citation_key(found, ()) == key


@settings(deadline=None)  # the first one loads the decoder
@given(st.builds(replace, st.just(named("arxiv:1706.03762")), title=TEXTS, venue=TEXTS))
def test_any_text_comes_back_from_the_bibliography(given_resource: Resource) -> None:
    assume("arxiv:" not in given_resource.venue.lower())
    resource = replace(given_resource, key="a", authors=("Müller, Jörg", "The {x} & Co", "Sand and Sons, A. and B."))
    read = parse_bibliography(with_entry(LISTED.replace("1706", "1707"), resource), "a.bib")
    assert not read.problems
    _, found = read.resources
    assert (found.title, found.venue, found.authors) == (resource.title, resource.venue, resource.authors)


@given(st.text(_MEANING | _SEEN, max_size=20))
def test_any_address_comes_back_from_the_bibliography(text: str) -> None:
    try:
        name = parse_identifier(f"https://example.org/a{text}")
    except ValueError:
        assume(False)  # noqa: FBT003 - hypothesis' own signature
    read = parse_bibliography(bibtex([replace(Bibliography().resolve(name), key="a")]), "a.bib")
    assert not read.problems
    assert read.find(name) is not None


def test_a_key_is_made_of_author_year_and_word_and_is_the_only_one() -> None:
    paper = replace(named("arxiv:1706.03762"), title="On the Łódź of “Things”", authors=("van den Ørsted, A.",))
    assert citation_key(paper, ()) == "vandenorsted2017lodz"
    taken = {"VandenOrsted2017Lodz", "vandenorsted2017lodzb"}
    assert citation_key(paper, taken) == "vandenorsted2017lodzc"
    assert citation_key(replace(paper, authors=("王, 伟",)), ()) == "arxiv-1706-03762"
    assert citation_key(named("arxiv:1706.03762"), {"arxiv-1706-03762"}) == "arxiv-1706-03762b"
    assert len(citation_key(named(f"https://example.org/{'a/' * 500}"), ())) < 90


# ── Services, each a real one on this machine ────────────────────────────────────────────────────────────────


@contextmanager
def a_server(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def answering(status: int, body: str, kind: str = "application/json", asked: list[str] | None = None) -> Iterator[str]:
    """The address of a service that gives one answer to everything; one without end where the status is 0."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if asked is not None:
                asked.append(self.path)
            if not status:
                over.wait(30)
                return
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with a_server(Handler) as address:
        try:
            yield address
        finally:
            over.set()


@contextmanager
def telling(answers: dict[str, object]) -> Iterator[str]:
    """The address of services that answer each path with JSON, with a page, or with another path to go to."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers.get(self.path)
            leads_on = isinstance(answer, str) and answer.startswith("/")
            self.send_response(404 if answer is None else 302 if leads_on else 200)
            if leads_on:
                self.send_header("Location", str(answer))
            self.send_header("Content-Type", "text/html" if isinstance(answer, str) else "application/json")
            self.end_headers()
            self.wfile.write((answer if isinstance(answer, str) else json.dumps(answer)).encode())

        def log_message(self, *_: object) -> None:
            pass

    with a_server(Handler) as address:
        yield address


def here(address: str, seconds: float = 20) -> Services:
    """All services at one address of this machine."""
    return Services(
        arxiv=f"{address}/api/query?{{}}",
        crossref=address,
        datacite=f"{address}/datacite",
        openreview=(f"{address}/api2", f"{address}/api1"),
        semantic_scholar=f"{address}/s2",
        seconds=seconds,
        may_ask_inside=True,
    )


def asking(address: str, name: str, seconds: float = 20) -> Resource:
    return look_up(named(name), here(address, seconds))


WORK = {
    "type": "journal-article",
    "title": ["Human-level <i>control</i>\x1b[2J &amp; mo\u00adre: p < 0.05 and q > 3"],
    "author": [{"family": "Mnih", "given": "Volodymyr"}, {"name": "A Group"}, {"family": "A, B"}, {}, "x", None],
    "issued": {"date-parts": [[2015, 2, 25]]},
    "container-title": ["Nature"],
}
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<opensearch:totalResults>1</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>
<opensearch:itemsPerPage>1</opensearch:itemsPerPage>
<entry><id>http://arxiv.org/abs/1810.04805v2</id><title>BERT: Pre-training of Deep
 Bidirectional Transformers if $p&lt;q$ and $r&gt;s$</title>
<published>2018-10-11T00:50:01Z</published><updated>2019-05-24T20:37:26Z</updated>
<summary>.</summary><author><name>Jacob Devlin</name></author><author><name>Aaron van den Oord</name></author>
<author><name>The ATLAS Collaboration</name></author>
<arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1234/Bert</arxiv:doi>
<link href="http://arxiv.org/abs/1810.04805v2" rel="alternate" type="text/html"/>
<category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/></entry></feed>"""


def test_crossref_tells_of_a_doi() -> None:
    asked: list[str] = []
    with answering(200, json.dumps({"message": WORK}), asked=asked) as address:
        found = asking(address, "doi:10.1038/nature#14236")
    assert asked == ["/works/10.1038/nature%2314236"]
    assert found.title == "Human-level control [2J & more: p < 0.05 and q > 3"
    assert found.authors == ("Mnih, Volodymyr", "A Group", "A B")
    assert (found.published_on, found.venue, found.kind) == (PartialDate(2015, 2, 25), "Nature", "paper")
    assert "@article{" in bibtex_entry(found)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", 7),
        ("title", [None, {}]),
        ("author", "Mnih"),
        ("author", [{"family": ["Mnih"] * 2, "given": {}}]),
        ("issued", {"date-parts": [[None]]}),
        ("issued", {"date-parts": [[2015, 13]]}),
        ("issued", {"date-parts": [[99999]]}),
        ("issued", []),
        ("container-title", {"a": 1}),
        ("container-title", ["arXiv:2001.00001"]),
        ("type", ["book"]),
    ],
)
def test_an_answer_of_another_form_is_used_as_far_as_it_goes(field: str, value: object) -> None:
    with answering(200, json.dumps({"message": WORK | {field: value}})) as address:
        found = asking(address, "doi:10.1038/nature14236")
    read = parse_bibliography(bibtex([replace(found, key="a")]), "a.bib")
    assert not read.problems
    (one,) = read.resources
    assert one.identifiers == (*found.identifiers, parse_identifier("a"))
    assert (one.title, one.published_on, one.venue) == (found.title, found.published_on, found.venue)


def test_arxiv_tells_of_a_preprint() -> None:
    with answering(200, FEED, "application/atom+xml") as address:
        found = asking(address, "arxiv:1810.04805")
    assert found.title == "BERT: Pre-training of Deep Bidirectional Transformers if $p<q$ and $r>s$"
    assert found.authors == ("Devlin, Jacob", "van den Oord, Aaron", "The ATLAS Collaboration")
    assert found.published_on == PartialDate(2018, 10)
    assert [str(name) for name in found.identifiers] == ["arxiv:1810.04805", "doi:10.1234/bert"]


@pytest.mark.parametrize("title", ["Error", "BERT"])
def test_an_answer_about_something_else_is_not_taken(title: str) -> None:
    feed = FEED.replace("http://arxiv.org/abs/1810.04805v2", "http://arxiv.org/api/errors#none").replace("BERT", title)
    with answering(200, feed) as address, pytest.raises(LookupFailed, match="arXiv returned nothing about it"):
        asking(address, "arxiv:1810.04805")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (404, "Resource not found.", "does not know it"),
        (500, "", "answered with error 500"),
        (503, "{}", "answered with error 503"),
        (200, "garbage", "returned nothing about it|its answer could not be read"),
        (200, "[]", "returned nothing about it|its answer could not be read"),
        (200, '{"message": "x"}', "returned nothing about it|its answer could not be read"),
        (200, "", "returned nothing about it|its answer could not be read"),
    ],
)
@pytest.mark.parametrize(("service", "name"), [("arXiv", "arxiv:1810.04805"), ("Crossref", "doi:10.1038/nature14236")])
def test_a_service_that_fails_is_named_with_the_reason(
    status: int, body: str, said: str, service: str, name: str
) -> None:
    with answering(status, body) as address, pytest.raises(LookupFailed, match=f"{service}.*({said})"):
        asking(address, name)


def test_a_doi_that_no_agency_has_is_known_to_neither() -> None:
    said = "Crossref does not know it, and DataCite does not know it"
    with answering(404, "Resource not found.") as address, pytest.raises(LookupFailed, match=said):
        asking(address, "doi:10.5281/zenodo.1234")


DATACITE = {
    "data": {
        "attributes": {
            "titles": [{"title": "pandas-dev/pandas: <i>Pandas</i>"}],
            "creators": [
                {"name": "The pandas development team", "nameType": "Organizational"},
                {"name": "Doe, Jane", "familyName": "Doe", "givenName": "Jane"},
                7,
            ],
            "publisher": {"name": "Zenodo"},
            "publicationYear": 2020,
            "types": {"resourceTypeGeneral": "Software"},
        }
    }
}
NOTE = {
    "title": {"value": "An Image is Worth 16x16 Words"},
    "authors": {"value": ["Alexey Dosovitskiy", "Neil Houlsby"]},
    "venue": {"value": "ICLR 2021 Oral"},
    "_bibtex": {"value": "@inproceedings{\ndosovitskiy2021an,\ntitle={An Image},\nbooktitle={ICLR},\nyear={2021}\n}"},
}
PAPER = {
    "title": "Attention is All you Need",
    "authors": [{"name": "Ashish Vaswani"}, {"name": "Noam M. Shazeer"}, None],
    "year": 2017,
    "venue": "Neural Information Processing Systems",
    "publicationDate": "2017-06-12",
    "externalIds": {"ArXiv": "1706.03762", "DOI": "10.1234/Attention", "CorpusId": 13756489},
}
PAGE = """<!doctype html><title>Deep learning | Nature</title><meta name="citation_title" content="Deep \x1b[2J learning">
<meta name="citation_author" content="LeCun, Yann"><meta name="citation_author" content="Yoshua Bengio">
<meta name="citation_journal_title" content="Nature"><meta name="citation_publication_date" content="2015/05/28">
<meta name="citation_doi" content="10.1038/nature14539">"""


@pytest.mark.parametrize(
    ("name", "answers", "title", "authors", "on", "venue", "known_as"),
    [
        (
            "doi:10.5281/zenodo.3509134",
            {"/datacite/dois/10.5281/zenodo.3509134": DATACITE},
            "pandas-dev/pandas: Pandas",
            ("The pandas development team", "Doe, Jane"),
            "2020",
            "Zenodo",
            ["doi:10.5281/zenodo.3509134"],
        ),
        (
            "https://openreview.net/forum?id=YicbFdNTTy",
            {"/api2/notes?id=YicbFdNTTy": {"notes": []}, "/api1/notes?id=YicbFdNTTy": {"notes": [{"content": NOTE}]}},
            "An Image is Worth 16x16 Words",
            ("Dosovitskiy, Alexey", "Houlsby, Neil"),
            "2021",
            "ICLR",
            ["openreview:YicbFdNTTy"],
        ),
        (
            "https://api.semanticscholar.org/CorpusID:13756489",
            {"/s2/graph/v1/paper/CorpusID:13756489?fields=title,authors,year,venue,publicationDate,externalIds": PAPER},
            "Attention is All you Need",
            ("Vaswani, Ashish", "Shazeer, Noam M."),
            "2017-06",
            "Neural Information Processing Systems",
            ["arxiv:1706.03762", "doi:10.1234/attention", "s2:13756489"],
        ),
    ],
)
def test_other_services_tell_of_what_they_know(  # noqa: PLR0913, PLR0917 - a table
    name: str,
    answers: dict[str, object],
    title: str,
    authors: tuple[str, ...],
    on: str,
    venue: str,
    known_as: list[str],
) -> None:
    with telling(answers) as address:
        found = asking(address, name)
    assert (found.title, found.authors, found.venue) == (title, authors, venue)
    assert str(found.published_on) == on
    assert [str(one) for one in found.identifiers] == known_as


def test_a_page_tells_of_its_paper_and_crossref_of_the_rest() -> None:
    answers: dict[str, object] = {"/old": "/articles/a", "/articles/a": PAGE}
    with telling(answers) as address:
        found = asking(address, f"{address}/old")
        assert (found.title, found.kind, found.venue) == ("Deep [2J learning", "paper", "Nature")
        assert found.authors == ("LeCun, Yann", "Bengio, Yoshua")
        assert (str(found.published_on), str(found.identifiers[0])) == ("2015-05-28", "doi:10.1038/nature14539")
    with telling(
        answers | {"/works/10.1038/nature14539": {"message": WORK | {"volume": "521", "page": "436-444"}}}
    ) as address:
        found = asking(address, f"{address}/old")
    assert "Human-level control" in found.title
    entry = bibtex_entry(found)
    assert "  volume = {521},\n" in entry
    assert "  pages = {436-444},\n" in entry
    (read,) = parse_bibliography(entry, "a.bib").resources
    assert [one.scheme for one in read.identifiers] == ["doi", "url", "key"]


@pytest.mark.parametrize(
    "body", ["", "<p>x", "[]", "{}", '{"notes": 7}', '{"notes": [{"content": []}]}', '{"data": []}']
)
@pytest.mark.parametrize("name", ["openreview:YicbFdNTTy", "s2:13756489", "https://example.org/"])
def test_an_answer_that_says_nothing_is_told(name: str, body: str) -> None:
    with answering(200, body) as address:
        asked = f"{address}/x" if name.startswith("https") else name
        with pytest.raises(
            LookupFailed, match=r"returned nothing about it|its answer could not be read|has no metadata"
        ):
            asking(address, asked)


def test_a_page_within_a_private_network_is_not_asked() -> None:
    with answering(200, PAGE) as address, pytest.raises(LookupFailed, match="could not be reached: InsideError"):
        look_up(named(f"{address}/x"))


@pytest.mark.parametrize("name", ["arxiv:1810.04805", "doi:10.1038/nature14236"])
def test_a_service_that_never_answers_is_not_waited_for(name: str) -> None:
    with (
        answering(0, "") as address,
        pytest.raises(LookupFailed, match="did not answer within 2 seconds"),
    ):
        asking(address, name, seconds=2)


@pytest.mark.parametrize("name", ["arxiv:1810.04805", "doi:10.1038/nature14236"])
def test_a_service_that_is_not_there_is_named(name: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(LookupFailed, match="could not be reached"):
        asking(f"http://127.0.0.1:{port}", name)


def test_no_service_is_asked_for_a_book() -> None:
    with pytest.raises(LookupFailed, match="no service is asked"):
        look_up(named("isbn:9780262035613"))


# ── The command and a service: in this process, as the services' addresses are no setting ────────────────────


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with answering(200, FEED, "application/atom+xml") as address:
        monkeypatch.setattr("learning_timeline.commands.lookup.look_up", partial(look_up, where=here(address)))
        monkeypatch.syspath_prepend(str(ROOT))
        yield


@pytest.mark.usefixtures("served")
def test_what_a_service_tells_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = listed(tmp_path)
    writing.resource(Context(), "arxiv:1810.04805", bibliography=str(file))
    said = capsys.readouterr().out
    assert said.startswith("devlin2018bert: “BERT: Pre-training of Deep")
    assert said.endswith(
        f"was added: {file}:7\nStill missing: journal. Write it into the entry, a line each:\n"
        "  journal = {A Journal},\n"
    )
    read = parse_bibliography(file.read_text(encoding="utf-8"), "a.bib")
    assert read.find(parse_identifier("doi:10.1234/bert")) == read.find(parse_identifier("devlin2018bert"))


@pytest.mark.usefixtures("served")
def test_a_work_that_is_there_by_another_name_is_not_written_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "@article{bert,\n  title = {BERT},\n  doi = {10.1234/BERT},\n  year = {2019},\n}\n"
    file = listed(tmp_path, text)
    writing.resource(Context(), "arxiv:1810.04805", bibliography=str(file))
    assert f"bert: “BERT” is there already: {file}:1. Nothing was written." in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == text


def test_an_entry_that_would_not_come_back_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = listed(tmp_path)
    two_lines = replace(named("arxiv:1810.04805"), title="Two\nlines")
    monkeypatch.setattr("learning_timeline.commands.resource.looked_up", lambda *_, **__: (two_lines, ""))
    with pytest.raises(Exit, match="would not be read as it is meant"):
        writing.resource(Context(), "arxiv:1810.04805", bibliography=str(file))
    assert file.read_text(encoding="utf-8") == LISTED


def test_a_bibliography_that_changes_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = listed(tmp_path)

    def while_an_editor_saves(found: Resource, *, offline: bool) -> tuple[Resource, str]:
        assert not offline
        file.write_text("% Other.\n", encoding="utf-8")
        return found, ""

    monkeypatch.setattr("learning_timeline.commands.resource.looked_up", while_an_editor_saves)
    with pytest.raises(Exit, match="has changed meanwhile: run the command again"):
        writing.resource(Context(), "arxiv:1810.04805", bibliography=str(file))
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["% Other.\n"]


# ── Files of references ──────────────────────────────────────────────────────────────────────────────────────

OWN = """% My papers.

@Article{adam2014,
	title    = {Adam: A Method for Stochastic Optimization},
	author   = {Kingma, Diederik P. and Ba, Jimmy},
	eprint   = {1412.6980},
	year     = {2014},
	rating   = {5}
}

@Article{bert2018,
	title    = {BERT},
	doi      = {10.18653/v1/N19-1423},
	year     = {2018}
}

% Read twice.
@Article{lecun2015,
	title    = {Deep learning},
	doi      = {10.1038/nature14539},
	year     = {2015}
}

@Article{zoo2020,
	title    = {Zoo},
	year     = {2020}
}
"""
THEIRS = """@string{neurips = {NeurIPS}}
@inproceedings{ho2020,
  title = {Denoising {Diffusion}}, author = {Ho, J. and Jain, A.}, booktitle = neurips, year = {2020},
  file = {/home/ada/ho.pdf}, abstract = {100\\% noise},
}
@article{adam2014, title = {Adam, or Not}, author = {Other, A.}, year = {1999}, journal = {J}}
@article{again, title = {Deep learning}, doi = {10.1038/NATURE14539}, year = {2015}, journal = {Nature}}
@inproceedings{kingma2015, title = {Adam: A Method for Stochastic Optimization}, author = {Kingma, Diederik P. and Ba, Jimmy},
  booktitle = {ICLR}, year = {2015}}
@article{b, title = {no end
"""
RIS = """TY  - JOUR\r
AU  - Breiman, Leo\r
TI  - Random Forests\r
T2  - Machine Learning\r
PY  - 2001\r
DA  - 2001/10/01\r
VL  - 45\r
IS  - 1\r
SP  - 5\r
EP  - 32\r
DO  - 10.1023/A:1010933404324\r
ID  - Breiman2001\r
ER  - \r
"""


def dropped(tmp_path: Path, name: str, text: str, own: str = OWN) -> tuple[Path, str]:
    file = listed(tmp_path, own)
    given = tmp_path / name
    given.write_text(text, encoding="utf-8", newline="")
    told: list[str] = []
    add(file, Wanted(str(given), "queued", "", ""), offline=True, say=told.append)
    return file, "\n".join(told).replace(f"{tmp_path}/", "")


def test_a_file_of_bibtex_is_merged_in_the_form_and_the_order_of_the_owner(tmp_path: Path) -> None:
    file, told = dropped(tmp_path, "library.bib", THEIRS)
    text = file.read_text(encoding="utf-8")
    # Each line that stood there stands, in its order.
    lines = iter(text.splitlines())
    assert all(line in lines for line in OWN.splitlines())
    assert "\t% My" not in text
    assert (
        "@Inproceedings{ho2020,\n\ttitle    = {Denoising {Diffusion}},\n\tauthor   = {Ho, J. and Jain, A.},\n"
        "\tbooktitle = {NeurIPS},\n\tyear     = {2020},\n\tfile     = {/home/ada/ho.pdf},\n"
        "\tabstract = {100\\% noise},\n\tstatus   = {queued},\n}\n\n"
    ) in text
    order = re.findall(r"^@\w+\{([^,]+),", text, flags=re.MULTILINE)
    assert order == ["adam2014", "bert2018", "ho2020", "kingma2015", "lecun2015", "other1999adam", "zoo2020"]
    assert text.index("% Read twice.\n@Article{lecun2015") > text.index("kingma2015")
    assert "left out: library.bib:10: this cannot be read" in told
    assert "kingma2015: “Adam: A Method for Stochastic Optimization” was added as a version of adam2014" in told
    assert told.endswith("3 added to resources.bib, 1 there already.")
    found = parse_bibliography(text, "a.bib")
    assert len(found.resources) == 6
    (adam,) = [one for one in found.resources if one.key == "adam2014"]
    assert (adam.venue, adam.rating, len(adam.entries)) == ("ICLR", 5, 2)
    # Under a key of its own, of which nothing tells that it is the same.
    again, told = dropped(
        tmp_path, "library.bib", THEIRS.replace("@article{adam2014,", "@article{other1999adam,"), text
    )
    assert told.endswith("0 added to resources.bib, 4 there already.")
    assert again.read_text(encoding="utf-8") == text


def test_a_file_of_ris_is_merged_too(tmp_path: Path) -> None:
    file, told = dropped(tmp_path, "export.ris", RIS, "")
    assert (
        told == "Breiman2001: “Random Forests” was added: resources.bib:1\n1 added to resources.bib, 0 there already."
    )
    (one,) = parse_bibliography(file.read_text(encoding="utf-8"), "a.bib").resources
    assert (one.authors, one.venue, str(one.published_on)) == (("Breiman, Leo",), "Machine Learning", "2001-10")
    assert "pages = {5--32}," in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "text", "said"), [("a.ris", "x", "lists nothing"), ("a.bib", "", "lists nothing")])
def test_a_file_that_lists_nothing_is_told_and_nothing_is_written(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(Exit, match=said):
        dropped(tmp_path, name, text)
    assert (tmp_path / "resources.bib").read_text(encoding="utf-8") == OWN
    with pytest.raises(Exit, match="there is no such file"):
        add(tmp_path / "resources.bib", Wanted(str(tmp_path / "no.bib"), "queued", "", ""), offline=True, say=print)
