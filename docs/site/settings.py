"""The documentation as a site, built by the project that it documents: `invoke docs`.

Every page is a file of `docs/` and can be read as one. The site has the four parts of https://diataxis.fr. `PARTS` says to which
of them a file in `docs/` belongs, and `topics.yaml` to which a folder does.
"""

import runpy
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
globals().update(
    {name: value for name, value in runpy.run_path(str(ROOT / "pelicanconf.py")).items() if name.isupper()}
)

PARTS = {
    "tutorial": ("a-quarter-of-an-hour",),
    "how-to": ("writing", "publishing", "keeping", "in-your-pelican-site", "bring-your-blog", "other-themes"),
    "reference": ("front-matter", "settings", "commands", "world", "dates", "formulas", "bad-input", "dependencies"),
    "explanation": (
        *("how-numbers-are-counted", "architecture", "beyond-one-machine", "hostile-repositories"),
        *("torture", "mutation-testing", "contributing"),
    ),
}

SITENAME = "Learning Timeline"
SITESUBTITLE = "How to write, publish and keep a journal of what you learn"
PATH = str(ROOT / "docs")
THEME = str(ROOT / "theme")
PLUGIN_PATHS = [str(ROOT / "plugins")]
THEME_TEMPLATES_OVERRIDES = [str(HERE / "templates")]
EXTRA_PATH_METADATA = {f"{name}.md": {"category": part} for part, names in PARTS.items() for name in names}
LEARNING_TIMELINE_TOPICS = "site/topics.yaml"
# The addresses, the licence and the snapshots are those of the journal, which this is not.
LEARNING_TIMELINE_ADDRESSES = ""
LEARNING_TIMELINE_LICENCE = "MIT"
LEARNING_TIMELINE_SNAPSHOTS = False
LEARNING_TIMELINE_SEARCH = True
# A page lies where its file does.
ARTICLE_URL = ARTICLE_LANG_URL = "{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "{slug}/index.html"
