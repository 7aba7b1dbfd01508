"""What the agenda shows on the directory's pages and in the site search, in the demo."""

import re
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.finder.answer import answer
from directory.finder.query import FinderQuery
from directory.models import HelpPoint
from directory.search_documents import PlaceSource
from events.contributed.cards import card_extras
from events.contributed.lists import span_facets
from events.contributed.place_documents import place_spans, place_taught
from events.search_documents import DateSource, StopSource
from portal.words.french import day_words
from portal.words.zone import PARIS
from search.question.moments import moments
from search.types import Asked, Hit, Stretches

pytestmark = pytest.mark.django_db

LAPLUME, PUYMIROL = "France-Services_269", "France-Services_896"
LAFOX, ASTAFFORT = "accueil-47_mairie-de-lafox", "accueil-47_mairie-dastaffort"


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


def test_a_host_says_its_next_date_and_who_comes(read: Any, now: datetime) -> None:
    point = place(LAFOX)
    extra = card_extras([point.pk], Asked(now))[point.pk]
    said = "Permanence vendredi 27 novembre, 9 h à 12 h, un vendredi sur deux (semaines paires), et d’autres jours"
    assert extra.next_date == said
    assert (extra.who, extra.phone) == ("avec France services La Poste de Puymirol", place(PUYMIROL).phone)
    first = read("/lieux/?ou=lafox").select_one("ol.places > li")
    assert first["id"] == f"lieu-{point.pk}"
    words = text(first)
    assert extra.next_date in words and "dans votre commune" in words and "05 53 98 72 28" in words
    assert "Ouvert" not in words and "Fermé" not in words


def test_a_card_names_the_workshop_that_answers_and_no_other(read: Any, now: datetime) -> None:
    card = read("/lieux/?quoi=tablette&ou=boe").select_one("ol.places > li")
    assert "« Débuter avec une tablette »" in text(card)
    others = read("/lieux/?quoi=imprimer&ou=boe").select("ol.places > li")
    assert not any("tablette" in text(other) for other in others)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("quoi=ordinateur+pas+cher&ou=agen", "Assurance maladie"),
        ("quoi=arnaque&ou=agen", "Assurance maladie"),
        ("quoi=message+bizarre&ou=agen", "Assurance maladie"),
        ("quoi=skype&ou=prayssas", "Jouer en famille"),
        ("quoi=papiers&ou=duras", "CV"),
        ("quoi=ordinateur&ou=duras", "Ranger ses papiers de retraite"),
        ("quoi=pas+d%27ordinateur&ou=agen", "code de la route"),
    ],
)
def test_a_card_tells_no_reason_by_chance(read: Any, asked: str, reason: str) -> None:
    """A word inside a phrase of something else, or said in passing, is no reason to go there."""
    cards = read(f"/lieux/?{asked}").select("ul.places > li, ol.places > li")
    assert cards
    assert not [text(card) for card in cards if reason in text(card)]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("quoi=ameli&ou=agen", "France services : Assurance maladie"),
        ("quoi=arnaque&ou=marmande", "« Repérer les messages piégés »"),
        ("quoi=papiers&ou=duras", "France services : carte d’identité et passeport"),
        ("quoi=casier+judiciaire&ou=agen", "France services : justice et droits"),
        ("quoi=ordinateur&ou=duras", "Pour apprendre le téléphone et l’ordinateur"),
        ("quoi=carte+vitale&ou=penne", "« Mon compte de l’Assurance maladie »"),
    ],
)
def test_a_card_tells_the_true_reason(read: Any, asked: str, reason: str) -> None:
    assert reason in text(read(f"/lieux/?{asked}").select_one("ol.places"))


def test_what_comes_to_a_commune_stands_in_the_list(read: Any) -> None:
    first = read("/lieux/?ou=prayssas").select_one("ol.places > li")
    words = text(first)
    assert "Permanence France services – Prayssas" in words and "dans votre commune" in words
    assert "Le mardi, heures à demander" in words and "05 53 65 85 14" in words


def test_a_permanence_this_week_is_a_filter(read: Any, now: datetime) -> None:
    ((found, label),) = span_facets(now)
    assert label == "Permanence cette semaine"
    assert timezone.localtime(found.end).isoformat().startswith("2026-11-29T23:59:59")
    page = read("/lieux/?ou=laplume&permanence=semaine")
    listed = {item["id"] for item in page.select("ol.places > li")}
    assert f"lieu-{place(ASTAFFORT).pk}" in listed
    assert f"lieu-{place(LAPLUME).pk}" not in listed  # what it holds is elsewhere
    spans = place_spans([int(anchor.removeprefix("lieu-")) for anchor in listed], now)
    assert all(any(start <= found.end for _kind, start, _end in rows) for rows in spans.values())


def test_quand_leads_to_workshops_and_not_to_who_is_away(demo: list[str], now: datetime) -> None:
    """A place by appointment that has a workshop, and holds permanences in another town: those do not count, but when
    its own team is there does, unless one asks where to go now."""
    point = place(PUYMIROL)
    assert {kind for kind, _start, _end in place_spans([point.pk], now)[point.pk]} == {"date"}
    [document] = PlaceSource().documents([point.pk], now)
    assert {span.kind for span in document.spans} == {"date", "equipe"}
    for moment in moments(now).values():
        asked = FinderQuery(where="puymirol", radius=5, facets={"quand": frozenset({moment.code})})
        kinds = {"date"} if moment.code == "maintenant" else {"date", "equipe"}
        here = any(
            span.kind in kinds and span.start <= last and span.end > first
            for span in document.spans
            for first, last in moment.stretches
        )
        assert (f"lieu-{point.pk}" in [card.anchor for card in answer(asked, now).cards]) == here, moment.code


def test_cards_spans_and_words_cost_the_same_whatever_their_number(demo: list[str], now: datetime) -> None:
    pks = list(HelpPoint.objects.values_list("pk", flat=True))
    gives: tuple[tuple[Any, Any, int], ...] = (
        (card_extras, Asked(now), 2),
        (place_spans, now, 2),
        (place_taught, now, 1),
    )
    for give, moment, most in gives:
        for some in (pks[:1], pks):
            with CaptureQueriesContext(connection) as captured:
                give(some, moment)
            assert len(captured) == most


def test_a_place_holds_the_words_of_what_is_done_there(demo: list[str], now: datetime) -> None:
    point = place(LAFOX)
    taught = place_taught([point.pk], now)[point.pk]
    assert taught.kinds == {"france-services"} and taught.met == {"permanence"}
    assert taught.services == set(place(PUYMIROL).services)


def test_a_place_is_found_by_how_its_workshops_are_reached_and_for_whom(demo: list[str], now: datetime) -> None:
    hosts = list(HelpPoint.objects.in_service().values_list("pk", flat=True))
    told = [" ".join(taught.texts) for taught in place_taught(hosts, now).values()]
    for words in ("Salle de plain-pied", "Pour les seniors"):
        assert any(words in text for text in told)


def test_documents_and_cards_of_the_search(demo: list[str], now: datetime, django_assert_max_num_queries: Any) -> None:
    """An activity stands in one of the two lists: that of dates when a place hosts it, else that of places."""
    hosted, others = DateSource(), StopSource()
    dates = list(hosted.documents(list(hosted.pks()), now))
    stops = list(others.documents(list(others.pks()), now))
    assert not {document.pk for document in dates} & {document.pk for document in stops}
    assert (len(dates), len(stops)) == (57, 19)  # one example workshop has a single date, and it is cancelled
    assert all(document.spans for document in (*dates, *stops))
    assert len([one for one in stops if {span.kind for span in one.spans} == {"a-demander"}]) == 16
    for source, documents in ((hosted, dates), (others, stops)):
        pks = [int(document.pk) for document in documents]
        with django_assert_max_num_queries(2):
            cards = source.cards([Hit(f"{source.kind}:{pk}", 1.0) for pk in pks], Asked(now))
        assert set(cards) == set(pks)


def test_the_site_search_finds_permanences_and_workshops(read: Any) -> None:
    page = read("/recherche/?q=impots")
    assert "Déclarer ses impôts en ligne" in text(page.main)
    page = read("/recherche/?q=permanence prayssas")
    assert "Le mardi, heures à demander" in text(page.main)


def by_any_clock(stretch: tuple[datetime, datetime], _zone: ZoneInfo) -> Stretches:
    return (stretch,)


def test_the_card_of_a_stop_says_the_date_asked(demo: list[str], now: datetime) -> None:
    source = StopSource()
    several = [
        (int(document.pk), dates)
        for document in source.documents(list(source.pks()), now)
        if len(dates := [span for span in document.spans if span.kind == "date"]) > 1
    ]
    assert several
    for pk, dates in several:
        for span in dates[:3]:
            asked = Asked(now, during=partial(by_any_clock, (span.start, span.end)))
            card = source.cards([Hit(f"{source.kind}:{pk}", 1.0)], asked)[pk]
            assert day_words(timezone.localtime(span.start, PARIS).date(), now.date()) in card.why
