"""The commands that bring a site to the web and keep its addresses: publish, addresses."""

from __future__ import annotations

import json as json_format
from pathlib import Path

from invoke.exceptions import Exit

from ..registry import command
from ..workplace import Workplace, refuse
from . import options


@command(
    examples=("publish --dry-run", "publish", "publish --to you@example.org:/var/www/journal/"),
    help={
        "to": "a local or remote folder for rsync, such as you@example.org:/var/www/journal/ (default: GitHub Pages)",
        "remote": "for GitHub Pages: the remote to push to (default: origin)",
        "branch": "for GitHub Pages: the branch of the site (default: gh-pages)",
        "dry_run": "show what would change on the web, and change nothing there",
        "uncommitted": "publish uncommitted changes too",
        "unchecked": "publish without checking the site",
        "strict": "refuse to publish if there are remarks on the content or the site",
        "future": options.FUTURE,
    },
)
def publish(
    here: Workplace,
    to: str = "",
    remote: str = "origin",
    branch: str = "gh-pages",
    dry_run: bool = False,
    uncommitted: bool = False,
    unchecked: bool = False,
    strict: bool = False,
    future: bool = False,
) -> None:
    """Build the site for its address on the web, check it, and publish it to GitHub Pages or any host."""
    from .. import publish as work
    from ..check import checked

    address, site = here.address, here.web / "site"
    changed = options.settings(here, here.content, future=future)
    changed |= {"CACHE_PATH": str(here.web), "LEARNING_TIMELINE_STRICT": strict}

    def build_site(root: Path) -> None:
        tools, content = root / "node_modules", root / here.content.relative_to(here.root)
        if root != here.root and (here.root / tools.name).exists():
            # What `invoke assets` has fetched makes pages lighter, and is part of no commit.
            tools.symlink_to(here.root / tools.name)
        here.pelican(content, site, changed, root=root, config=here.for_the_web, variables={"SITEURL": address})
        if not unchecked and checked(site, content, address, here.root, print)[0] and strict:
            raise Exit(code=1)

    here.keep_cache_out_of_git()
    order = work.Order(address, to, remote, branch, dry_run=dry_run, uncommitted=uncommitted)
    work.publish(order, site, build_site, root=here.root, tree=here.web / "tree", addresses=here.addresses, say=print)


@command(
    examples=("addresses", "addresses --gone /posts/2026/11/entropy/", "addresses --json"),
    help={
        "output": "folder of the published site (default: as in the settings)",
        "gone": "only give up this address, and what vanished with it",
        "json": options.JSON,
    },
)
def addresses(here: Workplace, output: str = "", gone: str = "", json: bool = False) -> None:
    """Record every address of the site, so later builds keep it alive; or give one up for good."""
    from ..._seam import analytics
    from ...core.clock import authors_day
    from ...web.addresses import record
    from ..giving_up import give_up_vanished

    if here.addresses is None:
        refuse(
            "this site keeps no record of its addresses: add LEARNING_TIMELINE_ADDRESSES = 'addresses.tsv' to pelicanconf.py"
        )
    name = here.addresses.name
    try:
        if gone:
            changed = give_up_vanished(here, gone)
            said = f"Given up in {name}: {', '.join(changed)}. Commit it."
        else:
            changed = record(options.path(output, here.output), here.addresses, authors_day())
            said = f"{len(changed):,} new addresses are in {name}{': commit it' if changed else ''}."
    except FileNotFoundError as missing:
        refuse(f"{missing.filename}: there is no such file: build the site first")
    except (analytics.ContentError, ValueError) as problem:
        refuse(str(problem))
    print(json_format.dumps({"gone" if gone else "new": changed}, indent=2) if json else said)
