"""A simulated journal of many years, with a git history of its own, to look at what the timeline will become."""
