"""How posts hang together, from front matter to HTML: what corrects what, links, kinship, resources, changes in words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tests.builders.connected import BIBLIOGRAPHY, journal, post
from tests.builders.git_story import GitStory
from tests.builders.site import Built, Site

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def words_of(built: Built, url: str) -> str:
    found = re.search(r"<main.*</main>", built.text(url), flags=re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_a_post_that_is_corrected_says_so_and_the_new_one_shows_what_changed(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    assert "A later post corrects this one: New" in words_of(built, "posts/2026/02/old/")
    page = built.text("posts/2026/03/new/")
    assert "3 sentences kept, 1 added and 1 removed of “Old”." in page
    assert re.search(r"<del [^>]*>certain that one head is enough[^<]*</del>", page)
    assert re.search(r"<ins [^>]*>likely that several heads are needed[^<]*</ins>", page)
    told = words_of(built, "story/").partition("What I corrected ")[2]
    assert told.startswith(
        "I have corrected 1 post in a later one. A sentence that stays. The first sentence of Old , 1 February 2026"
    )
    assert "Four weeks later, that of New , 1 March 2026" in told


def test_of_a_corrected_post_without_a_sentence_none_is_named(tmp_path: Path) -> None:
    story = GitStory(tmp_path).write("content/old.md", post("Old", "2026-02-01", text="    only = code"))
    new = post("New", "2026-03-01", "supersedes: [old]\n", "It is a text after all.")
    story.write("content/new.md", new).commit("2026-03-01T10:00:00+00:00")
    told = words_of(Site(tmp_path).build(), "story/").partition("in a later one. ")[2]
    assert told.startswith("Old 1 February 2026 It is a text after all. The first sentence of New , 1 March 2026")


def test_a_post_shows_who_links_to_it_and_what_is_akin_to_it(tmp_path: Path) -> None:
    words = words_of(journal(tmp_path).build(), "posts/2026/02/old/")
    assert "Linked from Other" in words
    # Other has its tag and links to it; New has the same paper under another name of it.
    assert "Related Other 2 in common New 1 in common" in words


def test_a_post_shows_how_it_changed_since_it_was_written(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    assert (
        "How it changed 1 sentence kept, 4 added and 0 removed since it was first written on 2 February 2026."
        in words_of(built, "posts/2026/02/other/")
    )
    assert "How it changed" not in words_of(built, "posts/2026/02/old/")


def test_a_post_says_how_sure_it_is_and_what_it_took(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    words = words_of(built, "posts/2026/03/new/")
    assert "Confidence: likely" in words
    assert "2 h 30 min of work" in words
    assert "Predicted It rains 70 %, by May 2026: came true" in words
    assert "Vaswani et al., 2017. Attention Is All You Need ." in words
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', built.text("posts/2026/03/new/"))
    told = {node["@id"]: node for node in json.loads(data)["@graph"]}
    post = told["#post"]
    assert (post["@type"], post["headline"], post["datePublished"]) == ("BlogPosting", "New", "2026-03-01")
    studied = told[post["citation"][0]["@id"]]
    assert (studied["@type"], studied["url"]) == ("LearningResource", "https://arxiv.org/abs/1706.03762")


def test_resources_are_one_by_all_their_names_and_listed_with_what_became_of_them(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    page = built.text("resources/")
    assert page.count('id="vaswani2017attention"') == 1
    words = words_of(built, "resources/")
    assert "2 resources, published between 2006 and 2017: 1 finished, 1 waiting." in words
    assert "Learned in 2026 Attention Is All You Need" in words
    assert "learned 20 February 2026 , 8 years after it appeared" in words
    assert "To be read Elements of Information Theory" in words
    items = {item["id"]: item for item in json.loads(built.path("resources/resources.csl.json").read_bytes())}
    assert items["cover2006elements"]["ISBN"] == "9780471241959"
    assert items["vaswani2017attention"]["issued"] == {"date-parts": [[2017, 6]]}
    assert items["vaswani2017attention"]["type"] == "article"  # a preprint, as Zotero has it
    assert b"finished = {2026-02-20}" in built.path("resources/resources.bib").read_bytes()
    header, first, *_ = built.path("data/resources.csv").read_text(encoding="utf-8").splitlines()
    assert header == "post,resource,kind,title,published_on,learned_on,lag_days,status"
    assert first == "new.md,vaswani2017attention,paper,Attention Is All You Need,2017-06-01,2026-02-20,3186,finished"


def test_what_will_be_finished_was_not_learned_on_that_day(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    site = journal(tmp_path)
    later = "status = {finished}, finished = {2031-05-01}"
    bibliography = BIBLIOGRAPHY.replace("status = {finished},\n  finished = {2026-02-20}", later)
    book = "@book{late, title = {A late book}, year = {2020}, finished = {2031-05-02}}\n"
    (site.content / "resources.bib").write_text(bibliography + book, encoding="utf-8")
    built = site.build(LEARNING_TIMELINE_TODAY="2026-11-29")
    page = words_of(built, "resources/")
    assert "2031" not in page
    assert "learned 1 February 2026" in page
    assert "To be read A late book" in page
    days = [row.split(",")[5] for row in built.text("data/resources.csv").splitlines()[1:]]
    assert days == ["2026-02-01", "2026-03-01"]
    site.build(LEARNING_TIMELINE_TODAY="2026-11-29", LEARNING_TIMELINE_CHECK=True)
    said = "finished on 2031-05-02, which is after today: leave out the day until it has come"
    assert f"resources.bib:6: 'late' is marked as {said}" in caplog.text
    # The day comes, and nothing else has changed.
    page = words_of(site.build(LEARNING_TIMELINE_TODAY="2031-05-02"), "resources/")
    assert "Learned in 2031 A late book" in page
    assert "learned 1 May 2031" in page


def test_a_post_cites_by_author_and_year_and_lists_what_it_cites(tmp_path: Path) -> None:
    site = journal(tmp_path)
    site.post(
        "c.md",
        post("Citing", "2026-05-01", "resources: [cover2006elements]\n", "As in [@vaswani2017attention], [@late]."),
    )
    built = site.build()
    page = built.text("posts/2026/05/c/")
    assert "[@late]." in page
    assert 'href="#ref-vaswani2017attention" aria-describedby="cite-1" id="cited-vaswani2017attention"' in page
    # Where the list is not, a citation leads nowhere and is words.
    assert "As in (Vaswani et al. 2017), [@late]." in words_of(built, "")
    assert 'href="#ref' not in built.text("")
    assert page.count('id="ref-vaswani2017attention"') == page.count('id="ref-cover2006elements"') == 1
    words = words_of(built, "posts/2026/05/c/")
    assert "References Vaswani, Ashish" in words
    assert words.index("References Vaswani") < words.index("Studied Cover and Thomas, 2006.")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(data)["@graph"]
    assert [one["name"] for one in told[2:]] == ["Attention Is All You Need", "Elements of Information Theory"]
    # The file of the post stays as it is, and the bibliography comes to say more and less.
    bibliography = site.content / "resources.bib"
    late = "@misc{late, title = {Late}, author = {Late, A.}, year = {2020}}\n"
    bibliography.write_text(f"{BIBLIOGRAPHY}{late}", encoding="utf-8")
    assert ">Late 2020</a>" in site.build().text("posts/2026/05/c/")
    bibliography.write_text(f"{BIBLIOGRAPHY}{late}".replace("Late, A.", "Later, A."), encoding="utf-8")
    assert ">Later 2020</a>" in site.build().text("posts/2026/05/c/")
    bibliography.write_text(BIBLIOGRAPHY, encoding="utf-8")
    assert ", [@late]." in site.build().text("posts/2026/05/c/")


def test_a_milestone_says_when_the_journal_came_to_it(tmp_path: Path) -> None:
    assert "met 20 February 2026 : New" in words_of(journal(tmp_path).build(), "milestones/")


def test_a_post_may_mark_a_milestone_of_the_journal(tmp_path: Path) -> None:
    site = journal(tmp_path)
    site.post("first.md", post("A talk", "2026-05-01", "milestone: My first talk\n"))
    site.post("second.md", post("A second <talk>", "2026-05-02", "milestone: true\n"))
    site.post("third.md", post("A third talk", "2026-05-03", "milestone: false\n"))
    page = site.build().text("milestones/")
    assert 'own: </span><a href="../posts/2026/05/first/index.html">My first talk</a>' in page
    assert 'own: </span><a href="../posts/2026/05/second/index.html">A second &lt;talk&gt;</a>' in page
    assert page.count("s own: </span>") == 2


def test_predictions_are_sorted_by_what_is_to_be_done_and_scored(tmp_path: Path) -> None:
    words = words_of(journal(tmp_path).build(), "predictions/")
    assert (
        "3 predictions, of which 1 is due and not judged yet; 1 of 2 that were judged came true, with a Brier score of 0.065."
        in words
    )
    assert words.index("Due, and not judged yet Sun") < words.index("Calibration") < words.index("Resolved It snows")


def test_there_is_always_something_to_read_again(tmp_path: Path) -> None:
    words = words_of(journal(tmp_path).build(LEARNING_TIMELINE_TODAY="2027-02-01"), "revisit/")
    assert "On this day 1 February 2026 Old" in words
    assert "Due for review Posts that I wanted to look at again after this day. 1 June 2026 New" in words
    assert "Longest untouched" in words
    assert "streak" not in words


def test_what_was_read_again_does_not_ask_again_and_a_move_leaves_a_text_alone(tmp_path: Path) -> None:
    site = journal(tmp_path)
    story = GitStory(tmp_path)
    story.rename("content/other.md", "content/moved.md").commit("2026-07-01T10:00:00+00:00")
    again = (site.content / "new.md").read_text(encoding="utf-8") + "\nRead again, and it still holds.\n"
    story.write("content/new.md", again).commit("2026-07-02T10:00:00+00:00")
    words = words_of(site.build(LEARNING_TIMELINE_TODAY="2027-03-05"), "revisit/")
    assert "Due for review" not in words
    assert "2 February 2026 Old" in words
    assert "1 April 2026 Other" in words
    assert "2 July 2026 New" in words


def test_pages_without_anything_to_say_tell_readers_so_and_give_them_no_orders(tmp_path: Path) -> None:
    built = Site(tmp_path).post("a.md", post("A", "2026-02-01")).build()
    assert "There are no resources yet." in words_of(built, "resources/")
    assert "There are no predictions yet." in words_of(built, "predictions/")
    assert built.has("revisit/")
