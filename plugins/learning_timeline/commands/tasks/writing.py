"""The commands that help to write: new, delete, resource, topics, import."""

from __future__ import annotations

import json as json_format
import os
import shlex
import sys
from typing import TYPE_CHECKING

from invoke.exceptions import Exit

from ..registry import command
from ..workplace import run
from . import options

if TYPE_CHECKING:
    from ..workplace import Workplace


@command(
    examples=(
        'new --title "What attention computes" --topic language-models',
        "new --resources arxiv:1706.03762 --draft",
    ),
    help={
        "title": "the post's title (default: asked for, or that of its first resource)",
        "topic": "its topic, as a slug or a name of content/topics.yaml",
        "kind": "note, paper, book, course, talk, project, idea or review (default: note)",
        "resources": "what was studied, as arxiv:1706.03762, doi:, isbn:, a web address or a key of the bibliography; with commas",
        "date": "date of the post (default: today)",
        "draft": "mark it as a draft",
        "ask": "ask for what is not told, and open $EDITOR, where a person sits at the terminal (default: yes)",
    },
)
def new(
    here: Workplace,
    title: str = "",
    topic: str = "",
    kind: str = "",
    resources: str = "",
    date: str = "",
    draft: bool = False,
    ask: bool = True,
) -> None:
    """Create a post from the outline of its kind, open it in $EDITOR, and say where it is."""
    from .. import new_post

    is_asked = ask and sys.stdin.isatty() and sys.stdout.isatty()
    told = (title, topic, kind, resources)
    day = date and options.day(date, "--date")
    file = new_post.begin(here.content, *told, day=day, is_draft=draft, is_asked=is_asked)
    print(file.relative_to(here.root))
    if is_asked and (editor := os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        run([*shlex.split(editor), file], root=here.root)


@command(
    examples=("delete content/posts/2026/entropy-is-a-rate.md", "delete entropy-is-a-rate"),
    positional=["post"],
    help={"post": "its file, its address, or the last part of either"},
)
def delete(here: Workplace, post: str) -> None:
    """Delete a post, and give up its addresses with those of all that goes with it, such as its topic's page and feed."""
    from ..giving_up import delete as work

    work(here, post, print)


@command(
    examples=("resource arxiv:1706.03762", "resource doi:10.1038/nature14236 --status finished", "resource papers.bib"),
    positional=["identifier"],
    help={
        "identifier": "arxiv:1706.03762, doi:10.1038/nature14236, openreview:YicbFdNTTy, s2:13756489, isbn:9780262035613, "
        "a web address, or a file of BibTeX or RIS",
        "status": "queued, reading, finished or abandoned (default: queued)",
        "kind": "paper, book, course, talk, video, podcast, software, dataset, article or other (default: by the identifier)",
        "key": "its key in the bibliography (default: of author, year and title)",
        "bibliography": "the file (default: resources.bib beside the posts)",
        "offline": "ask no service; write what the identifier tells",
    },
)
def resource(
    here: Workplace,
    identifier: str,
    status: str = "queued",
    kind: str = "",
    key: str = "",
    bibliography: str = "",
    offline: bool = False,
) -> None:
    """Add something to study to the bibliography, with what a service knows of it."""
    from ..resource import Wanted, add

    wanted = Wanted(identifier, status, kind, key)
    add(options.path(bibliography, here.content / "resources.bib"), wanted, offline=offline, say=print)


@command(
    examples=("topics", "topics --suggest > content/topics.yaml", "topics --json"),
    help={
        "content": options.CONTENT,
        "suggest": "print a `topics.yaml` to start from, with how many notes each topic has",
        "as_": options.AS,
        "json": options.JSON,
    },
)
def topics(here: Workplace, content: str = "", suggest: bool = False, as_: str = "", json: bool = False) -> None:
    """List the topics by which the notes of a folder are filed, or print a `topics.yaml` to start from."""
    from ..topics import counted, suggested

    folder, dialect = options.folder(here, content), options.dialect(as_) if as_ else ""
    if json:
        print(json_format.dumps({"topics": counted(folder, dialect)}, ensure_ascii=False, indent=2))
        return
    lines = list(suggested(folder, dialect))
    if not suggest:
        lines = [line for line in lines if not line.startswith(" ")]
    print("\n".join(lines))


@command(
    name="import",
    examples=("import ~/blog", "import https://example.org/blog.git --into old-blog --yes"),
    positional=["source"],
    help={
        "source": "folder of the journal, blog or vault, or the address of its repository",
        "into": "name of its folder below content/posts (default: that of the source)",
        "as_": "the program that it is of, as for `build` (default: by its files)",
        "yes": "do it; otherwise it is only said what would come, and nothing is changed",
    },
)
def import_(here: Workplace, source: str, into: str = "", as_: str = "", yes: bool = False) -> None:
    """Bring in a journal of another program for good, with its history, by one commit that can be taken back."""
    from ..import_journal import CannotImport, Order, bring_in

    try:
        bring_in(Order(source, into, as_ and options.dialect(as_), is_meant=yes), here.content, print)
    except CannotImport as failure:
        raise Exit(f"{source}: {failure}. Nothing was changed.", code=1) from None
