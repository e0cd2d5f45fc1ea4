"""Which plotly.js a site carries: the lighter bundle where it fits, plotly.py's own file everywhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from learning_timeline.charts.plotly_js import find_plotly_js, for_notebooks, plotly_version
from tests.builders.site import ROOT, Site

if TYPE_CHECKING:
    from pathlib import Path

OWN = f"plotly-{plotly_version()}.min.js"
POST = "---\ntitle: A\ndate: 2026-03-01\n---\nText.\n"


def bundle(folder: Path, package: str | None) -> Path:
    """A made-up bundle with what is said beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    if package is not None:
        (folder / "package.json").write_text(package, encoding="utf-8")
    path = folder / "plotly-cartesian.min.js"
    path.write_text("window.Plotly = {};", encoding="utf-8")
    return path


def of_version(version: str) -> str:
    return json.dumps({"version": version})


def test_the_bundle_of_package_json_is_of_the_version_that_plotly_py_writes_figures_for() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    names = "plotly.js-basic-dist-min", "plotly.js-cartesian-dist-min"
    assert package["dependencies"] == dict.fromkeys(names, plotly_version())


def test_versions_of_packages_are_exact_and_the_lock_holds_no_addresses_to_load_from() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in (package["dependencies"] | package["devDependencies"]).items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert [name for name, locked in lock.items() if "resolved" in locked] == []
    assert all("integrity" in locked for name, locked in lock.items() if name)


def test_plotly_pys_own_file_is_there_without_anything_else() -> None:
    found = find_plotly_js()
    assert (found.file_name, found.warning) == (OWN, "")
    assert f"plotly.js v{plotly_version()}".encode() in found.read()[:500]


def test_a_bundle_of_the_same_version_is_taken(tmp_path: Path) -> None:
    path = bundle(tmp_path, of_version(plotly_version()))
    found = find_plotly_js(path)
    assert (found.file_name, found.warning) == (f"plotly-cartesian-{plotly_version()}.min.js", "")
    assert found.read() == path.read_bytes()


def test_a_bundle_that_is_not_there_is_nothing_to_speak_of(tmp_path: Path) -> None:
    found = find_plotly_js(tmp_path / "plotly-cartesian.min.js")
    assert (found.file_name, found.warning) == (OWN, "")


@pytest.mark.parametrize(
    ("package", "complaint"),
    [
        (of_version("0.9.0"), "is of version 0.9.0, and plotly.py writes figures for"),
        ("{}", "has no package.json beside it that tells its version"),
        ("[]", "has no package.json beside it that tells its version"),
        ("{", "has no package.json beside it that tells its version"),
        (None, "has no package.json beside it that tells its version"),
    ],
)
def test_a_bundle_of_another_version_is_named_and_left_alone(
    tmp_path: Path, package: str | None, complaint: str
) -> None:
    path = bundle(tmp_path, package)
    found = find_plotly_js(path)
    assert (found.file_name, found.bundle) == (OWN, None)
    assert str(path) in found.warning
    assert complaint in found.warning
    assert found.warning.endswith("run `npm ci --ignore-scripts`")


def npms(folder: Path, kind: str, version: str) -> Path:
    """A made-up bundle where npm puts it."""
    lies = bundle(folder / f"plotly.js-{kind}-dist-min", of_version(version))
    return lies.rename(lies.with_name(f"plotly-{kind}.min.js"))


def test_figures_of_notebooks_have_the_bundle_that_draws_their_kinds(tmp_path: Path) -> None:
    basic = find_plotly_js(npms(tmp_path, "basic", plotly_version()))
    assert for_notebooks(basic).file_name == OWN
    cartesian = npms(tmp_path, "cartesian", "0.9.0")
    assert (for_notebooks(basic).file_name, for_notebooks(basic).warning) == (OWN, "")
    (cartesian.with_name("package.json")).write_text(of_version(plotly_version()), encoding="utf-8")
    assert for_notebooks(basic).bundle == cartesian
    # Any other bundle is the only one of its site.
    whole, other = find_plotly_js(), find_plotly_js(cartesian)
    assert (for_notebooks(whole), for_notebooks(other)) == (whole, other)


def test_a_build_writes_the_bundle_and_every_page_names_it(tmp_path: Path) -> None:
    path = bundle(tmp_path / "bundle", of_version(plotly_version()))
    built = Site(tmp_path).post("posts/a.md", POST).build(LEARNING_TIMELINE_PLOTLY_JS=path)
    name = f"plotly-cartesian-{plotly_version()}.min.js"
    assert [file for file in built.files() if "plotly-" in file] == [f"learning-timeline/{name}"]
    assert built.files()[f"learning-timeline/{name}"] == path.read_bytes()
    for url in ("timeline/", "2026/"):
        assert f'learning-timeline/{name}"' in built.text(url)


def test_a_build_with_a_bundle_of_another_version_says_so_and_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = bundle(tmp_path / "bundle", of_version("0.9.0"))
    built = Site(tmp_path).post("posts/a.md", POST).build(LEARNING_TIMELINE_PLOTLY_JS=str(path))
    assert f'learning-timeline/{OWN}"' in built.text("timeline/")
    assert "run `npm ci --ignore-scripts`" in caplog.text
