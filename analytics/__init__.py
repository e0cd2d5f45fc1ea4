"""Learning, measured: git history and posts in, one ``Timeline`` of frames out.

No Pelican, no Plotly and no HTML in here. ``history`` is the only package that reads commits, and one module of it
imports GitPython; all else is values in, values out. The names below are what the plugin and the commands use; the
modules behind them may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import front_matter, lifetime, measures
    from .bibliography import Bibliography, Entry, Resource, parse_bibliography
    from .bibliography.bibtex_writer import bibtex, bibtex_entry, citation_key, tex, with_entry
    from .bibliography.coins import coins
    from .bibliography.csl import csl_item, csl_json, place_of
    from .bibliography.ris import bibtex_of_ris, ris
    from .bibliography.same_work import Works
    from .bibliography.work_types import is_preprint
    from .bundle import Part, Source, read_source, without_history
    from .data_versions import PublishedData, read_data
    from .dictionary import DATA_VERSION, FORMULA, TABLES, Column
    from .durations import parse_minutes
    from .errors import (
        UNPRINTABLE,
        AnalyticsError,
        ContentError,
        DataError,
        GitLogError,
        HistoryError,
        SchemaError,
        printable,
    )
    from .frames import made_at, made_on, rows
    from .git_environment import read_last_commit_time, read_position
    from .history import History, PostHistory, Version, VersionReader, read_history
    from .identifiers import Identifier, parse_identifier
    from .milestones import parse_milestones
    from .model import (
        KINDS,
        NOTEBOOK,
        POST_SUFFIXES,
        RESOURCE_KINDS,
        STATUSES,
        Met,
        Milestone,
        Notice,
        NoticeKind,
        PartialDate,
        Post,
        Topic,
    )
    from .notebooks import Hidden, hidden_by_metadata, hidden_by_options, hidden_by_words, written
    from .story import LifeChapter, Story, parse_story
    from .timeline import Summary, Timeline, analyse, summary_of
    from .topics import Topics, parse_topics, slugify
    from .word_diff import Piece, SentenceCounts, Weave, count_sentences, weave
    from .words import count_words
    from .world import Level, Series, Upstream, WorldPoint, number, parse_series, point_lines

# Where each name comes from, so that pandas is imported when something is counted, and not by a build with nothing to do.
_MODULE = {
    **dict.fromkeys(("AnalyticsError", "ContentError", "DataError", "GitLogError"), "errors"),
    **dict.fromkeys(("HistoryError", "SchemaError", "UNPRINTABLE", "printable"), "errors"),
    **dict.fromkeys(("Bibliography", "Entry", "Resource", "parse_bibliography"), "bibliography"),
    **dict.fromkeys(("bibtex", "bibtex_entry", "citation_key", "tex", "with_entry"), "bibliography.bibtex_writer"),
    **dict.fromkeys(("csl_item", "csl_json", "place_of"), "bibliography.csl"),
    **dict.fromkeys(("bibtex_of_ris", "ris"), "bibliography.ris"),
    **dict.fromkeys(("PublishedData", "read_data"), "data_versions"),
    **dict.fromkeys(("DATA_VERSION", "FORMULA", "TABLES", "Column"), "dictionary"),
    **dict.fromkeys(("Part", "Source", "read_source", "without_history"), "bundle"),
    **dict.fromkeys(("made_at", "made_on", "rows"), "frames"),
    **dict.fromkeys(("Identifier", "parse_identifier"), "identifiers"),
    **dict.fromkeys(("History", "PostHistory", "Version", "VersionReader", "read_history"), "history"),
    **dict.fromkeys(("KINDS", "NOTEBOOK", "POST_SUFFIXES", "RESOURCE_KINDS", "STATUSES", "Met", "Milestone"), "model"),
    **dict.fromkeys(("Notice", "NoticeKind", "PartialDate", "Post", "Topic"), "model"),
    **dict.fromkeys(("Summary", "Timeline", "analyse", "summary_of"), "timeline"),
    **dict.fromkeys(("Topics", "parse_topics", "slugify"), "topics"),
    **dict.fromkeys(("Piece", "SentenceCounts", "Weave", "count_sentences", "weave"), "word_diff"),
    "coins": "bibliography.coins",
    **dict.fromkeys(("Level", "Series", "Upstream", "WorldPoint", "number", "parse_series", "point_lines"), "world"),
    "Works": "bibliography.same_work",
    "is_preprint": "bibliography.work_types",
    "count_words": "words",
    "parse_milestones": "milestones",
    "parse_minutes": "durations",
    **dict.fromkeys(("LifeChapter", "Story", "parse_story"), "story"),
    **dict.fromkeys(("written", "Hidden", "hidden_by_metadata", "hidden_by_options", "hidden_by_words"), "notebooks"),
    **dict.fromkeys(("read_last_commit_time", "read_position"), "git_environment"),
}


def __getattr__(name: str) -> object:
    """Import a name when it is first asked for (PEP 562)."""
    if name in {"front_matter", "lifetime", "measures"}:
        return import_module(f".{name}", __name__)
    if name not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_MODULE[name]}", __name__), name)
    return value
