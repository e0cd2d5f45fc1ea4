"""A Timeline in, digests of its rows out, by which it is known what pages tell of them has changed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._seam import analytics
from ..core.fingerprints import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

# What later revisions of a post change: no part of what is told of a year.
MOVING = ["modified_at", "revisions"]


@dataclass(frozen=True)
class RowDigests:
    """The digests of one Timeline's rows.

    Attributes:
        timeline: the whole.
        sources: for each post, by path, the digest of what its file says.
    """

    timeline: analytics.Timeline
    sources: Mapping[str, bytes]

    @cached_property
    def whole(self) -> bytes:
        """The digest of the whole: of each of its attributes, and of what the files of its posts say."""
        named = [(one.name, getattr(self.timeline, one.name)) for one in fields(self.timeline)]
        return digest_of(
            self.of(name).tobytes() if isinstance(value, pd.DataFrame) else repr(value).encode("utf-8", "surrogatepass")
            for name, value in named
        )

    def of(self, name: str) -> npt.NDArray[np.uint64]:
        """A digest of each row of one of the Timeline's frames, for posts with what their files say, shape (rows,) or (rows, 2)."""
        match name:
            case "posts":
                return self._with_moving
            case "changes":
                return self.changes
            case _:
                return _rows(getattr(self.timeline, name))

    @cached_property
    def _with_moving(self) -> npt.NDArray[np.uint64]:
        return np.column_stack([self.posts, _rows(self.timeline.posts[MOVING])])

    @cached_property
    def year_of_post(self) -> npt.NDArray[Any]:
        """The local year of each post."""
        return np.asarray(self.timeline.posts["published_on"].dt.year)

    @cached_property
    def year_of_change(self) -> npt.NDArray[Any]:
        """The local year of each change."""
        return analytics.made_at(self.timeline.changes).dt.year.to_numpy()

    @cached_property
    def posts(self) -> npt.NDArray[np.uint64]:
        """A digest of each post's row, with what its file says."""
        posts = self.timeline.posts.drop(columns=MOVING)
        return _rows(posts.assign(source=[self.sources.get(path, b"").hex() for path in posts["path"].tolist()]))

    @cached_property
    def changes(self) -> npt.NDArray[np.uint64]:
        """A digest of each change's row."""
        return _rows(self.timeline.changes)

    @cached_property
    def of_year(self) -> dict[int, bytes]:
        """For each year with posts the digest of what was published until its end, oldest first."""
        digests, before = {}, b""
        for year in np.unique(self.year_of_post):
            before = digest_of([before, self.posts[self.year_of_post == year].tobytes()])
            digests[int(year)] = before
        return digests

    @cached_property
    def changes_of_year(self) -> dict[int, bytes]:
        """For each year with changes the digest of these."""
        return {
            int(year): digest_of([self.changes[self.year_of_change == year].tobytes()])
            for year in np.unique(self.year_of_change)
        }


def _rows(frame: pd.DataFrame) -> npt.NDArray[np.uint64]:
    # Names of files and authors need not be UTF-8: what is not comes as lone surrogates, which that encoding refuses.
    return np.asarray(pd.util.hash_pandas_object(frame, index=False, encoding="unicode_escape"), np.uint64)
