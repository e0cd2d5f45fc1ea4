"""One build as one transaction: which page is still true, the writer, the site's folder."""
