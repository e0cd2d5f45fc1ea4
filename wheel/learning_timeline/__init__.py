"""The short name of `pelican.plugins.learning_timeline` for `python -m`; a checkout has the plugin itself by this name."""
