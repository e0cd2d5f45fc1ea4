SITENAME = "Notes"
PLUGINS = ["liquid_tags.notebook"]
