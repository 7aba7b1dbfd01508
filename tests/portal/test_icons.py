"""Pictograms: every name used anywhere has its drawing, and drawings only draw."""

import re
from pathlib import Path

import pytest
from django.template import engines

from portal.templatetags.icons import ICONS, SHAPES, badge, icon, shape, tint

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


def test_drawings_only_draw() -> None:
    assert len(NAMES) > 20
    assert {name: found for name in NAMES if (found := what_a_drawing_should_not_have(icon(name)))} == {}


def what_a_drawing_should_not_have(drawing: str) -> list[str]:
    start = '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><'
    drawn = {"svg", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse"}
    tags = sorted(set(re.findall(r"<([a-z]+)", drawing)) - drawn)
    return tags if drawing.startswith(start) else [drawing[: len(start)], *tags]


def test_more_than_a_drawing_is_seen() -> None:
    assert what_a_drawing_should_not_have(icon("phone").replace("</svg>", "<text>x</text></svg>")) == ["text"]
    assert what_a_drawing_should_not_have("<svg><path/></svg>") == ["<svg><path/></svg>"]


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


@pytest.mark.parametrize("code", SHAPES)
def test_a_badge_says_its_type_by_colour_shape_and_word(code: str) -> None:
    html = badge(code, "Lieu & salle", fill=True)
    assert html == f'<span class="badge badge--fill {tint(code)}">{shape(code)}Lieu &amp; salle</span>'
    assert "badge--fill" not in badge(code, "Lieu")
