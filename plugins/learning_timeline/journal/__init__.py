"""Posts in, what a page may tell out: connections, years, slices, sentences, changes."""
