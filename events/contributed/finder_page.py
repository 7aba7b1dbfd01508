"""What the agenda adds to the finder's page of a commune: the calendar of the dates around it."""

from __future__ import annotations

from datetime import datetime

from directory.contributions import Section, contributions
from events.agenda.subscription import panel, subscription
from events.models import Occurrence
from search.types import Circle


def contribute() -> None:
    contributions.finder_sections.append(commune_calendar)


def commune_calendar(place: Circle, now: datetime) -> Section | None:
    """« Recevoir ces dates » around a commune that has some to come.

    Not around « votre position »: where a person stands goes into no address that a calendar keeps reading.
    """
    named = place.insee or place.label.isdigit()  # a commune, or the communes of a postal code
    if not named or not Occurrence.objects.taking_place(now).near(place).exists():
        return None
    context = {"panel": panel(subscription((), place))}
    return Section("events-commune-calendar", "events/commune_calendar.html", context, order=30)
