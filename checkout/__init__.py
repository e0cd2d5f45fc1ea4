"""What only a checkout of this repository needs: a journal is started in it, the software updated, a release made."""
