"""schema.org description of a place, for search engines. `{% json_ld %}` writes it safely in the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from directory.domain.opening_hours import DayHours
from directory.domain.place_facts import PlaceFacts
from directory.models import HelpPoint
from directory.place import hours

# Kinds of places of schema.org that say what the sign on the door says.
_TYPES = {
    "france-services": "GovernmentOffice",
    "post": "PostOffice",
    "library": "Library",
    "town-hall": "CityHall",
}
_OTHER = "CivicStructure"
# Not `strftime("%A")`: it follows the locale of the process.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def place_data(point: HelpPoint, facts: PlaceFacts, now: datetime, address: str) -> dict[str, Any]:
    """`facts` are those of the point, `address` is the absolute address of the page.

    An approximate position is not given out, nor hours where one may not simply walk in: a machine would send
    people to a closed door.
    """
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(point.kind.code, _OTHER),
        "@id": address,
        "url": address,
        "name": point.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": point.address,
            "postalCode": point.postal_code,
            "addressLocality": point.commune_name,
            "addressCountry": "FR",
        },
    }
    if point.summary:
        data["description"] = point.summary
    if point.phone:
        data["telephone"] = point.phone
    if point.websites:
        data["sameAs"] = list(point.websites)
    if point.latitude is not None and point.longitude is not None and not (point.approximate or point.moves):
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(point.latitude),
            "longitude": float(point.longitude),
        }
    if point.fees:
        data["isAccessibleForFree"] = point.fees == ["gratuit"]
    if point.status == HelpPoint.Status.OPEN and point.welcomes_walk_ins:
        public = hours.public_days(hours.local_day(now))
        if specification := _opening_hours(hours.week(facts, now, public)):
            data["openingHoursSpecification"] = specification
    return data


def _opening_hours(days: Sequence[DayHours]) -> list[dict[str, str]]:
    """The open hours of each day of this week, valid on that day only: holidays and closures are in them. Hours whose
    end nobody knows are left out."""
    if not any(day.slots for day in days):
        return []
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{_DAYS[day.date.weekday()]}",
            "opens": f"{opens:%H:%M}",
            "closes": "23:59" if closes == time.min else f"{closes:%H:%M}",
            "validFrom": day.date.isoformat(),
            "validThrough": day.date.isoformat(),
        }
        for day in days
        for opens, closes in day.slots
        if closes is not None
    ]
