"""The example workshops cover every need and every filter. Pure Python: no database, no loader."""

import re
from datetime import time
from itertools import pairwise

from directory.domain import vocabulary
from tests.portal.demo_files import ARTICLES, COMMUNES, HOSTS, KEPT, PAGES, WORKSHOPS, strings

NEEDS = {
    "impots", "caf", "carte-grise", "carte-identite", "permis", "retraite", "sante", "emploi", "logement",
    "imprimer", "tablette", "smartphone", "ordinateur", "courriel", "visio", "photos", "bureautique", "arnaques",
    "parents", "jeux-et-loisirs", "ia", "materiel", "pass-numerique", "langues", "handicap",
}  # fmt: skip


def test_workshops_cover_every_need() -> None:
    assert len(WORKSHOPS) >= 45
    assert len({row["key"] for row in WORKSHOPS}) == len(WORKSHOPS)
    assert {row["need"] for row in WORKSHOPS} == NEEDS
    assert all(row["example"] is True for row in WORKSHOPS)


def test_workshops_use_known_codes_and_places() -> None:
    for row in WORKSHOPS:
        assert row["services"]
        assert set(row["services"]) <= vocabulary.SERVICES.by_code.keys(), row["key"]
        assert set(row["publics"]) <= vocabulary.PUBLICS.by_code.keys(), row["key"]
        assert set(row["special_needs"]) <= vocabulary.SPECIAL_NEEDS.by_code.keys(), row["key"]
        assert row["kind"] in {"workshop", "series"}
        assert row["price"] in {"free", "paid", "conditional"}
        assert (row["price"] == "free") == (row["price_words"] == "")
        assert row["access"] in {"drop-in", "booking"}
        if row["place"]:
            assert row["place"] in KEPT | HOSTS, row["key"]
            assert row["commune_insee"] is None
        else:
            assert COMMUNES[row["commune_insee"]]["departement"] == "47"
            assert row["place_text"]
        if row["capacity"] is None:
            assert row["places_left"] is None
        else:
            assert 0 <= row["places_left"] <= row["capacity"], row["key"]


def test_workshops_give_every_filter_something_to_sort() -> None:
    assert {code for row in WORKSHOPS for code in row["services"]} == set(vocabulary.SERVICES.by_code)
    assert {code for row in WORKSHOPS for code in row["publics"]} == set(vocabulary.PUBLICS.by_code)
    assert {code for row in WORKSHOPS for code in row["special_needs"]} == set(vocabulary.SPECIAL_NEEDS.by_code)
    assert {row["price"] for row in WORKSHOPS} == {"free", "paid", "conditional"}
    assert any(row["places_left"] == 0 for row in WORKSHOPS)
    assert sum(not row["publics"] for row in WORKSHOPS) > len(WORKSHOPS) // 3
    dates = [session for row in WORKSHOPS for session in row["schedule"].get("sessions", [])]
    cancelled = [session for session in dates if session.get("status") == "cancelled"]
    assert len(cancelled) == 1
    assert cancelled[0]["reason"]


def test_workshop_schedules_make_sense() -> None:
    for row in WORKSHOPS:
        schedule = row["schedule"]
        assert len(schedule) == 1
        if "rule" in schedule:
            rule = schedule["rule"]
            assert rule["unit"] in {"week", "month_nth"}
            assert (rule["nth"] is None) == (rule["unit"] == "week")
            assert set(rule["weekdays"]) <= set(range(6))
            assert rule["week_parity"] in {"any", "even", "odd"}
            slots = [rule]
        else:
            slots = schedule["sessions"]
            days = [slot["in_days"] for slot in slots]
            assert days == sorted(days)
            # A Sunday moves to the Monday: two sessions of one series must not meet there.
            assert all(second - first > 1 for first, second in pairwise(days))
            assert days[0] > 0
            assert (row["kind"] == "series") == (len(slots) > 1)
        for slot in slots:
            assert time(8) < time.fromisoformat(slot["start"]) < time.fromisoformat(slot["end"]) < time(21)


def test_invented_phones_are_in_the_range_kept_for_fiction() -> None:
    for row in WORKSHOPS:
        assert re.fullmatch(r"\+3353649\d{4}", row["phone"]), row["key"]
    assert len({row["phone"] for row in WORKSHOPS}) == len(WORKSHOPS)
    for page in PAGES + ARTICLES:
        for number in re.findall(r"tel:(\+\d+)", " ".join(strings(page["blocks"]))):
            assert number.startswith("+3353649"), page["key"]
