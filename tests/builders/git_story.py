"""A git repository told step by step, with dates that stay.

    story = GitStory(tmp_path / "journal")
    story.write("posts/a.md", "First.\n").commit("2026-03-01T22:00:00-08:00")
    story.rename("posts/a.md", "posts/b.md").commit("2026-03-02T09:00:00+01:00", author="Grace")

``story.path`` is the folder, ``story.head`` the last commit's id. Files are written at once and committed together. For
histories of more than a handful of commits, `demo.fast_import.write_history` takes plain values and is faster.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from demo.fast_import import raw_date, run_git

if TYPE_CHECKING:
    from pathlib import Path


class GitStory:
    """A repository of its own that knows nothing of the user's configuration; every step returns the story."""

    def __init__(self, path: Path, *, object_format: str = "sha1") -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", "--template=", f"--object-format={object_format}")

    @property
    def head(self) -> str:
        """The id of the last commit."""
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *command: str, stdin: bytes = b"", **variables: str) -> str:
        """Run any git command in the repository and return what it prints."""
        return run_git(self.path, *command, stdin=stdin, **variables).decode("utf-8", "surrogateescape")

    def write(self, path: str, text: str | bytes = "Text.\n") -> GitStory:
        """Write a file, not committed yet."""
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def link(self, path: str, target: str) -> GitStory:
        """Make a symbolic link."""
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(target)
        return self

    def rename(self, old: str, new: str) -> GitStory:
        """Move a file or a folder."""
        target = self.path / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.path / old).rename(target)
        return self

    def delete(self, path: str) -> GitStory:
        """Remove a file."""
        (self.path / path).unlink()
        return self

    def commit(
        self,
        when: str = "2026-01-01T12:00:00+00:00",
        *,
        author: str = "Ada Example",
        email: str = "ada@example.org",
        message: str = "Work",
    ) -> GitStory:
        """Commit all that changed, dated by its author in ISO 8601 with an offset, of any year."""
        self.git("add", "--all")
        date = f"@{raw_date(datetime.fromisoformat(when))}"
        who = {"NAME": author, "EMAIL": email, "DATE": date}
        variables = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in who.items()}
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "--no-gpg-sign", "-m", message, **variables)
        return self

    def branch(self, name: str) -> GitStory:
        """Begin a branch here and go on in it."""
        self.git("switch", "--quiet", "--create", name)
        return self

    def switch(self, name: str) -> GitStory:
        """Go on in another branch."""
        self.git("switch", "--quiet", name)
        return self

    def merge(self, name: str) -> GitStory:
        """Merge a branch into this one; `commit` ends it, so that the merge may be edited first.

        Conflicts are left in the files, to be written over.
        """
        try:
            self.git("-c", "user.name=x", "-c", "user.email=x", "merge", "--quiet", "--no-ff", "--no-commit", name)
        except RuntimeError:
            if not (self.path / ".git" / "MERGE_HEAD").exists():
                raise
        return self
