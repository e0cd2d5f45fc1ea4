"""What other programs add to Markdown in, Markdown that says the same out: a module for each way of writing. Text in, text out."""
