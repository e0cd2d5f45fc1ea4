"""Settings: read once, typed, and a misspelt one named."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from learning_timeline.core.settings import SettingError, Settings, documented

PELICAN = {"PATH": "/journal/content", "CACHE_PATH": "/journal/cache", "TIMEZONE": "America/Los_Angeles"}


def test_settings_that_are_not_given_have_defaults() -> None:
    settings = Settings.from_pelican(PELICAN)
    assert settings.content == Path("/journal/content")
    assert settings.cache == Path("/journal/cache/learning_timeline")
    assert settings.zone.key == "America/Los_Angeles"
    assert (settings.today, settings.future, settings.markdown) == (None, True, False)


def test_a_day_may_be_given_as_text_or_as_a_date() -> None:
    for given in ("2076-03-01", date(2076, 3, 1)):
        assert Settings.from_pelican({**PELICAN, "LEARNING_TIMELINE_TODAY": given}).today == date(2076, 3, 1)


def test_one_path_is_a_list_of_one() -> None:
    assert Settings.from_pelican({**PELICAN, "LEARNING_TIMELINE_IGNORE_REVS": "bulk.txt"}).ignore_revs == ("bulk.txt",)


def test_a_misspelt_setting_is_an_error_that_names_the_right_one() -> None:
    with pytest.raises(
        SettingError,
        match=re.escape("LEARNING_TIMELINE_TODDAY: there is no such setting: did you mean LEARNING_TIMELINE_TODAY?"),
    ):
        Settings.from_pelican({**PELICAN, "LEARNING_TIMELINE_TODDAY": "2026-01-01"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TODAY", "yesterday"),
        ("TODAY", 20261123),
        ("TODAY", "2026-02-30"),
        ("FUTURE", "yes"),
        ("MARKDOWN", 1),
        ("TOPICS", None),
        ("IGNORE_REVS", 7),
        ("IGNORE_AUTHORS", ["bot", 7]),
        ("SIMULATED", True),
    ],
)
def test_a_value_of_the_wrong_type_is_an_error_that_names_the_setting(name: str, value: object) -> None:
    with pytest.raises(SettingError, match=f"LEARNING_TIMELINE_{name}: .* is not valid: use "):
        Settings.from_pelican({**PELICAN, f"LEARNING_TIMELINE_{name}": value})


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "/etc/passwd", "../x"])
def test_an_unknown_zone_is_an_error(zone: str) -> None:
    with pytest.raises(SettingError, match="is not a time zone"):
        Settings.from_pelican({**PELICAN, "TIMEZONE": zone})


def test_pelicans_own_setting_decides_over_the_future_where_ours_is_silent() -> None:
    assert not Settings.from_pelican({**PELICAN, "WITH_FUTURE_DATES": False}).future
    assert Settings.from_pelican({**PELICAN, "WITH_FUTURE_DATES": False, "LEARNING_TIMELINE_FUTURE": True}).future


def test_every_setting_is_documented() -> None:
    assert all(says for says in documented().values())


def test_each_text_is_read_as_a_text() -> None:
    texts = (
        "world",
        "topics",
        "milestones",
        "story",
        "bibliography",
        "citation_style",
        "addresses",
        "licence",
        "simulated",
    )
    for name in texts:
        read = Settings.from_pelican({**PELICAN, f"LEARNING_TIMELINE_{name.upper()}": "mine"})
        assert getattr(read, name) == "mine"
        with pytest.raises(SettingError, match="use text"):
            Settings.from_pelican({**PELICAN, f"LEARNING_TIMELINE_{name.upper()}": ["mine"]})


def test_the_path_of_plotly_js_is_read_from_the_content_folder() -> None:
    def read(value: object) -> Path | None:
        return Settings.from_pelican({**PELICAN, "LEARNING_TIMELINE_PLOTLY_JS": value}).plotly_js

    assert read("../js/plotly.min.js") == Path("/journal/content/../js/plotly.min.js")
    assert read(Path("/js/plotly.min.js")) == Path("/js/plotly.min.js")
    assert read("") is read(None) is None
    with pytest.raises(SettingError, match="use the path of a file"):
        read(3)
