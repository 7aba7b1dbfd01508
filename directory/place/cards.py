"""The card of a place, as `components/place_card.html` shows it: in the finder, the site search, the articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from directory.contributions import CardExtra, contributions
from directory.domain import vocabulary
from directory.domain.opening_hours import OpenState
from directory.domain.place_facts import PlaceFacts
from directory.domain.place_kind import PlaceKind
from directory.place.hours import local_day, open_state, public_days
from portal.words.french import join_words
from portal.words.geo import distance_km, distance_words
from search.types import Circle

EVERYBODY = "Pour tout le monde"


@dataclass(frozen=True)
class AccessFact:
    """A pictogram and its words."""

    icon: str
    label: str


@dataclass(frozen=True)
class PlaceCard:
    """What the template reads, and what the map needs. `number` is the rank in the list, also shown on the map."""

    pk: int
    url: str
    name: str
    kind: PlaceKind
    number: int | None
    address_line: str
    postal_code: str
    commune: str
    distance_km: float | None
    distance_words: str
    latitude: float | None
    longitude: float | None
    approximate: bool
    state: OpenState
    closed_for_good: bool
    stale_note: str
    audience_note: str
    phone: str
    access: tuple[AccessFact, ...]
    next_date: str
    next_date_url: str


def place_cards(
    places: Iterable[PlaceFacts],
    now: datetime,
    circle: Circle | None = None,
    *,
    first_number: int | None = None,
    tell_everybody: bool = False,
) -> list[PlaceCard]:
    """The cards of these places, in their order; the number of queries does not depend on how many they are.

    Distances are given from the centre of `circle`. `first_number` numbers the cards from there on. With
    `tell_everybody`, a place that names no public says so (in a list filtered by public).
    """
    chosen = list(places)
    if not chosen:
        return []
    today = local_day(now)
    public = public_days(today)
    extras = card_extras([place.pk for place in chosen], now)
    return [
        _card(
            place,
            open_state(place, now, public),
            today,
            circle,
            None if first_number is None else first_number + rank,
            audience_note(place, tell_everybody),
            extras.get(place.pk, CardExtra()),
        )
        for rank, place in enumerate(chosen)
    ]


def card_extras(pks: Sequence[int], now: datetime) -> dict[int, CardExtra]:
    """What upper rooms add to these cards; the first one that has something for a card wins."""
    found: dict[int, CardExtra] = {}
    for give in contributions.card_extras if pks else ():
        for pk, extra in give(pks, now).items():
            found.setdefault(pk, extra)
    return found


def audience_note(place: PlaceFacts, tell_everybody: bool) -> str:
    """« Pour les seniors et pour les familles »; a place that names no public is for everybody."""
    terms = [term.plain for term in vocabulary.PUBLICS.pick(place.publics)]
    if not terms:
        return EVERYBODY if tell_everybody else ""
    return join_words([terms[0], *(term[0].lower() + term[1:] for term in terms[1:])])


def access_facts(place: PlaceFacts) -> tuple[AccessFact, ...]:
    """How to come and what it costs, then wheelchair access where it is known."""
    modes = vocabulary.ACCESS_MODES.pick(place.access_modes)[:1]
    fees = vocabulary.FEES.pick(place.fees)[:1]
    needs = [term for term in vocabulary.SPECIAL_NEEDS.pick(place.special_needs) if term.code == "handicaps-moteurs"]
    return tuple(AccessFact(term.icon, term.plain) for term in (*modes, *fees, *needs) if term.icon)


def _card(
    place: PlaceFacts,
    state: OpenState,
    today: date,
    circle: Circle | None,
    number: int | None,
    audience: str,
    extra: CardExtra,
) -> PlaceCard:
    lat, lon = place.latitude, place.longitude
    km = None if circle is None or lat is None or lon is None else distance_km(circle.lat, circle.lon, lat, lon)
    age = place.freshness(today)
    return PlaceCard(
        pk=place.pk,
        url=place.url,
        name=place.name,
        kind=place.kind,
        number=number,
        address_line=place.address,
        postal_code=place.postal_code,
        commune=place.commune,
        distance_km=km,
        distance_words="" if km is None else distance_words(km),
        latitude=lat,
        longitude=lon,
        approximate=place.approximate and lat is not None,
        state=state,
        closed_for_good=place.closed_for_good,
        stale_note=age.sentence if age.stale else "",
        audience_note=audience,
        phone=place.phone,
        access=access_facts(place),
        next_date=extra.next_date,
        next_date_url=extra.next_date_url,
    )
