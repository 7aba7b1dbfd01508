"""Tells calendars that a date has left them: see `events.models.Farewell`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db.models import F

from events.addresses import AGENDA
from events.calendars.event_text import ActivityText, activity_text, root_url
from events.domain.ical import EventData, fragment
from events.domain.occurrence import content_hash
from events.location import location_of
from events.models import Activity, Farewell, Occurrence
from events.models.farewell import TOLD_FOR

_SELECTED_BY = ("kind", "point_id_copy", "operator_id_copy", "insee", "latitude", "longitude", "moment")


def farewell(row: Occurrence, terms: str, event: EventData, now: datetime) -> Farewell:
    """Not saved. `event` is cancelled; `row` still says where the date was, `terms` what its activity was chosen by."""
    return Farewell(
        uid=row.uid,
        start=event.start_local,
        end=event.end_local,
        zone=row.zone,
        sequence=event.sequence,
        content_hash=content_hash(event),
        ical=fragment(event),
        told_until=now + TOLD_FOR,
        activity=row.activity_id,
        filter_terms=terms,
        **{name: getattr(row, name) for name in _SELECTED_BY},
    )


def withdraw(activity: Activity, now: datetime, reason: str) -> None:
    """Say farewell to all the coming dates of an activity that leaves the public, those already called off too, and
    let its rows say something newer than that if it ever comes back."""
    rows = Occurrence.objects.filter(activity=activity, removed_at=None).coming(now).defer("ical")
    text = _bare(activity)
    # As stored: the one in hand may be older than what its dates were last chosen by.
    terms = Activity.objects.values_list("filter_terms", flat=True).get(pk=activity.pk)
    Farewell.objects.bulk_create(farewell(row, terms, _cancelled(row, text, now, reason), now) for row in rows)
    rows.order_by().update(sequence=F("sequence") + 1, content_hash="")


def _bare(activity: Activity) -> ActivityText:
    """What may still be told of an activity that is public no more: its kind and its place, neither title nor words."""
    root = root_url()
    kind, commune = str(activity.get_kind_display()), location_of(activity).commune
    title = f"{kind} – {commune}" if commune else kind
    return replace(activity_text(activity, root), title=title, lines=(), url=f"{root}{AGENDA}")


def _cancelled(row: Occurrence, text: ActivityText, now: datetime, reason: str) -> EventData:
    return text.event(
        uid=row.uid,
        sequence=row.sequence + 1,
        changed_at=now,
        created_at=row.created_at,
        start=row.start,
        end=row.end,
        zone=row.clock,
        cancelled=True,
        reason=reason,
        note="",
        position=row.position,
        total=row.total,
    )


def forget_farewells(now: datetime) -> int:
    return Farewell.objects.filter(told_until__lte=now).delete()[0]
