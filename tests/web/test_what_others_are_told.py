"""What other places are told of a site: feeds, its map, cards, what its pages' heads say, and addresses of earlier."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest

from learning_timeline.core.errors import ProblemsFound
from learning_timeline.web.addresses import HEAD
from learning_timeline.web.redirects import tells_apart
from learning_timeline.web.sitemap import sitemaps
from tests.builders.git_story import GitStory
from tests.builders.site import Built, Site

ROOT = "https://ada.example/journal"
ON_THE_WEB: dict[str, Any] = {"SITEURL": ROOT, "FEED_DOMAIN": ROOT, "RELATIVE_URLS": False, "AUTHOR": "Ada"}
ENTROPY = """---
title: On <entropy> & "energy"
date: 2024-03-01
category: information-theory
aliases: [/2024/entropy.html, /old/entropy/, "Entropy, as Obsidian calls it"]
resources: [arxiv:1706.03762]
tags: [heat]
---

A claim[^1], a [link](/about/), [another](#here), and ![a picture](a%20b.png). Controls: \x01\x0b.

[^1]: Its proof.
"""
POLICY = "---\ntitle: 注意\ndate: 2026-02-03\ncategory: rl\n---\n\nSee [entropy]({filename}entropy.md).\n"
HIDDEN = "---\ntitle: Hidden\ndate: 2026-02-04\nstatus: hidden\naliases: [/once-hidden/]\n---\n\nHidden.\n"
DRAFT = "---\ntitle: Draft\ndate: 2026-02-05\nstatus: draft\naliases: [/once-a-draft/]\n---\n\nDraft.\n"
ABOUT = "---\ntitle: About\nredirect_from: /who.html\n---\n\nMe.\n"


def journal(folder: Path) -> Site:
    story = GitStory(folder)
    story.write("content/entropy.md", ENTROPY).write("content/pages/about.md", ABOUT).commit(
        "2024-03-01T10:00:00+01:00"
    )
    story.write("content/policy.md", POLICY).write("content/hidden.md", HIDDEN).write("content/draft.md", DRAFT)
    story.write("content/topics.yaml", "rl: {name: Reinforcement learning, colour: '#aa3300'}\n")
    story.commit("2026-02-03T10:00:00+01:00")
    story.write("content/entropy.md", f"{ENTROPY}\nMore.\n").commit("2026-05-01T10:00:00+02:00")
    return Site(folder).post("a b.png", b"no picture")


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return journal(tmp_path_factory.mktemp("web")).build(**ON_THE_WEB)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return journal(tmp_path_factory.mktemp("laptop")).build()


FEEDS = ("feeds/all.atom.xml", "feeds/years.xml", "feeds/rl.atom.xml", "feeds/information-theory.atom.xml")
POST = "posts/2024/03/entropy/"


@pytest.mark.parametrize("place", ["web", "laptop"])
def test_every_atom_feed_is_valid(place: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(place)
    ids = []
    for name in FEEDS:
        read = feedparser.parse(built.path(name).read_bytes())
        assert read.bozo == 0, name
        assert (read.version, read.feed.language) == ("atom10", "en")
        assert read.feed.author == ("Ada" if place == "web" else "A Test Journal")
        ids += [read.feed.id, *(entry.id for entry in read.entries)]
        links = [link.href for part in (read.feed, *read.entries) for link in part.links]
        begin = f"{ROOT}/" if place == "web" else "http://localhost:8000/"
        assert all(link.startswith(begin) for link in links), links
        assert any(link.rel == "self" and link.href == f"{begin}{name}" for link in read.feed.links)
        assert all(entry.title and entry.updated and (entry.summary or entry.content) for entry in read.entries)
    assert all(re.fullmatch(r"tag:a-test-journal\.invalid,2026:[\w./-]+", one) for one in ids)
    # An entry has one id in each of its feeds, and no feed has that of another.
    assert len(set(ids)) == len(FEEDS) + 3


def test_ids_stay_when_the_site_moves(web: Built, laptop: Built) -> None:
    for name in FEEDS:
        one, other = (feedparser.parse(built.path(name).read_bytes()) for built in (web, laptop))
        assert [one.feed.id, *(e.id for e in one.entries)] == [other.feed.id, *(e.id for e in other.entries)]


def test_an_entry_says_when_it_was_revised_and_leads_to_whole_addresses(web: Built) -> None:
    policy, entropy = feedparser.parse(web.path("feeds/all.atom.xml").read_bytes()).entries
    assert entropy.title == 'On <entropy> & "energy"'
    assert (entropy.published, entropy.updated) == ("2024-03-01T00:00:00+00:00", "2026-05-01T00:00:00+00:00")
    assert [tag.term for tag in entropy.tags] == ["Information theory", "heat"]
    # As it stands in the file: the parser makes addresses whole by itself.
    text = ET.fromstring(web.text("feeds/all.atom.xml"))[-1].find("{http://www.w3.org/2005/Atom}content").text  # type: ignore[union-attr]
    assert text is not None
    addresses = re.findall(r'(?:href|src)="([^"]*)"', text)
    assert f"https://ada.example/journal/{POST}#here" in addresses
    assert "https://ada.example/about/" in addresses
    assert f"{ROOT}/a%20b.png" in addresses
    assert all(urlsplit(address).scheme for address in addresses)
    assert f'href="{ROOT}/{POST}"' in policy.content[0].value


def test_the_feed_of_years_has_the_years_that_are_over(web: Built) -> None:
    read = feedparser.parse(web.path("feeds/years.xml").read_bytes())
    ((entry,), title) = read.entries, read.feed.title
    # The id and the day stay as they are, so that a review is told once.
    assert entry.id == "tag:a-test-journal.invalid,2026:2024/"
    assert (entry.title, entry.link) == ("2024 in review", f"{ROOT}/2024/")
    assert (entry.published, entry.updated) == ("2024-12-31T23:59:59+00:00",) * 2
    content = entry.content[0].value
    assert "In 2024 I wrote 1 post about Information theory." in content
    picture = re.search(rf'<img [^>]*src="{ROOT}/(cards/2024/[^"]+)"', content)
    assert picture is not None
    assert web.has(picture[1])
    assert title == "A Test Journal · Years"


def json_feed_problems(feed: dict[str, Any]) -> list[str]:
    """What https://www.jsonfeed.org/version/1.1/ does not allow."""
    problems = [name for name in ("version", "title", "items") if name not in feed]
    known = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"}
    of_items = {"id", "url", "title", "content_html", "summary", "image", "tags", "authors", "language"}
    of_items |= {"date_published", "date_modified"}
    problems += [name for name in feed if name not in known]
    problems += [] if feed["version"] == "https://jsonfeed.org/version/1.1" else ["version"]
    for item in feed["items"]:
        problems += [name for name in item if name not in of_items]
        problems += [name for name in ("id", "content_html") if not isinstance(item.get(name), str)]
        problems += [name for name in ("url", "image") if name in item and not urlsplit(item[name]).netloc]
        moment = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)"
        problems += [name for name in ("date_published", "date_modified") if not re.fullmatch(moment, item[name])]
        problems += [name for name in ("tags", "authors") if name in item and not isinstance(item[name], list)]
    return problems


@pytest.mark.parametrize("place", ["web", "laptop"])
def test_the_json_feed_is_valid_and_has_the_same_ids(place: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(place)
    feed = json.loads(built.text("feeds/all.json"))
    assert json_feed_problems(feed) == []
    atom = feedparser.parse(built.path("feeds/all.atom.xml").read_bytes())
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom.entries]
    assert [item.get("image", "").startswith(f"{ROOT}/cards/") for item in feed["items"]] == [place == "web"] * 2


def test_an_empty_journal_has_feeds_that_ask_no_clock(tmp_path: Path) -> None:
    built = Site(tmp_path).build()
    for name in ("feeds/all.atom.xml", "feeds/years.xml"):
        read = feedparser.parse(built.path(name).read_bytes())
        assert (read.bozo, read.feed.updated) == (0, "2026-11-23T00:00:00+00:00")
    assert json.loads(built.text("feeds/all.json"))["items"] == []


def locations(built: Built) -> dict[str, str | None]:
    tree = ET.fromstring(built.text("sitemap.xml"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert tree.tag == f"{space}urlset"
    return {url.findtext(f"{space}loc") or "": url.findtext(f"{space}lastmod") for url in tree}


def test_the_map_has_each_page_that_anyone_may_find(web: Built) -> None:
    days = locations(web)
    assert days[f"{ROOT}/{POST}"] == "2026-05-01"
    assert days[f"{ROOT}/posts/2026/02/policy/"] == "2026-02-03"
    assert days[f"{ROOT}/about/"] == "2024-03-01"
    assert (days[f"{ROOT}/2024/"], days[f"{ROOT}/2026/"], days[f"{ROOT}/"]) == (
        "2026-05-01",
        "2026-02-03",
        "2026-05-01",
    )
    pages = {file.removesuffix("index.html") for file in web.files() if file.endswith(".html")}
    left_out = pages - {url.removeprefix(f"{ROOT}/") for url in days}
    assert left_out == {
        "404.html",
        "2024/entropy.html",
        "old/entropy/",
        "who.html",
    }
    assert web.text("robots.txt").splitlines()[-1] == f"Sitemap: {ROOT}/sitemap.xml"


def test_a_site_without_an_address_is_told_of_none(laptop: Built) -> None:
    assert not {"sitemap.xml", "robots.txt"} & laptop.files().keys()
    assert not list(laptop.folder.glob("cards/*"))
    page = laptop.text(POST)
    assert "canonical" not in page
    assert "og:image" not in page
    assert "og:url" not in page
    assert '<meta name="twitter:card" content="summary">' in page


def test_a_map_of_very_many_pages_is_several() -> None:
    pages = [(f"{number}/", date(2026, 1, 1 + number)) for number in range(5)] + [("x/", None)]
    files = dict(sitemaps("https://ada.example", pages, most=2))
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert (
        b"<sitemap><loc>https://ada.example/sitemap-2.xml</loc><lastmod>2026-01-04</lastmod></sitemap>"
        in files["sitemap.xml"]
    )
    assert b"<url><loc>https://ada.example/x/</loc></url>" in files["sitemap-3.xml"]


URLS = ("", "timeline/", "story/", "topics/", "about/", "2024/", "2026/", "topics/rl/")


def metas(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter|article):[^"]+)" content="([^"]*)">', page))


def test_a_post_says_what_it_looks_like_where_it_is_linked(web: Built) -> None:
    page = web.text(POST)
    said = metas(page)
    assert f'<link rel="canonical" href="{ROOT}/{POST}">' in page
    assert said["og:title"] == "On &lt;entropy&gt; &amp; &#34;energy&#34;"
    assert (said["og:url"], said["og:type"]) == (f"{ROOT}/{POST}", "article")
    assert (said["article:published_time"], said["article:modified_time"]) == ("2024-03-01", "2026-05-01")
    assert (said["article:section"], said["article:tag"]) == ("Information theory", "heat")
    assert said["twitter:card"] == "summary_large_image"
    assert web.path(said["og:image"].removeprefix(f"{ROOT}/")).read_bytes().startswith(b"\x89PNG")


def test_every_page_has_a_picture_a_title_and_its_own_address(web: Built) -> None:
    for url in ("", "timeline/", "2024/", "topics/rl/", "archives/", "about/", "data/"):
        said, page = metas(web.text(url)), web.text(url)
        assert said["og:url"] == f"{ROOT}/{url}"
        assert f'<link rel="canonical" href="{ROOT}/{url}">' in page
        assert said["og:title"]
        assert said["og:description"]
        assert web.has(said["og:image"].removeprefix(f"{ROOT}/"))
        for feed in ("feeds/all.atom.xml", "feeds/years.xml", "feeds/all.json"):
            assert re.search(rf'<link rel="alternate" type="[^"]+" title="[^"]+" href="{ROOT}/{feed}">', page), feed
    assert metas(web.text("2024/"))["og:title"] == "2024"


def test_views_years_and_topics_have_pictures_of_their_own_data(web: Built) -> None:
    pictures = {url: metas(web.text(url))["og:image"].removeprefix(f"{ROOT}/cards/") for url in URLS}
    assert len({pictures[url] for url in ("", "timeline/", "story/", "topics/")}) == 1
    assert pictures[""].startswith("journal/")
    assert pictures["about/"] != pictures[""]
    assert [pictures[url].partition("/")[0] for url in ("2024/", "2026/", "topics/rl/")] == ["2024", "2026", "topics"]
    assert len(set(pictures.values())) == 5
    # A year has one to send as well that fills a phone.
    sizes = [
        struct.unpack(">II", web.path(url).read_bytes()[16:24])
        for url in re.findall(rf'href="{ROOT}/(cards/[^"]+)" download="2024', web.text("2024/"))
    ]
    assert sizes == [(1200, 630), (1080, 1920)]


def test_no_page_has_a_canonical_address_where_nothing_is_found(web: Built) -> None:
    assert "canonical" not in web.text("404.html")


@pytest.mark.parametrize("place", ["web", "laptop"])
def test_a_post_is_one_graph_for_machines(place: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(place)
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', built.text(POST))
    graph = {node["@type"]: node for node in json.loads(text)["@graph"]}
    post, blog, studied = graph["BlogPosting"], graph["Blog"], graph["LearningResource"]
    assert post["headline"] == 'On <entropy> & "energy"'
    assert (post["isPartOf"]["@id"], post["citation"]) == (blog["@id"], [{"@id": studied["@id"]}])
    assert studied["url"] == "https://arxiv.org/abs/1706.03762"
    assert (post["datePublished"], post["dateModified"]) == ("2024-03-01", "2026-05-01")
    assert post["description"].startswith("A claim")
    assert ("image" in post, post.get("url")) == ((True, f"{ROOT}/{POST}") if place == "web" else (False, None))


@pytest.mark.parametrize("place", ["web", "laptop"])
def test_an_address_of_earlier_leads_to_the_post(place: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(place)
    for url, target, up in (
        ("2024/entropy.html", POST, ".."),
        ("old/entropy/", POST, "../.."),
        ("who.html", "about/", "."),
    ):
        page = built.text(url)
        to = f"{ROOT if place == 'web' else up}/{target}"
        file = to if place == "web" else f"{to}index.html"
        assert f'<meta http-equiv="refresh" content="0; url={file}">' in page
        assert f'<link rel="canonical" href="{to}">' in page
        assert f'<a href="{file}">' in page
        assert '<meta name="robots" content="noindex">' in page
    assert not built.has("once-a-draft/")
    assert not any("Obsidian" in file for file in built.files())


def test_an_address_of_earlier_that_something_has_is_named(tmp_path: Path) -> None:
    site = journal(tmp_path)
    site.post("b.md", "---\ntitle: B\ndate: 2026-01-01\naliases: [/old/entropy/, /b.html]\n---\nText.\n")
    site.post("c.md", f"---\ntitle: C\ndate: 2026-01-02\naliases:\n  - /{POST}\n---\nText.\n")
    site.post("d.md", "---\ntitle: D\ndate: 2026-01-03\naliases: [/2024/, /topics/rl, /b.html/x/]\n---\nText.\n")
    with pytest.raises(ProblemsFound) as found:
        site.build(LEARNING_TIMELINE_STRICT=True)
    remedy = "leave it out of `aliases`"
    assert [line.strip() for line in str(found.value).splitlines()[1:]] == [
        f"c.md:4: asks for the address /{POST}, which entropy.md has already: {remedy}",
        f"d.md:4: asks for the address /2024/, which a page of the site itself has already: {remedy}",
        f"d.md:4: asks for the address /topics/rl/, which a page of the site itself has already: {remedy}",
        f"d.md:4: asks for the address /b.html/x/, which b.md has already: {remedy}",
        f"entropy.md:5: asks for the address /old/entropy/, which b.md has already: {remedy}",
    ]
    assert not site.output.exists()
    assert site.build().has("old/entropy/")


def test_an_address_of_earlier_that_a_copied_file_has_is_named(tmp_path: Path) -> None:
    site = journal(tmp_path)
    site.post("images/plot.html", "<p>A plot</p>")
    site.post("b.md", "---\ntitle: B\ndate: 2026-01-01\naliases: [/images/plot.html]\n---\nText.\n")
    with pytest.raises(
        ProblemsFound, match=r"asks for the address /images/plot\.html, which images/plot\.html has already"
    ):
        site.build()


def test_an_address_of_earlier_on_a_file_of_site_theme_or_host_is_named_and_stops_nothing(tmp_path: Path) -> None:
    """None of them is met only when files are written."""
    asked = {
        "file of the theme": ["/theme/css/site.css/", "/theme/", "/theme/new/"],
        "file for the host": ["/CNAME/", "/robots.txt/", "/sitemap.xml", "/robots.txt/x.html"],
        "feed of the site": ["/feeds/all.atom.xml/", "/feeds/all.atom.xml/x/"],
        "file of the site": [
            "/cards/2026/x/",
            "/data/posts.csv/",
            "/timeline/facts.js/x/",
            "/learning-timeline/views.js/",
        ],
        "begins with a dot": ["/.git/"],
        "": ["/data/old/", "/topics/old.name/", "/resources/2019/"],
    }
    site = journal(tmp_path)
    every = [alias for aliases in asked.values() for alias in aliases]
    site.post("b.md", f"---\ntitle: B\ndate: 2026-01-01\naliases: {every}\n---\nText.\n")
    with pytest.raises(ProblemsFound) as found:
        site.build(LEARNING_TIMELINE_STRICT=True)
    told = str(found.value).splitlines()[1:]
    for what, aliases in asked.items():
        lines = [line for line in told if what and what in line]
        assert len(lines) == len(aliases if what else []), what
        assert all(line.strip().startswith("b.md:4: ") for line in lines)
    built = site.build(**ON_THE_WEB)
    assert built.has("data/old/")
    assert built.has("topics/old.name/")
    assert built.path("robots.txt").is_file()


@pytest.mark.parametrize("are_told_apart", [True, False])
def test_addresses_of_earlier_that_some_systems_do_not_tell_apart_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, are_told_apart: bool
) -> None:
    """Where the disk of the site does not, a redirect would be written over the page itself."""
    site = journal(tmp_path)
    there, other = "posts/2026/01/café", "posts/2026/01/CAFÉ"
    asked = [
        f"/{other}/",
        f"/{there.replace('é', 'e%CC%81')}/",
        f"/{there}./",
        "/About/",
        "/old/%41/",
        "/old/a/",
        "/Old/b/",
    ]
    asked += ["/Robots.txt/", "/OLD.html", "/old.html/x/", "/caf%C3%A9/", "/Posts/2025/x/"]
    site.post("b.md", f"---\ntitle: B\ndate: 2026-01-01\nslug: café\naliases: {asked}\n---\nText.\n")
    site.post("pages/about.md", "---\ntitle: About\n---\nMe.\n")
    with pytest.raises(ProblemsFound) as found:
        site.build(LEARNING_TIMELINE_STRICT=True)
    told = [line.split("asks for the address ")[1] for line in str(found.value).splitlines()[1:]]
    some = "which macOS, Windows and some hosts do not tell from"
    assert sorted(line.partition(": leave")[0] for line in told) == sorted(
        [
            f"/{one}/, {some} /{there}/"
            for one in (other, there.replace("é", "e\N{COMBINING ACUTE ACCENT}"), f"{there}.")
        ]
        + [f"/About/, {some} /about/", f"/old/a/, {some} /old/A/", f"/Robots.txt/, {some} /robots.txt"]
        + [f"/old.html/x/, {some} /OLD.html"]
    )
    for place in ("pages.redirects", "web.redirects"):
        monkeypatch.setattr(f"learning_timeline.{place}.tells_apart", lambda _: are_told_apart)
    # What a machine has published that tells them apart is lost on none.
    rows = [f"2026-02-01\t/{one}\t" for one in ("About/", "old/a/", "café/")]
    site.post("addresses.tsv", "\n".join([HEAD, *rows, ""]))
    built = site.build(LEARNING_TIMELINE_ADDRESSES="addresses.tsv")
    assert all(built.has(one) for one in ("old/A/", "café/", "Old/b/"))
    for one in (f"{other}/", "About/", "old/a/", "Robots.txt/"):
        assert built.has(one) == are_told_apart, one
    assert "Text." in built.text(f"{there}/")


def test_a_disk_shows_by_its_folders_whether_it_tells_capitals_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "Site"
    assert tells_apart(site / "new")
    site.mkdir()
    assert tells_apart(site)
    (tmp_path / "sITE").mkdir()
    assert tells_apart(site)
    monkeypatch.setattr(Path, "samefile", lambda one, other: str(one).casefold() == str(other).casefold())
    assert not tells_apart(site / "new")


def test_a_changed_post_makes_its_own_card_and_no_other(tmp_path: Path) -> None:
    site = journal(tmp_path)
    site.build(**ON_THE_WEB)

    def cards() -> dict[str, int]:
        return {file.name: file.stat().st_ino for file in site.output.glob("cards/*/*.png")}

    before = cards()
    site.post("policy.md", POLICY.replace("注意", "Policy"))
    site.build(**ON_THE_WEB)
    after = cards()
    # A post each, two topics, two years as they lie and as they stand, the journal's bars, and its name.
    assert len(before) == len(after) == 10
    assert len(before.items() & after.items()) == 9
    # Another setting makes all pages anew, and no card.
    site.build(**ON_THE_WEB, SITESUBTITLE="")
    assert {name: after[name] for name in after if name in cards()}.items() <= cards().items()
    clean = Site(tmp_path, site.content)
    clean.output = tmp_path / "clean"
    made = clean.build(**ON_THE_WEB, SITESUBTITLE="", OUTPUT_PATH=str(clean.output), CACHE_PATH=str(tmp_path / "other"))
    assert made.files() == Built(site.output).files()


def test_what_a_journal_says_itself_comes_first(tmp_path: Path) -> None:
    site = journal(tmp_path).post("images/robots.txt", "User-agent: *\nDisallow: /\n")
    own = {
        "EXTRA_PATH_METADATA": {"images/robots.txt": {"path": "robots.txt"}},
        "LEARNING_TIMELINE_FEED_ID": "ada@ada.example,2024",
        "THEME_TEMPLATES_OVERRIDES": [str(tmp_path / "own")],
    }
    for name in ("_head.html", "redirect.html"):
        file = tmp_path / "own/learning_timeline" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<!-- mine: {name} -->")
    built = site.build(**ON_THE_WEB, **own)
    assert built.text("robots.txt") == "User-agent: *\nDisallow: /\n"
    assert f"<id>tag:ada@ada.example,2024:{POST}</id>" in built.text("feeds/all.atom.xml")
    assert "mine: _head.html" in built.text(POST)
    assert built.text("old/entropy/") == "<!-- mine: redirect.html -->"


def test_a_strangers_feeds_and_addresses_are_left_alone(tmp_path: Path) -> None:
    site = Site(tmp_path).post("a.md", "Title: A\nDate: 2024-03-01\nAliases: /old/\n\nText.\n")
    built = site.build(**ON_THE_WEB, LEARNING_TIMELINE_MARKDOWN=False)
    assert (
        not {"sitemap.xml", "robots.txt", "feeds/years.xml", "feeds/all.json", "old/index.html"} & built.files().keys()
    )
    assert not list(built.folder.glob("cards/*"))
    (entry,) = feedparser.parse(built.path("feeds/all.atom.xml").read_bytes()).entries
    assert entry.id.startswith("tag:ada.example,2024-03-01:")
