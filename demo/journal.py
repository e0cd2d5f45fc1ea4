"""A simulated journal: years and a seed in, a git history out, as values or as a repository.

It is for looking at decades before they have passed, so it has in it what real journals have: drafts that are
published, revisions, renames, a moved folder, bulk reformats, merges, deletions, two people and a program, travels,
bursts and a long silence, and dates past 2038. The same arguments give the same history, commit by commit. Every post
says that it is simulated.
"""

from __future__ import annotations

import heapq
import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from .fast_import import Change, Revision, write_history
from .pace import YEAR, Calendar, Life, chance, life
from .papers import Papers
from .phrases import Page, Subject, Writer, inside, subjects
from .world import simulated_series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

FIRST_TOPICS = 14
_WRITER, _READER, _PROGRAM = "Author", "Second author", "format-bot"
_OLD_MAIL = "author@first-mail.example"
_MAILS = {
    _WRITER: "author@journal.example",
    _READER: "second.author@journal.example",
    _PROGRAM: "format-bot@journal.example",
}
_HERE = Path(__file__).parent
_MAILMAP = f"{_WRITER} <{_MAILS[_WRITER]}> <{_OLD_MAIL}>\n"
_COUNTED = (1, 10, 100, 250, 500, *range(1000, 100_000, 500))
_SURE = {"certain": 1, "highly likely": 3, "likely": 4, "possible": 3, "unlikely": 1}
_REVISIONS = {0: 28, 1: 26, 2: 18, 3: 11, 4: 7, 5: 4, 6: 2, 14: 1, 20: 1}


@dataclass(frozen=True)
class SimulatedJournal:
    """A journal that never was, ready to be written as a repository.

    Attributes:
        seed: the seed that it comes from.
        start: its first day.
        until: its last day; a site built "today" on that day shows all of it.
        posts: how many published posts are at the end.
        bulk: positions of the revisions that only reformat, for ``.git-blame-ignore-revs``.
        revisions: its commits, parents before children, the last one being HEAD.
        sentence: one sentence that says that it is simulated.
    """

    seed: int
    start: date
    until: date
    posts: int
    bulk: tuple[int, ...]
    revisions: tuple[Revision, ...]
    sentence: str


def simulate(
    years: int,
    seed: int,
    posts_per_year: int = 60,
    start: date = date(2026, 11, 23),
    world: Sequence[Mapping[str, Any]] = (),
) -> SimulatedJournal:
    """Simulate a journal.

    Args:
        years: how many years it lasts, at least 1.
        seed: which journal; the same arguments give the same one.
        posts_per_year: how many posts are begun in a year, on average.
        start: its first day.
        world: real milestones to be in ``milestones.yaml`` beside the simulated ones, as that file has them.
    """
    if years < 1 or posts_per_year < 1:
        raise ValueError(f"a journal of {years} years and {posts_per_year} posts a year: give at least one of each")
    return _Story(years, seed, posts_per_year, start, world).told()


def write_demo(  # noqa: PLR0913 - what a journal is made from, by keyword
    folder: Path,
    *,
    years: int,
    seed: int,
    posts_per_year: int = 60,
    start: date = date(2026, 11, 23),
    milestones: Path | None = None,
    series: Path | None = None,
) -> SimulatedJournal:
    """Make an empty folder a git repository with a simulated journal in ``content/``, checked out.

    Args:
        folder: where; it may not exist yet.
        years: see ``simulate``.
        seed: see ``simulate``.
        posts_per_year: see ``simulate``.
        start: see ``simulate``.
        milestones: a ``milestones.yaml`` from which the world's events are taken over, where it exists.
        series: a folder of series of the world, which are continued until the journal's last day.

    Raises:
        FileExistsError: the folder has something in it.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder}: this folder is not empty: name another one")
    journal = simulate(years, seed, posts_per_year, start, _world(milestones))
    ids = write_history(folder, journal.revisions, checkout=False)
    # Only now is it known what the reformats are called.
    listed_ids = "# Reformats, which change no word\n" + "".join(f"{ids[position]}\n" for position in journal.bulk)
    last = journal.revisions[-1]
    listing = Change(".git-blame-ignore-revs", listed_ids)
    world = simulated_series(series, journal.until) if series is not None else {}
    listed = [listing, *(Change(f"content/world/{name}", text) for name, text in world.items())]
    write_history(folder, [Revision(_WRITER, _MAILS[_WRITER], last.authored, "List the reformats", listed)])
    return journal


def _real_papers() -> str:
    return (_HERE / "resources.bib").read_text(encoding="utf-8")


def _world(milestones: Path | None) -> list[dict[str, Any]]:
    """The world's events in a ``milestones.yaml``, without topics that the simulated author does not study."""
    if milestones is None or not milestones.exists():
        return []
    studied = {subject.slug for subject in subjects()}
    events = []
    for entry in yaml.safe_load(milestones.read_text(encoding="utf-8")) or []:
        if entry.get("kind", "world") == "world":
            kept = {name: value for name, value in entry.items() if name != "topic" or value in studied}
            events.append({**kept, "date": str(entry["date"])})
    return events


@dataclass
class _Post:
    """One post as it is at a moment of the simulation."""

    page: Page
    published: datetime
    slug: str
    filed: str
    path: str = ""
    is_draft: bool = False
    is_dated: bool = True
    is_bare: bool = False
    is_bundle: bool = False
    by_sentence: bool = False
    is_busy: bool = False
    is_gone: bool = False
    more: dict[str, str] = field(default_factory=dict)
    predicted: _Forecast | None = None


@dataclass(frozen=True)
class _Forecast:
    """How many posts a topic will have by a day, as the author sees it; the simulation itself tells whether it came true."""

    claim: str
    slug: str
    posts: int
    probability: float
    by: date

    def yaml(self, outcome: str = "null") -> str:
        """As front matter holds it."""
        claim = json.dumps(self.claim, ensure_ascii=False)
        return f'[{{claim: {claim}, probability: {self.probability}, by: "{self.by}", outcome: {outcome}}}]'


@dataclass
class _Branch:
    """A branch on which posts are read again, while the main line goes on without touching them."""

    posts: list[_Post]
    tip: int
    merged_at: datetime
    known: frozenset[str]
    left: set[str] = field(default_factory=set)


class _Story:
    """One run of the simulation: deeds wait in a queue by time, and each becomes commits."""

    def __init__(
        self, years: int, seed: int, posts_per_year: int, start: date, world: Sequence[Mapping[str, Any]]
    ) -> None:
        self.years, self.seed, self.world = years, seed, world
        self.rng = Random(seed)
        self.writer = Writer(self.rng)
        self.calendar = Calendar(self.rng, start, years)
        self.papers = Papers(seed, start)
        self.sentence = f"This journal is simulated: a program wrote it from seed {seed}, and none of it happened."
        self.last_line = f"*This post is simulated: a program wrote it from seed {seed}.*"
        self.revisions: list[Revision] = []
        self.tip = -1
        self.posts: list[_Post] = []
        self.paths: set[str] = set()
        self.queue: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self.order = count()
        self.branch: _Branch | None = None
        self.bulk: list[int] = []
        self.by_sentence = False
        self.notes = "notes"
        self.published = 0
        self.milestones: list[dict[str, Any]] = []
        self.last_of_topic: dict[str, datetime] = {}
        self.count_of_topic: Counter[str] = Counter()
        self.previous: datetime | None = None
        self.posts_per_year = posts_per_year
        self._choose_topics()

    # ---- topics ------------------------------------------------------------------------------------------------------

    def _choose_topics(self) -> None:
        """Give every topic its life: the first ones from the start, the later ones spread over the years."""
        rng, known = self.rng, subjects()
        later = sorted(known[FIRST_TOPICS:], key=lambda subject: known.index(subject) + rng.gauss(0, 6))
        later = later[: round(len(later) * min(1.0, self.years / 50))]
        lifelong = {subject.slug for subject in rng.sample(known[:FIRST_TOPICS], 4)}
        self.lives: dict[str, Life] = {}
        for number, subject in enumerate(known[:FIRST_TOPICS]):
            born = 0.0 if number % 2 or subject.slug in lifelong else rng.uniform(0, min(2.0, self.years / 4))
            self.lives[subject.slug] = life(rng, born, self.years, lifelong=subject.slug in lifelong)
        for number, subject in enumerate(later):
            born = self.years * (0.04 + 0.84 * (number + rng.random()) / len(later))
            self.lives[subject.slug] = life(rng, born, self.years, lifelong=False)
        self.subjects = {subject.slug: subject for subject in known if subject.slug in self.lives}
        self.names = {slug: subject.was or subject.name for slug, subject in self.subjects.items()}
        self.listed = list(self.subjects)[:FIRST_TOPICS]
        self.merged: dict[str, str] = {}

    def _subject(self, moment: datetime) -> Subject:
        """What a post is about: often the same as the one before it, else what is on the author's mind."""
        if self.posts and chance(self.rng, 0.4) and moment - self.posts[-1].published < timedelta(days=9):
            return self.posts[-1].page.subject
        year = self.calendar.day(moment) / YEAR
        weights = [self.lives[slug].weight(year) for slug in self.subjects]
        slug = self.rng.choices(list(self.subjects), weights)[0]
        return replace(self.subjects[slug], name=self.names[self.merged.get(slug, slug)])

    def _topics_file(self) -> Change:
        topics: dict[str, dict[str, Any]] = {}
        for slug in self.listed:
            if slug in self.merged:
                continue
            subject, name = self.subjects[slug], self.names[slug]
            topic: dict[str, Any] = {"name": name}
            if subject.parent in self.listed:
                topic["parent"] = subject.parent
            aliases = [subject.was] if subject.was and subject.was != name else []
            for old, new in self.merged.items():
                if new == slug:
                    aliases += [old, self.names[old]]
            if aliases:
                topic["aliases"] = aliases
            topics[slug] = topic
        return Change("content/topics.yaml", _yaml(topics))

    def _met(self) -> list[str]:
        """The topics that the author has met, under today's names."""
        return [self.names[slug] for slug in self.last_of_topic]

    # ---- the whole story ---------------------------------------------------------------------------------------------

    def told(self) -> SimulatedJournal:
        self._begin()
        self._plan()
        while self.queue:
            moment, _, deed = heapq.heappop(self.queue)
            deed(moment)
        if entries := self.papers.entries:
            listed = Change("content/resources.bib", _real_papers() + entries)
            self._commit(self.calendar.moment(self.calendar.days - 1), "Enter what was read", [listed])
        standing = sum(not post.is_draft and not post.is_gone for post in self.posts)
        until = self.calendar.date(self.calendar.days - 1)
        return SimulatedJournal(
            self.seed, self.calendar.start, until, standing, tuple(self.bulk), tuple(self.revisions), self.sentence
        )

    def _begin(self) -> None:
        about = (
            "---\ntitle: About\n---\n\n"
            f"{self.sentence}\n\n"
            f"It covers {self.years} years from {self.calendar.start.isoformat()}. Its posts are put together from "
            "prepared sentences about subjects that do not age; its dates, revisions and silences are drawn by chance. "
            "The papers that posts name are real up to its first day; later papers, milestones and numbers of the field are "
            "invented, and say so. It exists to show what a timeline of decades looks like.\n\n"
            f"The same seed ({self.seed}) writes the same journal again.\n"
        )
        files = {
            "README.md": f"# A simulated journal\n\n{self.sentence}\n",
            ".mailmap": _MAILMAP,
            "content/pages/about.md": about,
            "content/resources.bib": _real_papers(),
        }
        changes = [*(Change(path, text) for path, text in files.items()), self._topics_file(), self._milestones_file()]
        self._commit(self.calendar.moment(0).replace(hour=6, minute=0), "Begin the journal", changes)

    def _plan(self) -> None:
        """Put into the queue all that does not follow from something else."""
        rng, calendar = self.rng, self.calendar
        years = range(calendar.start.year, calendar.start.year + self.years)
        moments = [calendar.moment(day) for day in calendar.writing_days(self.years * self.posts_per_year)]
        moments += [calendar.new_years_eve(year) for year in years if year == years[0] or chance(rng, 0.35)]
        for moment in moments:
            self._at(moment, self._write)
        for share in (0.17, 0.4, 0.83):  # before and after the long silence
            self._at(calendar.moment(int(calendar.days * share)), self._reformat)
        self._at(calendar.moment(int(calendar.days * 0.22)), self._move_folder)
        for _ in range(max(2, round(len(moments) / 22))):
            self._at(calendar.moment(rng.randrange(10, calendar.days)), self._read_again)
        for slug, subject in self.subjects.items():
            if subject.was:
                share = rng.uniform(0.08, 0.4)
                self._at(calendar.moment(int(calendar.days * share)), partial(self._rename_topic, slug=slug))
            if subject.into in self.subjects:
                share = rng.uniform(0.9, 0.98)
                self._at(calendar.moment(int(calendar.days * share)), partial(self._merge_topic, slug=slug))

    def _at(self, moment: datetime, deed: Callable[[datetime], None]) -> None:
        """Queue a deed; what falls into a silence or past the end does not happen."""
        if not self.calendar.is_silent(moment):
            heapq.heappush(self.queue, (moment, next(self.order), deed))

    def _later(self, moment: datetime, days: float) -> datetime:
        """Some days on: minutes and hours keep the clock going, whole days give another time of the day."""
        if days < 1:
            return moment + timedelta(days=days)
        return self.calendar.moment(self.calendar.day(moment) + int(days))

    # ---- commits -----------------------------------------------------------------------------------------------------

    def _commit(
        self,
        moment: datetime,
        message: str,
        changes: Iterable[Change],
        author: str = _WRITER,
        parents: tuple[int, ...] | None = None,
    ) -> int:
        """Add a commit, and give its number; some are committed later than they were written, as after a rebase.

        Args:
            moment: when it was written.
            message: what it says.
            changes: what it does.
            author: who wrote it.
            parents: None on the main line; one on a branch; two where the branch comes home.
        """
        rng, early = self.rng, self.calendar.day(moment) < self.calendar.days * 0.3
        mail = _OLD_MAIL if author == _WRITER and early and chance(rng, 0.7) else _MAILS[author]
        committed = moment + timedelta(seconds=int(rng.expovariate(1 / 80_000))) if chance(rng, 0.15) else moment
        number = len(self.revisions)
        on = parents if parents is not None else (self.tip,) if self.revisions else ()
        self.revisions.append(Revision(author, mail, moment, message, tuple(changes), on, committed))
        if parents is None or len(parents) > 1:
            self.tip = number
        return number

    def _settle(self, post: _Post) -> None:
        """Give a post the path that its state asks for, and that no other one has."""
        self.paths.discard(post.path)
        if post.is_draft:
            folder = "content/drafts"
        else:
            # A file without front matter tells its topic by its folder.
            topic = f"/{post.page.subject.slug}" if post.is_bare else ""
            folder = f"content/{self.notes}/{post.published.year}{topic}"
        tail = "/index.md" if post.is_bundle else ".md"
        slug = post.slug
        for number in count(2):
            post.path = f"{folder}/{post.slug}{tail}"
            if post.path not in self.paths:
                break
            post.slug = f"{slug}-{number}"
        self.paths.add(post.path)

    def _text(self, post: _Post) -> str:
        body = post.page.markdown(self.last_line, by_sentence=post.by_sentence)
        if post.is_bare:
            return f"# {post.page.title}\n\n{body}"
        written = post.published.isoformat(" ") if post.is_dated and not post.is_draft else ""
        status = "draft" if post.is_draft else ""
        return post.page.front_matter(date=written, category=post.filed, status=status, **post.more) + body

    def _file(self, post: _Post) -> Change:
        return Change(post.path, self._text(post))

    def _milestones_file(self) -> Change:
        return Change("content/milestones.yaml", _yaml([*self.world, *self.milestones]))

    # ---- deeds of one post -------------------------------------------------------------------------------------------

    def _write(self, moment: datetime) -> None:
        """Begin a post: a quarter of them as drafts, which are worked on and published days later."""
        post = self._new_post(moment)
        if chance(self.rng, 0.25) and not post.is_bare:
            whole = post.page
            post.is_draft = True
            self._settle(post)
            post.page = replace(whole, blocks=whole.blocks[: max(2, len(whole.blocks) // 2)], resources=(), summary="")
            self._commit(moment, self.writer.message("draft", post.page), [self._file(post)])
            days = 0.0
            for _ in range(self.rng.choice((0, 0, 1, 2))):
                days += self.rng.uniform(0.01, 6)
                self._at(self._later(moment, days), partial(self._revise, post=post))
            if chance(self.rng, 0.95):
                self._at(
                    self._later(moment, days + self.rng.uniform(0.05, 9)),
                    partial(self._publish, post=post, whole=whole),
                )
        else:
            self._publish(moment, post, post.page)

    def _new_post(self, moment: datetime) -> _Post:
        rng, subject = self.rng, self._subject(moment)
        before = self.last_of_topic.get(subject.slug)
        mood = ""
        if self.previous is not None and moment - self.previous > timedelta(days=400):
            mood = "returned"
        elif before is None:
            mood = "first" if chance(rng, 0.7) else ""
        elif moment - before > timedelta(days=800):
            mood = "again"
        page = self.writer.page(subject, self._met(), mood)
        home = self.merged.get(subject.slug, subject.slug)
        filed = home if chance(rng, 0.2) else self.names[home]
        slug = _slug(page.title)
        post = _Post(page, moment, slug, filed, by_sentence=self.by_sentence)
        post.is_dated = not chance(rng, 0.1)
        post.is_bare = chance(rng, 0.03)
        post.is_bundle = not post.is_bare and chance(rng, 0.02)
        self.posts.append(post)
        self.last_of_topic[subject.slug] = self.previous = moment
        return post

    def _publish(self, moment: datetime, post: _Post, whole: Page) -> None:
        """Put a post in its place, with its date; a draft moves there and changes on the way."""
        draft, post.published, post.is_draft = post.path, moment, False
        post.page = self.papers.read(whole, moment.date())
        self.count_of_topic[post.page.subject.slug] += 1
        self._look_ahead(moment, post)
        self._settle(post)
        changes = [Change(draft, None), self._file(post)] if draft else [self._file(post)]
        slug = post.page.subject.slug
        if slug not in self.listed:
            self.listed.append(slug)
            changes.append(self._topics_file())
        self.published += 1
        if self.published in _COUNTED:
            title = "The first post" if self.published == 1 else f"Post number {self.published:,}"
            # Where titles lack room, the first post and round thousands are worth more than the others.
            weight = 4 if self.published == 1 else 1 if self.published % 1000 else 3
            self.milestones.append({"date": moment.date().isoformat(), "title": title, "kind": "own", "weight": weight})
        known = len(self.milestones)
        self.milestones.extend(self.papers.new_milestones())
        if len(self.milestones) > known or self.published in _COUNTED:
            changes.append(self._milestones_file())
        author = _READER if chance(self.rng, 0.03) else _WRITER
        self._commit(moment, self.writer.message("publish" if draft else "write", post.page), changes, author)
        self._plan_life(moment, post)

    def _look_ahead(self, moment: datetime, post: _Post) -> None:
        """What some posts say beyond their text: how sure it is, what it corrects, when to read it again, what will be."""
        rng, slug = self.rng, post.page.subject.slug
        if post.is_bare:
            return
        if chance(rng, 0.25):
            post.more["confidence"] = rng.choices(list(_SURE), list(_SURE.values()))[0]
        if chance(rng, 0.015):
            due = date(moment.year + rng.randint(1, 5), rng.randint(1, 12), 1)
            post.more["review_after"] = f'"{due:%Y-%m}"'
            again = self.calendar.day(datetime.combine(due, moment.timetz())) + rng.randint(0, 200)
            if again < self.calendar.days and chance(rng, 0.8):
                self._at(self.calendar.moment(again), partial(self._revise, post=post))
        old = [one for one in self._standing() if self._may_be_corrected(one, slug, moment)]
        if old and chance(rng, 0.04):
            post.more["supersedes"] = f"[{rng.choice(old).slug}]"
        if chance(rng, 0.035):
            self._predict(moment, post, slug)

    def _may_be_corrected(self, post: _Post, slug: str, moment: datetime) -> bool:
        is_old = moment - post.published > timedelta(days=2 * YEAR)
        return is_old and post.page.subject.slug == slug and not post.is_draft and not post.is_bare

    def _predict(self, moment: datetime, post: _Post, slug: str) -> None:
        """Foresee how much will be written on a topic; where a post is there on the day after, it says what came of it."""
        rng, years = self.rng, self.rng.choice((1, 1, 2, 3, 5, 10))
        by = date(moment.year + years, 12, 31)
        since = max((moment - self._first_on(slug)).days / YEAR, 1.0)
        expected = self.count_of_topic[slug] / since * years
        more = max(1, round(expected * rng.uniform(0.2, 2.2)))
        # Too sure of itself, as people are.
        probability = min(0.95, max(0.05, round((1.15 - more / max(expected, 1) / 2 + rng.gauss(0, 0.1)) * 20) / 20))
        target = self.count_of_topic[slug] + more
        claim = (
            f"By then this journal has at least {target} posts on {inside(self.names[self.merged.get(slug, slug)])}."
        )
        post.predicted = _Forecast(claim, slug, target, probability, by)
        post.more["predictions"] = post.predicted.yaml()
        judged = self.calendar.day(datetime.combine(by, moment.timetz())) + rng.randint(1, 200)
        if judged < self.calendar.days and chance(rng, 0.85):
            self._at(self.calendar.moment(judged), partial(self._judge, post=post))

    def _first_on(self, slug: str) -> datetime:
        return min(
            (one.published for one in self.posts if one.page.subject.slug == slug), default=self.calendar.moment(0)
        )

    def _judge(self, moment: datetime, post: _Post) -> None:
        """Say what became of a prediction, counting as its own posts were dated."""
        if self._is_away(post, self._judge) or post.predicted is None:
            return
        told = post.predicted
        there = sum(
            one.page.subject.slug == told.slug and not one.is_draft and one.published.date() <= told.by
            for one in self.posts
            if one.path
        )
        post.more["predictions"] = told.yaml("true" if there >= told.posts else "false")
        self._commit(moment, self.writer.message("judge", post.page), [self._file(post)])

    def _plan_life(self, moment: datetime, post: _Post) -> None:
        """What becomes of a post: some are never touched again, a few are kept up for decades."""
        rng = self.rng
        for _ in range(rng.choices(list(_REVISIONS), list(_REVISIONS.values()))[0]):
            days = rng.choices(
                (rng.uniform(0.002, 0.1), rng.uniform(1, 12), rng.uniform(12, 300), rng.expovariate(1 / (4 * YEAR))),
                (26, 30, 22, 22),
            )[0]
            self._at(self._later(moment, days), partial(self._revise, post=post))
        fates = (
            (None, 0.0, 0.935),
            (self._rename, rng.uniform(0.01, 40), 0.03),
            (self._bundle, rng.uniform(1, 90), 0.015),
            (self._delete, rng.uniform(0.5, 60), 0.02),
        )
        deed, days, _ = rng.choices(fates, [share for _, _, share in fates])[0]
        if deed is not None:
            self._at(self._later(moment, days), partial(deed, post=post))

    def _is_away(self, post: _Post, deed: Callable[..., None]) -> bool:
        """Whether a post cannot be touched now; one that is on a branch is touched after the merge."""
        if post.is_busy and self.branch is not None:
            self._at(self.branch.merged_at + timedelta(hours=1), partial(deed, post=post))
        return post.is_gone or post.is_busy

    def _revise(self, moment: datetime, post: _Post) -> None:
        if not self._is_away(post, self._revise):
            deed, post.page = self.writer.revised(
                post.page, self._met(), years_later=moment - post.published > timedelta(days=3 * YEAR)
            )
            author = _READER if chance(self.rng, 0.06) else _WRITER
            self._commit(moment, self.writer.message(deed, post.page), [self._file(post)], author)

    def _rename(self, moment: datetime, post: _Post) -> None:
        """Another title, and with it another file name."""
        if not self._is_away(post, self._rename):
            old = self._retitle(post)
            self._commit(moment, self.writer.message("rename", post.page), [Change(old, None), self._file(post)])

    def _retitle(self, post: _Post) -> str:
        old = post.path
        post.page = self.writer.renamed(post.page)
        post.slug = _slug(post.page.title)
        self._settle(post)
        return old

    def _bundle(self, moment: datetime, post: _Post) -> None:
        """The file becomes a folder of the same name, without a change to its text."""
        if not self._is_away(post, self._bundle) and not post.is_bare and not post.is_bundle:
            old, post.is_bundle = post.path, True
            self._settle(post)
            self._commit(moment, self.writer.message("bundle", post.page), [Change(post.path, renamed_from=old)])

    def _delete(self, moment: datetime, post: _Post) -> None:
        """Remove a post; sometimes another one takes its path days later."""
        if self._is_away(post, self._delete):
            return
        post.is_gone = True
        self.paths.discard(post.path)
        self._commit(moment, self.writer.message("delete", post.page), [Change(post.path, None)])
        if chance(self.rng, 0.5):
            self._at(self._later(moment, self.rng.uniform(1, 20)), partial(self._reuse, gone=post))

    def _reuse(self, moment: datetime, gone: _Post) -> None:
        """A different post under the path of a deleted one."""
        if gone.path not in self.paths and moment.year == gone.published.year and self.notes in gone.path:
            post = self._new_post(moment)
            post.slug, post.is_bare, post.is_bundle = gone.slug, gone.is_bare, gone.is_bundle
            post.path = gone.path
            self.paths.add(post.path)
            self._commit(moment, self.writer.message("reuse", post.page), [self._file(post)])

    # ---- deeds of the whole journal ----------------------------------------------------------------------------------

    def _standing(self) -> list[_Post]:
        return [post for post in self.posts if post.path and not post.is_gone]

    def _after_merge(self, deed: Callable[[datetime], None]) -> bool:
        """Whether a branch is open; the deed is done after its merge."""
        if self.branch is not None:
            self._at(self.branch.merged_at + timedelta(hours=2), deed)
        return self.branch is not None

    def _reformat(self, moment: datetime) -> None:
        """A program breaks all lines in another way; the commit is listed, so that it moves no date."""
        if self._after_merge(self._reformat):
            return
        self.by_sentence = not self.by_sentence
        posts = self._standing()
        for post in posts:
            post.by_sentence = self.by_sentence
        self.bulk.append(
            self._commit(moment, "Break lines in another way", [self._file(post) for post in posts], _PROGRAM)
        )

    def _move_folder(self, moment: datetime) -> None:
        """All published posts move from one folder to another, unchanged."""
        if self._after_merge(self._move_folder):
            return
        changes = []
        self.notes = "posts"
        for post in self._standing():
            if not post.is_draft:
                old, new = post.path, post.path.replace("content/notes/", "content/posts/", 1)
                self.paths.discard(old)
                self.paths.add(new)
                post.path = new
                changes.append(Change(new, renamed_from=old))
        self._commit(moment, "Move notes to posts", changes)

    def _rename_topic(self, moment: datetime, slug: str) -> None:
        self.names[slug] = self.subjects[slug].name
        if slug in self.listed:
            self._commit(moment, f"Topics: {self.subjects[slug].was} is now {self.names[slug]}", [self._topics_file()])

    def _merge_topic(self, moment: datetime, slug: str) -> None:
        into = self.subjects[slug].into
        if into in self.listed and slug in self.listed:
            self.merged[slug] = into
            self._commit(moment, f"Topics: {self.names[slug]} goes into {self.names[into]}", [self._topics_file()])

    def _read_again(self, moment: datetime) -> None:
        """Open a branch on which a second person works on some posts, and plan its commits and its merge."""
        free = [post for post in self._standing()[-60:] if not post.is_draft and not post.is_busy]
        if self.branch is not None or len(free) < 5:  # noqa: PLR2004 - the first weeks are written alone
            return
        rng = self.rng
        chosen = rng.sample(free, rng.randint(1, 3))
        steps = sorted(rng.uniform(0.05, 8) for _ in range(rng.randint(1, 4)))
        moments = [moment + timedelta(days=step) for step in (*steps, steps[-1] + rng.uniform(0.1, 3))]
        if any(self.calendar.is_silent(at) for at in moments):
            return
        self.branch = _Branch(chosen, self.tip, moments[-1], frozenset(post.path for post in chosen))
        for post in chosen:
            post.is_busy = True
        for at in moments[:-1]:
            self._at(at, self._work_on_branch)
        self._at(moments[-1], self._merge)

    def _work_on_branch(self, moment: datetime) -> None:
        branch, rng = self.branch, self.rng
        assert branch is not None
        post = rng.choice(branch.posts)
        if chance(rng, 0.08) and not post.is_bundle:
            old = self._retitle(post)
            branch.left |= {old} & branch.known
            message, changes = self.writer.message("rename", post.page), [Change(old, None), self._file(post)]
        else:
            deed, post.page = self.writer.revised(post.page, self._met(), years_later=False)
            message, changes = self.writer.message(deed, post.page), [self._file(post)]
        branch.tip = self._commit(moment, message, changes, _READER if chance(rng, 0.8) else _WRITER, (branch.tip,))

    def _merge(self, moment: datetime) -> None:
        """Bring the branch home: the merge holds what the branch changed, and nothing of its own."""
        branch = self.branch
        assert branch is not None
        changes = [Change(path, None) for path in sorted(branch.left)] + [self._file(post) for post in branch.posts]
        message = self.writer.message("merge", branch.posts[0].page)
        self._commit(moment, message, changes, parents=(self.tip, branch.tip))
        for post in branch.posts:
            post.is_busy = False
        self.branch = None


def _slug(title: str) -> str:
    """A title as a file name.

    >>> _slug("Bayes' rule: what is it for?")
    'bayes-rule-what-is-it-for'
    """
    return re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-")


def _yaml(value: object) -> str:
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120)
    return text
