"""The colours of the theme, as figures name them: the script of a page exchanges each for the custom property of its token."""

from __future__ import annotations

from collections.abc import Mapping

# The theme's colours. Topics' are written #rrggbb and these are not, so that neither is taken for the other.
INK, INK_SOFT, RULE = "rgb(33, 31, 28)", "rgb(104, 99, 92)", "rgb(222, 217, 208)"

PAPER, ACCENT = "rgb(255, 253, 248)", "rgb(163, 66, 33)"

DENSITY = (
    "rgb(238, 234, 226)",
    "rgb(203, 221, 214)",
    "rgb(150, 193, 181)",
    "rgb(92, 160, 146)",
    "rgb(36, 121, 110)",
    "rgb(10, 79, 74)",
)

TOKENS: Mapping[str, str] = {
    INK: "ink",
    INK_SOFT: "ink-soft",
    RULE: "rule",
    PAPER: "paper",
    ACCENT: "accent",
    **{colour: f"density-{level}" for level, colour in enumerate(DENSITY)},
}
