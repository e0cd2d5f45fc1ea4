"""What all wings may know: settings, clock, progress, fingerprints, the facts of one run, words for numbers and days."""
