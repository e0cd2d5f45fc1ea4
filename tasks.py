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
from datetime import date, datetime
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


def _run(command: Sequence[str | Path], *, python_path: str | Path | None = None, **variables: str) -> None:
    """Start a program and end with its exit code if it fails; it has said why."""
    # File names are UTF-8 wherever a journal is built, whatever the machine's language is.
    env = os.environ | {"PYTHONUTF8": "1"} | ({"PYTHONPATH": str(python_path)} if python_path else {}) | variables
    result = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False)
    if result.returncode:
        raise Exit(code=result.returncode)


def _refuse(message: str) -> NoReturn:
    raise Exit(message, code=2)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        _refuse(f"--today {text}: that is not a day: write it as 2026-11-23")


def _settings(content: Path, *, name: str, today: str, future: bool, simulated: str = "") -> dict[str, object]:
    """Pelican's settings of a build that differ from pelicanconf.py."""
    settings: dict[str, object] = {}
    if name or content != CONTENT:
        title = name or content.name.replace("-", " ").replace("_", " ").title()
        settings |= {"SITENAME": title, "SITESUBTITLE": ""}
    if content != CONTENT:
        settings["LEARNING_TIMELINE_ADDRESSES"] = ""
    if today:
        settings["LEARNING_TIMELINE_TODAY"] = _day(today)
    if simulated:
        settings["LEARNING_TIMELINE_SIMULATED"] = simulated
    if future:
        settings["LEARNING_TIMELINE_FUTURE"] = True
    return settings


def _pelican(content: Path, output: Path, settings: Mapping[str, object]) -> list[str]:
    import json  # noqa: PLC0415 - `invoke --list` starts faster without it

    command = [sys.executable, "-m", "pelican", str(content), "-s", str(ROOT / "pelicanconf.py"), "-o", str(output)]
    extra = [f"{key}={json.dumps(value)}" for key, value in settings.items()]
    return [*command, "--fatal", "errors", *(["-e", *extra] if extra else [])]


def _build(content: Path, output: Path, settings: Mapping[str, object]) -> None:
    """Build a site where there is none or a site already; the plugin leaves the old one as it is if anything is wrong."""
    if not content.is_dir():
        _refuse(f"--content {content}: there is no such folder")
    if output == content or content.is_relative_to(output):
        _refuse(f"--output {output}: the site would overwrite the posts: name another folder")
    if output.exists() and any(output.iterdir()) and not (output / "timeline" / "index.html").exists():
        _refuse(f"--output {output}: this folder holds something else than a site: name an empty one")
    _run(_pelican(content, output, settings))
    print(f"The site is in {output}: open {output / 'index.html'}, or run `invoke serve`.")  # noqa: T201 - the task's answer


def _stop_clock(folder: Path) -> None:
    """Let what is started now take the time of the last commit for the clock (reproducible-builds.org)."""
    import analytics  # noqa: PLC0415 - `invoke --list` does not need it

    time = analytics.read_last_commit_time(folder)
    if time is None:
        _refuse(f"--reproducible: nothing is committed in {folder}: commit it first, or name the day by --today")
    os.environ["SOURCE_DATE_EPOCH"] = str(time)


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
        "future": "publish posts that are dated after today as well",
        "reproducible": "take the time of the last commit for the clock, so that one commit gives the same bytes on any day",
    }
)
def build(  # noqa: PLR0913, PLR0917 - one for each flag
    _: Context,
    content: str = "",
    output: str = "",
    name: str = "",
    today: str = "",
    future: bool = False,
    reproducible: bool = False,
) -> None:
    """Build the site; the old one stays as it is if anything is wrong."""
    folder = Path(content).resolve() if content else CONTENT
    target = Path(output).resolve() if output else OUTPUT
    if reproducible:
        _stop_clock(folder)
    _build(folder, target, _settings(folder, name=name, today=today, future=future))


@task(
    help={
        "content": "folder of Markdown posts (default: content)",
        "quick": "check the content alone; no site is built",
        "strict": "fail for remarks as for problems",
        "today": "the day that counts as today, as 2026-11-23 (default: the day of the build)",
        "future": "check posts that are dated after today as those that are published",
    }
)
def check(
    _: Context, content: str = "", quick: bool = False, today: str = "", future: bool = False, strict: bool = False
) -> None:
    """Say all that is wrong with the content, then with the site: links, HTML, feeds, accessibility; the site stays."""
    folder = Path(content).resolve() if content else CONTENT
    if not folder.is_dir():
        _refuse(f"--content {content}: there is no such folder")
    settings = _settings(folder, name="", today=today, future=future)
    with tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
        site, address = Path(made, "site"), _address() or NOWHERE
        settings |= {"LEARNING_TIMELINE_STRICT": strict}
        if not quick:
            settings |= {"CACHE_PATH": str(WEB)}
        _run(
            _pelican(folder, site, settings | {"LEARNING_TIMELINE_CHECK": True}),
            **({} if quick else {"SITEURL": address}),
        )
        if quick:
            return
        _run(_pelican(folder, site, settings), SITEURL=address)
        _check_site(site, folder, address, strict=strict)


def _address() -> str:
    """The site's address on the web, as pelicanconf.py has it; empty where nobody has said it."""
    from pelican.settings import get_settings_from_file  # noqa: PLC0415 - `invoke --list` starts faster without it

    return str(get_settings_from_file(str(ROOT / "pelicanconf.py")).get("SITEURL") or "")


def _check_site(site: Path, content: Path, address: str, *, strict: bool) -> None:
    """Say all that is amiss in a built site; end if anything is and that was asked for."""
    sys.path.insert(0, str(ROOT / "plugins"))
    from learning_timeline.commands.check import checked  # noqa: PLC0415 - other tasks do not need it

    if not checked(site, content, address, ROOT, print) and strict:
        raise Exit(code=1)


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
def publish(  # noqa: PLR0913, PLR0917 - one for each flag
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
    sys.path.insert(0, str(ROOT / "plugins"))
    from analytics import ContentError  # noqa: PLC0415 - other tasks do not need it
    from learning_timeline.commands import publish as work  # noqa: PLC0415

    address, repository = _address(), work.Repository(ROOT)
    _check_word("to", to)
    _check_word("remote", remote)
    _check_word("branch", branch)
    why = work.refuse_address(address) or work.refuse_repository(repository, uncommitted=uncommitted)
    if why:
        _refuse(f"{why}. Nothing was published.")
    if ahead := repository.unpushed():
        print(f"Not pushed yet: {ahead:,} commit{'' if ahead == 1 else 's'}; the site will show them (git push).")  # noqa: T201 - the task's answer
    place = work.Folder(to) if to else work.Branch(repository, remote, branch, address)
    site = WEB / "site"
    try:
        # Before minutes of work, whether it can lead anywhere.
        place.prepare(site)
        settings = _settings(CONTENT, name="", today="", future=future)
        settings |= {"CACHE_PATH": str(WEB), "LEARNING_TIMELINE_STRICT": strict}
        _run(_pelican(CONTENT, site, settings), SITEURL=address)
        if not unchecked:
            _check_site(site, CONTENT, address, strict=strict)
        # The author's own day.
        if not dry_run and (said := work.record_addresses(repository, site, ADDRESSES, date.today())):  # noqa: DTZ011
            print(said)  # noqa: T201 - the task's answer
        work.bring(place, site, address, dry_run=dry_run, say=print)
    except (work.CannotPublish, ContentError) as failure:
        raise Exit(str(failure), code=1) from None


def _check_word(flag: str, value: str) -> None:
    if value.startswith("-") or not value.isprintable():
        _refuse(f"--{flag} {value!r}: that is no name: it begins as an option does, or holds what cannot be printed")


@task(help={"output": "the site that was published (default: output)"})
def addresses(_: Context, output: str = "") -> None:
    """Add to content/addresses.tsv what the site has that is not in it; from then on builds keep these addresses alive."""
    sys.path.insert(0, str(ROOT / "plugins"))
    from analytics import ContentError  # noqa: PLC0415
    from learning_timeline.addresses import record  # noqa: PLC0415 - other tasks do not need it

    site, file = Path(output).resolve() if output else OUTPUT, ADDRESSES
    try:
        new = record(site, file, date.today())  # noqa: DTZ011 - the author's own day
    except FileNotFoundError as missing:
        _refuse(f"{missing.filename}: there is no such file: build the site first")
    except ContentError as problem:
        _refuse(str(problem))
    print(f"{len(new):,} new addresses are in {file.relative_to(ROOT)}{': commit it' if new else ''}.")  # noqa: T201 - the task's answer


@task(
    help={
        "content": "folder of Markdown posts (default: content)",
        "port": "port on this machine (default: 8000)",
        "today": "the day that counts as today, as 2026-11-23 (default: the day of the build)",
        "future": "publish posts that are dated after today as well",
    }
)
def serve(_: Context, content: str = "", port: int = 8000, today: str = "", future: bool = False) -> None:
    """Show the site at http://localhost:8000 as you write it: pages follow each save, drafts and problems are shown."""
    sys.path.insert(0, str(ROOT / "plugins"))
    from learning_timeline.commands.serve import serve as serve_site  # noqa: PLC0415 - other tasks do not need it

    folder = Path(content).resolve() if content else CONTENT
    if not folder.is_dir():
        _refuse(f"--content {content}: there is no such folder")
    drafts = {
        f"{kind}_{name}": value
        for kind in ("DRAFT", "DRAFT_LANG")
        for name, value in (("SAVE_AS", "drafts/{slug}/index.html"), ("URL", "drafts/{slug}/"))
    }
    try:
        serve_site(
            ROOT / "pelicanconf.py",
            _settings(folder, name="", today=today, future=future) | drafts | {"LEARNING_TIMELINE_SOURCE": None},
            content=folder,
            looks=[ROOT / "theme"],
            programs=[ROOT / "plugins", ROOT / "analytics"],
            port=port,
        )
    except OSError as error:
        _refuse(f"--port {port}: {error.strerror}: name another one")


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
def new(  # noqa: PLR0913, PLR0917 - one for each flag
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
    sys.path.insert(0, str(ROOT / "plugins"))
    from analytics import AnalyticsError  # noqa: PLC0415 - other tasks do not need it
    from learning_timeline.commands import new_post  # noqa: PLC0415

    is_asked = ask and sys.stdin.isatty() and sys.stdout.isatty()
    told = (title, topic, kind, resources)
    try:
        file = new_post.begin(CONTENT, *told, day=date and _day(date), is_draft=draft, is_asked=is_asked)
    except (new_post.UnknownError, AnalyticsError) as problem:
        _refuse(str(problem))
    print(file.relative_to(ROOT))  # noqa: T201 - the task's answer
    if is_asked and (editor := os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        _run([*shlex.split(editor), file])


@task(
    positional=["identifier"],
    help={
        "identifier": "arxiv:1706.03762, doi:10.1038/nature14236, isbn:9780262035613 or a web address",
        "status": "queued, reading, finished or abandoned (default: queued)",
        "kind": "paper, book, course, talk, video, podcast, software, dataset, article or other (default: by the identifier)",
        "key": "its key in the bibliography (default: of author, year and title)",
        "bibliography": "the file (default: content/resources.bib)",
        "offline": "ask no service; write what the identifier tells",
    },
)
def resource(  # noqa: PLR0913, PLR0917 - one for each flag
    _: Context,
    identifier: str,
    status: str = "queued",
    kind: str = "",
    key: str = "",
    bibliography: str = "",
    offline: bool = False,
) -> None:
    """Add something to study to the bibliography; looked up at arXiv or Crossref where there is a network."""
    sys.path.insert(0, str(ROOT / "plugins"))
    from learning_timeline.commands.resource import Wanted, add  # noqa: PLC0415 - other tasks do not need it

    file = Path(bibliography).resolve() if bibliography else CONTENT / "resources.bib"
    add(file, Wanted(identifier, status, kind, key), offline=offline, say=print)


@task(
    help={
        "years": "how many years to simulate (default: 50)",
        "seed": "which journal; the same seed gives the same one (default: 1)",
        "output": "where the site goes (default: demo-output)",
    }
)
def demo(_: Context, years: int = 50, seed: int = 1, output: str = "") -> None:
    """Write a simulated journal with its own git history, and build its site; every page says that it is simulated."""
    from demo.journal import write_demo  # noqa: PLC0415 - other tasks do not need it

    journal = ROOT / "demo-journal"
    # The one folder that is ours to throw away: it is made here, and git ignores it.
    shutil.rmtree(journal, ignore_errors=True)
    try:
        simulated = write_demo(journal, years=years, seed=seed, milestones=CONTENT / "milestones.yaml")
    except ValueError as error:
        _refuse(str(error))
    print(f"{simulated.posts:,} posts in {len(simulated.revisions):,} commits are in {journal}.")  # noqa: T201 - the task's answer
    settings = _settings(
        journal / "content",
        name="A simulated journal",
        today=simulated.until.isoformat(),
        future=False,
        simulated=simulated.sentence,
    )
    _build(journal / "content", Path(output).resolve() if output else ROOT / "demo-output", settings)


@task(
    help={
        "content": "folder of Markdown posts (default: content)",
        "report": "say what is known to be gone; no other site is asked",
        "most": "look at so many addresses at the most (default: all that are due)",
    }
)
def links(_: Context, content: str = "", report: bool = False, most: int = 0) -> None:
    """Look at all that posts link to, save the text of each page once beside the posts, and say what is gone."""
    sys.path.insert(0, str(ROOT / "plugins"))
    import analytics  # noqa: PLC0415 - `invoke --list` does not need it
    from learning_timeline.commands import outside  # noqa: PLC0415 - other tasks do not need it

    folder = Path(content).resolve() if content else CONTENT
    if not folder.is_dir():
        _refuse(f"--content {content}: there is no such folder")
    try:
        known = outside.read_record(folder)
        if not report:
            with tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
                _run(_pelican(folder, Path(made, "site"), _settings(folder, name="", today="", future=False)))
                addresses = outside.addresses_in(Path(made, "site"))
            today = datetime.now().astimezone().date()
            asked = outside.due(addresses, known, today)[: most or None]
            keeper = outside.Keeper(folder, known)
            outside.look_at(asked, keeper, outside.Manners(), today, print)
    except analytics.ContentError as problem:
        raise Exit(str(problem), code=1) from None
    except KeyboardInterrupt:
        raise Exit("Stopped; what was found is kept, and `invoke links` goes on from there.", code=130) from None
    print("\n".join(outside.report(known.values())))  # noqa: T201 - the task's answer
    if not report:
        print(f"What was found is in {folder / 'snapshots'}: commit it.")  # noqa: T201 - the task's answer


@task(
    help={
        "output": "a new folder, or a file .tar or .zip (default: journal-DAY.tar, by the last commit)",
        "wheels": "put in the packages by which the site is built without a network (default: yes)",
    }
)
def archive(_: Context, output: str = "", wheels: bool = True) -> None:
    """Pack the journal whole, as a BagIt package: posts, history, site, data, programs, and what a finder has to know."""
    sys.path.insert(0, str(ROOT / "plugins"))
    from learning_timeline.commands import archive as work  # noqa: PLC0415 - other tasks do not need it
    from learning_timeline.commands.repository import GitFailed, Repository  # noqa: PLC0415

    repository = Repository(ROOT)
    name = output or f"journal-{repository.asks('log', '-1', '--format=%as') or 'empty'}.tar"
    if left_out := repository.uncommitted() if repository.is_there else []:
        print(f"Left out, since not committed: {', '.join(left_out[:5])}{' and more' if len(left_out) > 5 else ''}")  # noqa: T201, PLR2004

    def build_site(clone: Path, site: Path, day: str) -> None:
        command = [
            sys.executable,
            "-m",
            "pelican",
            str(clone / "content"),
            "-s",
            str(clone / "pelicanconf.py"),
            "-o",
            str(site),
        ]
        own = [f'CACHE_PATH="{clone / ".cache"}"', f'LEARNING_TIMELINE_TODAY="{day}"']
        ended = subprocess.run(
            [*command, "--fatal", "errors", "-e", *own], cwd=clone, env=os.environ | {"SITEURL": ""}, check=False
        )
        if ended.returncode:
            raise work.CannotArchive("the site could not be built, as is said above")

    try:
        packed = work.archive(
            repository, Path(name).resolve(), name=_site_name(), build=build_site, wheels=wheels, say=print
        )
    except (work.CannotArchive, GitFailed) as failure:
        raise Exit(f"{failure}. Nothing was written.", code=1) from None
    print(f"{packed.files:,} files of {packed.size / 1e6:,.0f} MB are in {name}; HANDOVER.md in it says what they are.")  # noqa: T201 - the task's answer


def _site_name() -> str:
    from pelican.settings import get_settings_from_file  # noqa: PLC0415 - `invoke --list` starts faster without it

    return str(get_settings_from_file(str(ROOT / "pelicanconf.py"))["SITENAME"])


@task(
    positional=["site"],
    help={
        "site": "folder of a site that carries its source, or of an archive's `data`",
        "into": "where the repository goes; an empty folder, or none yet",
    },
)
def restore(_: Context, site: str, into: str) -> None:
    """Put the repository that a site was made of together again, from nothing but the site."""
    sys.path.insert(0, str(ROOT / "plugins"))
    from learning_timeline.commands import restore as work  # noqa: PLC0415 - other tasks do not need it

    if not into:
        _refuse("--into: name a new folder")
    try:
        restored = work.restore(Path(site).resolve(), Path(into).resolve())
    except work.CannotRestore as failure:
        raise Exit(f"{failure}. Nothing was written.", code=1) from None
    except OSError as error:
        raise Exit(f"{error.filename or into}: {error.strerror}. Nothing was written.", code=1) from None
    print(f"{restored.commits:,} commits are in {into}; all files are those of tree {restored.tree}, as the site says.")  # noqa: T201 - the task's answer


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
        "torture": "stop builds at a thousand system calls, give a million texts to each parser; takes hours",
        "fifty": "what keeps the site readable in fifty years, with a figure for each; takes minutes",
    }
)
def test(_: Context, only: str = "", all_: bool = False, torture: bool = False, fifty: bool = False) -> None:  # noqa: PT028 - a command, not a test
    """Run the tests; browser tests run where a Chromium is found, and say so where none is."""
    command: list[str | Path] = [sys.executable, "-m", "pytest"]
    if only:
        command += ["-k", only]
    else:
        # The tests of a file stay together, since they look at the same sites.
        command += ["-n", "logical", "--dist", "loadscope"]
    if torture or fifty:
        command += ["-m", "torture" if torture else "fifty", "-rP"]
        shares = TORTURE if torture else FIFTY
        os.environ.update({name: os.environ.get(name, number) for name, number in shares.items()})
    elif all_:
        command += [] if only else ["--cov", "--cov-report=term"]
    elif not only:
        command += ["-m", "not slow and not torture and not fifty", "--hypothesis-profile", "fast"]
    _run(command)


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
def bench(  # noqa: PLR0913, PLR0917 - one for each flag
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
    command: list[str | Path] = [sys.executable, "-m", "tests.bench"]
    command += [part for name, number in size.items() for part in (f"--{name}", str(number))]
    if only:
        command += ["--only", only]
    if save:
        command += ["--save"]
    _run(command, python_path=f"{ROOT}{os.pathsep}{ROOT / 'plugins'}")


@task
def lint(_: Context) -> None:
    """Check style, types and the direction of imports; types of scripts after `invoke assets`, and it says so if not."""
    _run([sys.executable, "-m", "ruff", "check", "."])
    _run([sys.executable, "-m", "ruff", "format", "--check", "."])
    _run([sys.executable, "-m", "mypy"])
    # The plugin stands in `plugins/`, where only Pelican looks of itself.
    _run([Path(sys.executable).with_name("lint-imports")], python_path=ROOT / "plugins")
    _check_scripts()


def _check_scripts() -> None:
    """Check the types that the scripts' comments tell, where `invoke assets` has fetched the checker."""
    checker = ROOT / "node_modules" / ".bin" / "tsc"
    if checker.exists():
        _run([checker, "--project", ROOT])
        return
    print("!" * 80)  # noqa: T201 - the task's answer
    print("THE TYPES OF THE SCRIPTS WERE NOT CHECKED: run `invoke assets` first, which needs npm.")  # noqa: T201
    print("!" * 80)  # noqa: T201
