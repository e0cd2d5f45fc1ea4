"""What a citation cites stands beside it for who points at it, comes to it by the keyboard, or taps it; the list leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.builders.site import Built
    from tests.conftest import Visit

BIBLIOGRAPHY = r"""
@article{lecun2015, author={LeCun, Yann and Bengio, Yoshua and Hinton, Geoffrey}, title={Deep learning}, journal={Nature},
  volume={521}, pages={436--444}, year={2015}, doi={10.1038/nature14539}}
@book{sutton2018, author={Sutton, Richard S. and Barto, Andrew G.}, title={Reinforcement Learning}, year={2018}, publisher={MIT}}
"""
TEXT = "---\ntitle: Citing\ndate: 2026-03-01\n---\nDeep nets [@lecun2015, p. 436; @sutton2018] learn, as @sutton2018 says.\n"


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = Site(tmp_path_factory.mktemp("cited")).post("a.md", TEXT)
    (site.content / "resources.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    return site.build()


@pytest.mark.parametrize(("width", "place"), [(1280, "absolute"), pytest.param(390, "fixed", marks=pytest.mark.slow)])
def test_pointing_at_a_citation_shows_what_it_cites(
    cited: Built, serve: Callable[..., str], visit: Callable[..., Visit], width: int, place: str
) -> None:
    seen = visit(f"{serve(cited.folder)}posts/2026/03/a/", width=width, java_script_enabled=False)
    first, says = seen.page.locator(".citation").first, seen.page.locator(".cited").first
    assert first.inner_text() == "LeCun et al. 2015, p. 436"
    assert says.is_hidden()
    first.hover()
    assert says.is_visible()
    assert says.evaluate("element => getComputedStyle(element).position") == place
    box = says.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert says.inner_text().startswith(
        "LeCun, Yann, Yoshua Bengio, and Geoffrey Hinton. 2015. Deep learning. Nature 521: 436"
    )
    seen.page.mouse.move(0, 0)
    seen.page.locator("h1").click()
    assert says.is_hidden()
    # By the keyboard, and from the list back to the text.
    first.focus()
    seen.page.keyboard.press("Tab")
    assert seen.page.locator(".cited").nth(1).is_visible()
    seen.page.keyboard.press("Enter")
    assert seen.page.url.endswith("#ref-sutton2018")
    seen.page.get_by_role("link", name="Back to the text").nth(1).click()
    assert seen.page.url.endswith("#cited-sutton2018")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
def test_a_first_tap_shows_what_is_cited_and_a_second_one_leads_to_it(
    cited: Built, serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{serve(cited.folder)}posts/2026/03/a/", width=390, has_touch=True, is_mobile=True)
    link, says = seen.page.locator(".citation").nth(2), seen.page.locator(".cited").nth(2)
    link.tap()
    assert says.is_visible()
    assert "#" not in seen.page.url
    link.tap()
    assert seen.page.url.endswith("#ref-sutton2018")
    seen.page.locator("h1").tap()
    assert seen.page.locator(".is-shown").count() == 0
    assert seen.problems == []
