"""Colour and pictogram of what is told: the state of a place or of a date, the tone of a message.

One table for all templates, so that « ouvert » looks the same on a card, on a page and in the agenda.
"""

from typing import NamedTuple, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.templatetags.icons import icon

register = template.Library()


class Tone(NamedTuple):
    """A colour class and the name of a pictogram."""

    tint: str
    icon: str


# What has no line is told as unknown. "closed" is grey: it is not a fault.
TONES = {
    # places
    "open": Tone("c-perm", "circle-check"),
    "closed": Tone("c-shut", "moon"),
    "closed-for-good": Tone("c-shut", "circle-x"),
    "appointment": Tone("c-autre", "calendar-check"),
    "unknown": Tone("c-shut", "circle-question-mark"),
    # dates
    "ongoing": Tone("c-perm", "circle-check"),
    "places": Tone("c-perm", "users"),
    "full": Tone("c-soon", "users"),
    "over": Tone("c-shut", "check"),
    "changed": Tone("c-soon", "clock-alert"),
    "moved": Tone("c-soon", "calendar-clock"),
    "cancelled": Tone("c-off", "circle-x"),
    # messages
    "info": Tone("c-fs", "info"),
    "success": Tone("c-perm", "circle-check"),
    "warning": Tone("c-soon", "triangle-alert"),
    "danger": Tone("c-off", "circle-x"),
}


def _tone(code: str, otherwise: str) -> Tone:
    return TONES.get(code) or TONES[otherwise]


@register.filter
def tone_tint(code: str, otherwise: str = "unknown") -> str:
    """``"open"`` → ``"c-perm"``; that of ``otherwise`` for a code that nobody wrote down."""
    return _tone(code, otherwise).tint


@register.filter
def tone_icon(code: str, otherwise: str = "unknown") -> str:
    """``"open"`` → ``"circle-check"``."""
    return _tone(code, otherwise).icon


class State(Protocol):
    """A whole sentence, and what is true of today only ("" for nothing more)."""

    @property
    def code(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def passing(self) -> str: ...


@register.simple_tag
def state(told: State, big: bool = False) -> SafeString:
    """``{% state place.state big=True %}``, with its colour and its pictogram; `big` for the head of a page.

    What is true only now is left out on paper.
    """
    tone = _tone(told.code, "unknown")
    return format_html(
        '<p class="state{}{} {}">{}<span>{}{}</span></p>',
        " big" if big else "",
        " passing" if told.code in ("open", "closed") else "",
        tone.tint,
        icon(tone.icon),
        told.sentence,
        format_html('<span class="passing">. {}</span>', told.passing) if told.passing else "",
    )
