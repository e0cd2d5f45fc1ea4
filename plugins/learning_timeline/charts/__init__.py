"""Frames in; a figure, a sentence and a table out; figures as pages embed them."""
