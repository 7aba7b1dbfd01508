"""What blocks show of other rooms: for all those of a page at once, in a number of queries that depends on none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db.models import Q
from django.http import HttpRequest

from directory.models import HelpPoint
from directory.place.cards import PlaceCard, place_cards
from events.models import Occurrence
from events.pages.rows import DateRow, date_rows
from home.blocks.dates import Holder, OfCommune, OfPlace
from home.pages.reading_list import ReadItem, among, read_item

# A block shows 12 dates at most; two months hold as many even of a fortnightly permanence's neighbours.
HORIZON = timedelta(days=62)


def fetch_places(pks: Collection[int], now: datetime, request: HttpRequest | None) -> dict[int, PlaceCard]:
    points = HelpPoint.objects.published().filter(pk__in=pks)
    return {card.pk: card for card in place_cards(points, now)}


def fetch_pages(pks: Collection[int], now: datetime, request: HttpRequest | None) -> dict[int, ReadItem]:
    return {pk: read_item(page, request) for pk, page in among(pks).items()}


def fetch_dates(
    holders: Collection[Holder], now: datetime, request: HttpRequest | None
) -> Mapping[Holder, list[DateRow]]:
    """The coming dates of each place (held there, or by it) and of each commune, soonest first."""
    places = {holder.pk for holder in holders if isinstance(holder, OfPlace)}
    communes = {holder.insee for holder in holders if isinstance(holder, OfCommune)}
    occurrences = list(
        Occurrence.objects.public()
        .coming(now)
        .filter(start__lt=now + HORIZON)
        .defer("ical")
        .filter(Q(point_id_copy__in=places) | Q(operator_id_copy__in=places) | Q(insee__in=communes))
    )
    rows = {row.pk: row for row in date_rows(occurrences, now)}
    found: dict[Holder, list[DateRow]] = {}
    for occurrence in occurrences:
        held_by: set[Holder] = {
            OfPlace(pk) for pk in (occurrence.point_id_copy, occurrence.operator_id_copy) if pk in places
        }
        in_commune: set[Holder] = {OfCommune(occurrence.insee)} if occurrence.insee in communes else set()
        for holder in held_by | in_commune:
            found.setdefault(holder, []).append(rows[occurrence.pk])
    return found
