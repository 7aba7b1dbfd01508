"""When one can come: what the last question of the guide offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext_lazy as _

from directory.finder.query import FinderQuery
from directory.finder.view import asked


@dataclass(frozen=True)
class Moment:
    """Words for a value of one of the finder's parameters."""

    label: Any
    hint: Any
    icon: str
    parameter: str
    value: str


# The one list: a moment that the finder learns to read is one line more.
MOMENTS: Sequence[Moment] = (
    Moment(_("Maintenant"), _("Les lieux ouverts en ce moment."), "clock", "ouvert", "maintenant"),
    Moment(
        _("Dans les 7 jours"),
        _("Un lieu ouvert, une permanence ou un atelier."),
        "calendar-days",
        "quand",
        "semaine",
    ),
)


def offered(query: FinderQuery, now: datetime) -> list[tuple[Moment, str]]:
    """The moments that the finder understands, each with the address of its answer."""
    found = []
    for moment in MOMENTS:
        parameters = parse_qs(urlsplit(query.address()).query)
        parameters.setdefault(moment.parameter, []).append(moment.value)
        question, notices = asked(parameters, now)
        if not notices:
            found.append((moment, question.address()))
    return found
