"""How good the answers of the finder are, on sentences typed as people speak: tests/data/search/needs.json.

    python -m benchmarks.answers            the three shares
    python -m benchmarks.answers --each     and what each sentence lacks

What is right is decided by patterns over the workshops, permanences and places of the demo, within 20 km of the commune
meant, never by the answer itself. Loads the demo into a database of its own, which takes half a minute.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first

from directory.domain.place_kind import names_of  # noqa: E402
from directory.domain.topics import topics_of  # noqa: E402
from directory.finder.answer import answer, known_codes  # noqa: E402
from directory.finder.page import best_line  # noqa: E402
from directory.finder.query import read  # noqa: E402
from directory.models import HelpPoint  # noqa: E402
from directory.place.cards import PlaceCard  # noqa: E402
from events.location import RELATED, location_of  # noqa: E402
from events.models import Activity, Occurrence  # noqa: E402
from portal.models import Commune  # noqa: E402
from portal.words.folding import fold  # noqa: E402
from portal.words.geo import distance_km  # noqa: E402
from portal.words.parameters import DEFAULT_RADIUS  # noqa: E402

NEEDS = Path(__file__).resolve().parents[1] / "tests" / "data" / "search" / "needs.json"
AHEAD = timedelta(days=62)  # a monthly workshop counts
FIRST_PAGE, FIRST_SCREEN = 10, 3


@dataclass(frozen=True)
class Thing:
    """A place or an activity of the demo: where it is, what it says of itself (folded)."""

    pk: int
    words: str
    lat: float | None
    lon: float | None
    point: int | None = None
    title: str = ""  # of a workshop, whose words are then its own, not those of the place

    def near(self, commune: Commune) -> bool:
        if self.lat is None or self.lon is None:
            return False
        return distance_km(commune.latitude, commune.longitude, self.lat, self.lon) <= DEFAULT_RADIUS


@dataclass(frozen=True)
class Judged:
    """One sentence: what exists near its commune, and what its answer shows of that."""

    quoi: str
    ou: str
    exact: bool
    exact_shown: bool
    workshop: bool
    workshop_shown: bool
    empty: bool


@dataclass(frozen=True)
class Shares:
    """Of the sentences that have an exact answer, those that show one among the first ten; of those that have a
    workshop, those that name it on the first screen; how many answers are empty although something exists."""

    exact: float
    workshop: float
    empty: int


def judge(now: datetime) -> list[Judged]:
    """Ask every sentence of the finder. The demo must be in the database, and the clock at `now`."""
    data = json.loads(NEEDS.read_text(encoding="utf-8"))
    places, activities = places_of_demo(), activities_of_demo(now)
    communes = Commune.objects.in_bulk({one["insee"] for one in data["queries"]}, field_name="insee")
    return [
        _judge(one, data["concepts"][one["concept"]], communes[one["insee"]], places, activities, now)
        for one in data["queries"]
    ]


def shares(judged: Sequence[Judged]) -> Shares:
    exact = [one.exact_shown for one in judged if one.exact]
    workshop = [one.workshop_shown for one in judged if one.workshop]
    return Shares(sum(exact) / len(exact), sum(workshop) / len(workshop), sum(one.empty for one in judged))


def _judge(
    asked: Mapping[str, str],
    concept: Mapping[str, str],
    commune: Commune,
    places: Sequence[Thing],
    activities: Sequence[Thing],
    now: datetime,
) -> Judged:
    held = [one for one in activities if one.near(commune) and _says(concept, "activity", one.words)]
    hosts = {one.point for one in held}
    doors = [one for one in places if one.near(commune) and (one.pk in hosts or _says(concept, "place", one.words))]
    right = {f"lieu-{one.pk}" for one in doors} | {f"passage-{one.pk}" for one in held}
    titles = {fold(one.title) for one in held if one.title}

    given = {name: [asked[name]] for name in ("quoi", "ou") if name in asked}
    query, _notices = read(given, known_codes(now))
    found = answer(query, now)
    cards = found.cards[:FIRST_PAGE]

    def is_right(card: PlaceCard) -> bool:
        words = _visible(card)
        if any(_says(concept, what, words) for what in ("activity", "place")):
            return True
        return card.anchor in right

    # What the page says above its list counts as the first screen.
    above = best_line(found)
    seen = [*map(_visible, cards[:FIRST_SCREEN]), fold(above.label if above else "")]
    return Judged(
        quoi=asked["quoi"],
        ou=asked.get("ou", ""),
        exact=bool(right or held),
        exact_shown=any(map(is_right, cards)),
        workshop=bool(titles),
        workshop_shown=any(title in words for title in titles for words in seen),
        empty=found.total == 0 and bool(right or held),
    )


def _visible(card: PlaceCard) -> str:
    """What a person reads on a card, but for its address and hours."""
    return fold(f"{card.name} {card.why}")


def _says(concept: Mapping[str, str], what: str, words: str) -> bool:
    pattern = concept.get(what)
    return bool(pattern and re.search(pattern, words))


def places_of_demo() -> list[Thing]:
    return [
        Thing(
            point.pk,
            _folded((point.name, *names_of(point.kind), *_topics(point))),
            None if point.latitude is None else float(point.latitude),
            None if point.longitude is None else float(point.longitude),
        )
        for point in HelpPoint.objects.in_service()
    ]


def _topics(point: HelpPoint) -> Iterable[str]:
    return (words for topic in topics_of(point.kind.code, point.programmes) for words in topic.words)


def activities_of_demo(now: datetime) -> list[Thing]:
    """Those with a date to come, and permanences whose dates are told in words."""
    coming = Occurrence.objects.taking_place(now).starting_before(now + AHEAD)
    dated = set(coming.values_list("activity_id", flat=True))
    found = []
    for activity in Activity.objects.published().select_related(*RELATED):
        if activity.pk not in dated and not activity.timetable_note:
            continue
        where = location_of(activity)
        permanence = activity.kind == Activity.Kind.PERMANENCE
        words = _folded((activity.title, activity.summary, where.label if permanence else ""))
        title = "" if permanence else activity.title
        found.append(Thing(activity.pk, words, where.latitude, where.longitude, activity.point_id, title))
    return found


def _folded(words: Iterable[str]) -> str:
    return fold(" | ".join(words))


def main(each: bool) -> None:
    import time_machine

    from portal.roof.demo.load import load_demo
    from tests.conftest import NOW

    with time_machine.travel(NOW, tick=False):
        load_demo(NOW, lambda _said: None)
        judged = judge(NOW)
    if each:
        for one in judged:
            lacks = [
                name
                for name, lacking in (
                    ("nothing exists", not one.exact),
                    ("no exact answer", one.exact and not one.exact_shown),
                    ("no workshop", one.workshop and not one.workshop_shown),
                    ("empty", one.empty),
                )
                if lacking
            ]
            print(f"{one.quoi:60} {one.ou:24} {', '.join(lacks)}")
    found = shares(judged)
    print(f"{len(judged)} sentences, {sum(one.exact for one in judged)} with an exact answer,", end=" ")
    print(f"{sum(one.workshop for one in judged)} with a workshop")
    print(f"exact answer among the first {FIRST_PAGE}: {found.exact:.2f}")
    print(f"workshop on the first screen: {found.workshop:.2f}")
    print(f"empty although something exists: {found.empty}")


if __name__ == "__main__":
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        main("--each" in sys.argv)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
