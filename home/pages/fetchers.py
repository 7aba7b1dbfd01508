"""What blocks show of other rooms: for all those of a page at once, in a number of queries that depends on none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.http import HttpRequest

from directory.models import HelpPoint
from directory.place.cards import PlaceCard, place_cards
from directory.place.facts import facts_of
from directory.place.hours import local_day
from events.pages.coming import coming
from events.pages.rows import DateRow
from home.blocks.dates import Holder, OfCommune, OfPlace
from home.pages.reading_list import ReadItem, among, read_item
from search.types import Asked

# A block shows 12 dates at most; two months hold as many even of a fortnightly permanence's neighbours.
HORIZON = timedelta(days=62)


def fetch_places(pks: Collection[int], now: datetime, request: HttpRequest | None) -> dict[int, PlaceCard]:
    points = HelpPoint.objects.published().filter(pk__in=pks)
    facts = facts_of(points, local_day(now))
    return {place.pk: card for place, card in zip(facts, place_cards(facts, Asked(now)), strict=True)}


def fetch_pages(pks: Collection[int], now: datetime, request: HttpRequest | None) -> dict[int, ReadItem]:
    return {pk: read_item(page, request) for pk, page in among(pks).items()}


def fetch_dates(
    holders: Collection[Holder], now: datetime, request: HttpRequest | None
) -> Mapping[Holder, list[DateRow]]:
    """The coming dates of each place (held there, or by it) and of each commune, soonest first."""
    places = {holder.pk for holder in holders if isinstance(holder, OfPlace)}
    communes = {holder.insee for holder in holders if isinstance(holder, OfCommune)}
    found = coming(places, communes, now, HORIZON)
    by_place: dict[Holder, list[DateRow]] = {OfPlace(pk): rows for pk, rows in found.by_place.items()}
    by_commune: dict[Holder, list[DateRow]] = {OfCommune(insee): rows for insee, rows in found.by_commune.items()}
    return by_place | by_commune
