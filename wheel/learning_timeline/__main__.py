"""`python -m learning_timeline` where the plugin was installed."""

from pelican.plugins.learning_timeline.__main__ import main

if __name__ == "__main__":
    main()
