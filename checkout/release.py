"""The last commit in, a distribution out that was built, checked and tried: what `invoke release` hands to an index of packages.

The README of the repository leads to files beside it, which an index does not have; so the one of the distribution is made from
it, with whole addresses, or with the words alone where nobody knows the address of the repository.
"""

from __future__ import annotations

import re
import sys
import tarfile
import tomllib
import venv
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from invoke.exceptions import Exit

from learning_timeline.commands.hosts import home_of
from learning_timeline.commands.repository import GitFailed, Repository
from learning_timeline.commands.workplace import run
from learning_timeline.core.typed import install

from .start import refuse_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

_LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?![a-z]+:|#)(?P<path>[^)\s]+)\)")
_COMMENT = re.compile(r"<!--.*?-->\n?", flags=re.DOTALL)
# Where hosts show files of a repository, by what is before `blob` and `raw`.
_HOSTS = {"github.com": "", "gitlab.com": "/-"}
# Nothing of this checkout helps the wheel.
_ALONE = {"PYTHONPATH": ""}
UNRELEASED = "## Unreleased"
CONFIG = 'SITENAME = "An empty site"\nPATH = "content"\nTIMEZONE = "UTC"\n'
# In the one format that Pelican reads without any other package.
POST = "One post\n########\n\n:date: 2026-02-03\n:category: Trial\n\nText.\n"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the repository is on the web, and the version that is released.

    Attributes:
        url: without a slash at its end; empty if nobody knows it.
        version: as `pyproject.toml` has it.
    """

    url: str
    version: str

    def address(self, path: str, kind: str) -> str:
        """The address of a file of this version.

        Args:
            path: from the repository's root.
            kind: `blob` for the page that shows it, `raw` for the file itself.

        >>> Home("https://github.com/ada/journal", "1.0").address("docs/a.md", "blob")
        'https://github.com/ada/journal/blob/v1.0/docs/a.md'
        """
        host = self.url.split("/")[2]
        return f"{self.url}{_HOSTS.get(host, '')}/{kind}/v{self.version}/{path}"


def readme_of(text: str, home: Home) -> str:
    """The README as an index of packages shows it: every link leads somewhere, every picture is there."""

    def whole(match: re.Match[str]) -> str:
        if not home.url:
            return "" if match["picture"] else match["text"]
        address = home.address(match["path"], "raw" if match["picture"] else "blob")
        return f"{match['picture']}[{match['text']}]({address})"

    return _LINK.sub(whole, _COMMENT.sub("", text))


def urls_of(home: Home) -> str:
    """The addresses that the distribution names, as `pyproject.toml` has them; empty if none is known."""
    if not home.url:
        return ""
    urls = {
        "Homepage": home.url,
        "Documentation": home.address("docs", "tree"),
        "Changelog": home.address("CHANGELOG.md", "blob"),
        "Issues": f"{home.url}/issues",
    }
    return "\n".join(["[project.urls]", *(f'{name} = "{url}"' for name, url in urls.items())]) + "\n\n"


def release(root: Path, home: str, day: date, say: Callable[[str], None], *, is_dry: bool) -> None:
    """Build a distribution of the last commit, check it, try it in an empty site; and, if it is meant, tag the commit.

    Args:
        root: the folder of the repository.
        home: its address on the web; empty for that of the remote `origin`.
        day: of the release.
        say: is told what was done.
        is_dry: whether nothing is committed, tagged or kept.

    Raises:
        Exit: something is wrong with the repository or the distribution.
    """
    if home and urlsplit(home).scheme not in {"http", "https"}:
        raise Exit(f"--home {home}: write it as https://github.com/YOU/learning-timeline", code=2)
    repository = Repository(root)
    refuse_changes(repository)
    if missing := [name for name in ("build", "twine") if find_spec(name) is None]:
        raise Exit(f"{missing[0]} is not installed: run {install('release')}", code=2)
    version = str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    if repository.asks("tag", "--list", f"v{version}"):
        raise Exit(f"v{version} is released already: raise `version` in pyproject.toml and commit it", code=2)
    if not is_dry:
        _name_version(repository, version, day)
    where = Home((home or home_of(repository.asks("remote", "get-url", "origin"))).rstrip("/"), version)
    if not where.url:
        say("The address of the repository is not known (--home URL): the README goes without links to its files.")
    with TemporaryDirectory(prefix="learning-timeline-") as made:
        files = build(repository, Path(made, "source"), Path(made, "dist") if is_dry else root / "dist", where)
        for file in files:
            refuse_strays(file)
        run([sys.executable, "-m", "twine", "check", "--strict", *files], root=root)
        (wheel,) = (file for file in files if file.suffix == ".whl")
        try_in_empty_site(wheel, Path(made))
        sizes = ", ".join(f"{file.name} ({file.stat().st_size / 1000:,.0f} kB)" for file in files)
    say(f"Built, checked and tried: {sizes}.")
    if is_dry:
        say("A dry run: nothing was tagged or kept.")
        return
    try:
        repository.git("tag", "--annotate", f"v{version}", "--message", f"Version {version}")
    except GitFailed as failure:
        raise Exit(f"git could not tag the commit: {failure}", code=1) from None
    say(
        f"v{version} is tagged. To publish it: git push --follow-tags && {Path(sys.executable).name} -m twine upload dist/*"
    )


def _name_version(repository: Repository, version: str, day: date) -> None:
    """Give what is new in the changelog its version and day, and commit that."""
    file = repository.folder / "CHANGELOG.md"
    text = file.read_text(encoding="utf-8")
    if f"## {version}" in text:
        return
    if UNRELEASED not in text:
        raise Exit(f"CHANGELOG.md has no {UNRELEASED!r}: say what is new", code=2)
    file.write_text(text.replace(UNRELEASED, f"{UNRELEASED}\n\n## {version} - {day}", 1), encoding="utf-8")
    try:
        repository.git("commit", "--quiet", "--only", "--message", f"Version {version}", "--", file.name)
    except GitFailed as failure:
        raise Exit(f"git could not commit: {failure}", code=1) from None


def build(repository: Repository, source: Path, dist: Path, home: Home) -> list[Path]:
    """Build a source distribution, and a wheel from it; both files.

    Args:
        repository: of which the last commit is built, and nothing else.
        source: a folder that is not there yet.
        dist: where they go.
        home: what the README and the metadata lead to.
    """
    packed = source.with_suffix(".tar")
    repository.git("archive", f"--output={packed}", "HEAD")
    source.mkdir()
    with tarfile.open(packed) as archive:
        archive.extractall(source)  # noqa: S202 - git made it just now
    readme, project = source / "README.md", source / "pyproject.toml"
    readme.write_text(readme_of(readme.read_text(encoding="utf-8"), home), encoding="utf-8")
    text = project.read_text(encoding="utf-8")
    mark = "[project.optional-dependencies]"
    project.write_text(text.replace(mark, urls_of(home) + mark, 1), encoding="utf-8")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", dist], root=source, is_quiet=True)
    return sorted(dist.glob(f"*{home.version}[-.]*"))


def refuse_strays(file: Path) -> None:
    """End the command where a distribution carries what does not run.

    Raises:
        Exit: it does.
    """
    if strays := [*_strays(file)]:
        raise Exit(f"{file.name} carries what nobody needs who installs it: {', '.join(strays[:5])}", code=1)


def _strays(file: Path) -> Iterable[str]:
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as wheel:
            names = wheel.namelist()
        ours = ("learning_timeline/", "pelican/plugins/learning_timeline/", "pelican_learning_timeline-")
        return [name for name in names if not name.startswith(ours) or name.endswith((".d.ts", ".pyc"))]
    with tarfile.open(file) as source:
        return [name for name in source.getnames() if "/tests/" in name or "/content/" in name]


def try_in_empty_site(wheel: Path, folder: Path) -> None:
    """Install the wheel, and nothing else that is ours, and build a site of one post by it.

    Raises:
        Exit: it could not be installed, or there is no timeline.
    """
    place, site = folder / "environment", folder / "site"
    venv.create(place, with_pip=True)
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel], root=folder, variables=_ALONE
    )
    (site / "content").mkdir(parents=True)
    (site / "pelicanconf.py").write_text(CONFIG, encoding="utf-8")
    (site / "content" / "one.rst").write_text(POST, encoding="utf-8")
    for command in (["build"], ["check", "--quick", "--json"]):
        run([python, "-m", "learning_timeline", *command], root=site, is_quiet=True, variables=_ALONE)
    for page in ("timeline", "2026", "topics/trial"):
        if not (site / "output" / page / "index.html").is_file():
            raise Exit(f"{wheel.name}: its plugin wrote no page at /{page}/", code=1)
