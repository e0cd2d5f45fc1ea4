import time

BLOG_AUTHOR = "A reader"
BLOG_TITLE = "Notes on graphs"
SITE_URL = "https://graphs.example/"
DEFAULT_LANG = "en"
TRANSLATIONS = {
    DEFAULT_LANG: "",
    "de": "./de",
}
POSTS = (
    ("posts/*.md", "blog", "post.tmpl"),
    ("posts/*.ipynb", "blog", "post.tmpl"),
)
PAGES = (("pages/*.md", "", "page.tmpl"),)
CONTENT_FOOTER = f"Made in {time.strftime('%Y')}"
