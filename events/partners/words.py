"""What an event of a partner's calendar says of its activity: where it takes place, and the words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from directory.models import HelpPoint, Organisation
from events.domain.partners.programme import PartnerSeries
from events.domain.partners.texts import ADDRESS, PLACE
from events.models import PartnerCalendar
from portal.models import Commune
from portal.words.folding import fold

# « Mairie de Laplume » is in Laplume; « rue de Nérac » may be anywhere.
_NAMED_AFTER = re.compile(r"(?:mairie|mediatheque|bibliotheque|salle des fetes|foyer rural) (?:de |d')(.+)")
_POSTAL_CODE = re.compile(r"(?<!\d)\d{5}(?!\d)")

Given = Mapping[str, Any]
FOREIGN = ("point", "commune", "operator", "organisation")
"""Fields given by primary key."""


def public_numbers() -> set[str]:
    """Telephone numbers that the directory publishes, as they are stored: they may be shown beside a date too."""
    places = HelpPoint.objects.filter(live=True).exclude(phone="").values_list("phone", flat=True)
    return {*places, *Organisation.objects.exclude(phone="").values_list("phone", flat=True)}


class Words:
    """Reads the communes that places name, each once for a reading."""

    def __init__(self, calendar: PartnerCalendar) -> None:
        self._calendar = calendar
        point = calendar.point
        self._point = None if point is None or point.moves else point
        self._operator = point if point is not None and point.moves else None
        self._default = self._point.commune if self._point is not None else calendar.commune
        self._by_code: dict[str, list[Commune]] = {}
        self._neighbours: dict[str, Commune] | None = None

    def given(self, series: PartnerSeries) -> dict[str, Any]:
        """Fields of an activity, as JSON; related ones by primary key."""
        calendar = self._calendar
        kind = PartnerCalendar.Kind(calendar.kind)
        return {
            "kind": calendar.kind,
            "title": series.title or f"{kind.label} – {calendar.name}"[:160],
            "body": series.body,
            **self._where(series.place),
            "operator": self._operator and self._operator.pk,
            "organisation": calendar.organisation_id,
            "access": calendar.access,
            "price": calendar.price,
            "source": _("Calendrier de %(name)s") % {"name": calendar.name},
            "source_url": series.url,
        }

    def _where(self, place: str) -> dict[str, Any]:
        """The place of the calendar, unless the event names another commune."""
        named = self._commune(place)
        if self._point is not None and (named is None or named.pk == self._point.commune_id):
            return {"point": self._point.pk, "place_text": "", "address": "", "commune": self._point.commune_id}
        commune = named or self._default
        room, _comma, street = place.partition(",")
        organisation = self._calendar.organisation
        fallback = organisation.name if organisation is not None else self._calendar.name
        return {
            "point": None,
            "place_text": (room.strip() or fallback)[:PLACE],
            "address": street.strip()[:ADDRESS],
            "commune": commune and commune.pk,
        }

    def _commune(self, place: str) -> Commune | None:
        for code in _POSTAL_CODE.findall(place):
            found = self._with_code(code)
            by_name = [commune for commune in found if fold(commune.name) in fold(place)]
            if self._default in found and not by_name:
                return self._default
            if found:
                return (by_name or found)[0]
        parts = [_NAMED_AFTER.sub(r"\1", fold(part)) for part in re.split(r"[,;()]|\s[-–—]\s", place)]
        return next((near for part in reversed(parts) if part and (near := self._near().get(part))), None)

    def _with_code(self, code: str) -> list[Commune]:
        if code not in self._by_code:
            self._by_code[code] = list(Commune.objects.filter(postal_codes__icontains=code).order_by("-population"))
        return self._by_code[code]

    def _near(self) -> dict[str, Commune]:
        """Communes of the same département, by name."""
        if self._neighbours is None:
            own = self._default.departement if self._default is not None else ""
            self._neighbours = {fold(one.name): one for one in Commune.objects.filter(departement=own)} if own else {}
        return self._neighbours
