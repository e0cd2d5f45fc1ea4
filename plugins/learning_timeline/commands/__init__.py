"""What the commands of `tasks.py` do: each module is loaded by its own command, and by nothing that builds a site."""
