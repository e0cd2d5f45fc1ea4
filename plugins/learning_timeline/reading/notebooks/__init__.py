"""Jupyter notebooks in; their front matter, and what their pages show, out. Nothing of them is run."""
