"""The commands, each a function whose parameters are its options; the work is done by the modules beside this folder."""

from . import keeping, publishing, site, writing

__all__ = ["keeping", "publishing", "site", "writing"]
