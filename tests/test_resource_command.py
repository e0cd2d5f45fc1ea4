"""`invoke resource`: what is to be studied is added to the bibliography, with what is known of it and no more."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import Bibliography, PartialDate, Resource, bibtex, bibtex_entry, parse_bibliography, parse_identifier
from learning_timeline.lookup import LookupFailed, look_up
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LISTED = "@misc{a2017b,\n  title = {Listed},\n  eprint = {1706.03762},\n  year = {2017},\n}\n"
# Letters and what means something to TeX or BibTeX.
TEXTS = st.text(st.sampled_from("abcÉß \\{}%#&$_~^\"'@,=-.()<>*|"), min_size=1, max_size=30).map(
    lambda text: " ".join(f"x{text}x".split())
)


def resource(bibliography: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "invoke", "resource", *arguments, "--bibliography", str(bibliography)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def named(name: str) -> Resource:
    return Bibliography().resolve(parse_identifier(name))


def test_an_identifier_is_written_with_what_it_tells_and_what_is_missing_is_said(tmp_path: Path) -> None:
    file = tmp_path / "resources.bib"
    file.write_text(f"% Mine.\n\n{LISTED}", encoding="utf-8")
    told = resource(file, "https://arxiv.org/abs/1810.04805v2", "--status", "reading", "--offline")
    assert told.returncode == 0, told.stderr
    assert "Still missing (no service was asked): title, authors, venue." in told.stdout
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f"% Mine.\n\n{LISTED}\n@article{{arxiv-1810-04805,\n")
    found = parse_bibliography(text, "resources.bib").find(parse_identifier("arxiv:1810.04805"))
    assert found is not None
    assert (found.status, str(found.published_on)) == ("reading", "2018-10")
    assert [path.name for path in tmp_path.iterdir()] == ["resources.bib"]


def test_what_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    file = tmp_path / "resources.bib"
    file.write_text(LISTED, encoding="utf-8")
    told = resource(file, "doi:10.48550/arXiv.1706.03762", "--offline")
    assert (told.returncode, told.stderr) == (0, "")
    assert "a2017b: “Listed” is in" in told.stdout
    assert file.read_text(encoding="utf-8") == LISTED


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("arxiv:99",), 2, "'99' is no arXiv identifier"),
        (("vaswani2017attention",), 2, "that is a key"),
        (("arxiv:1810.04805", "--status", "done"), 2, "--status done: use one of queued, reading"),
        (("arxiv:1810.04805", "--kind", "scroll"), 2, "--kind scroll: use one of paper, book"),
        (("arxiv:1810.04805", "--key", "a2017b"), 2, "that key is taken"),
        (("arxiv:1810.04805", "--key", "a b"), 2, "that is no key"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    file = tmp_path / "resources.bib"
    file.write_text(LISTED, encoding="utf-8")
    told = resource(file, *arguments, "--offline")
    assert told.returncode == code
    assert said in told.stderr
    assert file.read_text(encoding="utf-8") == LISTED


def test_a_broken_bibliography_is_not_written_to(tmp_path: Path) -> None:
    file = tmp_path / "resources.bib"
    file.write_text("@misc{a, title={x}\n", encoding="utf-8")
    told = resource(file, "arxiv:1810.04805", "--offline")
    assert told.returncode == 1
    assert f"{file}:1: this cannot be read" in told.stderr
    assert file.read_text(encoding="utf-8") == "@misc{a, title={x}\n"


@given(st.builds(replace, st.just(named("arxiv:1706.03762")), title=TEXTS, venue=TEXTS))
def test_any_text_comes_back_from_the_bibliography(given_resource: Resource) -> None:
    resource = replace(given_resource, key="a", authors=("Müller, Jörg", "The {x} & Co"))
    read = parse_bibliography(bibtex([resource]), "a.bib")
    assert not read.problems
    (found,) = read.resources
    assert (found.title, found.venue, found.authors) == (resource.title, resource.venue, resource.authors)


@contextmanager
def answering(status: int, body: str, kind: str = "application/json") -> Iterator[str]:
    """The address of a service that gives one answer to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


WORK = {
    "message": {
        "title": ["Human-level <i>control</i>\x1b[2J &amp; more"],
        "author": [{"family": "Mnih", "given": "Volodymyr"}, {"name": "A Group"}],
        "issued": {"date-parts": [[2015, 2, 25]]},
        "container-title": ["Nature"],
    }
}
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<opensearch:totalResults>1</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>
<opensearch:itemsPerPage>1</opensearch:itemsPerPage>
<entry><id>http://arxiv.org/abs/1810.04805v2</id><title>BERT: Pre-training of Deep
 Bidirectional Transformers</title><published>2018-10-11T00:50:01Z</published><updated>2019-05-24T20:37:26Z</updated>
<summary>.</summary><author><name>Jacob Devlin</name></author><author><name>Ming-Wei Chang</name></author>
<link href="http://arxiv.org/abs/1810.04805v2" rel="alternate" type="text/html"/>
<category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/></entry></feed>"""


def test_crossref_tells_of_a_doi() -> None:
    with answering(200, json.dumps(WORK)) as address:
        found = look_up(named("doi:10.1038/nature14236"), crossref_address=address)
    assert found.title == "Human-level control [2J & more"
    assert found.authors == ("Mnih, Volodymyr", "A Group")
    assert (found.published_on, found.venue) == (PartialDate(2015, 2, 25), "Nature")
    assert "@article{" in bibtex_entry(found)


def test_arxiv_tells_of_a_preprint() -> None:
    with answering(200, FEED, "application/atom+xml") as address:
        found = look_up(named("arxiv:1810.04805"), arxiv_address=f"{address}/api/query?{{}}")
    assert found.title == "BERT: Pre-training of Deep Bidirectional Transformers"
    assert found.authors == ("Devlin, Jacob", "Chang, Ming-Wei")
    assert found.published_on == PartialDate(2018, 10, 11)


@pytest.mark.parametrize(("status", "body"), [(404, "Resource not found."), (500, ""), (200, "garbage"), (200, "[]")])
@pytest.mark.parametrize("name", ["arxiv:1810.04805", "doi:10.1038/nature14236"])
def test_a_service_that_fails_is_named(status: int, body: str, name: str) -> None:
    with (
        answering(status, body) as address,
        pytest.raises(LookupFailed, match=r"(arXiv|Crossref) (did not answer|does not know it)"),
    ):
        look_up(named(name), arxiv_address=f"{address}/?{{}}", crossref_address=address)


@pytest.mark.parametrize("name", ["isbn:9780262035613", "https://example.org/"])
def test_no_service_is_asked_for_a_book_or_a_page(name: str) -> None:
    with pytest.raises(LookupFailed, match="no service is asked"):
        look_up(named(name))
