"""The commands of this repository: `invoke --list` is the map, `invoke --help NAME` tells one of them.

Each task starts other programs with the Python that runs it, so that a virtual environment need not be activated.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from invoke.exceptions import Exit
from invoke.tasks import task

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from invoke.context import Context

ROOT = Path(__file__).resolve().parent
CONTENT, OUTPUT = ROOT / "content", ROOT / "output"
# What is built for the web stays apart from what is looked at here: other addresses make other pages.
WEB = ROOT / ".cache" / "web"
# Every address that was ever published.
ADDRESSES = CONTENT / "addresses.tsv"
# Where a site is thought to be as long as nobody has said where it will be.
NOWHERE = "http://localhost:8000"
# Settings of a build that only says what is wrong with the posts.
CONTENT_ALONE = {"LEARNING_TIMELINE_CHECK": True}
# As shells have it: 128 and the number of the signal.
STOPPED = 130
# The plugin stands where only Pelican looks of itself.
sys.path.insert(0, str(ROOT / "plugins"))


def _run(
    command: Sequence[str | Path], *, python_path: str | Path | None = None, root: str | Path = ROOT, **variables: str
) -> None:
    """Start a program in the journal's folder and end with its exit code if it fails; it has said why."""
    # File names are UTF-8 wherever a journal is built, whatever the machine's language is.
    env = os.environ | {"PYTHONUTF8": "1"} | ({"PYTHONPATH": str(python_path)} if python_path else {}) | variables
    process = subprocess.Popen([str(part) for part in command], cwd=root, env=env)
    is_stopped = False
    while process.poll() is None:
        try:
            process.wait()
        except KeyboardInterrupt:  # the program hears it too, takes away what it made, and says so
            is_stopped = True
    if is_stopped or process.returncode:
        raise Exit(code=STOPPED if is_stopped else process.returncode)


def _refuse(message: str) -> NoReturn:
    raise Exit(message, code=2)


def _day(text: str, option: str = "--today") -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        _refuse(f"{option} {text}: that is not a day: write it as 2026-11-23")


def _dialect(name: str) -> str:
    from learning_timeline.core.settings import DIALECTS

    if name not in DIALECTS:
        _refuse(f"--as {name}: there is no such program here: name one of {', '.join(DIALECTS)}")
    return name


def _path(text: str, default: Path) -> Path:
    return Path(text).resolve() if text else default


def _folder(content: str) -> Path:
    """The folder of posts that is meant, which must be there; of a site of another program that of the site."""
    folder = _path(content, CONTENT)
    if not folder.is_dir():
        _refuse(f"--content {content}: there is no such folder")
    if folder == CONTENT:
        return folder
    from learning_timeline.reading.dialects.detection import site_of

    site = site_of(folder)
    if site != folder:
        print(f"{folder} is read as a part of the site in {site}.")
    return site


def _settings(
    content: Path, *, name: str = "", today: str = "", future: bool = False, dialect: str = ""
) -> dict[str, object]:
    """Pelican's settings of a build that differ from pelicanconf.py."""
    settings: dict[str, object] = {}
    if name or content != CONTENT:
        title = name or content.name.replace("-", " ").replace("_", " ").title()
        settings |= {"SITENAME": title, "SITESUBTITLE": ""}
    if content != CONTENT:
        settings["LEARNING_TIMELINE_ADDRESSES"] = ""
    if today:
        settings["LEARNING_TIMELINE_TODAY"] = _day(today)
    if dialect:
        settings["LEARNING_TIMELINE_DIALECT"] = _dialect(dialect)
    return settings | ({"LEARNING_TIMELINE_FUTURE": True} if future else {})


def _configured(name: str) -> str:
    """A setting as pelicanconf.py has it; empty where nobody has said it."""
    from pelican.settings import get_settings_from_file

    return str(get_settings_from_file(str(ROOT / "pelicanconf.py")).get(name) or "")


# Pelican loads the plugin, in a process of its own; this one needs nothing of it.
def _pelican(
    content: Path, output: Path, settings: Mapping[str, object], *, root: Path = ROOT, **variables: str
) -> None:
    import json

    command = [sys.executable, "-m", "pelican", str(content), "-s", str(root / "pelicanconf.py"), "-o", str(output)]
    extra = [f"{key}={json.dumps(value)}" for key, value in settings.items()]
    _run([*command, "--fatal", "errors", *(["-e", *extra] if extra else [])], root=root, **variables)


def _build(content: Path, output: Path, settings: Mapping[str, object]) -> None:
    """Build a site where there is none or a site already; the plugin leaves the old one as it is if anything is wrong."""
    if output == content or content.is_relative_to(output):
        _refuse(f"--output {output}: the site would overwrite the posts: name another folder")
    if output.exists() and any(output.iterdir()) and not (output / "timeline" / "index.html").exists():
        _refuse(f"--output {output}: this folder holds something else than a site: name an empty one")
    _pelican(content, output, settings)
    print(f"The site is in {output}: open {output / 'index.html'}, or run `invoke serve`.")


def _stop_clock(folder: Path) -> None:
    """Let what is started now take the time of the last commit for the clock (reproducible-builds.org)."""
    import analytics

    time = analytics.read_last_commit_time(folder)
    if time is None:
        _refuse(f"--reproducible: nothing is committed in {folder}: commit it first, or name the day by --today")
    os.environ["SOURCE_DATE_EPOCH"] = str(time)


def _check_site(site: Path, content: Path, address: str, *, strict: bool) -> None:
    """Say all that is amiss in a built site; end if anything is and that was asked for."""
    from learning_timeline.commands.check import checked

    if not checked(site, content, address, ROOT, print) and strict:
        raise Exit(code=1)


@task
def assets(_: Context) -> None:
    """Fetch what package.json names: a plotly.js a third as heavy, and the checker of the scripts' types; needs npm."""
    npm = shutil.which("npm")
    if npm is None:
        _refuse(
            "npm is not on PATH: install Node.js 20 or newer, which brings it (on Debian: apt-get install npm). "
            "Without it the site builds as well, with the whole of plotly.js"
        )
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])


@task(
    help={
        "content": "folder of Markdown posts, in a git repository (default: content)",
        "output": "where the site goes (default: output)",
        "name": "the site's name (default: this journal's, or the folder's)",
        "today": "the day that counts as today, as 2026-11-23 (default: the day of the build)",
        "as_": "the program of the notes, such as obsidian, jekyll or plain; an unknown one lists all (default: by its files)",
        "future": "publish posts that are dated after today as well",
        "reproducible": "take the time of the last commit for the clock, so that one commit gives the same bytes on any day",
    }
)
def build(
    _: Context,
    content: str = "",
    output: str = "",
    name: str = "",
    today: str = "",
    future: bool = False,
    as_: str = "",
    reproducible: bool = False,
) -> None:
    """Build the site; the old one stays as it is if anything is wrong."""
    folder = _folder(content)
    if reproducible:
        _stop_clock(folder)
    _build(folder, _path(output, OUTPUT), _settings(folder, name=name, today=today, future=future, dialect=as_))


@task(
    help={
        "content": "folder of Markdown posts (default: content)",
        "quick": "check the content alone; no site is built",
        "strict": "fail for remarks as for problems",
        "today": "the day that counts as today, as 2026-11-23 (default: the day of the build)",
        "as_": "the program of the notes, such as obsidian, jekyll or plain; an unknown one lists all (default: by its files)",
        "future": "check posts that are dated after today as those that are published",
    }
)
def check(
    _: Context,
    content: str = "",
    quick: bool = False,
    today: str = "",
    future: bool = False,
    strict: bool = False,
    as_: str = "",
) -> None:
    """Say all that is wrong with the content, then with the site: links, HTML, feeds, accessibility; the site stays."""
    folder = _folder(content)
    settings = _settings(folder, today=today, future=future, dialect=as_) | {"LEARNING_TIMELINE_STRICT": strict}
    with tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
        if quick:
            _pelican(folder, Path(made, "site"), settings | CONTENT_ALONE)
        else:
            _check_whole(folder, Path(made, "site"), settings, strict=strict)


def _check_whole(content: Path, site: Path, settings: Mapping[str, object], *, strict: bool) -> None:
    """Check the content, then the site that is made of it as it will be on the web."""
    address, settings = _configured("SITEURL") or NOWHERE, {**settings, "CACHE_PATH": str(WEB)}
    _pelican(content, site, settings | CONTENT_ALONE, SITEURL=address)
    _pelican(content, site, settings, SITEURL=address)
    _check_site(site, content, address, strict=strict)


@task(
    help={
        "to": "a folder here or elsewhere, as rsync takes it: you@example.org:/var/www/journal/ (default: GitHub Pages)",
        "remote": "for GitHub Pages: the remote that is pushed to (default: origin)",
        "branch": "for GitHub Pages: the branch that it shows (default: gh-pages)",
        "dry_run": "say what would change where the site is shown, and change nothing there",
        "uncommitted": "publish what is not committed as well",
        "unchecked": "publish without checking the site",
        "strict": "refuse for remarks on the content and the site as for problems",
        "future": "publish posts that are dated after today as well",
    }
)
def publish(
    _: Context,
    to: str = "",
    remote: str = "origin",
    branch: str = "gh-pages",
    dry_run: bool = False,
    uncommitted: bool = False,
    unchecked: bool = False,
    strict: bool = False,
    future: bool = False,
) -> None:
    """Build the site for SITEURL, check it, and bring it to GitHub Pages or to any host."""
    from learning_timeline.commands import publish as work

    address, site = _configured("SITEURL"), WEB / "site"
    settings = _settings(CONTENT, future=future) | {"CACHE_PATH": str(WEB), "LEARNING_TIMELINE_STRICT": strict}

    def build_site(root: Path) -> None:
        tools, content = root / "node_modules", root / "content"
        if root != ROOT and (ROOT / tools.name).exists():
            # What `invoke assets` has fetched makes pages lighter, and is part of no commit.
            tools.symlink_to(ROOT / tools.name)
        _pelican(content, site, settings, root=root, SITEURL=address)
        if not unchecked:
            _check_site(site, content, address, strict=strict)

    order = work.Order(address, to, remote, branch, dry_run=dry_run, uncommitted=uncommitted)
    work.publish(order, site, build_site, root=ROOT, tree=WEB / "tree", addresses=ADDRESSES, say=print)


@task(help={"output": "the site that was published (default: output)"})
def addresses(_: Context, output: str = "") -> None:
    """Add to content/addresses.tsv what the site has that is not in it; from then on builds keep these addresses alive."""
    from analytics import ContentError
    from learning_timeline.core.clock import authors_day
    from learning_timeline.web.addresses import record

    try:
        new = record(_path(output, OUTPUT), ADDRESSES, authors_day())
    except FileNotFoundError as missing:
        _refuse(f"{missing.filename}: there is no such file: build the site first")
    except ContentError as problem:
        _refuse(str(problem))
    print(f"{len(new):,} new addresses are in {ADDRESSES.relative_to(ROOT)}{': commit it' if new else ''}.")


@task(
    help={
        "content": "folder of Markdown posts (default: content)",
        "port": "port on this machine (default: 8000)",
        "today": "the day that counts as today, as 2026-11-23 (default: the day of the build)",
        "as_": "the program of the notes, such as obsidian, jekyll or plain; an unknown one lists all (default: by its files)",
        "future": "publish posts that are dated after today as well",
    }
)
def serve(
    _: Context, content: str = "", port: int = 8000, today: str = "", future: bool = False, as_: str = ""
) -> None:
    """Show the site at http://localhost:8000 as you write it: pages follow each save, drafts and problems are shown."""
    from learning_timeline.commands import serve as work

    folder = _folder(content)
    try:
        work.serve(
            ROOT / "pelicanconf.py",
            _settings(folder, today=today, future=future, dialect=as_) | work.FOR_ITS_AUTHOR,
            content=folder,
            looks=[ROOT / "theme"],
            programs=[ROOT / "plugins", ROOT / "analytics"],
            port=port,
        )
    except OSError as error:
        _refuse(f"--port {port}: {error.strerror}: name another one")
    except OverflowError:
        _refuse(f"--port {port}: there is no such port: name one up to 65535")


@task(
    help={
        "title": "the post's title (default: asked for, or that of its first resource)",
        "topic": "its topic, as a slug or a name of content/topics.yaml",
        "kind": "note, paper, book, course, talk, project, idea or review (default: note)",
        "resources": "what was studied, as arxiv:1706.03762, doi:, isbn:, a web address or a key of the bibliography; with commas",
        "date": "its day (default: today)",
        "draft": "mark it as a draft",
        "ask": "ask for what is not told, and open $EDITOR, where a person sits at the terminal (default: yes)",
    },
)
def new(
    _: Context,
    title: str = "",
    topic: str = "",
    kind: str = "",
    resources: str = "",
    date: str = "",
    draft: bool = False,
    ask: bool = True,
) -> None:
    """Write the beginning of a new post as its kind asks for it, open it in $EDITOR, and say where it is."""
    from learning_timeline.commands import new_post

    is_asked = ask and sys.stdin.isatty() and sys.stdout.isatty()
    told = (title, topic, kind, resources)
    file = new_post.begin(CONTENT, *told, day=date and _day(date, "--date"), is_draft=draft, is_asked=is_asked)
    print(file.relative_to(ROOT))
    if is_asked and (editor := os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        _run([*shlex.split(editor), file])


@task(
    name="import",
    positional=["source"],
    help={
        "source": "folder of the journal, blog or vault, or the address of its repository",
        "into": "name of its folder below content/posts (default: that of the source)",
        "as_": "the program that it is of, as for `invoke build` (default: by its files)",
        "yes": "do it; otherwise it is only said what would come, and nothing is changed",
    },
)
def import_(_: Context, source: str, into: str = "", as_: str = "", yes: bool = False) -> None:
    """Bring a journal of another program into this one for good, with its history, by one commit that can be taken back."""
    from learning_timeline.commands.import_journal import CannotImport, Order, bring_in

    try:
        bring_in(Order(source, into, as_ and _dialect(as_), is_meant=yes), CONTENT, print)
    except CannotImport as failure:
        raise Exit(f"{source}: {failure}. Nothing was changed.", code=1) from None


@task(
    positional=["identifier"],
    help={
        "identifier": "arxiv:1706.03762, doi:10.1038/nature14236, openreview:YicbFdNTTy, s2:13756489, isbn:9780262035613, "
        "a web address, or a file of BibTeX or RIS",
        "status": "queued, reading, finished or abandoned (default: queued)",
        "kind": "paper, book, course, talk, video, podcast, software, dataset, article or other (default: by the identifier)",
        "key": "its key in the bibliography (default: of author, year and title)",
        "bibliography": "the file (default: content/resources.bib)",
        "offline": "ask no service; write what the identifier tells",
    },
)
def resource(
    _: Context,
    identifier: str,
    status: str = "queued",
    kind: str = "",
    key: str = "",
    bibliography: str = "",
    offline: bool = False,
) -> None:
    """Add something to study, or a file of it, to the bibliography; looked up where there is a network."""
    from learning_timeline.commands.resource import Wanted, add

    wanted = Wanted(identifier, status, kind, key)
    add(_path(bibliography, CONTENT / "resources.bib"), wanted, offline=offline, say=print)


@task(
    help={
        "series": "one series, by the name of its file (default: all that say where newer points come from)",
        "everything": "offer every new point, and not only those that would be the best of their day",
        "write": "add what is shown to the files (default: only show it)",
    }
)
def world(_: Context, series: str = "", everything: bool = False, write: bool = False) -> None:
    """Show which newer points the sources of content/world have, and add them when told to; what you have stays as it is."""
    from learning_timeline.commands.world import update
    from learning_timeline.core.clock import authors_day

    update(CONTENT / "world", only=series, is_all=everything, is_writing=write, today=authors_day(), say=print)


@task(
    help={
        "content": "folder of notes (default: content)",
        "suggest": "print a `topics.yaml` to start from, with how many notes each topic has",
        "as_": "the program of the notes (default: by its files)",
    }
)
def topics(_: Context, content: str = "", suggest: bool = False, as_: str = "") -> None:
    """Say by which topics the notes of a folder are filed, as a `topics.yaml` to start from."""
    from learning_timeline.commands.topics import suggested

    lines = list(suggested(_folder(content), _dialect(as_) if as_ else ""))
    if not suggest:
        lines = [line for line in lines if not line.startswith(" ")]
    print("\n".join(lines))


@task(
    help={
        "years": "how many years to simulate (default: 50)",
        "seed": "which journal; the same seed gives the same one (default: 1)",
        "output": "where the site goes (default: demo-output)",
    }
)
def demo(_: Context, years: int = 50, seed: int = 1, output: str = "") -> None:
    """Write a simulated journal with its own git history, and build its site; every page says that it is simulated."""
    from demo.journal import write_demo

    journal = ROOT / "demo-journal"
    # The one folder that is ours to throw away: it is made here, and git ignores it.
    shutil.rmtree(journal, ignore_errors=True)
    try:
        milestones, series = CONTENT / "milestones.yaml", CONTENT / "world"
        simulated = write_demo(journal, years=years, seed=seed, milestones=milestones, series=series)
    except ValueError as error:
        _refuse(str(error))
    print(f"{simulated.posts:,} posts in {len(simulated.revisions):,} commits are in {journal}.")
    settings = _settings(journal / "content", name="A simulated journal", today=simulated.until.isoformat())
    settings |= {"LEARNING_TIMELINE_SIMULATED": simulated.sentence}
    _build(journal / "content", _path(output, ROOT / "demo-output"), settings)


@task(
    help={
        "content": "folder of Markdown posts (default: content)",
        "report": "say what is known to be gone; no other site is asked",
        "most": "look at so many addresses at the most (default: all that are due)",
    }
)
def links(_: Context, content: str = "", report: bool = False, most: int = 0) -> None:
    """Look at all that posts link to, save the text of each page once beside the posts, and say what is gone."""
    from learning_timeline.commands import outside

    folder = _folder(content)
    if not report:
        outside.look_at_due(folder, lambda site: _pelican(folder, site, _settings(folder)), most, print)
    outside.tell(folder, print)
    if not report:
        print(f"What was found is in {folder / 'snapshots'}: commit it.")


@task(
    help={
        "output": "a new folder, or a file .tar or .zip (default: journal-DAY.tar, by the last commit)",
        "wheels": "put in the packages by which the site is built without a network (default: yes)",
    }
)
def archive(_: Context, output: str = "", wheels: bool = True) -> None:
    """Pack the journal whole, as a BagIt package: posts, history, site, data, programs, and what a finder has to know."""
    from learning_timeline.commands.archive import pack

    pack(ROOT, output, name=_configured("SITENAME"), wheels=wheels, say=print)


@task(
    positional=["site"],
    help={
        "site": "folder of a site that carries its source, or of an archive's `data`",
        "into": "where the repository goes; an empty folder, or none yet",
    },
)
def restore(_: Context, site: str, into: str) -> None:
    """Put the repository that a site was made of together again, from nothing but the site."""
    from learning_timeline.commands import restore as work

    if not into:
        _refuse("--into: name a new folder")
    try:
        restored = work.restore(Path(site).resolve(), Path(into).resolve())
    except work.CannotRestore as failure:
        raise Exit(f"{failure}. Nothing was written.", code=1) from None
    except OSError as error:
        raise Exit(f"{error.filename or into}: {error.strerror}. Nothing was written.", code=1) from None
    print(f"{restored.commits:,} commits are in {into}; all files are those of tree {restored.tree}, as the site says.")


# How much of each torture there is: system calls at which a build is killed, or finds a full disk; builds at once; sequences
# of changes; texts for each property of a parser, and for each parser.
TORTURE = {
    "KILL_POINTS": "1000",
    "FULL_POINTS": "50",
    "BUILDS_AT_ONCE": "200",
    "SEQUENCES": "200",
    "EXAMPLES": "10000",
    "FUZZ_RUNS": "1000000",
}
# The same for what keeps the site readable: years of the simulated journal, every page of which is read.
FIFTY = {
    "FIFTY_YEARS": "50",
    "FIFTY_VARIATIONS": "99",
    "FIFTY_ROUND_TRIPS": "500",
    "FIFTY_DATES": "2000",
    "FIFTY_CALENDARS": "250",
}


@task(
    help={
        "only": "run the tests whose names match, as pytest's -k",
        "all_": "run the slow tests and a share of the two below as well, and measure coverage; takes a quarter of an hour",
        "rest": "run what --all does and a plain `invoke test` does not",
        "torture": "stop builds at a thousand system calls, give a million texts to each parser; takes hours",
        "fifty": "what keeps the site readable in fifty years, with a figure for each; takes minutes",
    }
)
def test(
    _: Context, only: str = "", all_: bool = False, rest: bool = False, torture: bool = False, fifty: bool = False
) -> None:
    """Run the tests; browser tests run where a Chromium is found, and say so where none is."""
    # The tests of a file stay together, since they look at the same sites.
    options = ["-k", only] if only else ["-n", "logical", "--dist", "loadscope"]
    if torture or fifty:
        options += ["-m", "torture" if torture else "fifty", "-rP"]
    elif not only and all_:
        options += ["--cov", "--cov-report=term"]
    elif not only and rest:
        options += ["--rest"]
    elif not only:
        options += ["-m", "not slow and not torture and not fifty", "--hypothesis-profile", "fast"]
    shares = TORTURE if torture else FIFTY if fifty else {}
    shares = {name: os.environ.get(name, number) for name, number in shares.items()}
    _run([sys.executable, "-m", "pytest", *options], **shares)


@task(
    help={
        "only": "one of build, mining, page, reload, growth (default: all)",
        "posts": "how many posts (default: 20000)",
        "topics": "of how many topics (default: 200)",
        "years": "over how many years (default: 50)",
        "commits": "in how many commits, where the history is read (default: 100000)",
        "runs": "how often each contender takes its turn; medians are told (default: 3)",
        "save": "keep the figures in docs/bench/, for the commit that is checked out",
    }
)
def bench(
    _: Context,
    only: str = "",
    posts: int = 20_000,
    topics: int = 200,
    years: int = 50,
    commits: int = 100_000,
    runs: int = 3,
    save: bool = False,
) -> None:
    """Measure builds, mining and the timeline page beside Hugo, Eleventy, Pelican, git and chart libraries."""
    size = {"posts": posts, "topics": topics, "years": years, "commits": commits, "runs": runs}
    options = [part for name, number in size.items() for part in (f"--{name}", str(number))]
    options += [*(["--only", only] if only else []), *(["--save"] if save else [])]
    python_path = f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"
    _run([sys.executable, "-m", "tests.bench", *options], python_path=python_path)


@task
def lint(_: Context) -> None:
    """Check style, types and the direction of imports; types of scripts after `invoke assets`, and it says so if not."""
    _run([sys.executable, "-m", "ruff", "check", "."])
    _run([sys.executable, "-m", "ruff", "format", "--check", "."])
    _run([sys.executable, "-m", "mypy"])
    _run([Path(sys.executable).with_name("lint-imports")], python_path=ROOT / "plugins")
    _check_scripts()


def _check_scripts() -> None:
    """Check the types that the scripts' comments tell, where `invoke assets` has fetched the checker."""
    checker = ROOT / "node_modules" / ".bin" / "tsc"
    if checker.exists():
        _run([checker, "--project", ROOT])
        return
    print("!" * 80)
    print("THE TYPES OF THE SCRIPTS WERE NOT CHECKED: run `invoke assets` first, which needs npm.")
    print("!" * 80)
