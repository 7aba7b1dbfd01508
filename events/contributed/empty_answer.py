"""What the agenda shows under an answer of the finder without any result: the next date, a little further."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from directory.contributions import Answered, Section, contributions
from events.agenda.query import AgendaQuery
from events.models import Activity, Occurrence
from events.pages.rows import date_rows

RADIUS_KM = 40


def contribute() -> None:
    contributions.finder_sections.append(next_date)


def next_date(answered: Answered, now: datetime) -> Section | None:
    """The first permanence to come, where people are received for anything; one query."""
    if answered.total or answered.circle is None:
        return None
    wide = replace(answered.circle, radius_km=max(RADIUS_KM, answered.circle.radius_km))
    coming = Occurrence.objects.taking_place(now).of_kinds([Activity.Kind.PERMANENCE]).near(wide)
    rows = date_rows(coming[:1].plain(), now, wide)
    if not rows:
        return None
    context = {
        "rows": rows,
        "agenda_url": AgendaQuery(where=wide.label, radius=round(wide.radius_km)).address(),
    }
    return Section("events-next", "events/next_date.html", context, order=10)
