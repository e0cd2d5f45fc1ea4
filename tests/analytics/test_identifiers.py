"""One work has many names; each has one normal form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.identifiers import Identifier, parse_identifier

ATTENTION = Identifier("arxiv", "1706.03762")


@pytest.mark.parametrize(
    "name",
    [
        "arxiv:1706.03762",
        "arXiv:1706.03762v5",
        "https://arxiv.org/abs/1706.03762v2",
        "http://arxiv.org/pdf/1706.03762.pdf",
        "https://www.arxiv.org/html/1706.03762v7/",
        "doi:10.48550/arXiv.1706.03762",
        "https://doi.org/10.48550/ARXIV.1706.03762",
    ],
)
def test_a_preprint_is_one_by_all_its_names(name: str) -> None:
    assert parse_identifier(name) == ATTENTION


@pytest.mark.parametrize(
    ("name", "scheme", "value"),
    [
        ("arxiv:math.GT/0309136", "arxiv", "math/0309136"),
        ("arxiv:hep-th/9901001v2", "arxiv", "hep-th/9901001"),
        ("doi:10.1109/JRPROC.1952.273898", "doi", "10.1109/jrproc.1952.273898"),
        ("https://dx.doi.org/10.1093/mind/LIX.236.433", "doi", "10.1093/mind/lix.236.433"),
        (
            "https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2",
            "doi",
            "10.1175/1520-0493(1950)078<0001:vofeit>2.0.co;2",
        ),
        ("10.1038/nature14236", "doi", "10.1038/nature14236"),
        ("isbn:0-262-03384-4", "isbn", "9780262033848"),
        ("ISBN: 978-0-262-03384-8", "isbn", "9780262033848"),
        ("isbn:080442957X", "isbn", "9780804429573"),
        ("HTTPS://Example.ORG:443/A?b=1&utm_source=x#part", "url", "https://example.org/A?b=1"),
        ("http://example.org", "url", "http://example.org/"),
        ("http://[2001:db8::1]:8080/a", "url", "http://[2001:db8::1]:8080/a"),
        ("https://arxiv.org/list/cs.LG/new", "url", "https://arxiv.org/list/cs.LG/new"),
        ("https://openreview.net/pdf?id=YicbFdNTTy", "openreview", "YicbFdNTTy"),
        ("https://openreview.net/forum?id=YicbFdNTTy&noteId=x", "openreview", "YicbFdNTTy"),
        ("https://openreview.net/group?id=ICLR.cc/2021", "url", "https://openreview.net/group?id=ICLR.cc/2021"),
        ("https://api.semanticscholar.org/CorpusID:13756489", "s2", "13756489"),
        (
            "https://www.semanticscholar.org/paper/Attention-is-All-you-Need-Vaswani/204e3073870fae3d05bcbc2f6a8e263d9b72e776",
            "s2",
            "204e3073870fae3d05bcbc2f6a8e263d9b72e776",
        ),
        ("vaswani2017attention", "key", "vaswani2017attention"),
        ("9876543", "key", "9876543"),
        ("DBLP:conf/nips/VaswaniSPUJGKP17", "key", "DBLP:conf/nips/VaswaniSPUJGKP17"),
    ],
)
def test_names_have_a_normal_form(name: str, scheme: str, value: str) -> None:
    found = parse_identifier(name)
    assert (found.scheme, found.value) == (scheme, value)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("arxiv:0704.0001", "2007-04"),
        ("arxiv:1501.00001", "2015-01"),
        ("arxiv:7612.00001", "2076-12"),
        ("arxiv:hep-th/9108001", "1991-08"),
        ("arxiv:hep-th/0612001", "2006-12"),
        ("doi:10.1038/nature14236", None),
    ],
)
def test_an_arxiv_identifier_tells_its_month(name: str, month: str | None) -> None:
    on = parse_identifier(name).published_on
    assert (on and str(on)) == month


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "arxiv:1713.00001",
            "'1713.00001' is not an arXiv identifier: write it as arxiv:1706.03762 or arxiv:hep-th/9901001",
        ),
        ("arxiv:", "'' is not an arXiv identifier: write it as arxiv:1706.03762 or arxiv:hep-th/9901001"),
        ("doi:nature14236", "'nature14236' is not a DOI: write it as doi:10.1038/nature14236"),
        (
            "isbn:9780262033849",
            "'9780262033849' is not an ISBN, or one of its digits is wrong: write it as isbn:9780262035613",
        ),
        ("https://", "'https://' is not a web address: fix it"),
        ("http://a b/", "'http://a b/' is not a web address: fix it"),
        (
            "javascript:alert(1)",
            "'javascript:alert(1)' is not a resource: write arxiv:, doi:, isbn:, a web address, or a key of the bibliography",
        ),
        (
            "https://doi.org/10.1000/x\x1cy",
            "'https://doi.org/10.1000/x\\x1cy' is not a resource: delete the control character in it",
        ),
        (
            "arxiv:1412.12345",
            "'1412.12345' is not an arXiv identifier: write it as arxiv:1706.03762 or arxiv:hep-th/9901001",
        ),
        (
            "arxiv:1501.0001",
            "'1501.0001' is not an arXiv identifier: write it as arxiv:1706.03762 or arxiv:hep-th/9901001",
        ),
        (
            "arxiv:9912.12345",
            "'9912.12345' is not an arXiv identifier: write it as arxiv:1706.03762 or arxiv:hep-th/9901001",
        ),
        (
            "arxiv:hep-th/0704001",
            "'hep-th/0704001' is not an arXiv identifier: write it as arxiv:1706.03762 or arxiv:hep-th/9901001",
        ),
        ("openreview:?", "'?' is not a paper of OpenReview: write it as openreview:YicbFdNTTy"),
        ("s2:x", "'x' is not a paper of Semantic Scholar: write it as s2:13756489, or its address"),
    ],
)
def test_what_is_no_identifier_is_told(name: str, said: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the whole message follows
        parse_identifier(name)
    assert str(raised.value) == said


NAMES = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"(arxiv:|doi:|isbn:|https?://|)[-a-z0-9.:/()%?#&=_]{0,40}", fullmatch=True),
    st.from_regex(r"arxiv:\d{4}\.\d{4,5}(v\d)?", fullmatch=True),
    st.from_regex(r"https://doi\.org/10\.\d{4}/[-a-z0-9.%]{1,10}", fullmatch=True),
)


@given(NAMES)
def test_a_normal_form_is_its_own_and_anything_else_is_refused_with_a_remedy(name: str) -> None:
    try:
        found = parse_identifier(name)
    except ValueError as refused:
        problem, colon, remedy = str(refused).rpartition(": ")
        assert problem
        assert colon
        assert remedy
        return
    assert parse_identifier(str(found)) == found
    assert found.url is None or found.url.startswith(("https://", "http://"))


@pytest.mark.parametrize(
    ("name", "label", "url"),
    [
        ("arxiv:1706.03762", "arXiv:1706.03762", "https://arxiv.org/abs/1706.03762"),
        ("doi:10.1000/x<y", "doi:10.1000/x<y", "https://doi.org/10.1000/x%3Cy"),
        ("isbn:9780262035613", "ISBN 978-0-262-03561-3", None),
        ("openreview:B1QRgziT-", "OpenReview B1QRgziT-", "https://openreview.net/forum?id=B1QRgziT-"),
        ("s2:13756489", "Semantic Scholar 13756489", "https://api.semanticscholar.org/CorpusID:13756489"),
        (f"s2:{'a1' * 20}", f"Semantic Scholar {'a1' * 20}", f"https://www.semanticscholar.org/paper/{'a1' * 20}"),
        ("https://a.example/b?c=d", "https://a.example/b?c=d", "https://a.example/b?c=d"),
        ("vaswani2017", "vaswani2017", None),
    ],
)
def test_each_kind_has_words_for_a_reader_and_leads_somewhere(name: str, label: str, url: str | None) -> None:
    found = parse_identifier(name)
    assert (str(found), found.label, found.url) == (name, label, url)


@pytest.mark.parametrize(
    ("hosts", "path", "identifier"),
    [
        (("arxiv.org", "www.arxiv.org", "export.arxiv.org"), "/pdf/1706.03762v5.pdf", "arxiv:1706.03762"),
        (("doi.org", "dx.doi.org", "www.doi.org"), "/10.1000/X%3C1", "doi:10.1000/x<1"),
        (("openreview.net", "www.openreview.net"), "/forum?a=1&id=B1QRgziT-", "openreview:B1QRgziT-"),
        (("semanticscholar.org", "www.semanticscholar.org"), f"/paper/A-title/{'a1' * 20}/figure/1", f"s2:{'a1' * 20}"),
        (("api.semanticscholar.org",), "/CorpusID:13756489", "s2:13756489"),
    ],
)
def test_a_work_is_known_by_its_address_at_each_host(hosts: tuple[str, ...], path: str, identifier: str) -> None:
    assert {str(parse_identifier(f"https://{host}{path}")) for host in hosts} == {identifier}
    # At another host the same path is an address like any other.
    assert str(parse_identifier(f"https://a.example{path}")).startswith("https://a.example/")


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("HTTPS://A.example:443", "https://a.example/"),
        ("http://a.example:80/b", "http://a.example/b"),
        ("http://a.example:443/b", "http://a.example:443/b"),
        ("http://[::1]:8080/?utm_a=b&c=d&UTM_x=1#e", "http://[::1]:8080/?c=d"),
        ("https://a.example/{b}|c", "https://a.example/%7Bb%7D%7Cc"),
    ],
)
def test_an_address_has_one_form(address: str, normal: str) -> None:
    assert parse_identifier(address).value == normal


def test_a_paper_of_semantic_scholar_is_known_however_its_letters_are_written() -> None:
    assert (
        str(parse_identifier("s2:corpusid:13756489")) == str(parse_identifier("S2:CorpusID:13756489")) == "s2:13756489"
    )
    assert str(parse_identifier("s2:" + "AB" * 20)) == "s2:" + "ab" * 20


def test_an_address_with_half_a_bracket_is_none() -> None:
    with pytest.raises(ValueError, match="is not a web address: fix it"):
        parse_identifier("https://[::1/a")
