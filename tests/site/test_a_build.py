"""A whole build, from a git repository of posts to pages and data."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from learning_timeline.core.errors import ProblemsFound
from tests.builders.git_story import GitStory
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from pathlib import Path

ENTROPY = "---\ntitle: On entropy\ndate: 2025-03-01\ncategory: information-theory\n---\n\nFive words are in here.\n"
POLICY = "---\ntitle: Policy <b>gradients</b>\ndate: 2026-02-03T23:30:00-08:00\ncategory: rl\n---\n\nSome words.\n"
TOPICS = "reinforcement-learning: {name: Reinforcement learning, aliases: [rl]}\n"
MILESTONES = '- {date: "1956", title: The Dartmouth workshop, kind: world, url: "https://example.org/dartmouth"}\n'


def journal(folder: Path) -> Site:
    story = GitStory(folder)
    story.write("content/posts/entropy.md", ENTROPY).commit("2025-03-01T10:00:00+01:00")
    story.write("content/posts/policy.md", POLICY).write("content/topics.yaml", TOPICS)
    story.write("content/milestones.yaml", MILESTONES).commit("2026-02-03T23:30:00-08:00")
    story.write("content/posts/entropy.md", ENTROPY + "\nAnd one more.\n").commit("2026-05-01T10:00:00+02:00")
    return Site(folder)


def rows(built: Built, url: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(built.text(url))))


def test_every_page_of_the_design_is_written(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    for url in (
        "",
        "timeline/",
        "2025/",
        "2026/",
        "topics/",
        "topics/information-theory/",
        "topics/reinforcement-learning/",
        "posts/2025/03/entropy/",
        "posts/2026/02/policy/",
        "archives/",
        "data/",
        "404.html",
        "feeds/all.atom.xml",
        "feeds/reinforcement-learning.atom.xml",
    ):
        assert built.has(url), url
    assert not built.has("2024/")


def test_the_data_says_when_each_post_was_written_and_how_often_it_was_revised(tmp_path: Path) -> None:
    entropy, policy = rows(journal(tmp_path).build(), "data/posts.csv")
    assert (entropy["created_on"], entropy["revisions"], entropy["date_source"]) == ("2025-03-01", "1", "front matter")
    assert entropy["modified_at"] == "2026-05-01T08:00:00Z"
    assert (policy["topic"], policy["published_on"], policy["published_at"]) == (
        "reinforcement-learning",
        "2026-02-03",
        "2026-02-04T07:30:00Z",
    )


def test_the_package_describes_the_files_as_they_are(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    package = json.loads(built.text("data/datapackage.json"))
    assert [resource["name"] for resource in package["resources"]] == [
        "posts",
        "changes",
        "cadence",
        "topic_years",
        "resources",
        "text_kept",
        "world",
    ]
    for resource in package["resources"]:
        header = built.text(f"data/{resource['path']}").splitlines()[0].split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]
    assert len(json.loads(built.text("data/posts.json"))) == 2


def test_text_from_posts_is_escaped_wherever_it_stands(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    pages = [name for name in built.files() if name.endswith(".html")]
    assert pages
    assert not [name for name in pages if "<b>gradients" in built.text(name)]
    assert "Policy &lt;b&gt;gradients&lt;/b&gt;" in built.text("posts/2026/02/policy/")


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    site = journal(tmp_path)
    first = site.build(OUTPUT_PATH=str(tmp_path / "one")), tmp_path / "one"
    second = site.build(OUTPUT_PATH=str(tmp_path / "two")), tmp_path / "two"
    assert Built(first[1]).files() == Built(second[1]).files()


def test_drafts_and_hidden_posts_reach_no_page_no_data_and_no_feed(tmp_path: Path) -> None:
    site = journal(tmp_path)
    for status in ("draft", "hidden"):
        site.post(
            f"posts/{status}.md", f"---\ntitle: Kept back {status}\ndate: 2026-01-01\nstatus: {status}\n---\nText.\n"
        )
    files = site.build().files()
    telling = {name for name, data in files.items() if b"Kept back" in data}
    assert not telling


def test_of_what_only_a_draft_shows_the_site_has_what_its_settings_name(tmp_path: Path) -> None:
    site = journal(tmp_path)
    names = ("logo.svg", "go.svg", "other.svg", "icon.svg", "badge.svg")
    shown = " ".join(f"![A picture](images/{name})" for name in names)
    site.post("draft.md", f"---\ntitle: Later\ndate: 2026-01-01\nstatus: draft\n---\n{shown} ![A picture](art.svg)\n")
    for name in ("art.svg", *(f"images/{name}" for name in names)):
        site.post(name, '<svg xmlns="http://www.w3.org/2000/svg"/>')
    built = site.build(
        STATIC_PATHS=["images", "art.svg"],
        ARTICLE_EXCLUDES=["images/other.svg"],
        SITELOGO="images/logo.svg",
        BANNER="images/chart.svg",
        MENUITEMS=[("Home", "/images/icon.svg")],
        SOCIAL_OF={"one": ({"badge": "images/badge.svg"},)},
    )
    assert [built.has(f"images/{name}.svg") for name in ("logo", "icon", "badge")] == [True] * 3
    assert [name for name in ("art.svg", "images/go.svg", "images/other.svg") if built.has(name)] == []


def test_a_post_of_the_future_is_left_out_and_named_unless_it_is_asked_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = journal(tmp_path)
    caplog.set_level("INFO")
    before = site.build(LEARNING_TIMELINE_TODAY="2026-01-31")
    assert not before.has("posts/2026/02/policy/")
    assert not before.has("2026/")
    assert "posts/policy.md: left out: it is dated 2026-02-03, after 2026-01-31" in caplog.text
    assert [row["revisions"] for row in rows(before, "data/posts.csv")] == ["0"]
    after = site.build(
        LEARNING_TIMELINE_TODAY="2026-01-31", LEARNING_TIMELINE_FUTURE=True, OUTPUT_PATH=str(tmp_path / "f")
    )
    assert after.folder
    assert (tmp_path / "f" / "posts/2026/02/policy/index.html").exists()


def test_what_is_not_committed_and_what_git_lfs_did_not_fetch_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = journal(tmp_path)
    site.build()
    assert "Not committed" not in caplog.text
    site.post("posts/mine.md", ENTROPY.replace("entropy", "my own"))
    site.post("images/a.png", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
    site.build()
    assert "Not committed, so `python -m learning_timeline publish` will leave out: posts/mine.md" in caplog.text
    assert "images/a.png: is a pointer of git-lfs in place of the file itself: install git-lfs and run" in caplog.text
    with pytest.raises(ProblemsFound, match=r"images/a\.png: is a pointer of git-lfs"):
        site.build(LEARNING_TIMELINE_STRICT=True)


@pytest.mark.parametrize("ending", ["md", "rst", "org", "txt"])
def test_what_stands_in_the_place_of_a_text_is_held_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, ending: str
) -> None:
    """A clone has it where the author's own folder has the text: a pointer of git-lfs, or the same encrypted."""
    site = journal(tmp_path)
    stand_ins = {
        "pointer": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
        "git-crypt": "\0GITCRYPT\0\x01\x02",
        "transcrypt": "U2FsdGVkX1+6Z2hhc2hlZA==\n",
        "age": "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n",
    }
    for name, text in stand_ins.items():
        site.post(f"posts/2026-02-03-zebra-{name}.{ending}", text)
    built = site.build()
    assert not [name for name in built.files() if "zebra" in name]
    assert not [
        text for text in built.files().values() if b"zebra" in text or b"GITCRYPT" in text or b"oid sha256" in text
    ]
    if ending != "txt":
        assert "Held back for encryption: posts/2026-02-03-zebra-age" in caplog.text
        assert "Held back for a pointer of git-lfs in place of the text: posts/2026-02-03-zebra-pointer" in caplog.text


def test_a_notebook_that_git_lfs_did_not_fetch_is_called_so(tmp_path: Path) -> None:
    site = journal(tmp_path).post("posts/a.ipynb", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
    with pytest.raises(
        ProblemsFound, match=r"posts/a\.ipynb: is a pointer of git-lfs in place of the notebook: install"
    ):
        site.build()


def test_all_problems_are_named_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    site = journal(tmp_path)
    site.post("posts/a.md", "---\ntitle: A\ndate: 2026-02-30\n---\n")
    site.post("posts/b.md", b"---\ntitle: B\ndate: 2026-02-01\n---\n\xff\n")
    site.post("posts/c.md", "---\ntitle: C\ndate: 2026-02-01\nstatus: pubished\n---\n")
    with pytest.raises(ProblemsFound) as raised:
        site.build(LEARNING_TIMELINE_STRICT=True)
    lines = str(raised.value).splitlines()
    assert lines[0] == "3 problems in the content; nothing was written:"
    assert lines[1].startswith("  posts/a.md:3: `date` is '2026-02-30', which is not a date: write it as")
    assert lines[2].startswith("  posts/b.md: is not UTF-8; it was read as")
    assert lines[3].startswith("  posts/c.md:4: `status` is 'pubished': use one of published, draft")
    assert not site.output.exists()


def test_the_pelican_command_ends_with_an_error_that_a_person_can_act_on(tmp_path: Path) -> None:
    site = journal(tmp_path).post("posts/a.md", "---\ntitle: A\nsave_as: /a.html\n---\n")
    ended = site.pelican()
    assert ended.returncode == 1
    said = " ".join((ended.stdout + ended.stderr).split())
    assert "posts/a.md:3: `save_as` is '/a.html', which leads out of the site" in said
    assert "Traceback" not in said


def test_the_pelican_command_builds_with_errors_made_fatal(tmp_path: Path) -> None:
    site = journal(tmp_path)
    ended = site.pelican("--fatal", "errors")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert Built(site.output).has("timeline/")


def test_a_misspelt_setting_ends_the_build(tmp_path: Path) -> None:
    ended = journal(tmp_path).pelican(LEARNING_TIMELINE_MILESTONE="x.yaml")
    assert ended.returncode == 1
    assert "did you mean LEARNING_TIMELINE_MILESTONES?" in " ".join((ended.stdout + ended.stderr).split())


def test_an_empty_journal_builds_and_says_that_it_is_empty(tmp_path: Path) -> None:
    built = Site(tmp_path).build()
    assert "No post has been published yet." in built.text("timeline/")
    assert rows(built, "data/posts.csv") == []
    assert "There is no git repository here" in built.text("timeline/")


def test_a_simulated_journal_says_so_on_every_page(tmp_path: Path) -> None:
    built = journal(tmp_path).build(LEARNING_TIMELINE_SIMULATED="None of this is real.")
    pages = [name for name in built.files() if name.endswith(".html")]
    assert [name for name in pages if "None of this is real." not in built.text(name)] == []


def test_no_page_names_another_host_but_in_links(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    for name, data in built.files().items():
        if name.endswith((".html", ".css")):
            text = data.decode()
            for attribute in ('src="http', 'src="//', "url(http", "@import", 'rel="stylesheet" href="http'):
                assert attribute not in text, (name, attribute)


def test_the_address_of_an_author_is_published_nowhere(tmp_path: Path) -> None:
    GitStory(tmp_path).write("content/posts/entropy.md", ENTROPY).commit(
        "2025-03-01T10:00:00+01:00", author="A Writer", email="secret@example.org"
    )
    files = Site(tmp_path).build().files()
    assert [name for name, data in files.items() if b"secret@example.org" in data] == []
    assert b"A Writer" in files["data/changes.csv"]


def test_a_build_on_a_terminal_says_how_far_it_is_and_elsewhere_one_line(tmp_path: Path) -> None:
    site = Site(tmp_path)

    def write(text: str) -> None:
        for day in range(1, 29):
            site.post(f"{day}.md", f"---\ntitle: Day {day}\ndate: 2026-03-{day:02}\n---\n{text}\n")

    write("Text.")
    quiet = site.pelican().stdout
    assert "Reading posts" not in quiet
    last = r"\d+ pages? and \d+ other files? written, \d+ files? unchanged, 0 removed, [\d.]+ seconds\."
    assert re.fullmatch(last, quiet.splitlines()[-1])

    write("More text.")
    said = _on_a_terminal(site)
    for stage in ("Reading posts", "Writing pages"):
        assert stage in said
    assert "/28" in said
    assert re.search(last, said)


def _on_a_terminal(site: Site) -> str:
    """What a build says to a person, all that is overwritten included."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 160, 0, 0))
    command = [sys.executable, "-m", "pelican", str(site.content), "-s", str(ROOT / "pelicanconf.py")]
    command += ["-o", str(site.output), "-e", f'CACHE_PATH="{site.folder / "cache"}"']
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=os.environ | {"TERM": "xterm"}) as process:
        os.close(theirs)
        said = b""
        with suppress(OSError):  # the other side is closed
            while data := os.read(ours, 65_536):
                said += data
    os.close(ours)
    assert process.returncode == 0
    return said.decode()


@pytest.mark.slow
def test_posts_of_one_moment_come_in_one_order_under_any_hash_seed(tmp_path: Path) -> None:
    built = []
    for seed in ("0", "1", "2"):
        site = Site(tmp_path / seed)
        for name in "fdbeca":
            site.post(f"{name}.md", f"---\ntitle: {name}\ndate: 2026-03-01\n---\nText.\n")
        command = [sys.executable, "-m", "pelican", str(site.content), "-s", str(ROOT / "pelicanconf.py"), "-o"]
        command += [
            str(site.output),
            "-e",
            f'CACHE_PATH="{site.folder / "cache"}"',
            'LEARNING_TIMELINE_TODAY="2026-11-23"',
        ]
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, stdout=subprocess.DEVNULL)
        built.append(Built(site.output).files())
    assert all(one == built[0] for one in built[1:])
