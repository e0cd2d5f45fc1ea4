"""The commands of this repository: `invoke --list` lists them, `invoke --help NAME` explains one.

Those of a journal come from the plugin, where `python -m learning_timeline` has them too; here stand those of the software.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.collection import Collection

if TYPE_CHECKING:
    from learning_timeline.commands.workplace import Workplace

ROOT = Path(__file__).resolve().parent
# The plugin stands where only Pelican looks of itself.
sys.path.insert(0, str(ROOT / "plugins"))

from learning_timeline.commands import registry, workplace  # noqa: E402 - found by the line above
from learning_timeline.commands.tasks import options  # noqa: E402 - and all commands of a journal with it
from learning_timeline.core.typed import install  # noqa: E402

namespace = Collection()
for _command in registry.COMMANDS.tasks.values():
    namespace.add_task(_command)
namespace.configure({registry.SITE: str(ROOT)})
_run = partial(workplace.run, root=ROOT)
# All packages of this repository, for a Python that is started here.
OURS = {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "plugins")))}
command = partial(registry.command, into=namespace)


@command(examples=("assets",))
def assets(_: Workplace) -> None:
    """Fetch the packages in package.json: two smaller builds of plotly.js, and the type checker for scripts; needs npm."""
    npm = shutil.which("npm")
    if npm is None:
        workplace.refuse(
            "npm is not on PATH: install Node.js 20 or newer, which includes it (on Debian: apt-get install npm). "
            "The site also builds without it, with all of plotly.js"
        )
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])


@command(examples=("docs",), help={"output": "where the site goes (default: output-docs)"})
def docs(_: Workplace, output: str = "") -> None:
    """Build the documentation as a site, with its search, from the files in docs/."""
    site = options.path(output, ROOT / "output-docs")
    settings = ROOT / "docs" / "site" / "settings.py"
    _run([sys.executable, "-m", "pelican", "--settings", settings, "--output", site], variables=OURS)
    print(f"The documentation is in {site}: open {site / 'index.html'}.")


@command(
    examples=("languages", "languages --begin fr"),
    help={"begin": "start a catalogue for a language, by its code: fr, pt-BR, zh-Hant"},
)
def languages(_: Workplace, begin: str = "") -> None:
    """Collect the messages of pages and scripts, update the catalogue of each language, and report how much is translated."""
    from learning_timeline.commands import catalogues as work

    try:
        if begin:
            print(f"Translate {os.path.relpath(work.begin(begin, ROOT))}, then run `invoke languages`.")
        states = work.update(ROOT)
    except work.CatalogueError as error:
        workplace.refuse(str(error))
    for one in states:
        print(f"{one.name} ({one.code}): {one.translated:,} of {one.messages:,} messages.")
        for problem in one.problems:
            print(f"  {problem}")
    if any(one.problems for one in states):
        sys.exit(1)


@command(
    examples=(
        "start",
        'start --name "What I learn" --author "Ada" --email ada@example.org --zone Europe/London --keep milestones,topics',
    ),
    help={
        "name": "name of the journal (default: that of the folder)",
        "subtitle": "a line below the name",
        "author": "your name (default: git's)",
        "email": "your e-mail address for git commits; stored in this repository only (default: git's)",
        "address": "where the site will be on the web, such as https://YOU.github.io/journal",
        "zone": "your time zone, such as Europe/Berlin (default: that of this machine)",
        "language": "language of your posts, such as en (default: en)",
        "licence": "licence of your texts, such as CC-BY-4.0 (default: none, all rights reserved)",
        "origin": "address of your own repository, if you cloned that of the software, which `update` will then remember",
        "keep": "samples to keep: any of posts, pages, milestones, world, topics, separated by commas; all; or nothing",
        "ask": "in a terminal, ask for what you leave out (default: yes)",
    },
)
def start(
    here: Workplace,
    name: str = "",
    subtitle: str = "",
    author: str = "",
    email: str = "",
    address: str = "",
    zone: str = "",
    language: str = "",
    licence: str = "",
    origin: str = "",
    keep: str = "",
    ask: bool = True,
) -> None:
    """Make this clone your own journal: ask for its name and which samples to keep, and commit the result."""
    from checkout.starting import begin

    given = {"name": name, "subtitle": subtitle, "author": author, "email": email, "address": address, "zone": zone}
    given |= {"language": language, "licence": licence, "origin": origin, "keep": keep}
    is_asked = ask and sys.stdin.isatty() and sys.stdout.isatty()
    begin(here, {answer: text for answer, text in given.items() if text}, is_asked=is_asked)


@command(
    examples=("update --source https://example.org/learning-timeline.git", "update"),
    help={
        "source": "address or folder of the software's repository; remembered for next time",
        "branch": "its branch (default: main)",
    },
)
def update(_: Workplace, source: str = "", branch: str = "main") -> None:
    """Update the software to the newest version, by one merge that never touches content/."""
    from checkout.update import update as work

    work(ROOT, source, branch, print)


@command(
    examples=("release --dry-run", "release --home https://github.com/YOU/learning-timeline"),
    help={
        "home": "web address of the repository, for links in README and metadata (default: that of the remote origin)",
        "dry_run": "build, check and try it, and leave nothing behind",
    },
)
def release(_: Workplace, home: str = "", dry_run: bool = False) -> None:
    """Build a wheel and a source distribution, check them with twine, try the wheel in an empty site, and tag the version."""
    from checkout.release import release as work
    from learning_timeline.core.clock import authors_day

    work(ROOT, home, authors_day(), print, is_dry=dry_run)


@command(
    examples=("demo", "demo --years 10 --seed 7"),
    help={
        "years": "how many years to simulate (default: 50)",
        "seed": "the same seed gives the same journal (default: 1)",
        "output": "where the site goes (default: demo-output)",
    },
)
def demo(here: Workplace, years: int = 50, seed: int = 1, output: str = "") -> None:
    """Generate a simulated journal with its own git history, and build its site; every page says that it is simulated."""
    from demo.journal import write_demo

    journal = ROOT / "demo-journal"
    # The one folder that is ours to throw away: it is made here, and git ignores it.
    shutil.rmtree(journal, ignore_errors=True)
    try:
        milestones, series = here.content / "milestones.yaml", here.content / "world"
        simulated = write_demo(journal, years=years, seed=seed, milestones=milestones, series=series)
    except ValueError as error:
        workplace.refuse(str(error))
    print(f"{simulated.posts:,} posts in {len(simulated.revisions):,} commits are in {journal}.")
    settings = options.settings(
        here, journal / "content", name="A simulated journal", today=simulated.until.isoformat()
    )
    settings |= {"LEARNING_TIMELINE_SIMULATED": simulated.sentence}
    here.build(journal / "content", options.path(output, ROOT / "demo-output"), settings)


def _need(library: str, extra: str) -> None:
    """End the command if a library is not there that it runs and a journal needs no copy of."""
    if importlib.util.find_spec(library) is None:
        workplace.refuse(f"{library} is not installed: run {install(extra)}")


# How much of each torture there is, and where what held is noted: system calls at which a build is killed, stopped, or finds a
# full disk; builds at once; sequences of changes; texts for each property of a parser; texts and seconds for each parser.
TORTURE = {
    "TORTURE_LOG": str(ROOT / ".cache" / "torture"),
    "KILL_POINTS": "1000",
    "STOP_POINTS": "100",
    "FULL_POINTS": "50",
    "BUILDS_AT_ONCE": "200",
    "SEQUENCES": "200",
    "EXAMPLES": "10000",
    "FUZZ_GROUPS": "1000",
    "FUZZ_RUNS": "1000000",
    "FUZZ_SECONDS": "900",
}
# The same for what keeps the site readable: years of the simulated journal, every page of which is read.
FIFTY = {
    "FIFTY_YEARS": "50",
    "FIFTY_VARIATIONS": "99",
    "FIFTY_ROUND_TRIPS": "500",
    "FIFTY_DATES": "2000",
    "FIFTY_CALENDARS": "250",
}


@command(
    examples=("test", "test --only publishing", "test --rest"),
    help={
        "only": "run the tests whose names match, like pytest's -k",
        "all_": "also run the slow tests and a share of the two below, and measure coverage; takes a quarter of an hour",
        "rest": "run only what --all runs and a plain `invoke test` does not",
        "torture": "kill builds at each change of the disk, give each parser a million texts; takes hours, can be resumed",
        "fifty": "run the tests for fifty years of readability, with a figure for each; takes minutes",
    },
)
def test(
    _: Workplace, only: str = "", all_: bool = False, rest: bool = False, torture: bool = False, fifty: bool = False
) -> None:
    """Run the tests; without Chromium, browser tests are skipped with a note."""
    _need("pytest", "test")
    # The tests of a file stay together, since they look at the same sites.
    chosen = ["-k", only] if only else ["-n", "logical", "--dist", "loadscope"]
    if torture or fifty:
        chosen += ["-m", "torture" if torture else "fifty", "-rP"]
    elif not only and all_:
        chosen += ["--cov", "--cov-report=term"]
    elif not only and rest:
        chosen += ["--rest"]
    elif not only:
        chosen += ["-m", "not slow and not torture and not fifty", "--hypothesis-profile", "fast"]
    shares = TORTURE if torture else FIFTY if fifty else {}
    shares = {name: os.environ.get(name, number) for name, number in shares.items()}
    _run([sys.executable, "-m", "pytest", *chosen], variables=shares)


@command(
    examples=("bench --only build --posts 2000",),
    help={
        "only": "one of build, phases, mining, page, hand, reload, load, growth (default: all)",
        "posts": "how many posts (default: 20000)",
        "topics": "how many topics (default: 200)",
        "years": "over how many years (default: 50)",
        "commits": "how many commits, for benches that read the history (default: 100000)",
        "runs": "how many runs per contender; results are medians (default: 3)",
        "save": "store the figures in docs/bench/, for the checked-out commit",
    },
)
def bench(
    _: Workplace,
    only: str = "",
    posts: int = 20_000,
    topics: int = 200,
    years: int = 50,
    commits: int = 100_000,
    runs: int = 3,
    save: bool = False,
) -> None:
    """Compare builds, mining and the timeline page with Hugo, Eleventy, Pelican, git and chart libraries."""
    _need("playwright", "bench")
    size = {"posts": posts, "topics": topics, "years": years, "commits": commits, "runs": runs}
    chosen = [part for name, number in size.items() for part in (f"--{name}", str(number))]
    chosen += [*(["--only", only] if only else []), *(["--save"] if save else [])]
    _run([sys.executable, "-m", "tests.bench", *chosen], variables=OURS)


@command(examples=("lint",))
def lint(_: Workplace) -> None:
    """Check style, types and the direction of imports; after `invoke assets`, also the types of scripts."""
    _need("ruff", "lint")
    _run([sys.executable, "-m", "ruff", "check", "."])
    _run([sys.executable, "-m", "ruff", "format", "--check", "."])
    _run([sys.executable, "-m", "mypy"])
    _run([Path(sys.executable).with_name("lint-imports")], variables={"PYTHONPATH": str(ROOT / "plugins")})
    _check_scripts()


def _check_scripts() -> None:
    """Check the types in the scripts' comments, if `invoke assets` has fetched the checker."""
    checker = ROOT / "node_modules" / ".bin" / "tsc"
    if checker.exists():
        _run([checker, "--project", ROOT])
        return
    print("!" * 80)
    print("THE TYPES OF THE SCRIPTS WERE NOT CHECKED: run `invoke assets` first, which needs npm.")
    print("!" * 80)
