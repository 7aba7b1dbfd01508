"""The cards of the list of who can help, as `components/place_card.html` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directory.contributions import CardExtra, contributions
from directory.domain import vocabulary
from directory.domain.opening_hours import OpenState
from directory.domain.place_facts import PlaceFacts
from directory.domain.place_kind import PlaceKind
from directory.place.hours import local_day, open_state, public_days
from directory.place.why import why_words
from portal.words.french import join_words, lower_first
from portal.words.geo import distance_km, distance_words
from search.types import Asked, Circle, Degree

EVERYBODY = "Pour tout le monde"


@dataclass(frozen=True)
class AccessFact:
    """A pictogram and its words."""

    icon: str
    label: str


@dataclass(frozen=True)
class PlaceCard:
    """What the template reads, and what the map needs. `number` is the rank in the list, also shown on the map.

    `anchor` names the card in its page. `here` says that it is in the commune asked, or in one of those of the postal
    code. `why` is the reason why it answers, `why_url` where that leads, `who` whoever receives there when it is not
    the place. `dated` says that dates to come are held there. `state` is None for what has no hours of its own.
    `notices` are true between two dates only. `stale_year` is the year of what is known when that is long ago, else
    None; `phone_name` says who answers, `called` the same above the number when it is neither the place nor `who`.
    `degree` is how well it answers.
    """

    anchor: str
    url: str
    name: str
    kind: PlaceKind
    address_line: str
    postal_code: str
    commune: str
    distance_words: str
    here: bool
    why: str
    why_url: str
    who: str
    phone: str
    phone_name: str
    called: str = ""
    latitude: float | None = None
    longitude: float | None = None
    approximate: bool = False
    number: int | None = None
    degree: Degree = "exact"
    state: OpenState | None = None
    closed_for_good: bool = False
    stale_year: int | None = None
    notices: tuple[str, ...] = ()
    audience_note: str = ""
    access: tuple[AccessFact, ...] = ()
    example: bool = False
    dated: bool = False


def place_cards(places: Iterable[PlaceFacts], asked: Asked) -> list[PlaceCard]:
    """The cards of these places, in their order; the number of queries does not depend on how many they are."""
    chosen = list(places)
    if not chosen:
        return []
    today = local_day(asked.now)
    public = public_days(today)
    extras = card_extras([place.pk for place in chosen], asked)
    return [
        _card(
            place,
            open_state(place, asked.now, public),
            today,
            asked,
            extras.get(place.pk, CardExtra()),
        )
        for place in chosen
    ]


def card_extras(pks: Sequence[int], asked: Asked) -> dict[int, CardExtra]:
    """What upper rooms add to these cards; the first one that has something for a card wins."""
    found: dict[int, CardExtra] = {}
    for give in contributions.card_extras if pks else ():
        for pk, extra in give(pks, asked).items():
            found.setdefault(pk, extra)
    return found


def audience_note(publics: Iterable[str]) -> str:
    """« Pour les seniors et pour les familles »; empty when no public is named, which is everybody."""
    terms = [term.plain for term in vocabulary.PUBLICS.pick(publics)]
    return join_words([*terms[:1], *(lower_first(term) for term in terms[1:])])


def access_facts(place: PlaceFacts) -> tuple[AccessFact, ...]:
    """What it costs when it is not free, and wheelchair access where it is known. How to come is in the state."""
    fees = [term for term in vocabulary.FEES.pick(place.fees)[:1] if term.code != vocabulary.FREE]
    needs = [term for term in vocabulary.SPECIAL_NEEDS.pick(place.special_needs) if term.code == "handicaps-moteurs"]
    return tuple(AccessFact(term.icon, term.plain) for term in (*fees, *needs) if term.icon)


def how_far(circle: Circle | None, insee: str, position: tuple[float, float] | None, approximate: bool) -> str:
    """« dans votre commune », « à 6 km environ »; never more precise than the position is."""
    if circle is None or circle.whole:
        return ""
    if circle.insee and circle.insee == insee:  # of a postal code, nobody knows which commune is one's own
        return _("dans votre commune")
    if position is None:
        return ""
    km = distance_km(circle.lat, circle.lon, *position)
    return distance_words(max(km, 1.0) if approximate else km)


def _called(extra: CardExtra, why_url: str) -> str:
    """Whose number that is, when the line above has not said it."""
    if not why_url:
        return _("Numéro de %(name)s") % {"name": extra.phone_name}
    return "" if extra.who else _("Pour cette date, appelez")


def _card(place: PlaceFacts, state: OpenState, today: date, asked: Asked, extra: CardExtra) -> PlaceCard:
    position = None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude)
    age = place.freshness(today)
    why, why_url = why_words(place, extra, asked)
    own = bool(place.phone) or not extra.phone
    return PlaceCard(
        anchor=f"lieu-{place.pk}",
        url=place.url,
        name=place.name,
        kind=extra.kind if place.hosts_only and extra.kind is not None else place.kind,
        address_line="" if place.moves else place.address,
        postal_code="" if place.moves else place.postal_code,
        commune="" if place.moves else place.commune,
        distance_words=how_far(asked.circle, "" if place.moves else place.insee, position, place.approximate),
        here=asked.circle is not None and not place.moves and asked.circle.asks_for(place.insee),
        why=why,
        why_url=why_url,
        who=extra.who if why_url else "",
        phone=place.phone if own else extra.phone,
        phone_name=place.name if own else extra.phone_name,
        called="" if own else _called(extra, why_url),
        latitude=place.latitude,
        longitude=place.longitude,
        approximate=place.approximate and position is not None,
        # Somebody receives on that date: that the hours are unknown says nothing more.
        state=None if why_url and (place.hosts_only or state.code == "unknown") else state,
        closed_for_good=place.closed_for_good,
        stale_year=age.year if age.stale else None,
        notices=() if place.closed_for_good else place.notices(local_day(asked.now, place)),
        audience_note=audience_note(place.publics),
        access=access_facts(place),
        dated=extra.dated,
    )
