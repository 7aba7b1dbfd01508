"""Pictograms and type shapes, drawn inline so that they take the colours of the text around them.

Icons are Lucide's (ISC, ``templates/icons/LICENSE.txt``), one file a name; each stands next to its
word, so they are always hidden from screen readers.
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ICONS = Path(__file__).resolve().parents[2] / "templates" / "icons"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class Shape(NamedTuple):
    """A type of the directory: its colour class and its two drawings (20 and 48 units wide)."""

    tint: str
    small: str
    small_box: str
    large: str
    baseline: int  # where the number stands in the large drawing
    foot: int  # where the large drawing touches the ground, as a pin; static/js/map/finder-map.js knows it too


# Drop = France services, circle = permanence, square = workshop, house = other help place. Colour,
# shape and word go together everywhere (list, map, agenda, calendar): colour never speaks alone.
SHAPES = {
    "drop": Shape(
        "c-fs",
        '<path d="M10 24C4 16 0 13 0 9a10 9 0 0 1 20 0c0 4-4 7-10 15z"/>',
        "0 0 20 24",
        '<path d="M24 58C13 43 3 36 3 23a21 20 0 0 1 42 0c0 13-10 20-21 35z"/>',
        29,
        58,
    ),
    "circle": Shape(
        "c-perm", '<circle cx="10" cy="10" r="10"/>', "0 0 20 20", '<circle cx="24" cy="24" r="22"/>', 30, 46
    ),
    "square": Shape(
        "c-atel",
        '<rect width="18" height="18" x="1" y="1" rx="3"/>',
        "0 0 20 20",
        '<rect width="42" height="42" x="3" y="3" rx="5"/>',
        30,
        45,
    ),
    "house": Shape(
        "c-autre",
        '<path d="M10 0l10 8v11a1 1 0 0 1-1 1H1a1 1 0 0 1-1-1V8z"/>',
        "0 0 20 20",
        '<path d="M24 2l21 16v26a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V18z"/>',
        34,
        47,
    ),
}


@cache
def _icon(name: str) -> SafeString:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not an icon name: {name!r}")
    found = _DRAWING.search((ICONS / f"{name}.svg").read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"no drawing in the icon {name!r}")
    # The files are ours, read from the code base: marking them safe trusts no outside text.
    return mark_safe(f'<svg class="i" viewBox="0 0 24 24" aria-hidden="true">{found[1]}</svg>')


@register.simple_tag
def icon(name: str) -> SafeString:
    """``{% icon "phone" %}``: a decorative pictogram. An unknown name raises FileNotFoundError."""
    return _icon(str(name))


@register.simple_tag
@lru_cache(maxsize=1024)
def shape(code: str, number: int | None = None) -> SafeString:
    """``{% shape "drop" %}`` beside a word, ``{% shape "drop" number=3 %}`` as a list number or pin."""
    found = SHAPES[code]
    if number is None:
        return format_html(
            '<svg class="sh" viewBox="{}" aria-hidden="true">{}</svg>', found.small_box, mark_safe(found.small)
        )
    return format_html(
        '<svg class="num {}" viewBox="0 0 48 60" aria-hidden="true">{}<text x="24" y="{}">{}</text></svg>',
        found.tint,
        mark_safe(found.large),
        found.baseline,
        number,
    )


@register.simple_tag
@lru_cache(maxsize=256)
def badge(code: str, label: str, fill: bool = False) -> SafeString:
    """``{% badge "drop" "France services" %}``: the type of a place or of a date; colour, shape and word together."""
    return format_html(
        '<span class="badge{} {}">{}{}</span>', " badge--fill" if fill else "", SHAPES[code].tint, shape(code), label
    )


@register.simple_tag
def pin(code: str, x: int, y: int, number: int | None = None, approximate: bool = False) -> SafeString:
    """The same drawing inside an SVG map, two thirds as big, its foot on the point."""
    found = SHAPES[code]
    return format_html(
        '<g class="map-pin {}{}" transform="translate({} {})scale(.667)">{}{}</g>',
        found.tint,
        " approx" if approximate else "",
        x - 16,
        y - round(found.foot * 2 / 3),
        mark_safe(found.large),
        "" if number is None else format_html('<text x="24" y="{}">{}</text>', found.baseline + 2, number),
    )


@register.filter
def tint(code: str) -> str:
    """Colour class of a shape: ``"drop"`` → ``"c-fs"``."""
    return SHAPES[code].tint
