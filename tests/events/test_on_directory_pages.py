"""What the agenda shows on the directory's pages and in the site search, in the demo."""

import re
from datetime import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.finder.answer import answer
from directory.finder.query import FinderQuery
from directory.models import HelpPoint
from events.on_directory_pages import card_extras, place_spans, span_facets
from events.search_documents import DateSource
from search.question.moments import moments
from search.types import Hit

pytestmark = pytest.mark.django_db

LAPLUME, PUYMIROL, CONFLUENT = "France-Services_269", "France-Services_896", "France-Services_2618"


def text(tag: Any) -> Any:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


@pytest.fixture
def read(demo: list[str], client: Any) -> Any:
    def get(address: Any) -> Any:
        response = client.get(address)
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser")

    return get


def place(standard_id: Any) -> Any:
    return HelpPoint.objects.get(standard_id=standard_id)


def test_a_place_shows_the_dates_it_holds_elsewhere_and_its_calendar(read: Any) -> None:
    point = place(LAPLUME)
    page = read(point.get_absolute_url())
    section = page.select_one('section[aria-labelledby="dates"]')
    assert len(section.select("li.event")) == 6
    assert {"Roquefort", "Astaffort", "Sérignac-sur-Garonne"} <= set(re.findall(r"[\w-]+", text(section)))
    assert page.select_one("aside .sun a.btn")["href"] == f"webcal://localhost/ical/lieu/{point.pk}.ics"


def test_a_place_without_hours_for_its_permanences_shows_them_and_no_calendar(read: Any) -> None:
    page = read(place(CONFLUENT).get_absolute_url())
    section = page.select_one('section[aria-labelledby="dates"]')
    assert "Le lundi, heures non publiées : appelez" in text(section)
    assert len(section.select("a.tel")) == 5
    assert not page.select('a[href^="webcal:"]')


def test_a_place_without_any_date_shows_no_section(read: Any) -> None:
    others = HelpPoint.objects.filter(hosted_activities=None, operated_activities=None)
    page = read(others[0].get_absolute_url())
    assert page.select_one('section[aria-labelledby="dates"]') is None


def test_the_next_date_stands_on_the_cards_of_the_finder(read: Any, now: datetime) -> None:
    point = place(PUYMIROL)
    words = "Permanence jeudi 26 novembre, 9 h à 12 h, Saint-Pierre-de-Clairac"
    assert card_extras([point.pk], now)[point.pk].next_date == words
    page = read("/lieux/?ou=puymirol")
    assert words in text(page.select_one(f"#lieu-{point.pk}"))
    assert page.select('section[aria-labelledby="permanences-proches"] li.event')


def test_a_permanence_this_week_is_a_filter(read: Any, now: datetime) -> None:
    ((found, label),) = span_facets(now)
    assert label == "Permanence cette semaine"
    assert timezone.localtime(found.end).isoformat().startswith("2026-11-29T23:59:59")
    page = read("/lieux/?ou=laplume&permanence=semaine")
    listed = [int(item["id"].removeprefix("lieu-")) for item in page.select("ol.places > li")]
    spans = place_spans(listed, now)
    assert place(LAPLUME).pk in listed
    assert all(any(start <= found.end for _kind, start, _end in spans[pk]) for pk in listed)


def test_quand_leads_to_workshops_and_not_to_who_is_away(demo: list[str], now: datetime) -> None:
    """A place by appointment that has a workshop, and holds permanences in another town."""
    point = place(PUYMIROL)
    spans = place_spans([point.pk], now)[point.pk]
    assert {kind for kind, _start, _end in spans} == {"date", "ailleurs"}
    for moment in moments(now).values():
        asked = FinderQuery(where="puymirol", radius=5, facets={"quand": frozenset({moment.code})})
        here = any(kind == "date" and start <= moment.end and end > moment.start for kind, start, end in spans)
        assert (point.pk in [card.pk for card in answer(asked, now).cards]) == here, moment.code


def test_cards_and_spans_cost_one_query_whatever_their_number(demo: list[str], now: datetime) -> None:
    pks = list(HelpPoint.objects.values_list("pk", flat=True))
    for give in (card_extras, place_spans):
        for some in (pks[:1], pks):
            with CaptureQueriesContext(connection) as captured:
                give(some, now)
            assert len(captured) == 1


def test_documents_and_cards_of_the_search(demo: list[str], now: datetime, django_assert_max_num_queries: Any) -> None:
    source = DateSource()
    documents = list(source.documents(list(source.pks())))
    assert len(documents) == 81  # one example workshop has a single date, and it is cancelled
    assert len([document for document in documents if not document.spans]) == 16
    pks = [int(document.pk) for document in documents]
    with django_assert_max_num_queries(2):
        cards = source.cards([Hit(f"date:{pk}", 1.0) for pk in pks], now, None)
    assert set(cards) == set(pks)
    assert sum(card.dated for card in cards.values()) == 65


def test_the_site_search_finds_permanences_and_workshops(read: Any) -> None:
    page = read("/recherche/?q=impots")
    assert "Déclarer ses impôts en ligne" in text(page.main)
    page = read("/recherche/?q=permanence prayssas")
    assert "Le mardi, heures non publiées : appelez" in text(page.main)
