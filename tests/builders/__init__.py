"""Small real things that tests are made of: git repositories, sites, posts."""
