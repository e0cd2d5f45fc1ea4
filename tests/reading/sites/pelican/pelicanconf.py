SITENAME = "Notes"
SITEURL = "https://example.org/blog"
ARTICLE_URL = "{date:%Y}/{slug}/"
PLUGINS = ["liquid_tags.notebook"]
