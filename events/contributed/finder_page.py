"""What the agenda adds to the finder's page of a commune: the calendar of the dates around it."""

from __future__ import annotations

from datetime import datetime

from directory.contributions import Answered, Section, contributions
from events.agenda.query import AgendaQuery
from events.agenda.subscription import panel, subscription


def contribute() -> None:
    contributions.finder_sections.append(commune_calendar)


def commune_calendar(answered: Answered, now: datetime) -> Section | None:
    """« Recevoir ces dates » around a commune, where some are held at what is shown.

    Not around « votre position »: where a person stands goes into no address that a calendar keeps reading.
    """
    place = answered.circle
    if not answered.dated or place is None or not (place.insee or place.communes):  # those of a postal code
        return None
    context = {"panel": panel(subscription(AgendaQuery(), place))}
    return Section("events-commune-calendar", "events/commune_calendar.html", context, order=30)
