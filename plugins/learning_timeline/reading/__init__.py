"""Files in, posts out: front matter, Markdown, notebooks, and what is held back of them."""
