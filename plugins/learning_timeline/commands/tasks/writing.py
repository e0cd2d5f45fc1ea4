"""The commands that help to write: new, delete, resource, topics, import."""

from __future__ import annotations

import json as json_format
import os
import shlex
import sys

from invoke.exceptions import Exit

from ..registry import command
from ..workplace import Workplace, run
from . import options


@command(
    examples=(
        'new --title "What attention computes" --topic language-models',
        "new --resources arxiv:1706.03762 --draft",
    ),
    help={
        "title": "title of the post (default: asked for, or that of its first resource)",
        "topic": "topic, by slug or name in content/topics.yaml",
        "kind": "note, paper, book, course, talk, project, idea or review (default: note)",
        "resources": "what you studied, separated by commas: arxiv:1706.03762, doi:, isbn:, a web address or a bibliography key",
        "date": "date of the post (default: today)",
        "draft": "mark it as a draft",
        "ask": "in a terminal, ask for what you leave out and open $EDITOR (default: yes)",
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
    """Create a post from the outline of its kind, open it in $EDITOR, and print its path."""
    from .. import new_post

    is_asked = ask and sys.stdin.isatty() and sys.stdout.isatty()
    told = (title, topic, kind, resources)
    day = date and options.day(date, "--date")
    form = new_post.Form.of(here.settings, here.content)
    file = new_post.begin(here.content, *told, day=day, is_draft=draft, is_asked=is_asked, form=form)
    print(file.relative_to(here.root))
    if is_asked and (editor := os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        run([*shlex.split(editor), file], root=here.root)


@command(
    examples=("delete content/posts/2026/entropy-is-a-rate.md", "delete entropy-is-a-rate"),
    positional=["post"],
    help={"post": "its file, its address or the last part of either"},
)
def delete(here: Workplace, post: str) -> None:
    """Delete a post, and give up the addresses that vanish with it, such as the page and feed of a topic without posts."""
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
        "key": "key in the bibliography (default: made from author, year and title)",
        "bibliography": "the file (default: resources.bib beside the posts)",
        "offline": "do not look it up; write only what the identifier tells",
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
    """Add something to study to the bibliography, and look up its details."""
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
    """List the topics of the notes in a folder, or print a `topics.yaml` to start from."""
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
        "into": "name of its folder in content/posts (default: that of the source)",
        "as_": "its program, as for `build` (default: recognised by its files)",
        "yes": "do it (default: only show what would come, and change nothing)",
    },
)
def import_(here: Workplace, source: str, into: str = "", as_: str = "", yes: bool = False) -> None:
    """Import a journal of another program, with its history, by one commit that you can undo."""
    from ..import_journal import CannotImport, Order, bring_in

    try:
        bring_in(Order(source, into, as_ and options.dialect(as_), is_meant=yes), here.content, print)
    except CannotImport as failure:
        raise Exit(f"{source}: {failure}. Nothing was changed.", code=1) from None
