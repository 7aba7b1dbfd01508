"""What an editor is told before a place closes: how many dates go with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.contributions import contributions

_NAMED = 3


def cancelled_by_closing(point_pk: int, now: datetime, first: date | None = None, last: date | None = None) -> str:
    """« 54 dates seront annulées : lundi 7 décembre 2026 à 9 h, …, et 51 autres, jusqu’au lundi 27 décembre… »

    Between two days, both included, for ever without them; empty when no date is held there then.
    """
    return cancelled_words([words for give in contributions.dates_held for words in give(point_pk, now, first, last)])


def cancelled_words(dates: Sequence[str]) -> str:
    """The same sentence of any dates, soonest first; empty for none."""
    if not dates:
        return ""
    number = ngettext("%(number)s date sera annulée", "%(number)s dates seront annulées", len(dates))
    return _("%(number)s : %(dates)s. Ceux qui suivent ces permanences le verront dans leur calendrier.") % {
        "number": number % {"number": len(dates)},
        "dates": first_of(dates),
    }


def first_of(dates: Sequence[str]) -> str:
    """The first of some dates in words, and how many others until the last."""
    said = ", ".join(dates[:_NAMED])
    if more := len(dates[_NAMED:]):
        rest = ngettext("et %(number)s autre, le %(last)s", "et %(number)s autres, jusqu’au %(last)s", more)
        said = f"{said}, {rest % {'number': more, 'last': dates[-1]}}"
    return said
