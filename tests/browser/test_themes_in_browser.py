"""Pages in a theme that names no colours of its own: nothing is put on a ground that the theme does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.site import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STATIC = ROOT / "plugins" / "learning_timeline" / "static"
PAGE = """<!doctype html><html lang="en"><style>body {{ background: #123; color: #eee }} {css}</style><body>
<div class="timeline"><div class="lt"><div class="life-box"><span class="life-topic">A</span></div></div>
<div class="selection">B</div></div>"""
GROUNDS = """() => [getComputedStyle(document.querySelector(".life-box")).backgroundColor,
  getComputedStyle(document.querySelector(".life-topic")).textShadow.split(" 0px")[0],
  getComputedStyle(document.querySelector(".selection")).backgroundColor]"""
NONE = "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("scripts", [True, False])
def test_names_and_controls_have_no_ground_that_a_dark_theme_lacks(browser: Browser, *, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    css = "".join((STATIC / name).read_text(encoding="utf-8") for name in ("life.css", "timeline.css"))
    page.set_content(PAGE.format(css=css))
    box, halo, bar = page.evaluate(GROUNDS)
    # With scripts the bar stays on the screen, above what passes below it; they find out its ground.
    assert (box, halo, bar == NONE) == (NONE, NONE, not scripts)
    context.close()
