"""`invoke start`: what a person told and answers in, the journal set up out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoke.exceptions import Exit

from learning_timeline.commands.repository import GitFailed, Repository
from learning_timeline.commands.workplace import refuse
from learning_timeline.core.typed import command as typed

from .answers import Answers, as_meant, ask, kinds, wrong
from .start import defaults, introduce, push_to, refuse_changes, start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from learning_timeline.commands.workplace import Workplace


def begin(here: Workplace, given: Mapping[str, str], *, is_asked: bool) -> None:
    """Set a journal up.

    Args:
        here: its repository.
        given: the answers that were given as options; a single ``-`` is an empty one.
        is_asked: whether a person is asked for the others.

    Raises:
        Exit: an answer is not valid, or git cannot commit.
    """
    told = {answer: "" if text == "-" else as_meant(answer, text) for answer, text in given.items()}
    for answer, text in told.items():
        if why := wrong(answer, text):
            refuse(f"--{answer} {text}: {why}")
    repository = Repository(here.root)
    refuse_changes(repository)
    known = defaults(here.root, here.settings)
    if is_asked:
        print("Enter takes the answer in brackets, and - leaves an answer empty. You can run this again.\n")
    try:
        answers = ask(known, told, input) if is_asked else known | told
        if not introduce(repository, answers["author"], answers.get("email", "")):
            _ask_who(repository, answers["author"], is_asked=is_asked)
    except EOFError:  # Ctrl-D
        raise Exit("The journal was not set up.", code=1) from None
    except GitFailed as failure:
        refuse(f"git does not take who you are: {failure}")
    kept = kinds(answers.pop("keep"))
    origin = answers.pop("origin", "")
    answers.pop("email", "")
    start(here.root, Answers(**answers, keep=kept), print)
    if origin:
        push_to(repository, origin)
    print(f"Next: {typed('new')} begins a post, {typed('serve')} shows the journal while you write.")


def _ask_who(repository: Repository, author: str, *, is_asked: bool) -> None:
    """Ask for what git wants to know of who commits."""
    while is_asked:
        email = input("Your e-mail address, which git writes into every commit (for this repository alone): ").strip()
        author = author or input("Your name, for git: ").strip()
        if why := wrong("email", email):
            print(f"{why}.")
        elif author and introduce(repository, author, email):
            return
    raise Exit("git does not know who you are: add --author and --email (kept in this repository alone)", code=2)
