"""Licences: of what this journal's site hands on, and of what its archive does."""

from __future__ import annotations

import pytest

from learning_timeline.charts.plotly_js import find_plotly_js
from learning_timeline.commands.archive import EXTRA, OWN, closure
from learning_timeline.pages.licences import name_of, texts_of, work_of, works
from tests.builders.site import ROOT, Site

pytestmark = pytest.mark.fifty


def test_all_that_is_handed_on_has_a_licence(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = Site(tmp_path_factory.mktemp("licences"), content=ROOT / "content")
    settings = site.settings()
    known = works(
        settings, settings["LEARNING_TIMELINE_LICENCE"], find_plotly_js(settings["LEARNING_TIMELINE_PLOTLY_JS"])
    )
    files = [name for name in site.build().files() if not name.startswith(".")]
    assert [name for name in files if work_of(name, known) is None] == []
    assert [work.name for work in known if not work.licence or not (work.text or work.url)] == []
    packages = closure(OWN, EXTRA)
    assert [one.name for one in packages if not name_of(one) and not texts_of(one)] == []
    texts = sum(bool(texts_of(one)) for one in packages)
    print(
        f"9. Licences: {len(files):,} files of {len(known)} works; {len(packages)} packages, {texts} with the text of theirs."
    )
