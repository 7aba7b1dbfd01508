"""A service that moves has stops and no door; a place that only hosts helps during what it hosts."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import time

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from directory.models import HelpPoint
from events.models import Activity
from portal.models import Commune
from search.models import SearchDocument
from tests.directory.reading import finder, main, names, page_at, text
from tests.factories.dates import ActivityFactory, RuleFactory
from tests.factories.places import publish
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
MakePoint = Callable[..., HelpPoint]
MOVING = {"itinerance": ["itinerant"], "phone": "+33553000001"}


def of(client: StrictClient, point: HelpPoint) -> BeautifulSoup:
    return page_at(client, point.get_absolute_url())


def test_a_service_that_moves_has_no_door(client: StrictClient, make_point: MakePoint) -> None:
    page = of(client, make_point("Bus du numérique", **MOVING))
    words = main(page)
    assert "Se déplace de commune en commune : appelez pour savoir où et quand" in words
    assert "Adresse pour écrire : 1 rue de l’Exemple" in words
    for door in ("Y aller", "Ouvert", "Fermé", "Horaires", "Venir sans rendez-vous", "Position approximative"):
        assert door not in words
    assert not page.select(".map-picture")
    data = json.loads(page.select_one('script[type="application/ld+json"]').string)
    assert "geo" not in data and "openingHoursSpecification" not in data


def test_it_is_found_by_its_name_and_never_near(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point("Bus du numérique", **MOVING)
    make_point("Maison du pays")
    assert names(finder(client, quoi="bus")) == ["Bus du numérique"]
    assert names(finder(client, ou="laplume")) == ["Maison du pays"]
    assert names(finder(client, ou="laplume", ouvert="maintenant")) == ["Maison du pays"]
    document = SearchDocument.objects.get(key=f"lieu:{point.pk}")
    assert (document.latitude, document.insee) == (None, "")


def test_with_a_door_too_it_stays_a_place(client: StrictClient, make_point: MakePoint) -> None:
    make_point("Maison et bus", itinerance=["itinerant", "fixe"])
    assert names(finder(client, ou="laplume")) == ["Maison et bus"]
    assert "Ouvert" in main(finder(client, ou="laplume"))


def test_nobody_is_received_at_its_address(make_point: MakePoint) -> None:
    bus = make_point("Bus du numérique", **MOVING)
    activity = ActivityFactory.build(point=bus, rule=None)
    with pytest.raises(ValidationError, match="se déplace"):
        activity.clean()


def test_its_stop_stands_in_the_list_of_the_commune(client: StrictClient, make_point: MakePoint) -> None:
    bus = make_point("Bus du numérique", **MOVING)
    commune = Commune.objects.get(insee="47137")
    stop = Activity(
        title="Permanence du bus",
        commune=commune,
        operator=bus,
        timetable_note="le mardi, heures à demander",
        live=False,
    )
    stop.save()
    publish(stop)
    card = finder(client, ou="laplume").select_one("ol.places > li")
    assert card["id"] == f"passage-{stop.pk}"
    words = text(card)
    assert "Le mardi, heures à demander" in words and "avec Bus du numérique" in words
    assert "dans votre commune" in words and "05 53 00 00 01" in words
    stop.unpublish()
    assert "Permanence du bus" not in names(finder(client, ou="laplume"))


def test_an_activity_changes_lists_with_its_place(client: StrictClient, make_point: MakePoint) -> None:
    """Its host is taken back: its dates go along; the host comes back: its card names it again."""
    hall = make_point("Salle des fêtes", hosts_only=True, access_modes=[], opening_hours="")
    activity = publish(ActivityFactory(title="Débuter avec une tablette", kind="workshop", point=hall))
    assert names(finder(client, quoi="tablette", ou="laplume")) == ["Salle des fêtes"]
    hall.unpublish()
    assert names(finder(client, quoi="tablette", ou="laplume")) == []
    publish(hall)
    assert names(finder(client, quoi="tablette", ou="laplume")) == ["Salle des fêtes"]
    activity.unpublish()
    assert names(finder(client, ou="laplume", rayon=5)) == []


def test_a_host_says_who_comes_and_when(client: StrictClient, make_point: MakePoint) -> None:
    poste = make_point("La Poste", phone="+33553000002", services=["demarches"], programmes=["france-services"])
    hall = make_point("Mairie d’Exemple", hosts_only=True, address="", access_modes=[], opening_hours="")
    activity = ActivityFactory(title="Permanence France services – Mairie d’Exemple", point=hall, operator=poste)
    RuleFactory(activity=activity, weekdays=[3], week_parity="odd", start_time=time(14), end_time=time(17))
    publish(activity)
    page = of(client, hall)
    words = main(page)
    assert "Aide pendant les permanences et les ateliers" in words
    assert "Tous les lundis, de 9 h à 12 h" in words
    assert "Un jeudi sur deux (semaines impaires), de 14 h à 17 h" in words
    assert "05 53 00 00 02" in text(page.select_one(".call"))
    assert "n’a pas publié de téléphone" not in words
    for own in ("Prix", "Pour qui ?", "Ce qu’on peut y faire"):
        assert own not in words
    [card] = finder(client, quoi="carte grise", ou="laplume", type="permanence").select("ol.places > li")
    assert "Permanence lundi 30 novembre, 9 h à 12 h, tous les lundis" in text(card)
    assert "Permanence" in text(card.select_one(".badge"))


def test_only_a_host_may_have_no_street(make_point: MakePoint) -> None:
    point = make_point("Mairie d’Exemple", hosts_only=True, address="")
    point.clean()
    point.hosts_only = False
    with pytest.raises(ValidationError, match="Donnez l’adresse"):
        point.clean()
