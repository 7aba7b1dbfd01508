"""Every permanence of the demo against its source: where it is told, and what is not made up."""

from __future__ import annotations

from typing import Any

import pytest

from directory.models import HelpPoint
from tests.directory.reading import finder, main, page_at, text
from tests.portal.demo_files import KEPT, PERMANENCES, PLACES
from tests.strict_client import StrictClient

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
MOVING = sorted(identifier for identifier in KEPT if PLACES[identifier]["itinerance"] == "Itinérant")


@pytest.mark.parametrize("row", PERMANENCES, ids=lambda row: str(row["key"]))
def test_each_commune_sees_what_comes_to_it(client: StrictClient, demo: list[str], row: dict[str, Any]) -> None:
    """Every permanence of the source is among the answers of its own commune, those of the commune stand before the
    others, and a number can be called."""
    page = finder(client, ou=f"{row['commune']} ({row['postal_code']})")
    cards = page.select("ol.places > li")
    own = [card for card in cards if "dans votre commune" in text(card)]
    assert cards[: len(own)] == own
    [found] = [card for card in own if (row["place_text"] if row["host"] else row["title"]) in text(card)]
    assert found.select('a[href^="tel:+33"]')
    named = {DAYS[day["weekday"]] for day in row["days"]}
    if row["kind_of_knowledge"] == "day-only":
        assert all(f"le {day}" in text(found).lower() for day in named) and "heures à demander" in text(found)
    elif row["kind_of_knowledge"] == "dated":
        sheet = main(page_at(client, found.select_one("h3 a, h4 a")["href"]))
        assert all(day in sheet.lower() for day in named)
    else:
        assert "demander" in text(found) or "rendez-vous" in text(found)


@pytest.mark.parametrize("identifier", MOVING)
def test_what_moves_has_no_door_anywhere(client: StrictClient, demo: list[str], identifier: str) -> None:
    """Not near its own base, and its page says neither open hours nor the way."""
    point = HelpPoint.objects.get(standard_id=identifier)
    near = finder(client, ou=f"{point.commune_name} ({point.commune.postal_codes[0]})")  # type: ignore[union-attr]
    assert f"lieu-{point.pk}" not in {card["id"] for card in near.select("ol.places > li")}
    page = page_at(client, point.get_absolute_url())
    words = main(page)
    assert "Se déplace de commune en commune" in words
    assert "Y aller" not in words and "Toujours au même endroit" not in words and not page.select("table.hours")
    for row in PERMANENCES:
        if row["operator"] == identifier:
            assert row["commune"].replace("'", "’") in words.replace("'", "’"), row["key"]
