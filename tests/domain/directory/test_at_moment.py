"""The hours of a place at the moment asked."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from directory.domain.at_moment import hours_at_words
from directory.domain.opening_hours import ClosedDays
from directory.domain.place_facts import PlaceFacts
from directory.domain.place_kind import OTHER
from portal.words.zone import PARIS
from search.question.moments import moments

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)


def place(hours: str, closures: tuple[ClosedDays, ...] = ()) -> PlaceFacts:
    return PlaceFacts(
        pk=1, url="", name="Exemple", kind=OTHER, address="", postal_code="", commune="", latitude=None, longitude=None,
        approximate=False, closed_for_good=False, phone="", opening_hours=hours, access_modes=("se-presenter",),
        fees=(), publics=(), special_needs=(), insee="", moves=False, hosts_only=False, services=(), programmes=(),
        date_maj=date(2026, 9, 1), verified_on=None, closures=closures,
    )  # fmt: skip


def said(facts: PlaceFacts, code: str, now: datetime = TUESDAY) -> str:
    moment = moments(now)[code]
    return hours_at_words(facts, moment.start, moment.end, now.date())


@pytest.mark.parametrize(
    ("hours", "code", "words"),
    [
        ("Mo-Sa 08:30-12:00", "samedi", "samedi 28 novembre, 8 h 30 à 12 h"),
        ("Mo-Fr 09:00-12:00,14:00-17:00", "demain", "demain, 9 h à 12 h et 14 h à 17 h"),
        ("Mo-Fr 09:00-12:00,14:00-17:00", "demain-matin", "demain, 9 h à 12 h"),
        ("Mo-Fr 09:00-17:00", "aujourdhui-apres-midi", "aujourd’hui, 9 h à 17 h"),
        ("We 09:00-12:00; Th 14:00-17:00", "semaine", "demain, 9 h à 12 h"),
        ("Mo-Fr 09:00-12:00", "samedi", ""),
        ("Mo-Fr 09:00-13:00", "jeudi-apres-midi", ""),
        ("Fr 20:00-02:00", "samedi-matin", "vendredi 27 novembre, 20 h à 2 h"),
        ("", "samedi", ""),
    ],
)
def test_the_hours_of_the_moment_are_said(hours: str, code: str, words: str) -> None:
    assert said(place(hours), code) == words


def test_a_closure_is_not_open() -> None:
    closed = ClosedDays(date(2026, 11, 25), date(2026, 11, 25), "Travaux")
    assert said(place("Mo-Fr 09:00-12:00", closures=(closed,)), "demain") == ""
    assert said(place("Mo-Fr 09:00-12:00", closures=(closed,)), "semaine-prochaine").startswith("lundi 30")


def test_holidays_are_those_of_the_calendar() -> None:
    monday = datetime(2026, 12, 21, 10, 0, tzinfo=PARIS)
    assert said(place("Mo-Fr 09:00-12:00; PH off"), "vendredi", monday) == ""
