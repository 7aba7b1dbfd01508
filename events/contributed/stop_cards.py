"""The cards of what no place of the directory hosts: where an itinerant service stops, a workshop in a hall."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.urls import reverse

from directory.place.cards import PlaceCard, audience_note, how_far
from events.contributed.cards import date_sentence
from events.contributed.place_documents import met_kind
from events.domain.announcement import Announcement
from events.domain.plain_date import PlainDate
from events.models import Activity, Occurrence
from portal.ground.validity import holds_until
from portal.words.french import upper_first
from portal.words.zone import PARIS
from search.types import Asked


def stop_cards(pks: Collection[int], asked: Asked) -> dict[int, PlaceCard]:
    """By activity: its next date, or what is known of its dates; two queries at most. One more when a moment is asked,
    whose date is told then."""
    coming = Occurrence.objects.taking_place(asked.now)
    nexts = {row.activity_pk: row for row in coming.next_of_each(pks).plain()}
    if during := asked.during(PARIS):
        last = max(end for _start, end in during) + timedelta(days=1)  # no clock is further away
        for row in reversed(coming.of_activities(pks).starting_before(last).plain()):
            if asked.covers(row.start, row.end, row.clock):
                nexts[row.activity_pk] = row
    told = {pk: row.announcement for pk, row in nexts.items()}
    if others := [pk for pk in pks if pk not in nexts]:
        undated = Activity.objects.published().filter(pk__in=others).exclude(timetable_note="")
        told |= undated.announcements()
    return {pk: _card(pk, said, nexts.get(pk), asked) for pk, said in told.items()}


def _card(pk: int, said: Announcement, row: PlainDate | None, asked: Asked) -> PlaceCard:
    position = None if said.latitude is None or said.longitude is None else (said.latitude, said.longitude)
    note = said.timetable_note
    if row is not None:
        holds_until(row.end)
    return PlaceCard(
        anchor=f"passage-{pk}",
        url=reverse("activity", args=[pk, said.slug]),
        name=said.name or said.title,
        kind=met_kind(said.kind),
        address_line=", ".join(part for part in (said.place, said.address) if part),
        postal_code="",
        commune=said.commune,
        distance_words=how_far(asked.circle, said.insee, position, approximate=True),
        here=asked.circle is not None and asked.circle.asks_for(said.insee),
        why=upper_first(note) if row is None else date_sentence(row, asked.now, named=False),
        why_url="" if row is None else reverse("occurrence", args=[row.pk]),
        who=said.operator,
        phone=said.phone,
        phone_name=said.phone_name,
        latitude=said.latitude,
        longitude=said.longitude,
        approximate=True,
        audience_note=audience_note(said.publics),
        example=said.example,
        dated=row is not None,
    )
