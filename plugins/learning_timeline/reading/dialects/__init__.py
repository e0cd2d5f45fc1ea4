"""A journal as another program has it in, the journal's own Markdown and fields out: a module for each program.

Past these modules nothing knows where a journal came from.
"""
