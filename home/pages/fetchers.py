"""What blocks show of other rooms: for all those of a page at once, in a number of queries that depends on none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.http import HttpRequest

from directory.finder.answer import first_cards
from directory.models import HelpPoint
from directory.place.cards import PlaceCard, place_cards
from directory.place.facts import facts_of
from directory.place.hours import local_day
from events.agenda.selection import select
from events.models import Occurrence
from events.pages.coming import coming
from events.pages.rows import DateRow, date_rows
from home.blocks.around import MOST_DATES, MOST_PLACES, Around
from home.blocks.dates import Holder, OfCommune, OfPlace
from home.blocks.latest import SHOWN, Latest
from home.pages.reading_list import ReadItem, among, newest_of, read_item
from search.api import circle_of, resolve
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


def fetch_places_around(
    asked: Collection[Around], now: datetime, request: HttpRequest | None
) -> dict[Around, list[PlaceCard]]:
    """The first places of each search. Their anchors are those of no other card: a place may also be chosen by hand.

    The reader is not in the commune that the editor named: no place is said to be in theirs.
    """
    lists = first_cards([one.places for one in asked], now)
    return {
        one: [
            replace(
                card,
                anchor=f"autour-{number}-{card.anchor}",
                distance_words="" if card.here else card.distance_words,
            )
            for card in cards[:MOST_PLACES]
        ]
        for number, (one, cards) in enumerate(zip(asked, lists, strict=True), 1)
    }


def fetch_dates_around(
    asked: Collection[Around], now: datetime, request: HttpRequest | None
) -> dict[Around, list[DateRow]]:
    """The coming dates of each search, soonest first; one query each, and a page has one search (`BodyBlock`)."""
    near = Occurrence.objects.public().coming(now).starting_before(now + HORIZON)
    found = {}
    for one in asked:
        place = circle_of(resolve(one.where), one.radius)
        dates = select(near, one.dates, place)[:MOST_DATES].plain() if place is not None else []
        found[one] = date_rows(dates, now)
    return found


def fetch_latest(
    wanted: Collection[Latest], now: datetime, request: HttpRequest | None
) -> dict[Latest, list[ReadItem]]:
    found = newest_of(wanted, SHOWN + 1)
    return {one: [read_item(page, request) for page in pages] for one, pages in found.items()}
