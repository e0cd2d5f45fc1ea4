"""A site is published whole or not at all: with real repositories, a bare one as the remote, and a real rsync."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from invoke.exceptions import Exit

from learning_timeline.building.manifest import NAME as RECORD
from learning_timeline.commands.branch import Branch
from learning_timeline.commands.folder import Folder
from learning_timeline.commands.places import CannotPublish, files_in, files_of, record_of
from learning_timeline.commands.publish import (
    SOURCE_HINT,
    Order,
    bring,
    publish,
    record_addresses,
    refuse_address,
    refuse_repository,
)
from learning_timeline.commands.repository import Repository
from learning_timeline.web.addresses import HEAD, read
from tests.builders.git_story import GitStory
from tests.builders.site import ROOT

ADDRESS = "https://someone.github.io/journal"
RSYNC = pytest.mark.skipif(shutil.which("rsync") is None and "CI" not in os.environ, reason="no rsync on PATH")


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitStory:
    """A journal with one post, and a bare repository that it was pushed to."""
    for name, value in {"NAME": "Ada Example", "EMAIL": "ada@example.org"}.items():
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    remote = GitStory(tmp_path / "remote.git")
    remote.git("config", "core.bare", "true")
    story = GitStory(tmp_path / "journal").write("content/a.md", "---\ntitle: A\n---\n").commit()
    story.git("remote", "add", "origin", str(remote.path / ".git"))
    story.git("push", "--quiet", "--set-upstream", "origin", "main")
    return story


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {"index.html": "<a href=a/>", "timeline/index.html": "T", "a/index.html": "A", "a.css": "C"}
    return put(tmp_path / "built/site", files)


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, text in {RECORD: "{}", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def published(place: Branch | Folder, site: Path, *, address: str = ADDRESS, dry_run: bool = False) -> list[str]:
    said: list[str] = []
    place.prepare()
    bring(place, site, address, dry_run=dry_run, say=said.append)
    return said


def branch(journal: GitStory, address: str = ADDRESS) -> Branch:
    return Branch(Repository(journal.path), "origin", "gh-pages", address)


def held(journal: GitStory, revision: str = "gh-pages") -> list[str]:
    """The files of the remote's branch."""
    remote = journal.path.parent / "remote.git/.git"
    return journal.git(f"--git-dir={remote}", "ls-tree", "-r", "--name-only", revision).split()


def committed(journal: GitStory, *, name: str, text: str) -> None:
    """Put a file into the remote's branch, as a host or another person does."""
    elsewhere = GitStory(journal.path.parent / "elsewhere")
    remote = journal.path.parent / "remote.git/.git"
    elsewhere.git("fetch", "--quiet", str(remote), "gh-pages")
    elsewhere.git("reset", "--quiet", "--hard", "FETCH_HEAD")
    elsewhere.write(name, text).commit()
    elsewhere.git("push", "--quiet", str(remote), "HEAD:gh-pages")


def test_pages_get_a_commit_for_each_site_and_nothing_that_only_builds_read(journal: GitStory, site: Path) -> None:
    said = published(branch(journal), site)
    changes = "Published to the branch gh-pages of origin: 6 new, 0 changed, 0 removed."
    assert said == [f"{changes} The site is in a minute or two at {ADDRESS}/", SOURCE_HINT]
    assert "LEARNING_TIMELINE_SOURCE" in SOURCE_HINT
    assert "drafts" in SOURCE_HINT
    assert held(journal) == [RECORD, ".nojekyll", "a.css", "a/index.html", "index.html", "timeline/index.html"]
    (site / "a/index.html").write_text("B", encoding="utf-8")
    (site / "a.css").unlink()
    (said,) = published(branch(journal), site)  # the hint is told once
    assert "0 new, 2 changed, 1 removed" in said
    assert published(branch(journal), site) == [
        f"the branch gh-pages of origin holds this site already; nothing was published. It is at {ADDRESS}/"
    ]
    assert journal.git("log", "--format=%an %s", "origin/gh-pages").count("Publish ") == 2
    assert journal.git("status", "--porcelain") == ""


def test_a_dry_run_says_what_would_change_and_changes_nothing(journal: GitStory, site: Path) -> None:
    published(branch(journal), site)
    before = journal.git("for-each-ref")
    put(site, {"b/index.html": "B", "a.css": "D"})
    (site / "a/index.html").unlink()
    assert published(branch(journal), site, dry_run=True) == [
        "  + b/index.html",
        f"  ~ {RECORD}",
        "  ~ a.css",
        "  - a/index.html",
        "Would publish to the branch gh-pages of origin: 1 new, 2 changed, 1 removed. Nothing was published.",
    ]
    assert journal.git("for-each-ref") == before
    assert "a/index.html" in held(journal)


def test_a_domain_that_the_host_was_given_stays(journal: GitStory, site: Path) -> None:
    published(branch(journal), site)
    assert "CNAME" not in held(journal)
    committed(journal, name="CNAME", text="learning.example.org\n")
    with pytest.raises(CannotPublish, match=r"is shown at learning\.example\.org, according to its file CNAME"):
        published(branch(journal), site)
    own = branch(journal, "https://learning.example.org")
    published(own, put(site, {"b.html": "B"}), address=own.address)
    assert {"CNAME", ".nojekyll", "b.html"} <= set(held(journal))


def test_a_site_that_is_all_of_its_host_gets_the_domain(journal: GitStory, site: Path) -> None:
    published(branch(journal, "https://learning.example.org"), site)
    assert journal.git("show", "origin/gh-pages:CNAME") == "learning.example.org"


def test_what_another_machine_has_published_is_built_upon(journal: GitStory, site: Path, tmp_path: Path) -> None:
    published(branch(journal), site)
    journal.git("clone", "--quiet", str(tmp_path / "remote.git/.git"), str(tmp_path / "laptop"))
    other = Branch(Repository(tmp_path / "laptop"), "origin", "gh-pages", ADDRESS)
    published(other, put(tmp_path / "built/other", {"index.html": "", "other.html": "O"}))
    assert "1 removed" in published(branch(journal), put(site, {"a.css": "D"}))[0]
    assert "other.html" not in held(journal)
    assert journal.git("rev-list", "--count", "origin/gh-pages").strip() == "3"


def test_what_was_put_beside_the_site_by_hand_is_not_deleted(journal: GitStory, site: Path) -> None:
    published(branch(journal), site)
    committed(journal, name="proof-of-ownership.html", text="Mine")
    with pytest.raises(CannotPublish, match=r"would delete or overwrite: proof-of-ownership\.html: move it"):
        published(branch(journal), put(site, {"a.css": "D"}))
    assert "proof-of-ownership.html" in held(journal)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a b",
        "a..b",
        "x.lock",
        "HEAD",
        "@{-1}",
        "-x",
        "a~1",
        "refs/heads/",
        "refs/heads/main",
        "heads/main",
        "origin/x",
    ],
)
def test_a_name_that_git_takes_for_no_branch_is_refused_before_anything(journal: GitStory, name: str) -> None:
    order = Order(ADDRESS, "", "origin", name, dry_run=True, uncommitted=False)
    with pytest.raises(Exit, match=r"Nothing was published|that is not a name"):
        publish(
            order,
            Path("none"),
            pytest.fail,
            root=journal.path,
            tree=Path("none"),
            addresses=Path("none"),
            say=pytest.fail,
        )


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_branch_that_is_in_use_or_holds_something_else_is_left_alone(
    journal: GitStory, site: Path, tmp_path: Path, *, dry_run: bool
) -> None:
    remote = tmp_path / "remote.git/.git"
    journal.git("push", "--quiet", "origin", "main:trunk", "main:Other")
    journal.git("--git-dir", str(remote), "symbolic-ref", "HEAD", "refs/heads/trunk")
    elsewhere = GitStory(tmp_path / "elsewhere").write("index.html", "Another project").commit()
    elsewhere.git("push", "--quiet", str(remote), "main:pages2")
    # A site of ours was put on top of what is none.
    elsewhere.write(RECORD, record_of(["index.html"])).commit()
    elsewhere.git("push", "--quiet", str(remote), "main:pages3")
    journal.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "pages"))
    journal.git("-C", str(tmp_path / "pages"), "switch", "--quiet", "--create", "pages")
    before = journal.git("--git-dir", str(remote), "for-each-ref")
    for name, why in {
        "main": "the branch main is checked out here",
        "pages": "the branch pages is checked out here",
        "trunk": "the branch trunk is the default branch of origin",
        "Other": "the branch Other of origin holds something other than a site",
        "pages2": "the branch pages2 of origin holds something other than a site",
        "pages3": "the branch pages3 of origin began as something other than a site",
    }.items():
        with pytest.raises(CannotPublish, match=why):
            published(Branch(Repository(journal.path), "origin", name, ADDRESS), site, dry_run=dry_run)
    assert journal.git("--git-dir", str(remote), "for-each-ref") == before
    assert journal.git("status", "--porcelain") == ""


def test_a_remote_without_a_branch_gets_the_journal_first(journal: GitStory, site: Path) -> None:
    """A host takes the first branch for the default one, to which no site is published again."""
    empty = GitStory(journal.path.parent / "empty.git")
    journal.git("remote", "add", "new", str(empty.path / ".git"))
    journal.git("push", "--quiet", "new", "HEAD:refs/tags/gh-pages")
    place = Branch(Repository(journal.path), "new", "gh-pages", ADDRESS)
    with pytest.raises(CannotPublish, match="push the journal first: git push --set-upstream new main"):
        published(place, site)
    journal.git("push", "--quiet", "new", "HEAD:refs/heads/other")
    assert "6 new" in published(place, site)[0]


@pytest.mark.parametrize(
    ("name", "reference", "points_to"),
    [("main", "HEAD", ""), ("main", "HEAD", "refs/heads/none"), ("gh-pages", "refs/heads/gh-pages", "refs/heads/main")],
)
def test_a_remote_may_not_say_which_branch_is_the_journal(
    journal: GitStory, site: Path, name: str, reference: str, points_to: str
) -> None:
    """Its default is no branch, or one that is not there; a name stands for another; and here no branch is checked out."""
    remote = ("--git-dir", str(journal.path.parent / "remote.git/.git"))
    if points_to:
        journal.git(*remote, "symbolic-ref", reference, points_to)
    else:
        journal.git(*remote, "update-ref", "--no-deref", reference, journal.git("rev-parse", "HEAD").strip())
    journal.git("checkout", "--quiet", "--detach")
    before = journal.git(*remote, "for-each-ref")
    with pytest.raises(CannotPublish, match=rf"{name} of origin holds something other than a site") as found:
        published(Branch(Repository(journal.path), "origin", name, ADDRESS), site)
    # Nobody is told to delete their journal.
    assert "delete" not in str(found.value)
    assert journal.git(*remote, "for-each-ref") == before


def test_a_hook_names_no_other_repository(journal: GitStory, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git tells a hook its folders by variables, which hold for none of the commands here."""
    for name in ("DIR", "WORK_TREE", "INDEX_FILE", "COMMON_DIR", "OBJECT_DIRECTORY", "NAMESPACE", "PREFIX"):
        monkeypatch.setenv(f"GIT_{name}", str(site))
    assert "6 new" in published(branch(journal), site)[0]


def test_a_branch_of_that_name_here_that_was_never_published_stays(journal: GitStory, site: Path) -> None:
    journal.branch("gh-pages").write("plan.md").commit().switch("main")
    before = journal.git("rev-parse", "gh-pages")
    published(branch(journal), site)
    assert journal.git("rev-parse", "gh-pages") == before
    assert "plan.md" not in held(journal)


def test_a_push_that_lost_a_race_says_so_and_keeps_the_work_of_the_other(journal: GitStory, site: Path) -> None:
    """The other is first where the branch is new, and where it is there already."""
    for text in ("first", "second"):
        place = branch(journal)
        place.prepare()
        elsewhere = GitStory(journal.path.parent / text)
        if text == "second":
            elsewhere.git("fetch", "--quiet", str(journal.path.parent / "remote.git/.git"), "gh-pages")
            elsewhere.git("reset", "--quiet", "--hard", "FETCH_HEAD")
        theirs = ["theirs.html", *(path for path, _ in files_in(site))]
        elsewhere.write("theirs.html", text).write(RECORD, record_of(theirs)).commit()
        elsewhere.git("push", "--quiet", str(journal.path.parent / "remote.git/.git"), "HEAD:gh-pages")
        with pytest.raises(CannotPublish, match="changed by somebody else meanwhile, and contains what they published"):
            place.bring(site)
        assert "theirs.html" in held(journal)
        assert "1 removed" in published(branch(journal), put(site, {"a.css": text}))[0]


def test_a_push_that_is_refused_says_what_stands_and_the_next_one_goes_on(journal: GitStory, site: Path) -> None:
    hook = journal.path.parent / "remote.git/.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nprintf 'no room\\033[31m left\\n' >&2; exit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    with pytest.raises(CannotPublish) as refused:
        published(branch(journal), site)
    assert "the site on the web is still the old one: publish again when the cause is fixed" in str(refused.value)
    # Nothing that a remote sends colours, clears or renames the terminal.
    assert r"no room\x1b[31m left" in str(refused.value)
    hook.unlink()
    (site / "a.css").unlink()
    published(branch(journal), site)
    assert "a.css" not in held(journal)
    assert "gh-pages" not in journal.git("branch", "--list")


def test_files_are_committed_as_they_are_whatever_attributes_say(journal: GitStory, site: Path) -> None:
    journal.write(".git/info/attributes", "* text eol=lf\n")
    put(site, {'odd "name"\\ä.txt': "O"})
    (site / "crlf.csv").write_bytes(b"a\r\nb\r\n")
    published(branch(journal), site)
    assert journal.git("cat-file", "blob", "origin/gh-pages:crlf.csv") == "a\r\nb\r\n"
    assert journal.git("cat-file", "blob", 'origin/gh-pages:odd "name"\\ä.txt') == "O"


def test_a_remote_that_does_not_answer_or_is_not_there_changes_nothing(journal: GitStory, site: Path) -> None:
    shutil.move(journal.path.parent / "remote.git", journal.path.parent / "gone")
    with pytest.raises(CannotPublish, match="origin was not reached, and nothing was changed"):
        published(branch(journal), site)
    assert "gh-pages" not in journal.git("branch", "--list")
    journal.git("remote", "remove", "origin")
    with pytest.raises(CannotPublish, match="there is no remote called origin: git remote add origin ADDRESS"):
        published(branch(journal), site)


@RSYNC
def test_a_folder_holds_the_site_and_what_its_owner_keeps_beside_it(tmp_path: Path, site: Path) -> None:
    target = tmp_path / "www"
    place = Folder(f"{target}/")
    assert published(place, site, dry_run=True)[-1].startswith(
        f"Would publish to {target}/: 4 new, 0 changed, 0 removed."
    )
    assert not target.exists()
    assert published(place, site) == [
        f"Published to {target}/: 4 new, 0 changed, 0 removed. The site is at {ADDRESS}/",
        SOURCE_HINT,
    ]
    put(site, {"old/index.html": "O"})
    published(place, site)
    shutil.rmtree(site / "old")
    (target / ".well-known").mkdir()
    (target / ".well-known/key").write_text("K", encoding="utf-8")
    (site / "a/index.html").write_text("Z", encoding="utf-8")
    os.utime(site / "a/index.html", (0, 0))
    assert published(place, site, dry_run=True)[:-1] == ["  ~ a/index.html", "  - old/index.html"]
    assert "0 new, 1 changed, 1 removed" in published(place, site)[0]
    files = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    assert files == [RECORD, ".well-known/key", "a.css", "a/index.html", "index.html", "timeline/index.html"]
    assert "holds this site already" in published(place, site)[0]


@RSYNC
def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path, site: Path) -> None:
    for name in ("chapter.tex", "index.html", "timeline/index.html"):
        thesis = tmp_path / name.replace("/", "-")
        put(thesis, {name: "Years of work", "index.html": "Years of work"})
        (thesis / RECORD).unlink()
        with pytest.raises(CannotPublish, match=r"holds something other than a site.*, which would be deleted"):
            published(Folder(str(thesis)), site)
        assert (thesis / name).read_text(encoding="utf-8") == "Years of work"
    published(Folder(str(tmp_path / "www")), site)
    for name, text in {"photos/ä.jpg": "P", "new.html": "N"}.items():
        put(tmp_path / "beside", {name: text})
        shutil.copytree(tmp_path / "beside", tmp_path / "www", dirs_exist_ok=True, ignore=lambda *_: [RECORD])
        with pytest.raises(CannotPublish, match=f"would delete or overwrite: {name}: move it into the journal"):
            published(Folder(str(tmp_path / "www")), put(site, {"new.html": "site"}))
        assert (tmp_path / "www" / name).read_text(encoding="utf-8") == text
        shutil.rmtree(tmp_path / "beside")
        (tmp_path / "www" / name).unlink()
    with pytest.raises(CannotPublish, match=r"there is no folder .*none: make it first"):
        published(Folder(str(tmp_path / "none/www")), site)


@RSYNC
def test_pages_come_after_what_they_need_and_what_is_no_longer_used_goes_last(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step that fails leaves pages that have all that they name, and says so."""
    target = tmp_path / "www"
    published(Folder(str(target)), put(site, {"old.css": "O", "old.html": "O"}))
    for name in ("old.css", "old.html"):
        (site / name).unlink()
    put(site, {"new.css": "N", "new.html": "N"})
    steps = (
        ("no page has been changed", {"old.css", "old.html"}),
        ("some pages may be new and others old", {"old.css", "old.html", "new.css"}),
        (
            "all pages are new; some files that are no longer used are still there",
            {"old.css", "old.html", "new.css", "new.html"},
        ),
    )
    programs = tmp_path / "programs"
    programs.mkdir()
    real, count = shutil.which("rsync"), tmp_path / "count"
    for number, (state, there) in enumerate(steps):
        shutil.rmtree(target)
        old = {"index.html": "", "timeline/index.html": "", "old.css": "O", "old.html": "O"}
        put(target, {**old, RECORD: record_of(old).decode()})
        count.write_text("0", encoding="utf-8")
        (programs / "rsync").write_text(
            f'#!/bin/sh\ncase "$*" in *--delay-updates*) ;; *) exec {real} "$@" ;; esac\n'
            f'n=$(cat {count}); [ "$n" -lt {number} ] || {{ echo "rsync: connection lost" >&2; exit 12; }}\n'
            f'echo $((n + 1)) > {count}; exec {real} "$@"\n',
            encoding="utf-8",
        )
        (programs / "rsync").chmod(0o755)
        with monkeypatch.context() as patched:
            patched.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
            with pytest.raises(CannotPublish) as failed:
                published(Folder(str(target)), site)
        assert "rsync: connection lost" in str(failed.value)
        assert state in str(failed.value)
        assert {name for name in ("old.css", "old.html", "new.css", "new.html") if (target / name).exists()} == there
    published(Folder(str(target)), site)
    assert not (target / "old.css").exists()


@RSYNC
def test_a_site_that_was_brought_half_way_is_brought_again(tmp_path: Path, site: Path) -> None:
    put(tmp_path / "www", {"a.css": "half", RECORD: record_of(["a.css", "a/index.html", "gone.html"]).decode()})
    assert "3 new, 1 changed, 0 removed" in published(Folder(str(tmp_path / "www")), site)[0]
    record = (tmp_path / "www" / RECORD).read_text(encoding="utf-8")
    assert files_of(record) == {"a.css", "a/index.html", "index.html", "timeline/index.html"}


@RSYNC
def test_another_host_is_asked_what_it_holds(tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a shell that is not remote at all, but is started as ssh is."""
    shell = tmp_path / "ssh"
    shell.write_text(
        '#!/bin/sh\n[ "$1" = off ] && { printf "ssh: no route\\\\007 to host\\\\n" >&2; exit 255; }\nshift; exec sh -c "$*"\n',
        "utf-8",
    )
    shell.chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", str(shell))
    (tmp_path / "home").mkdir()
    (tmp_path / "home/diary.txt").write_text("Private", encoding="utf-8")
    with pytest.raises(CannotPublish, match="holds something other than a site"):
        published(Folder(f"host:{tmp_path}/home"), site)
    with pytest.raises(
        CannotPublish, match=r"off:/www was not reached, and nothing was changed: ssh: no route\\x07 to host"
    ):
        published(Folder("off:/www"), site)
    assert "4 new" in published(Folder(f"host:{tmp_path}/www"), site)[0]
    assert "holds this site already" in published(Folder(f"host:{tmp_path}/www/"), site)[0]


def test_without_rsync_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CannotPublish, match="rsync is not on PATH: install it"):
        Folder("/www").prepare()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "address is not known"),
        ("someone.github.io", "not a web address"),
        ("ftp://example.org", "not a web address"),
        ("https://", "not a web address"),
        ("https://exa mple.org", "not a web address"),
        ("https://example.org:port", "not a web address"),
        ("https://[::1", "not a web address"),
        ("https://example.org/", "a slash at its end: remove it"),
        ("https://example.org?a", "more than a host and a path"),
        ("https://example.org#a", "more than a host and a path"),
        ("https://me:secret@example.org", "more than a host and a path"),
        ("https://example.org:8443/a/b", ""),
    ],
)
def test_an_address_that_cannot_be_one_is_refused(address: str, says: str) -> None:
    said = refuse_address(address)
    assert says in said
    assert bool(said) == bool(says)


def test_what_is_not_committed_is_refused_unless_told(journal: GitStory) -> None:
    repository = Repository(journal.path / "content")
    assert refuse_repository(repository, uncommitted=False) == ""
    journal.write("content/a.md", "More.\n")
    said = refuse_repository(repository, uncommitted=False)
    assert said.startswith(
        "1 file is not committed: content/a.md: commit them, or publish them all the same by --uncommitted"
    )
    for name in "bcdefg":
        journal.write(f"{name}.md")
    assert "7 files are not committed" in refuse_repository(repository, uncommitted=False)
    assert "and 2 more" in refuse_repository(repository, uncommitted=False)
    assert refuse_repository(repository, uncommitted=True) == ""
    assert repository.unpushed() == 0
    journal.commit()
    assert repository.unpushed() == 1


def test_two_machines_that_published_are_merged_without_a_conflict(journal: GitStory) -> None:
    journal.write(".gitattributes", (ROOT / ".gitattributes").read_text(encoding="utf-8"))
    known, file = f"{HEAD}\n2026-11-23\t/\t\n", "content/addresses.tsv"
    journal.write(file, known).commit()
    journal.git("switch", "--quiet", "--create", "other")
    journal.write(file, f"{known}2026-11-24\t/a/\t\n").commit()
    journal.git("switch", "--quiet", "-")
    journal.write(file, f"{known}2026-11-24\t/b/\t\n2026-11-24\t/c/\t\n").commit()
    journal.git("-c", "user.name=A", "-c", "user.email=a@example.org", "merge", "--quiet", "--no-edit", "other")
    lines, problems = read(journal.path / file)
    assert ([line.address for line in lines], problems) == (["/", "/b/", "/c/", "/a/"], [])


def test_new_addresses_are_recorded_and_committed_alone(journal: GitStory, site: Path) -> None:
    (site / "data").mkdir()
    (site / "data/addresses.tsv").write_text("address\tabout\n/\t\n/about/\t\n", encoding="utf-8")
    (journal.path / "half.md").write_text("Half a thought.", encoding="utf-8")
    repository, file = Repository(journal.path), journal.path / "addresses.tsv"
    repository.git("add", "half.md")
    said = record_addresses(repository, site, file, date(2026, 11, 25))
    assert said == "2 new addresses are in addresses.tsv, which is committed: push it with your posts"
    assert repository.uncommitted() == ["half.md"]
    assert "2026-11-25\t/about/\t\n" in file.read_text(encoding="utf-8")
    assert record_addresses(repository, site, file, date(2026, 11, 26)) == ""
    repository.git("switch", "--quiet", "--detach")
    (site / "data/addresses.tsv").write_text("address\tabout\n/late/\t\n", encoding="utf-8")
    assert "committed, but on no branch" in record_addresses(repository, site, file, date(2026, 11, 27))


def test_a_history_that_was_cut_off_is_refused_whatever_is_told(journal: GitStory, tmp_path: Path) -> None:
    journal.write("b.md").commit()
    subprocess.run(["git", "clone", "--quiet", "--depth=1", journal.path.as_uri(), str(tmp_path / "clone")], check=True)
    assert "git fetch --unshallow" in refuse_repository(Repository(tmp_path / "clone"), uncommitted=True)


def test_a_folder_without_a_history_is_refused(tmp_path: Path) -> None:
    assert "is not in a git repository with a commit" in refuse_repository(Repository(tmp_path), uncommitted=True)


def test_what_is_published_is_what_is_committed(journal: GitStory, tmp_path: Path) -> None:
    """Nothing of what git ignores or overlooks is in the folder that is built from, then and after the next commit."""
    journal.write(".gitignore", "/content/private/\n").write("content/b.md", "Committed.\n").commit()
    journal.git("update-index", "--skip-worktree", "content/b.md")
    journal.write(".git/info/exclude", "/content/c.md\n")
    for path in ("content/private/p.md", "content/b.md", "content/c.md"):
        journal.write(path, "SECRET")
    repository, place = Repository(journal.path / "content"), tmp_path / "cache/tree"
    assert refuse_repository(repository, uncommitted=False) == ""
    for _ in range(3):
        tree = repository.check_out(place)
        assert tree == place / "content"
        files = {file.name: file.read_text(encoding="utf-8") for file in tree.rglob("*")}
        assert files.keys() == set(journal.git("ls-tree", "--name-only", "HEAD:content").split())
        assert "SECRET" not in files.values()
        journal.write("content/d.md", "Later.\n").commit()
        (tree / "left-over.md").write_text("SECRET", encoding="utf-8")
    shutil.rmtree(place)
    assert repository.check_out(place) == tree
    assert journal.git("status", "--porcelain") == ""


def test_what_a_filter_makes_of_a_file_on_this_machine_is_not_published(journal: GitStory, tmp_path: Path) -> None:
    """As git-crypt does: the repository has it encrypted, and each file of the author's own folder is plain."""
    journal.git("config", "filter.secret.clean", "tr a-z n-za-m")
    journal.git("config", "filter.secret.smudge", "tr a-z n-za-m")
    journal.git("config", "filter.secret.required", "true")
    journal.git("config", "filter.lfs.smudge", "sed s/pointer/picture/")
    journal.write(".gitattributes", "*.secret filter=secret\n*.png filter=lfs\n")
    journal.write("content/p.secret", "diary\n").write("content/p.png", "pointer\n").commit()
    repository, place = Repository(journal.path / "content"), tmp_path / "tree"
    journal.git("worktree", "add", "--quiet", "--detach", str(place))
    hook = journal.path / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho diary > content/p.secret\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert (place / "content/p.secret").read_text(encoding="utf-8") == "diary\n"
    for _ in range(2):
        tree = repository.check_out(place)
        assert (tree / "p.secret").read_text(encoding="utf-8") == "qvnel\n"
        assert (tree / "p.png").read_text(encoding="utf-8") == "picture\n"


def test_an_object_that_is_replaced_on_this_machine_is_published_as_it_is_elsewhere(
    journal: GitStory, tmp_path: Path
) -> None:
    blob = journal.git("rev-parse", "HEAD:content/a.md").strip()
    (tmp_path / "other").write_text("SECRET", encoding="utf-8")
    journal.git("replace", blob, journal.git("hash-object", "-w", str(tmp_path / "other")).strip())
    for _ in range(2):
        tree = Repository(journal.path / "content").check_out(tmp_path / "tree")
        assert "SECRET" not in (tree / "a.md").read_text(encoding="utf-8")
        journal.write("content/b.md", "B").commit()
