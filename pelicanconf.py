"""How this journal is built. `invoke build` and plain `pelican content -s pelicanconf.py` read the same settings."""

import os
from pathlib import Path

SITENAME = "A Life of Learning AI"
SITESUBTITLE = "Everything I learn about artificial intelligence, from 2026 on"
# Where `publish` brings the site, such as https://YOU.github.io/journal.
WEB_ADDRESS = ""
# A build for the web is told its address; one on a laptop has none, so that it can be read from the disk.
SITEURL = os.environ.get("SITEURL", "")
FEED_DOMAIN = SITEURL or "http://localhost:8000"
RELATIVE_URLS = not SITEURL
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
# Names of months must not depend on the machine.
LOCALE = "C"

PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
THEME = "theme"

PLUGIN_PATHS = ["plugins"]
PLUGINS = ["learning_timeline"]
LEARNING_TIMELINE_MARKDOWN = True
LEARNING_TIMELINE_FUTURE = False
# Made by the first publication; from then on no address is lost.
LEARNING_TIMELINE_ADDRESSES = "addresses.tsv"
LEARNING_TIMELINE_IGNORE_AUTHORS = ["*[bot]"]
# There after `invoke assets`; without it pages carry the whole of plotly.js.
LEARNING_TIMELINE_PLOTLY_JS = (
    Path(__file__).resolve().parent / "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"
)

# Of posts, pages, images and data, as content/LICENSE says.
LEARNING_TIMELINE_LICENCE = "CC-BY-4.0"
# What `invoke links` saved of a page that is linked to is shown when that page is gone.
LEARNING_TIMELINE_SNAPSHOTS = True
# Text from posts is not trusted to be HTML; templates say where it is.
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

ARTICLE_PATHS = [""]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images"]
IGNORE_FILES = [".*", "__pycache__"]
# A folder of notes may hold HTML files that are no posts.
READERS = {"html": None}
DEFAULT_CATEGORY = "unsorted"
# Days in file names are read with all else, so that one that is none is named.
FILENAME_METADATA = ""
# Two posts of one name are two posts, not translations of each other.
ARTICLE_TRANSLATION_ID = None
PAGE_TRANSLATION_ID = None

ARTICLE_URL = "posts/{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = "posts/{date:%Y}/{date:%m}/{slug}/index.html"
# A post in another language is a post like any other.
ARTICLE_LANG_URL = ARTICLE_URL
ARTICLE_LANG_SAVE_AS = ARTICLE_SAVE_AS
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = PAGE_URL
PAGE_LANG_SAVE_AS = PAGE_SAVE_AS
# The plugin writes a page for each topic; drafts are written by `invoke serve` only.
CATEGORY_URL = "topics/{slug}/"
CATEGORY_SAVE_AS = ""
DRAFT_SAVE_AS = ""
DRAFT_PAGE_SAVE_AS = ""
TAG_SAVE_AS = ""
AUTHOR_SAVE_AS = ""
DRAFT_LANG_SAVE_AS = ""
DRAFT_PAGE_LANG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archives", "404"]
ARCHIVES_URL = "archives/"
ARCHIVES_SAVE_AS = "archives/index.html"

FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 30
DEFAULT_PAGINATION = False
