"""A journal is shown while it is written: files are watched, pages made again, and the browser told.

In: Pelican's settings. Out: a site at an address of this machine, until a person ends it.
"""

from __future__ import annotations

import logging
import multiprocessing
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Any

from watchfiles import DefaultFilter, watch

from .._seam import analytics
from ..core.progress import say
from ..core.stopping import asked_to_end
from .builder import Outcome, Plan, serve_builds
from .live_site import LiveSite, server_of

# A save is often several changes of a file; this is how long none must follow.
QUIET_MS = 20
# An author who saves again and again is shown each post at once, and all other pages when this long has passed.
PAUSE_MS = 500
_MOST_PREVIEWED = 3
# Settings of a site that only its author sees: drafts have pages, and nothing is added for those who copy it.
FOR_ITS_AUTHOR = {
    "DRAFT_SAVE_AS": "drafts/{slug}/index.html",
    "DRAFT_URL": "drafts/{slug}/",
    "DRAFT_LANG_SAVE_AS": "drafts/{slug}/index.html",
    "DRAFT_LANG_URL": "drafts/{slug}/",
    "LEARNING_TIMELINE_SOURCE": None,
}


class Builds:
    """The process that builds, begun again when programs or settings have changed, or when it has crashed."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._process: multiprocessing.process.BaseProcess | None = None

    def preview(self, post: Path) -> bool:
        """Show one post as it is now; whether that was possible."""
        return self._ask(post) is True

    def build(self) -> Outcome:
        """Build the whole site."""
        answer = self._ask(None)
        return (
            answer if isinstance(answer, Outcome) else Outcome(("The builder ended; the next change begins another.",))
        )

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._connection.close()
            self._process.terminate()
            self._process.join()
            self._process = None

    def _ask(self, what: Path | None) -> Outcome | bool | None:
        if self._process is None:
            # A process that shares nothing with this one loads the programs as they are now.
            context = multiprocessing.get_context("spawn")
            self._connection, its_end = context.Pipe()
            # No daemon: it has a process of its own, which reads posts.
            self._process = context.Process(target=serve_builds, args=(its_end, self._plan))
            self._process.start()
            its_end.close()
        try:
            self._connection.send(what)
            answer: Outcome | bool = self._connection.recv()
        except (EOFError, OSError):
            self.close()
            return None
        return answer


def serve(  # noqa: PLR0913 - what is served, where, and until when
    config: Path,
    overrides: Mapping[str, Any],
    *,
    content: Path,
    looks: Sequence[Path],
    programs: Sequence[Path],
    port: int,
    until: Event | None = None,
) -> None:
    """Serve a journal until it is ended.

    Args:
        config: the file of Pelican's settings.
        overrides: settings that differ from it.
        content: the folder of posts.
        looks: folders of templates, styles and scripts.
        programs: folders of programs that make the site.
        port: of this machine; 0 takes a free one.
        until: ends it.

    Raises:
        OSError: the port is taken.
    """
    with asked_to_end(), tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
        site, previews = Path(made, "site"), Path(made, "previews")
        live = LiveSite(previews, site)
        server = server_of(live, port)
        builds = Builds(Plan(config, {**overrides, "PATH": str(content), "OUTPUT_PATH": str(site)}, previews))
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            say(
                f"The journal is at http://localhost:{server.server_address[1]}/ and follows what you save; Ctrl-C ends it."
            )
            _follow(builds, live, config, content, looks, programs, until)
        except KeyboardInterrupt:
            pass
        finally:
            builds.close()
            server.shutdown()
            server.server_close()


def _follow(  # noqa: PLR0913, PLR0917 - see serve
    builds: Builds,
    live: LiveSite,
    config: Path,
    content: Path,
    looks: Sequence[Path],
    programs: Sequence[Path],
    until: Event | None,
) -> None:
    settings = _changed_at(config)
    # The first build comes when changes are seen already, so that none falls between the two.
    waits = True
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it warns of Ctrl-C, by which a person ends this
    seen = watch(
        *(place for place in (content, *looks, *programs) if place.exists()),
        watch_filter=DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, ".cache")),
        debounce=QUIET_MS * 10,
        step=QUIET_MS,
        rust_timeout=PAUSE_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
        stop_event=until,
    )
    for changes in seen:
        paths = {Path(path) for _, path in changes}
        # Not watched with the others: an editor that puts a new file into its place would end the watching.
        is_set_anew = settings != (settings := _changed_at(config))
        if is_set_anew or any(_is_in(path, programs) and path.suffix == ".py" for path in paths):
            builds.close()
        is_new_look = is_set_anew or any(_is_in(path, (*looks, *programs)) for path in paths)
        if paths and not is_new_look and _previewed(builds, paths):
            live.change()
            waits = True
        elif paths or is_set_anew or waits:
            live.change(builds.build(), looks_different=is_new_look)
            waits = False


def _previewed(builds: Builds, paths: Iterable[Path]) -> bool:
    posts = [path for path in paths if path.suffix.lower() in analytics.POST_SUFFIXES]
    return len(posts) == len(set(paths)) <= _MOST_PREVIEWED and all(map(builds.preview, posts))


def _is_in(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:  # an editor is just putting another into its place
        return 0
