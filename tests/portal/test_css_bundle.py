"""The one stylesheet: complete, within its weight, and served by every means Django has."""

import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from portal.roof.files.css_bundle import BUNDLE, PARTS, BundleFinder, bundle_css, lighten

SOURCE = Path(settings.BASE_DIR) / "static" / "css"
BUDGET = 15_000  # bytes after Brotli: the stylesheet's part of a 70 kB page


def test_every_file_is_declared_once() -> None:
    written = {str(path.relative_to(SOURCE).with_suffix("")) for path in SOURCE.rglob("*.css")}
    assert written == set(PARTS)
    assert len(PARTS) == len(set(PARTS))


def test_weight() -> None:
    weight = len(brotli.compress(bundle_css(SOURCE).encode()))
    assert 4_000 < weight <= BUDGET


def test_layers_come_first_and_nothing_stands_outside() -> None:
    css = bundle_css(SOURCE)
    assert css.startswith("@layer tokens, base, layout, components, utilities, print;")
    assert css.count("{") == css.count("}")
    assert "@import" not in css


def test_only_the_base_names_files() -> None:
    for part in PARTS:
        css = lighten((SOURCE / f"{part}.css").read_text(encoding="utf-8"))
        if part != "base":
            # Paths are relative to css/site.css; a component one folder deeper would point elsewhere.
            assert "url(" not in css, part
    for address in re.findall(r"url\(\"([^\"]+)\"\)", bundle_css(SOURCE)):
        assert (SOURCE / address).resolve().is_file(), address


def test_every_token_used_is_declared() -> None:
    css = bundle_css(SOURCE)
    declared = set(re.findall(r"(--[a-z0-9-]+):", css))
    local = {"--gap"}  # set by whoever wants another rhythm
    assert set(re.findall(r"var\((--[a-z0-9-]+)[,)]", css)) - declared - local == set()
    drawings = " ".join(
        path.read_text(encoding="utf-8") for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    )
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", drawings)) <= declared


def test_lighten_keeps_rules() -> None:
    assert lighten("/* a\nb */\n.a {\n  color: red;\n\n}\n") == ".a {\ncolor: red;\n}\n"


def test_finder(tmp_path: Path, settings: Any) -> None:
    finder = BundleFinder()
    finder.target = tmp_path
    found = finder.find(BUNDLE)
    assert Path(found).read_text(encoding="utf-8") == bundle_css(SOURCE)
    assert finder.find(BUNDLE, find_all=True) == [found]
    assert finder.find("css/other.css") == []
    before = Path(found).stat().st_mtime_ns
    finder.write()
    assert Path(found).stat().st_mtime_ns == before, "an unchanged bundle is not written again"
    assert [path for path, _ in finder.list(None)] == [BUNDLE]


def test_served_by_the_project() -> None:
    assert finders.find(BUNDLE)


@pytest.mark.parametrize("storage", ["django.contrib.staticfiles.storage.ManifestStaticFilesStorage"])
def test_collected_under_hashed_names(tmp_path: Path, settings: Any, storage: str) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    settings.STATICFILES_FINDERS = [
        "portal.roof.files.css_bundle.BundleFinder",
        "django.contrib.staticfiles.finders.FileSystemFinder",
    ]
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]  # the stubs forget that it remembers
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = list((tmp_path / "css").glob("site.*.css"))
    assert len(hashed) == 1
    font = re.search(r"url\(\"\.\./(fonts/[^\"]+\.[0-9a-f]{12}\.woff2)\"\)", hashed[0].read_text(encoding="utf-8"))
    assert font is not None
    assert (tmp_path / font[1]).is_file()
