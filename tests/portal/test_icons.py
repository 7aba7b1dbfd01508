"""Pictograms: every name used anywhere has its drawing, and drawings only draw."""

import re
from pathlib import Path

import pytest
from django.template import engines

from portal.templatetags.icons import ICONS, SHAPES, icon, shape, tint

ROOT = Path(__file__).resolve().parents[2]
APPS = ("directory", "events", "home", "portal", "search")
NAMES = sorted(path.stem for path in ICONS.glob("*.svg"))


def test_templates_name_existing_icons() -> None:
    used = {
        name
        for page in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"\{% icon \"([^\"]+)\"", page.read_text(encoding="utf-8"))
    }
    assert len(used) > 20
    assert used <= set(NAMES)


def test_vocabulary_names_existing_icons() -> None:
    from directory.domain.place_kind import PLACE_KINDS

    used = {kind.icon for kind in PLACE_KINDS}
    for path in (ROOT / "directory" / "domain").glob("*.py"):
        used |= set(re.findall(r"icon=\"([a-z0-9-]+)\"", path.read_text(encoding="utf-8")))
    assert len(used) > 10
    assert used <= set(NAMES)
    assert {kind.shape for kind in PLACE_KINDS} <= set(SHAPES)


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_only_draws(name: str) -> None:
    drawing = icon(name)
    assert drawing.startswith('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><')
    tags = set(re.findall(r"<([a-z]+)", drawing))
    assert tags <= {"svg", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse"}


@pytest.mark.parametrize("name", ["", "../base", "nothing-like-this", "phone.svg"])
def test_unknown_icon(name: str) -> None:
    with pytest.raises((ValueError, FileNotFoundError)):
        icon(name)


@pytest.mark.parametrize("code", SHAPES)
def test_shapes(code: str) -> None:
    assert "<text" not in shape(code)
    numbered = shape(code, number=12)
    assert ">12</text>" in numbered
    assert tint(code) in numbered


def test_unknown_shape_is_refused() -> None:
    with pytest.raises(KeyError):
        engines["django"].from_string("{% shape 'star' %}").render({})
