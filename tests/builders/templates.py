"""The plugin's own templates, which speak the site's language, without a site around them."""

from __future__ import annotations

from pathlib import Path

import jinja2

from learning_timeline.charts import embed
from learning_timeline.core.templates_language import offer_language

TEMPLATES = Path(embed.__file__).parents[1] / "templates"


def environment(*, autoescape: bool = True) -> jinja2.Environment:
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=autoescape)
    offer_language(made)
    return made
