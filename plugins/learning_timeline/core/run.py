"""What one build knows: its settings, the history, the topics, and what was found wrong on the way.

In: Pelican's settings. Out: one ``Run``, shared by the reader, the receivers and the generator through Pelican's
context, which lives exactly as long as one build. Nothing is kept in a module, so that a rebuild in the same process
starts from scratch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from .._seam import analytics
from . import clock
from .errors import ProblemsFound, is_a_check
from .peek import peek
from .typed import command as typed
from .typed import command_there

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping
    from datetime import date

    from pelican.contents import Content

    from .progress import Progress
    from .settings import Settings
from .warn import warn

T = TypeVar("T")

HELD_TOLD = 3
KINDS_TOLD = 10
# What differs between two remarks of a kind: names, numbers and formulas, which follow these words.
_VALUE = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|\d+|(?<=the formula ).*|(?<=the image ).*|(?<=the file ).*")

KEY = "learning_timeline_run"


class PlaceRules(Protocol):
    """Which folders hold back what is in them."""

    def reason(self, path: str) -> str:
        """Why a file is held back for where it lies; empty if it is not."""
        ...


@dataclass
class Run:
    """The state of one build.

    Attributes:
        settings: what was asked.
        today: the day that counts as today.
        progress: where to say how far the build is.
        place_rules: which folders hold back what is in them.
        problems: what is wrong in the content, collected so that all of it is reported at once.
        remarks: what is wrong and stops nothing: it is shown as well as can be, said once for each kind, and named by a check.
        remarked: those that were said.
        notices: plain sentences about posts that were left out on purpose, for the log.
        moved: published posts and pages that had other addresses before.
    """

    settings: Settings
    today: date
    progress: Progress
    place_rules: PlaceRules
    problems: list[analytics.ContentError] = field(default_factory=list)
    remarks: list[analytics.ContentError] = field(default_factory=list)
    remarked: list[analytics.ContentError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    moved: list[Content] = field(default_factory=list)
    _topics_by_name: dict[str, analytics.Topic] = field(default_factory=dict)
    _held_back: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def begin(cls, settings: Settings, progress: Progress, place_rules: PlaceRules) -> Run:
        """Start a run."""
        return cls(settings, clock.today(settings), progress, place_rules)

    @staticmethod
    def of(context: MutableMapping[str, Any]) -> Run:
        """The run to which a context belongs."""
        run = context[KEY]
        assert isinstance(run, Run)
        return run

    @cached_property
    def history(self) -> analytics.History:
        """The git history of the content folder, read once."""
        return analytics.read_history(
            self.settings.content,
            ignore_revs=[self.settings.content / path for path in self.settings.ignore_revs],
            ignore_authors=self.settings.ignore_authors,
            until=self.today,
            cache=self.settings.cache,
            progress=self.progress.report,
        )

    @cached_property
    def topics(self) -> analytics.Topics:
        """The topics that their file declares; none if there is no file, or something is wrong in it."""
        return self.read(self.settings.topics, analytics.parse_topics) or analytics.Topics({}, {})

    def add_topics(self, topics: Iterable[analytics.Topic]) -> None:
        """Know some more topics from now on, such as those that folders make."""
        self.topics = self.topics.including(topics)
        self._topics_by_name.clear()

    def topic(self, name: str) -> analytics.Topic:
        """The topic that a post's category means; the same name is looked up once."""
        known = self._topics_by_name.get(name)
        if known is None:
            known = self._topics_by_name[name] = self.topics.resolve(name)
        return known

    @cached_property
    def milestones(self) -> tuple[analytics.Milestone, ...]:
        """The milestones that their file declares; none if there is no file, or something is wrong in it."""
        return self.read(self.settings.milestones, analytics.parse_milestones) or ()

    @cached_property
    def series(self) -> tuple[analytics.Series, ...]:
        """The series of the world, in the order of their files' names; what is wrong in a file is among the problems."""
        files = sorted((self.settings.content / self.settings.world).glob("*.yaml"))
        found = (
            self.read(file.relative_to(self.settings.content).as_posix(), analytics.parse_series) for file in files
        )
        return tuple(one for one in found if one is not None and one.points)

    @cached_property
    def story(self) -> analytics.Story:
        """What the author says of the journal's story; nothing if there is no file, or something is wrong in it."""
        return self.read(self.settings.story, analytics.parse_story) or analytics.Story()

    @cached_property
    def bibliography(self) -> analytics.Bibliography:
        """What the bibliography says; what of it is wrong is among the problems, what is odd among the remarks."""
        found = self.read(self.settings.bibliography, analytics.parse_bibliography) or analytics.Bibliography()
        self.problems += found.problems
        self.remarks += [*found.remarks, *self._not_yet_finished(found)]
        return found

    def _unknown_series(self) -> Iterator[analytics.ContentError]:
        """Topics that name a series of the world that does not exist."""
        known = [one.slug for one in self.series]
        for topic in self.topics.declared.values():
            for slug in topic.series:
                if slug not in known:
                    near = get_close_matches(slug, known, n=1)
                    remedy = f"did you mean {near[0]!r}?" if near else f"name a file of `{self.settings.world}/`"
                    problem = f"the topic {topic.slug!r} names the series {slug!r}, which does not exist"
                    yield analytics.ContentError(self.settings.topics, None, problem, remedy)

    def _not_yet_finished(self, found: analytics.Bibliography) -> Iterator[analytics.ContentError]:
        path = self.settings.bibliography
        for resource in found.resources:
            if resource.finished and not resource.finished_by(self.today):
                problem = f"{resource.key!r} is marked as finished on {resource.finished}, which is after today"
                yield analytics.ContentError(
                    path, found.line_of(resource), problem, "leave out the day until it has come"
                )

    def held_back(self, path: str, shown_from: str = "", shown_until: str = "", *, on: date | None = None) -> str:
        """Why a file is held back on a day (today, if none is given) for where it lies or for its days; empty if it is not."""
        if reason := self.place_rules.reason(path):
            return reason
        if not shown_from and not shown_until:
            return ""
        day = (on or self.today).isoformat()
        if shown_from[:10] > day and not self.settings.future:
            return f"a day to come, {shown_from}"
        if shown_until and shown_until[:10] <= day:
            return f"a day that has passed, {shown_until}"
        return ""

    def note_held_back(self, path: str, reason: str) -> None:
        """Keep that a file is held back, to be said with the others."""
        self._held_back.setdefault(reason, []).append(path)

    def note_not_committed(self, paths: Iterable[str]) -> None:
        """Say which files of the content folder are shown here and will not be published; nothing without a repository."""
        history = self.history
        if not history.head:
            return
        if missing := sorted(path for path in paths if history.prefix + path not in history.live):
            more = f" and {len(missing) - HELD_TOLD:,} more" if len(missing) > HELD_TOLD else ""
            self.notices.append(
                f"Not committed, so `{typed('publish')}` will leave out: {', '.join(missing[:HELD_TOLD])}{more}"
            )

    def _say_what_is_held_back(self) -> None:
        """Add to the notices which files are held back, and why: a line for each reason."""
        for reason, paths in sorted(self._held_back.items()):
            told = len(paths) if self.settings.check else HELD_TOLD
            more = len(paths) - told
            named = ", ".join(sorted(paths)[:told]) + (f" and {more:,} more" if more > 0 else "")
            self.notices.append(f"Held back for {reason}: {named}")
        self._held_back.clear()

    def tell_remarks(self, contents: Iterable[Content]) -> None:
        """Add to the notices what is wrong in some contents and elsewhere, and stops nothing, and what is held back."""
        self.remarks += [
            analytics.ContentError(content.relative_source_path, line, problem, remedy, cell)
            for content in contents
            for line, problem, remedy, cell in peek(content, "remarks")
        ]
        self.remarks += self._unknown_series()
        self._say_what_is_held_back()
        self.notices += self.remarks_told()

    def say_notices(self, more: Iterable[str]) -> list[str]:
        """Warn of all notices, of others, and of a clock that cannot be right; what was said."""
        self.notices += more
        if doubt := clock.doubt(self.settings, self.today, self.history.last_commit_on):
            self.notices.append(doubt)
        rewritten = [one.sentence for one in self.history.notices if one.kind is analytics.NoticeKind.REWRITTEN]
        for notice in (*self.notices, *rewritten):
            warn(notice)
        return self.notices

    def remarks_told(self) -> list[str]:
        """Sentences on what is wrong and stops nothing: each if a check asks for it, else one for each kind.

        Of a strict run these are problems.
        """
        remarks, self.remarks = sorted(self.remarks, key=_place), []
        self.remarked += remarks
        if self.settings.strict:
            self.problems += remarks
            return []
        if self.settings.check or is_a_check():
            return [str(remark) for remark in remarks]
        kinds: dict[str, list[analytics.ContentError]] = {}
        for remark in remarks:
            kinds.setdefault(_VALUE.sub("", remark.problem), []).append(remark)
        said = [
            str(first) + (f" (and {len(more):,} more of this kind)" if more else "") for first, *more in kinds.values()
        ]
        if len(said) > KINDS_TOLD or len(remarks) > len(said):
            said = [
                *said[:KINDS_TOLD],
                f"{len(remarks):,} things in the content need attention: `{command_there('check')}` lists them",
            ]
        return said

    def read(self, name: str, parse: Callable[[str, str], T]) -> T | None:
        """What a file of the content folder says; None if something is wrong in it, which is then among the problems."""
        path = self.settings.content / name
        try:
            return parse(path.read_text(encoding="utf-8") if path.exists() else "", name)
        except UnicodeDecodeError:
            self.problems.append(analytics.ContentError(name, None, "is not UTF-8", "save it as UTF-8"))
        except analytics.ContentError as problem:
            self.problems.append(problem)
        return None

    def raise_problems(self) -> None:
        """End the build if anything is wrong.

        Raises:
            ProblemsFound: with all problems, by path and line.
        """
        # So that what is wrong in these is told with the rest.
        assert self.topics is not None
        assert self.milestones is not None
        assert self.series is not None
        assert self.bibliography is not None
        assert self.story is not None
        if self.problems:
            self.progress.end()
            raise ProblemsFound(sorted(self.problems, key=_place))


def _place(found: analytics.ContentError) -> tuple[str, int, int]:
    return found.path, found.cell or 0, found.line or 0
