"""A theme's templates in, the plugin's pages among them: where its templates are found, and what they stand in.

Each template of the plugin is found last, so that a theme overrides it by one of the same name, and as `!learning_timeline/NAME`
as well, so that such an override may extend what it replaces. All of them are in `learning_timeline/_base.html`, which extends
the theme's `base.html` and fills its block `content`; a theme without such a block has the pages in Pelican's `simple` theme.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import DictLoader, Environment, FileSystemLoader, PrefixLoader, TemplateError, nodes

FOLDER = "learning_timeline"
FRAME = f"{FOLDER}/_base.html"
BLOCK = "content"
_DEEPEST = 20


def offer_templates(environment: Environment) -> list[str]:
    """Add the plugin's templates to those of a site.

    Args:
        environment: of the site, as Pelican made it.

    Returns:
        What a person must know of it, in plain sentences.
    """
    folder = Path(__file__).parents[1] / "templates"
    loaders = environment.loader.loaders  # type: ignore[union-attr] # Pelican's is a ChoiceLoader
    loaders += [FileSystemLoader(folder), PrefixLoader({f"!{FOLDER}": FileSystemLoader(folder / FOLDER)})]
    if _shows(environment, FRAME, BLOCK):
        return []
    loaders.insert(0, DictLoader({FRAME: '{% extends "!simple/base.html" %}'}))
    sentence = (
        f"The theme's base.html has no block `{BLOCK}`, so the plugin's pages use Pelican's simple theme: "
        f"say where they belong with a template {FRAME} in the theme (docs/settings.md)"
    )
    return [sentence]


def _shows(environment: Environment, name: str, block: str) -> bool:
    """Whether what a template puts into a block is seen; true as well where no syntax tree can tell."""
    chain: list[nodes.Template] = []
    while len(chain) < _DEEPEST:
        assert environment.loader is not None
        try:
            chain.append(environment.parse(environment.loader.get_source(environment, name)[0]))
        except TemplateError:  # Pelican says it, where the site's own pages meet it
            return True
        extended = next(chain[-1].find_all(nodes.Extends), None)
        if extended is None:
            break
        if not isinstance(extended.template, nodes.Const):
            return True
        name = extended.template.value
    # The outermost template shows all its blocks, and each of those that it frames what is within a block that is shown.
    shown = {one.name for one in chain[-1].find_all(nodes.Block)}
    for template in reversed(chain[:-1]):
        for one in template.find_all(nodes.Block):
            if one.name in shown:
                shown |= {inner.name for inner in one.find_all(nodes.Block)}
    return block in shown
