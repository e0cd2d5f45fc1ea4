"""Learning, measured: git history and posts in, one ``Timeline`` of frames out.

No Pelican, no Plotly and no HTML in here. ``history`` is the only module that touches git; all else is values in,
values out. The names below are what the plugin and the commands use; the modules behind them may change.
"""

from __future__ import annotations

from . import measures
from .errors import AnalyticsError, ContentError, GitLogError, HistoryError, SchemaError
from .frames import local_time, rows
from .history import History, PostHistory, read_history, read_position
from .milestones import parse_milestones
from .model import KINDS, Milestone, Notice, NoticeKind, PartialDate, Post, Topic
from .timeline import Summary, Timeline, analyse, summary_of
from .topics import Topics, parse_topics

__all__ = [
    "KINDS",
    "AnalyticsError",
    "ContentError",
    "GitLogError",
    "History",
    "HistoryError",
    "Milestone",
    "Notice",
    "NoticeKind",
    "PartialDate",
    "Post",
    "PostHistory",
    "SchemaError",
    "Summary",
    "Timeline",
    "Topic",
    "Topics",
    "analyse",
    "local_time",
    "measures",
    "parse_milestones",
    "parse_topics",
    "read_history",
    "read_position",
    "rows",
    "summary_of",
]
